"""Whatever single thing is changed in a sealed trail, it is found and named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.application.verify_audit import AuditReport, VerifyAudit
from contact_gateway.domain.audit_chain import FORGOTTEN, AuditRow, Fault, Found, Mark, Seal, seal
from tests.builders import MONDAY
from tests.fakes.audit_trail import MemoryAuditTrail
from tests.fakes.memory import Memory

LANDLORD = "example"
INSTANTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given beside
WORDS = st.text(max_size=8)
DETAILS = st.dictionaries(WORDS, WORDS | st.integers(-(2**31), 2**31) | st.lists(WORDS, max_size=2), max_size=3)
ROWS = st.builds(AuditRow, number=st.just(0), at=INSTANTS, tag=WORDS, subject_id=WORDS, actor=WORDS, details=DETAILS)


@st.composite
def trails(draw: st.DrawFn) -> tuple[list[AuditRow], list[Seal]]:
    """Rows with gaps between their numbers, no two of them alike, under seals of one row or more."""
    rows, number = [], 0
    for row in draw(st.lists(ROWS, min_size=2, max_size=12, unique_by=repr)):
        number += draw(st.integers(1, 3))
        rows.append(replace(row, number=number))
    seals: list[Seal] = []
    left = rows
    while left:
        size = draw(st.integers(1, len(left)))
        seals.append(seal(LANDLORD, seals[-1] if seals else None, left[:size], MONDAY))
        left = left[size:]
    return rows, seals


def verified(rows: Sequence[AuditRow], seals: Sequence[Seal]) -> AuditReport:
    trail = MemoryAuditTrail(Memory())
    trail.added[LANDLORD] = sorted(rows, key=lambda row: row.number)
    trail.made[LANDLORD] = list(seals)
    return VerifyAudit(trail=trail)(LANDLORD)


def changed(value: object) -> object:
    """Another value of the same kind."""
    match value:
        case int():
            return value + 1
        case str():
            return value + "x"
        case bytes():
            return value[:-1] + bytes([value[-1] ^ 1]) if value else b"x"
        case datetime():
            return value + timedelta(microseconds=1)
        case dict():
            return {**value, "another": 1}
        case tuple():
            return value[:-1]
    raise AssertionError(value)


@given(trails())
def test_a_trail_that_nobody_touched_is_whole(trail: tuple[list[AuditRow], list[Seal]]) -> None:
    rows, seals = trail
    report = verified(rows, seals)
    assert (report.faults, report.rows, report.seals, report.unsealed) == ((), len(rows), len(seals), 0)
    assert report.last == seals[-1]


@pytest.mark.parametrize("name", ["at", "tag", "subject_id", "actor", "details"])
@given(trails(), st.data())
def test_a_row_with_any_field_altered_is_named(
    name: str, trail: tuple[list[AuditRow], list[Seal]], data: st.DataObject
) -> None:
    rows, seals = trail
    place = data.draw(st.integers(0, len(rows) - 1))
    altered: dict[str, Any] = {name: changed(getattr(rows[place], name))}
    rows[place] = replace(rows[place], **altered)
    assert [found.number for found in verified(rows, seals).faults] == [rows[place].number]


@given(trails(), st.data())
def test_a_row_that_was_taken_out_is_named(trail: tuple[list[AuditRow], list[Seal]], data: st.DataObject) -> None:
    rows, seals = trail
    gone = rows.pop(data.draw(st.integers(0, len(rows) - 1)))
    assert verified(rows, seals).faults == (Found(fault=Fault.ROW_MISSING, number=gone.number),)


@given(trails(), ROWS, st.data())
def test_a_row_that_was_put_between_others_is_named(
    trail: tuple[list[AuditRow], list[Seal]], row: AuditRow, data: st.DataObject
) -> None:
    rows, seals = trail
    free = set(range(-3, rows[-1].number)) - {row.number for row in rows}
    new = replace(row, number=data.draw(st.sampled_from(sorted(free))))
    assert [found.number for found in verified([*rows, new], seals).faults] == [new.number]


@given(trails(), st.data())
def test_two_rows_that_changed_places_are_both_named(
    trail: tuple[list[AuditRow], list[Seal]], data: st.DataObject
) -> None:
    rows, seals = trail
    one, other = data.draw(st.lists(st.sampled_from(rows), min_size=2, max_size=2, unique_by=lambda row: row.number))
    swapped = [row for row in rows if row not in (one, other)]
    swapped += [replace(one, number=other.number), replace(other, number=one.number)]
    assert {found.number for found in verified(swapped, seals).faults} == {one.number, other.number}


@pytest.mark.parametrize("name", [field.name for field in fields(Seal)])
@given(trails(), st.data())
def test_a_seal_with_any_field_altered_is_found(
    name: str, trail: tuple[list[AuditRow], list[Seal]], data: st.DataObject
) -> None:
    rows, seals = trail
    place = data.draw(st.integers(0, len(seals) - 1))
    altered: dict[str, Any] = {name: changed(getattr(seals[place], name))}
    seals[place] = replace(seals[place], **altered)
    assert verified(rows, seals).faults


@given(trails(), st.data())
def test_a_seal_that_was_taken_out_is_found_unless_it_was_the_last(
    trail: tuple[list[AuditRow], list[Seal]], data: st.DataObject
) -> None:
    rows, seals = trail
    gone = seals.pop(data.draw(st.integers(0, len(seals) - 1)))
    report = verified(rows, seals)
    if not seals or gone.number > seals[-1].number:
        assert report.unsealed == len(gone.marks)
    else:
        assert Found(fault=Fault.SEAL_MISSING, number=gone.number, other=gone.number) in report.faults


@given(trails(), st.data())
def test_a_row_and_its_seal_altered_together_break_the_chain_behind_them(
    trail: tuple[list[AuditRow], list[Seal]], data: st.DataObject
) -> None:
    rows, seals = trail
    seals.append(seal(LANDLORD, seals[-1], [replace(rows[0], number=rows[-1].number + 1)], MONDAY))
    rows.append(replace(rows[0], number=rows[-1].number + 1))
    place = data.draw(st.integers(0, len(seals) - 2))
    theirs = [row for row in rows if seals[place].first <= row.number <= seals[place].last]
    forged = [replace(row, actor=f"{row.actor}x") for row in theirs]
    seals[place] = seal(LANDLORD, seals[place - 1] if place else None, forged, MONDAY)
    report = verified([row for row in rows if row not in theirs] + forged, seals)
    assert report.faults == (Found(fault=Fault.SEAL_NOT_ON_THE_ONE_BEFORE, number=seals[place + 1].number),)


def test_rows_younger_than_the_last_seal_are_said_to_be_unsealed() -> None:
    rows = [AuditRow(number=n, at=MONDAY + timedelta(n), tag="a", subject_id="", actor="") for n in (1, 2, 3)]
    report = verified(rows, [seal(LANDLORD, None, rows[:1], MONDAY)])
    assert (report.faults, report.rows, report.unsealed) == ((), 1, 2)
    assert report.oldest_unsealed == MONDAY + timedelta(2)


@pytest.mark.parametrize("numbers", [(), (2, 1), (1, 1)])
def test_no_seal_covers_rows_out_of_their_order_or_none(numbers: tuple[int, ...]) -> None:
    rows = [AuditRow(number=n, at=MONDAY, tag="a", subject_id="", actor="") for n in numbers]
    with pytest.raises(ValueError, match="in their order"):
        seal(LANDLORD, None, rows, MONDAY)


def test_every_fault_is_a_sentence() -> None:
    said = [str(Found(fault=fault, number=3, other=5, about="act-3")) for fault in Fault]
    assert all(sentence.endswith(".") and "3" in sentence for sentence in said)
    assert len(set(said)) == len(Fault)


def test_a_seal_without_marks_is_found() -> None:
    row = AuditRow(number=1, at=MONDAY, tag="a", subject_id="", actor="")
    made = seal(LANDLORD, None, [row], MONDAY)
    assert made.marks == (Mark(number=1, digest=made.marks[0].digest),)
    assert verified([row], [replace(made, marks=())]).faults


LONG_AGO = MONDAY - timedelta(days=2 * 365)


def forgetting(seals: Sequence[Seal], through: int, at: datetime = MONDAY) -> tuple[AuditRow, Seal]:
    """The row that tells what was forgotten, and the seal over it."""
    number = seals[-1].last + 1
    told = AuditRow(number=number, at=at, tag=FORGOTTEN, subject_id="", actor="database", details={"through": through})
    return told, seal(LANDLORD, seals[-1], [told], MONDAY)


def sealed_long_ago(rows: Sequence[AuditRow], when: datetime = LONG_AGO) -> list[Seal]:
    """A seal over each row."""
    made: list[Seal] = []
    for row in rows:
        made.append(seal(LANDLORD, made[-1] if made else None, [row], when))
    return made


@given(trails(), st.data())
def test_whole_seals_that_a_sealed_row_calls_forgotten_are_no_fault(
    trail: tuple[list[AuditRow], list[Seal]], data: st.DataObject
) -> None:
    rows, _ = trail
    seals = sealed_long_ago(rows)
    through = data.draw(st.integers(1, len(seals)))
    told, over = forgetting(seals, through)
    report = verified([*rows[through:], told], [*seals, over])
    assert (report.faults, report.forgotten) == ((), through)


@given(trails(), st.data())
def test_a_row_that_went_beyond_what_is_told_is_named(
    trail: tuple[list[AuditRow], list[Seal]], data: st.DataObject
) -> None:
    rows, _ = trail
    seals = sealed_long_ago(rows)
    through = data.draw(st.integers(1, len(seals) - 1))
    gone = data.draw(st.integers(through, len(rows) - 1))
    told, over = forgetting(seals, through)
    left = [row for place, row in enumerate(rows) if place >= through and place != gone]
    report = verified([*left, told], [*seals, over])
    assert report.faults == (Found(fault=Fault.ROW_MISSING, number=rows[gone].number),)


@given(trails())
def test_nothing_is_forgotten_within_a_year_nor_by_a_row_that_no_seal_covers(
    trail: tuple[list[AuditRow], list[Seal]],
) -> None:
    rows, _ = trail
    missing = tuple(Found(fault=Fault.ROW_MISSING, number=row.number) for row in rows)
    young = sealed_long_ago(rows, MONDAY - timedelta(days=364))
    told, over = forgetting(young, len(young))
    assert verified([told], [*young, over]).faults == missing
    old = sealed_long_ago(rows)
    told, _ = forgetting(old, len(old))
    assert verified([told], old).faults == missing
