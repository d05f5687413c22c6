"""The landlords' packs in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from contact_gateway.application.errors import NotFound
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_edits import ScriptEdit, worded
from tests.builders import policy
from tests.fakes.memory import Memory


def plain_reader(landlord: str, version: int, source: str) -> Policy:
    """Return the usual policy of the tests, named by the pack's text."""
    return policy(landlord=landlord, version=version, name=source)


class MemoryPolicies:
    """The policies port. Like the real one it is given the reader that turns a pack's text into a policy."""

    def __init__(self, memory: Memory, read: Callable[[str, int, str], Policy] = plain_reader) -> None:
        self._memory = memory
        self._read = read

    def landlords(self) -> Sequence[str]:
        return self._memory.landlords()

    def current(self, landlord: str) -> Policy:
        return self.version(landlord, len(self._memory.of(landlord).packs))

    def version(self, landlord: str, version: int, wording: int | None = None) -> Policy:
        packs = self._memory.of(landlord).packs
        if not 1 <= version <= len(packs):
            raise NotFound(f"There is no version {version} of a policy of {landlord}.")
        return self._worded(landlord, self._read(landlord, version, packs[version - 1]), wording)

    def import_pack(self, landlord: str, source: str, imported_at: datetime) -> int:
        rows = self._memory.of(landlord)
        if not rows.packs or rows.packs[-1] != source:
            rows.zone = self._read(landlord, len(rows.packs) + 1, source).zone
            rows.packs.append(source)
        return len(rows.packs)

    def _worded(self, landlord: str, pack: Policy, wording: int | None) -> Policy:
        made = [one for one in self._memory.of(landlord).scripts if wording is None or one.wording <= wording]
        last = {(one.language, one.script): one for one in made}
        edits = [
            ScriptEdit(language=one.language, script=one.script, text=one.text, recording=one.recording)
            for one in last.values()
            if not one.taken_back
        ]
        return worded(pack, edits, max((one.wording for one in made), default=0))
