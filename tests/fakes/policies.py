"""The landlords' packs in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_copies import ReadPack
from contact_gateway.domain.policy import MAIN, Policy
from contact_gateway.domain.script_edits import ScriptEdit, worded
from tests.builders import policy
from tests.fakes.memory import Memory, StoredPack

BESIDE = "beside as "
"""How the text of a pack begins that stands beside the main one; its code follows."""


def plain_reader(landlord: str, version: int, source: str, main: str) -> Policy:
    """Return the usual policy of the tests, named by the pack's text; one beside is named by the main pack too."""
    code = source.removeprefix(BESIDE) if source.startswith(BESIDE) else MAIN
    if code != MAIN and not main:
        raise ValueError(f"line 1: {code} stands beside nothing")
    name = f"{main}: {code}" if code != MAIN else source
    return policy(landlord=landlord, version=version, name=name, code=code)


class MemoryPolicies:
    """The policies port. Like the real one it is given the reader that turns a pack's text into a policy."""

    def __init__(self, memory: Memory, read: ReadPack = plain_reader) -> None:
        self._memory = memory
        self._read = read

    def landlords(self) -> Sequence[str]:
        return self._memory.landlords()

    def current(self, landlord: str, code: str = MAIN) -> Policy:
        return self.version(landlord, self._in_force(landlord).get(code, 0))

    def beside(self, landlord: str) -> Sequence[str]:
        return sorted(self._in_force(landlord).keys() - {MAIN})

    def version(self, landlord: str, version: int, wording: int | None = None) -> Policy:
        packs = self._memory.of(landlord).packs
        if not 1 <= version <= len(packs):
            raise NotFound(f"There is no version {version} of a policy of {landlord}.")
        pack = packs[version - 1]
        return self._worded(landlord, self._read(landlord, version, pack.source, pack.main), wording)

    def import_pack(self, landlord: str, source: str, imported_at: datetime) -> int:
        rows, in_force = self._memory.of(landlord), self._in_force(landlord)
        for number in in_force.values():
            if rows.packs[number - 1].source == source:
                return number
        main = rows.packs[in_force[MAIN] - 1].source if MAIN in in_force else ""
        policy = self._read(landlord, len(rows.packs) + 1, source, main)
        if policy.code != MAIN:
            rows.packs.append(StoredPack(policy.code, source, main))
            return len(rows.packs)
        rows.packs.append(StoredPack(MAIN, source))
        rows.zone, rows.policy_version = policy.zone, len(rows.packs)
        others = [rows.packs[number - 1] for code, number in in_force.items() if code != MAIN]
        rows.packs += [replace(one, main=source) for one in others]
        return rows.policy_version

    def _in_force(self, landlord: str) -> dict[str, int]:
        """Return the version in force of each policy."""
        return {pack.code: number for number, pack in enumerate(self._memory.of(landlord).packs, start=1)}

    def _worded(self, landlord: str, pack: Policy, wording: int | None) -> Policy:
        made = [one for one in self._memory.of(landlord).scripts if wording is None or one.wording <= wording]
        last = {(one.language, one.script): one for one in made}
        edits = [
            ScriptEdit(language=one.language, script=one.script, text=one.text, recording=one.recording)
            for one in last.values()
            if not one.taken_back
        ]
        return worded(pack, edits, max((one.wording for one in made), default=0))
