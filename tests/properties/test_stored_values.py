"""What is stored comes back as it was, and what is moved adds up."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.adapters.database.codec import (
    arrived,
    as_json,
    read_contact,
    read_decision,
    read_restriction,
    said,
    step_key,
    words,
    write_decision,
    write_restriction,
)
from contact_gateway.adapters.database.moves import CounterCell, allowance_moves, cell, counter_moves
from contact_gateway.adapters.database.plain_data import from_plain, storable, to_plain
from contact_gateway.domain.contact import Channel, Contact, Step, Subject
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.counting import Counts, Settled
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Banner, Decision, Outcome, Reason
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.usage import Allowance, Charge, Purpose, Tally, Usage
from tests import builders
from tests.properties.strategies import restrictions

Item = TypeVar("Item")

WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone follows
SENDERS = st.none() | WORDS.filter(str.strip).map(ContactPoint.email)


def several(items: st.SearchStrategy[Item]) -> st.SearchStrategy[tuple[Item, ...]]:
    return st.lists(items, max_size=3).map(tuple)


CONTACTS = st.builds(
    Contact,
    provider=WORDS,
    provider_id=WORDS,
    channel=st.sampled_from(Channel),
    sender=SENDERS,
    received_at=INSTANTS,
    step=st.sampled_from(Step),
    dialled=WORDS,
    pressed=WORDS,
    reference=WORDS,
    subject=WORDS,
    text=WORDS,
    attachments=st.integers(0, 99),
    copied_to=st.integers(0, 99),
    issue=WORDS,
    new_evidence=st.booleans(),
    authenticated=st.booleans(),
    auto_submitted=st.booleans(),
    about_staff=WORDS,
    in_response=st.booleans(),
    appointment=st.booleans(),
    tags=st.frozensets(st.sampled_from(Subject)),
)
ALLOWANCES = st.builds(
    Allowance,
    restriction_id=st.sampled_from(["r1", "r2"]),
    purpose=st.sampled_from(Purpose),
    period_start=st.sampled_from([datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)]),
    issue=st.sampled_from(["", "roof"]),
)
CHARGES = several(st.builds(Charge, allowance=ALLOWANCES, amount=st.integers(1, 99), at_once=st.booleans()))
DECISIONS = st.builds(
    Decision,
    outcome=st.sampled_from(Outcome),
    reasons=several(st.builds(Reason, code=WORDS, restriction_id=WORDS, clause=WORDS)),
    to=WORDS,
    scripts=several(st.sampled_from(Script)),
    time_limit=st.none() | st.integers(1, 9999),
    next_allowed=st.none() | INSTANTS,
    answered_from=st.none() | INSTANTS,
    channels_open=several(st.sampled_from(Channel)),
    banner=st.builds(
        Banner,
        who=WORDS,
        lines=several(WORDS),
        allowances=several(WORDS),
        review_on=st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    ),
    reply=st.none() | st.sampled_from(Script),
    shadow=several(st.sampled_from(Kind)),
    marked=several(st.sampled_from(Subject)),
    charges=CHARGES,
    counted_for=WORDS,
)
COUNTS = st.builds(Counts, attempts=st.integers(0, 3), declined=st.integers(0, 3), talk_seconds=st.integers(0, 999))
SETTLED = st.builds(Settled, counts=COUNTS, charges=CHARGES)
CALL = builders.contact()
CELLS = st.builds(
    lambda customer, hours: cell(replace(CALL, received_at=CALL.received_at + timedelta(hours=hours)), customer),
    st.sampled_from(["", "sam", "kim"]),
    st.integers(0, 1),
)


def through_json(value: object) -> dict[str, object]:
    plain: dict[str, object] = json.loads(as_json(value))
    return plain


@given(CONTACTS)
def test_a_contact_is_whole_again_from_what_arrived_was_said_and_was_written(contact: Contact) -> None:
    parts = (arrived(contact), said(contact), words(contact))
    whole = {name: value for part in parts for name, value in through_json(part).items()}
    assert read_contact(whole) == contact


@given(CONTACTS)
def test_what_was_written_lies_with_nothing_else(contact: Contact) -> None:
    assert not words(contact).keys() & (arrived(contact).keys() | said(contact).keys())
    assert words(contact).keys() <= {"subject", "text"}


@given(CONTACTS, CONTACTS)
def test_what_was_said_at_one_step_never_hides_what_arrived(contact: Contact, later: Contact) -> None:
    assert not arrived(contact).keys() & said(later).keys()


@given(DECISIONS)
def test_a_decision_comes_back_as_it_was(decision: Decision) -> None:
    assert read_decision(through_json(write_decision(decision))) == decision


@given(restrictions())
def test_a_restriction_comes_back_as_it_was(restriction: Restriction) -> None:
    assert read_restriction(through_json(write_restriction(restriction))) == restriction
    assert read_restriction(write_restriction(restriction)) == restriction


@given(st.text())
def test_any_text_becomes_one_that_the_database_takes_and_stays_so(text: str) -> None:
    stored = storable(text)
    assert "\0" not in stored
    assert stored.encode().decode() == stored
    assert storable(stored) == stored


@given(WORDS)
def test_a_text_that_the_database_takes_is_left_as_it_is(text: str) -> None:
    assert storable(text) == text


def test_what_a_newer_version_added_is_passed_over_and_what_it_left_out_has_its_default() -> None:
    assert from_plain(Counts, {"attempts": 2, "invented_later": 9}) == Counts(attempts=2)


def test_what_has_no_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no plain form"):
        to_plain(object())


@given(CONTACTS)
def test_a_retry_of_a_step_has_the_same_key(contact: Contact) -> None:
    assert step_key(replace(contact, text="more", dialled="elsewhere")) == step_key(contact)


@given(WORDS, WORDS)
def test_another_key_or_another_reference_is_another_step(one: str, other: str) -> None:
    pressed = [step_key(replace(CALL, step=Step.KEY, pressed=key)) for key in (one, other)]
    keyed = [step_key(replace(CALL, step=Step.REFERENCE, reference=key)) for key in (one, other)]
    assert (pressed[0] == pressed[1]) is (one == other)
    assert (keyed[0] == keyed[1]) is (one.strip() == other.strip())


@given(SETTLED, st.none() | CELLS, SETTLED, CELLS)
def test_counters_move_by_what_is_new_less_what_was(
    before: Settled, was: CounterCell | None, after: Settled, now: CounterCell
) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for counts, row, sign in ((before.counts, was, -1), (after.counts, now, 1)):
        if row and row[0]:
            for name in ("attempts", "declined", "talk_seconds"):
                wanted[f"{row[0]} {row[2].isoformat()}", name] += sign * getattr(counts, name)
    found = {
        (f"{move['customer_id']} {move['hour']}", name): move[name]
        for move in counter_moves(before, was, after, now)
        for name in ("attempts", "declined", "talk_seconds")
        if move[name]
    }
    assert found == {row: amount for row, amount in wanted.items() if amount}


@given(SETTLED, SETTLED)
def test_allowances_move_by_what_is_new_less_what_was(before: Settled, after: Settled) -> None:
    wanted: Counter[tuple[str, str, str, str, str]] = Counter()
    for settled, sign in ((before, -1), (after, 1)):
        for charge in settled.charges:
            taken = charge.allowance
            row = (taken.restriction_id, taken.purpose.value, taken.period_start.isoformat(), taken.issue)
            wanted[(*row, "used" if charge.at_once else "reserved")] += sign * charge.amount
    found = {
        (move["restriction_id"], move["purpose"], move["period_start"], move["issue"], how): move[how]
        for move in allowance_moves(before, after, None)
        for how in ("used", "reserved")
        if move[how]
    }
    assert found == {row: amount for row, amount in wanted.items() if amount}


@given(SETTLED, SETTLED, st.dictionaries(ALLOWANCES, st.builds(Tally, version=st.integers(1, 9))))
def test_every_allowance_that_is_charged_and_no_other_is_checked(
    before: Settled, after: Settled, tallies: dict[Allowance, Tally]
) -> None:
    moves = allowance_moves(before, after, Usage(tallies))
    checked = {charge.allowance for charge in after.charges}
    versions = Counter(move["seen"] for move in moves if move["seen"] is not None)
    assert versions == Counter(tallies.get(allowance, Tally()).version for allowance in checked)


@given(SETTLED)
def test_what_changes_nothing_moves_nothing(settled: Settled) -> None:
    where = cell(CALL, "sam")
    assert counter_moves(settled, where, settled, where) == []
    assert allowance_moves(settled, settled, None) == []
