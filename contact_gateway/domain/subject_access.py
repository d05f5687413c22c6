"""What is held on a person, made ready to be given out: others are named for whoever redacts, and blacked out.

Pure data: rows by kind, each a mapping of plain JSON. A row is called by its kind and its number, as in `incidents/3`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

Row = Mapping[str, object]

BLACKED_OUT = "█████"
"""Stands for a passage of any length: how long a name is says something about it."""

_EMAIL = re.compile(r"[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+")
_PHONE = re.compile(r"(?<![\w+])\+?\d(?:[ ()-]{0,2}\d){9,13}(?!\w)")
_NO_NUMBER = re.compile(r"(?<!\w)(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2})(?![\w-])")
"""Ids and days: digits in them are nobody's telephone number."""

_NOBODYS = frozenset({"dialled", "line", "from", "provider_id"})
"""Members that hold numbers and addresses of the landlord, and ids of messages, which look like addresses."""

_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """A file that is held: its id, the kind of row that names it, and the contact it came with."""

    id: str
    kind: str
    contact_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Everything that is held on a person: rows by kind, and the files that some of them name."""

    person_id: str
    name: str
    kinds: Mapping[str, tuple[Row, ...]]
    files: tuple[HeldFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SomebodyElse:
    """Another person whom the landlord knows: `points` are how they are reached."""

    id: str
    name: str
    role: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdParty:
    """Somebody else who is named in what is held: by which words or numbers, and in which rows.

    `name` and `role` are empty where it is a number or an address of nobody known.
    """

    said: tuple[str, ...]
    rows: tuple[str, ...]
    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """A passage about somebody else, to be blacked out in a row, or wherever it stands where `row` is empty."""

    passage: str
    row: str = ""


class NotThere(ValueError):
    """A passage that is to be blacked out stands nowhere: it may be misspelt, and what it meant would be given away."""

    def __init__(self, redaction: Redaction) -> None:
        """Keep which it is."""
        super().__init__(f"{redaction.passage!r} does not stand in {redaction.row or 'what is held'}.")
        self.redaction = redaction


@dataclass(slots=True)
class _Finder:
    """Finds passages as whole words, whatever the case of their letters, and remembers which it found."""

    redactions: Sequence[Redaction]
    found: set[Redaction] = field(default_factory=set)

    def blacken(self, text: str, row: str) -> str:
        for one in self.redactions:
            if one.row in {"", row}:
                text, times = _as_words(one.passage).subn(BLACKED_OUT, text)
                if times:
                    self.found.add(one)
        return text


def blacked_out(held: Held, redactions: Sequence[Redaction]) -> Held:
    """Return the same with the passages blacked out. Raises `NotThere` for one that stands nowhere."""
    finder = _Finder(sorted(redactions, key=lambda one: -len(one.passage)))
    kinds = {kind: tuple(_blacken(finder, kind, rows)) for kind, rows in held.kinds.items()}
    for one in redactions:
        if one not in finder.found:
            raise NotThere(one)
    return replace(held, kinds=kinds)


def third_parties(held: Held, others: Sequence[SomebodyElse]) -> tuple[ThirdParty, ...]:
    """Return who else is named, for whoever redacts: people whom the landlord knows, then other numbers and addresses.

    What is not found here may still be about others: a description names nobody.
    """
    texts = [*_texts_of(held)]
    own = {held.name.casefold(), held.person_id.casefold(), *map(str.casefold, _points(texts_of_points(held)))}
    whole = "\n".join(text for _, text in texts).casefold()
    found = [party for other in others if (party := _named(other, texts, own, whole))]
    nobodys = {said.casefold() for text in _nobodys([*held.kinds.values()]) for said in (text, *_points(text))}
    known = own | nobodys | {said.casefold() for party in found for said in party.said}
    return (*found, *_strangers(texts, known))


def texts_of_points(held: Held) -> str:
    """Return the person's own contact points, as text."""
    return "\n".join(text for row in held.kinds.get("contact_points", ()) for text in _texts(row))


def _named(other: SomebodyElse, texts: Sequence[tuple[str, str]], own: set[str], whole: str) -> ThirdParty | None:
    said: list[str] = []
    rows: dict[str, None] = {}
    for name in (other.id, other.name, *other.points):
        if len(name) < _SHORTEST_NAME or name.casefold() in own or name.casefold() not in whole:
            continue
        pattern = _as_words(name)
        if where := [row for row, text in texts if pattern.search(text)]:
            said.append(name)
            rows |= dict.fromkeys(where)
    return ThirdParty(said=tuple(said), rows=tuple(rows), name=other.name, role=other.role) if said else None


def _strangers(texts: Sequence[tuple[str, str]], known: set[str]) -> Iterator[ThirdParty]:
    found: dict[str, dict[str, None]] = {}
    for row, text in texts:
        for said in _points(text):
            if said.casefold() not in known:
                found.setdefault(said, {})[row] = None
    for said, rows in sorted(found.items()):
        yield ThirdParty(said=(said,), rows=tuple(rows))


def _nobodys(value: object) -> Iterator[str]:
    match value:
        case Mapping():
            yield from (said for name, said in value.items() if name in _NOBODYS and isinstance(said, str))
            yield from (text for member in value.values() for text in _nobodys(member))
        case list() | tuple():
            yield from (text for member in value for text in _nobodys(member))


def _points(text: str) -> Iterator[str]:
    plain = _NO_NUMBER.sub("#", text)
    for pattern in (_EMAIL, _PHONE):
        yield from (found[0] for found in pattern.finditer(plain))


def _blacken(finder: _Finder, kind: str, rows: Sequence[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        yield {name: _mapped(value, finder, f"{kind}/{number}") for name, value in row.items()}


def _mapped(value: object, finder: _Finder, row: str) -> object:
    match value:
        case str():
            return finder.blacken(value, row)
        case Mapping():
            return {name: _mapped(member, finder, row) for name, member in value.items()}
        case list() | tuple():
            return [_mapped(member, finder, row) for member in value]
    return value


def _texts_of(held: Held) -> Iterator[tuple[str, str]]:
    for kind, rows in held.kinds.items():
        for number, row in enumerate(rows, 1):
            yield from ((f"{kind}/{number}", text) for text in _texts(row))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for member in value.values():
                yield from _texts(member)
        case list() | tuple():
            for member in value:
                yield from _texts(member)


def _as_words(passage: str) -> re.Pattern[str]:
    """Return what finds a passage as whole words, with any blanks between them."""
    words = r"\s+".join(map(re.escape, passage.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
