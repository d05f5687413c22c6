"""The chain that shows whether anybody touched the audit trail: rows, the seals over them, and what does not fit.

A seal covers the rows that came since the one before. It holds a digest of each of them, so that a single row can be
named, and the hash of the seal before, so that no seal can be changed without changing all that follow. What stands in
a chain is proved against changes of the rows alone; against somebody who can also write all its seals anew, it is
proved by the hash of a seal that was noted elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """A row of the trail: `number` says where it stands, all else what was done."""

    number: int
    at: datetime
    tag: str
    subject_id: str
    actor: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a seal holds of one row."""

    number: int
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The seal over a landlord's rows, from `first` to `last`, in their order; `number` counts from 1 without a gap."""

    landlord: str
    number: int
    sealed_at: datetime
    first: int
    last: int
    marks: tuple[Mark, ...]
    previous: bytes
    hash: bytes = b""


class Fault(StrEnum):
    """What can be wrong with a trail, and with the acts of cases and the restrictions that it tells of."""

    ROW_ALTERED = "row_altered"
    ROW_MISSING = "row_missing"
    ROW_INSERTED = "row_inserted"
    ROW_MOVED = "row_moved"
    SEAL_ALTERED = "seal_altered"
    SEAL_MISSING = "seal_missing"
    SEAL_NOT_ON_THE_ONE_BEFORE = "seal_not_on_the_one_before"
    SEAL_NOT_AS_NOTED = "seal_not_as_noted"
    ACT_ALTERED = "act_altered"
    ACT_MISSING = "act_missing"
    ACT_INSERTED = "act_inserted"
    WORDS_SHUT = "words_shut"
    RESTRICTION_ALTERED = "restriction_altered"
    RESTRICTION_MISSING = "restriction_missing"
    RESTRICTION_INSERTED = "restriction_inserted"
    NARRATIVE_SHUT = "narrative_shut"
    EVIDENCE_SHUT = "evidence_shut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A fault, and the number of the row or of the seal that it is about.

    `other` is where a moved row stood, or the last of several seals that are missing. For an act or a restriction,
    whose id is `about`, the number is that of the last row that tells of it; for words that do not open, none.
    """

    fault: Fault
    number: int
    other: int = 0
    about: str = ""

    def __str__(self) -> str:
        if self.fault is Fault.SEAL_MISSING and self.other > self.number:
            return f"Seals {self.number} to {self.other} are missing."
        return _SENTENCES[self.fault].format(number=self.number, other=self.other, about=self.about)


_SENTENCES: Mapping[Fault, str] = {
    Fault.ROW_ALTERED: "Row {number} was altered after it was sealed.",
    Fault.ROW_MISSING: "Row {number} is missing; it was sealed.",
    Fault.ROW_INSERTED: "Row {number} was inserted among rows that were sealed without it.",
    Fault.ROW_MOVED: "Row {number} holds what was sealed as row {other}.",
    Fault.SEAL_ALTERED: "Seal {number} was altered: its hash is not that of what it holds.",
    Fault.SEAL_MISSING: "Seal {number} is missing.",
    Fault.SEAL_NOT_ON_THE_ONE_BEFORE: "Seal {number} was not made on the seal that stands before it.",
    Fault.SEAL_NOT_AS_NOTED: "Seal {number} has not the hash that was noted of it: the trail was written anew.",
    Fault.ACT_ALTERED: "The act {about} is not as row {number} tells of it.",
    Fault.ACT_MISSING: "The act {about} is missing, of which row {number} tells.",
    Fault.ACT_INSERTED: "The act {about} was put in: no row tells that it was done, or the last tells that it went.",
    Fault.WORDS_SHUT: "The words of the act {about} do not open: they are not those that were sealed for it.",
    Fault.RESTRICTION_ALTERED: "The restriction {about} is not as row {number} tells of it.",
    Fault.RESTRICTION_MISSING: "The restriction {about} is missing, of which acts tell.",
    Fault.RESTRICTION_INSERTED: "The restriction {about} was put in: no act tells of it.",
    Fault.NARRATIVE_SHUT: "The narrative of the restriction {about} does not open: it is not what was sealed for it.",
    Fault.EVIDENCE_SHUT: "The evidence of the restriction {about} does not open: it is not what was sealed for it.",
}

FORGOTTEN = "database:audit:forgotten"
"""The tag of the row that tells up to which seal rows were forgotten; the database alone writes it."""

NEVER_FORGOTTEN = timedelta(days=365)
"""How long at least a sealed row is kept."""

BEFORE_THE_FIRST = b""
"""What the first seal is made on."""

BEFORE_ALL = -(2**63)
"""A number that comes before that of every row."""


def seal(landlord: str, before: Seal | None, rows: Sequence[AuditRow], sealed_at: datetime) -> Seal:
    """Return the next seal, over these rows. Raises ValueError where there are none, or not in their order."""
    numbers = [before.last if before else BEFORE_ALL, *(row.number for row in rows)]
    if not rows or numbers != sorted(set(numbers)):
        raise ValueError("A seal covers rows in their order, all of them after the seal before.")
    marks = tuple(Mark(number=row.number, digest=digest(landlord, row)) for row in rows)
    bare = Seal(
        landlord=landlord,
        number=before.number + 1 if before else 1,
        sealed_at=sealed_at,
        first=rows[0].number,
        last=rows[-1].number,
        marks=marks,
        previous=before.hash if before else BEFORE_THE_FIRST,
    )
    return replace(bare, hash=_hash(bare))


def faults(before: Seal | None, it: Seal, rows: Sequence[AuditRow]) -> Iterator[Found]:
    """Return what is wrong with a seal and the rows after the seal before it, up to its last one.

    `before` is the seal that stands before it, whatever its number; `rows` are in the order of their numbers.
    """
    next_number = before.number + 1 if before else 1
    if next_number < it.number:
        yield Found(fault=Fault.SEAL_MISSING, number=next_number, other=it.number - 1)
    if it.hash != _hash(it):
        yield Found(fault=Fault.SEAL_ALTERED, number=it.number)
    if it.number == next_number and it.previous != (before.hash if before else BEFORE_THE_FIRST):
        yield Found(fault=Fault.SEAL_NOT_ON_THE_ONE_BEFORE, number=it.number)
    covered = rows if it.number == next_number else [row for row in rows if row.number >= it.first]
    yield from _faults_of_rows(it, covered)


def is_forgotten(it: Seal, told: AuditRow | None) -> bool:
    """Whether a row tells that what this seal covers was forgotten, and was allowed to."""
    if told is None or told.tag != FORGOTTEN:
        return False
    through = told.details.get("through")
    return isinstance(through, int) and it.number <= through and it.sealed_at + NEVER_FORGOTTEN <= told.at


def digest(landlord: str, row: AuditRow) -> bytes:
    """Return the SHA-256 of all that a row says; where it stands is the seal's to hold."""
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha256(_canonical([landlord, at, row.tag, row.subject_id, row.actor, row.details])).digest()


def _faults_of_rows(it: Seal, rows: Sequence[AuditRow]) -> Iterator[Found]:
    sealed = {mark.number: mark.digest for mark in it.marks}
    stands = {row.number: digest(it.landlord, row) for row in rows}
    stood = {mark.digest: mark.number for mark in it.marks if stands.get(mark.number) != mark.digest}
    for number in sorted({*sealed, *stands}):
        if number not in stands:
            yield Found(fault=Fault.ROW_MISSING, number=number)
        elif stands[number] == sealed.get(number):
            continue
        elif stands[number] in stood:
            yield Found(fault=Fault.ROW_MOVED, number=number, other=stood[stands[number]])
        else:
            fault = Fault.ROW_ALTERED if number in sealed else Fault.ROW_INSERTED
            yield Found(fault=fault, number=number)


def _hash(it: Seal) -> bytes:
    at = it.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    marks = [[mark.number, mark.digest.hex()] for mark in it.marks]
    return sha256(_canonical([it.landlord, it.number, at, it.first, it.last, marks, it.previous.hex()])).digest()


def _canonical(value: object) -> bytes:
    """Return one text for one value, whatever order the members of its objects came in."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
