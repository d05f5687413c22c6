"""Reads a landlord's pack: TOML text in, a `Policy` out, or every fault there is with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from contact_gateway.adapters.policy_files.building import BankHolidays, Issue, build_policy
from contact_gateway.adapters.policy_files.checks import Faulty, cross_faults
from contact_gateway.adapters.policy_files.faults import Fault, PackFaults, Path, Wrong, dotted
from contact_gateway.adapters.policy_files.format import PACK
from contact_gateway.adapters.policy_files.line_index import index_lines, line_of
from contact_gateway.adapters.policy_files.shapes import Dropped, read_by
from contact_gateway.adapters.policy_files.shipped import defaults_text
from contact_gateway.adapters.policy_files.stated import Stated, Tree, leaves, merged, read_stated
from contact_gateway.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Pack:
    """A sound pack: as it was written, as it was read, and how its values came about."""

    stated: Stated
    values: Tree
    read: Mapping[str, Any]

    def sources(self) -> Mapping[str, str]:
        """Return, for each value by its dotted key, its clause, `landlord` or `default`."""
        return {dotted(path): self.stated.source(path) for path, _ in leaves(self.values)}


def read_pack(
    text: str, *, landlord: str, version: int, bank_holidays: BankHolidays, file_name: str = "pack.toml"
) -> Policy:
    """Return the policy that a pack's text holds, as this numbered version of this landlord's (its slug).

    What the text does not say comes from the defaults. Raises `PackFaults` with every fault; `file_name` names the text
    in them.
    """
    pack = parse_pack(text, file_name=file_name)
    issue = Issue(landlord=landlord, version=version)
    return build_policy(pack.read, pack.stated, pack.sources(), issue, bank_holidays)


def parse_pack(text: str, *, file_name: str = "pack.toml") -> Pack:
    """Return the pack that a text holds, joined with the defaults. Raises `PackFaults` with every fault."""
    wrongs: list[tuple[Path, Wrong]] = []

    def found(path: Path, wrong: Wrong) -> None:
        wrongs.append((path, wrong))

    stated = read_stated(_document(text, file_name), found)
    values = merged(read_stated(tomllib.loads(defaults_text()), found).values, stated.values)
    read = read_by(PACK, values, (), found)
    sound = {} if isinstance(read, Dropped) else cast("Mapping[str, Any]", read)
    wrongs += _not_told_already(tuple(wrongs), cross_faults(sound, stated))
    if wrongs:
        raise PackFaults(_with_lines(wrongs, text, file_name))
    return Pack(stated, values, sound)


def _not_told_already(told: tuple[tuple[Path, Wrong], ...], more: Faulty) -> Faulty:
    """Leave out what only follows from a fault at the same place, within it or around it."""
    places = [path for path, _ in told]
    return (
        (path, wrong)
        for path, wrong in more
        if not any(_is_within(path, place) or _is_within(place, path) for place in places)
    )


def _is_within(inner: Path, outer: Path) -> bool:
    return inner[: len(outer)] == outer


def _with_lines(wrongs: Iterable[tuple[Path, Wrong]], text: str, file_name: str) -> list[Fault]:
    lines = index_lines(text)
    return [
        Fault(
            file_name=file_name,
            line=line_of(path, lines),
            key=dotted(path),
            what=wrong.what,
            allowed=wrong.allowed,
        )
        for path, wrong in wrongs
    ]


def _document(text: str, file_name: str) -> Tree:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"at line ([0-9]+)", str(fault))
        line = int(place.group(1)) if place else text.count("\n") + 1
        wrong = Fault(file_name=file_name, line=line, key="", what=f"This is not TOML: {fault}.", allowed="key = value")
        raise PackFaults([wrong]) from fault
