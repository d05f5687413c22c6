"""Reads a landlord's pack: TOML text in, a `Policy` out, or every fault there is with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from contact_gateway.adapters.policy_files.beside import TABLE as BESIDE
from contact_gateway.adapters.policy_files.beside import (
    completed,
    occasion_faults,
    stands_beside,
    without_a_main_pack,
)
from contact_gateway.adapters.policy_files.building import BankHolidays, Issue, build_policy
from contact_gateway.adapters.policy_files.checks import cross_faults
from contact_gateway.adapters.policy_files.faults import Fault, PackFaults, Path, Wrong, dotted
from contact_gateway.adapters.policy_files.format import PACK
from contact_gateway.adapters.policy_files.line_index import with_lines
from contact_gateway.adapters.policy_files.older_spelling import in_newer_spelling, spelled_twice
from contact_gateway.adapters.policy_files.release import TABLE, Release, taken_from, this_release
from contact_gateway.adapters.policy_files.shapes import Dropped, Found, read_by
from contact_gateway.adapters.policy_files.stated import Stated, Tree, leaves, merged, read_stated
from contact_gateway.adapters.policy_files.tables import Faulty
from contact_gateway.adapters.policy_files.unworkable_checks import unworkable_faults
from contact_gateway.domain.languages import ENGLISH
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.voice import Phrases


@dataclass(frozen=True, slots=True)
class Pack:
    """A sound pack: as it was written, as it was read, how its values came about, and what held by default."""

    stated: Stated
    values: Tree
    read: Mapping[str, Any]
    release: Release

    def sources(self) -> Mapping[str, str]:
        """Return, for each value by its dotted key, its clause, `landlord` or `default`."""
        return {dotted(path): self.stated.source(path) for path, _ in leaves(self.values)}


def read_pack(
    text: str, *, landlord: str, version: int, bank_holidays: BankHolidays, file_name: str = "pack.toml", main: str = ""
) -> Policy:
    """Return the policy that a pack's text holds, as this numbered version of this landlord's (its slug).

    What the text does not say comes from the defaults: those that it was stored with, else this release's. A pack that
    stands beside the landlord's main one takes over from the text of that, `main`. Raises `PackFaults` with every
    fault; `file_name` names the text in them.
    """
    pack = parse_pack(text, file_name=file_name, main=main)
    issue = Issue(landlord=landlord, version=version, languages=pack.release.known)
    return build_policy(pack.read, pack.stated, pack.sources(), issue, bank_holidays)


def code_of(text: str) -> str:
    """Return the code by which a pack stands beside a main one, empty for a main pack and for what is no pack."""
    try:
        said = tomllib.loads(text).get(BESIDE, {})
    except tomllib.TOMLDecodeError:
        return ""
    return str(said.get("code", "")) if isinstance(said, dict) else ""


def parse_pack(text: str, *, file_name: str = "pack.toml", main: str = "") -> Pack:
    """Return the pack that a text holds, joined with the defaults. Raises `PackFaults` with every fault.

    `main` is the text of the landlord's main pack, for one that stands beside it; a main pack needs none. What was read
    lately is given again, so nobody changes it.
    """
    return _parsed(text, file_name, main)


@lru_cache(maxsize=32)
def _parsed(text: str, file_name: str, main: str) -> Pack:
    wrongs: list[tuple[Path, Wrong]] = []

    def found(path: Path, wrong: Wrong) -> None:
        wrongs.append((path, wrong))

    document = _document(text, file_name)
    is_new = TABLE not in document
    release = _release(document, found)
    stated = read_stated(in_newer_spelling(document), found)
    beside = stands_beside(stated)
    if beside:
        stated = completed(stated, _main(main, text, file_name), found)
    values = merged(_defaults(stated.values, release), stated.values)
    read = read_by(PACK, values, (), found)
    sound = {} if isinstance(read, Dropped) else cast("Mapping[str, Any]", read)
    wrongs += _not_told_already(tuple(wrongs), cross_faults(sound, stated, release.known))
    wrongs += occasion_faults(sound) if beside else ()
    wrongs += _not_told_already(tuple(wrongs), unworkable_faults(sound, stated)) if is_new else ()
    wrongs += spelled_twice(document) if is_new else ()
    if wrongs:
        raise PackFaults(with_lines(wrongs, text, file_name))
    return Pack(stated, values, sound, release)


def _main(main: str, text: str, file_name: str) -> Stated:
    """Return what a main pack says, which is sound. Raises `PackFaults` where there is none."""
    if not main:
        raise PackFaults(with_lines([without_a_main_pack()], text, file_name))
    return parse_pack(main).stated


def _release(document: Tree, found: Found) -> Release:
    try:
        return taken_from(document)
    except Wrong as wrong:
        found((TABLE,), wrong)
        return this_release()


def _defaults(pack: Tree, release: Release) -> Tree:
    """Return what holds where a pack is silent; of the languages, the words of those that it switches on."""
    on = pack.get("languages")
    named = on.get("on") if isinstance(on, dict) else None
    spoken = [ENGLISH, *(named if isinstance(named, list) else ())]
    languages = {code: language for code, language in release.known.items() if code in spoken}
    return {
        **release.values,
        "scripts": {code: dict(language.scripts) for code, language in languages.items()},
        "spoken": {code: _lists(language.spoken) for code, language in languages.items()},
    }


def _lists(phrases: Phrases) -> Tree:
    return {meaning: list(said) for meaning, said in phrases.items()}


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


def _document(text: str, file_name: str) -> Tree:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"at line ([0-9]+)", str(fault))
        line = int(place.group(1)) if place else text.count("\n") + 1
        wrong = Fault(file_name=file_name, line=line, key="", what=f"This is not TOML: {fault}.", allowed="key = value")
        raise PackFaults([wrong]) from fault
