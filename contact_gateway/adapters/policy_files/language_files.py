"""Reads the languages: one TOML file each, named by the language's code. `docs/languages.md` explains every key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import Any, cast

from contact_gateway.adapters.policy_files.faults import PackFaults, Path, Wrong
from contact_gateway.adapters.policy_files.line_index import with_lines
from contact_gateway.adapters.policy_files.shapes import Dropped, Keys, Many, Named, One, Reader, Shape, read_by
from contact_gateway.adapters.policy_files.shipped import language_texts
from contact_gateway.adapters.policy_files.stated import Tree, merged
from contact_gateway.adapters.policy_files.values import a_choice, a_number, a_phrase, a_text, a_truth, a_word
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.languages import Forbidden, Language, PartOfDay, Times, Voice
from contact_gateway.domain.script_checks import LONGEST_SCRIPT
from contact_gateway.domain.scripts import Script

LONGEST_NAME = 100


def a_pattern(*names: str) -> Reader:
    """Make a reader of a text in which each of these names stands once between braces, and no other."""

    def read(value: object) -> object:
        text = str(a_text(LONGEST_NAME)(value))
        try:
            found = sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)
        except ValueError:
            found = []
        if found != sorted(names):
            raise Wrong(f"{text!r} is not a pattern for this.", "a text with " + ", ".join(f"{{{n}}}" for n in names))
        return text

    return read


_TEXT = One(a_text(LONGEST_NAME))
_TEXTS = Many(_TEXT)
_PHRASES = Named(a_word(Subject), Many(One(a_phrase)))

_TIMES: dict[str, Shape] = {
    "weekdays": Many(_TEXT, at_least=7),
    "months": Many(_TEXT, at_least=12),
    "date": One(a_pattern("weekday", "day", "month")),
    "since": One(a_pattern("day", "clock")),
    "clock": One(a_pattern("hour", "part")),
    "clock_with_minutes": One(a_pattern("hour", "minutes", "part")),
    "noon": _TEXT,
    "parts": Many(Keys({"from_hour": One(a_number(0, 23, whole=True)), "word": _TEXT}, ("from_hour", "word")), 1),
}
_FORBIDDEN: dict[str, Shape] = {"words": _TEXTS, "harmless": _TEXTS, "ombudsman": _TEXT, "at_any_time": _TEXT}

LANGUAGE: Shape = Keys(
    {
        "name": _TEXT,
        "checked": One(a_truth),
        "minute": _TEXT,
        "minutes": One(a_pattern("number")),
        "either": _TEXT,
        "voice": Keys({"language": _TEXT, "name": _TEXT}, required=("language",)),
        "times": Keys(_TIMES, required=tuple(_TIMES)),
        "channels": Keys(dict.fromkeys(Channel, _TEXT), required=tuple(Channel)),
        "forbidden": Keys(_FORBIDDEN, required=tuple(_FORBIDDEN)),
        "spoken": Named(a_choice, Many(One(a_phrase))),
        "strong": _PHRASES,
        "weak": _PHRASES,
        "scripts": Keys(dict.fromkeys(Script, One(a_text(LONGEST_SCRIPT))), required=tuple(Script)),
    },
    required=("name", "checked", "minute", "minutes", "either", "voice", "times", "channels", "forbidden", "scripts"),
)


@cache
def shipped_languages() -> Mapping[str, Language]:
    """Return every language by its code. Raises `PackFaults` where a file is not sound."""
    files = language_texts()
    return MappingProxyType({code: read_language(code, text) for code, text in files.items()})


def read_language(code: str, text: str, otherwise: Tree | None = None) -> Language:
    """Return the language that a file's text holds, with what it lacks from `otherwise`.

    Raises `PackFaults` with every fault and its line.
    """
    wrongs: list[tuple[Path, Wrong]] = []

    def found(path: Path, wrong: Wrong) -> None:
        wrongs.append((path, wrong))

    read = read_by(LANGUAGE, merged(otherwise or {}, tomllib.loads(text)), (), found)
    if not wrongs and cast("Any", read)["times"]["parts"][0]["from_hour"]:
        found(("times", "parts"), Wrong("Nothing is said for the hours after midnight.", "a first part from_hour = 0"))
    if wrongs or isinstance(read, Dropped):
        raise PackFaults(with_lines(wrongs, text, f"{code}.toml"))
    return _built(code, cast("Mapping[str, Any]", read))


def _built(code: str, read: Mapping[str, Any]) -> Language:
    times, forbidden = read["times"], read["forbidden"]
    parts = tuple(PartOfDay(**part) for part in times["parts"])
    plain = ("name", "checked", "minute", "minutes", "either", "scripts")
    return Language(
        code=code,
        voice=Voice(**read["voice"]),
        times=Times(**{**times, "parts": parts}),
        channels={Channel(channel): word for channel, word in read["channels"].items()},
        forbidden=Forbidden(**{**forbidden, "harmless": frozenset(forbidden["harmless"])}),
        spoken=read.get("spoken", {}),
        strong=read.get("strong", {}),
        weak=read.get("weak", {}),
        **{name: read[name] for name in plain},
    )
