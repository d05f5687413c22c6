"""What is told about a contact afterwards adds up the same, in whatever order and however often it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import NOTHING, Counts, Event, Happening, settle
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.usage import Allowance, Charge, Purpose, Tally, Usage
from tests.builders import MONDAY, contact

ONE_CALL = Charge(Allowance("cap", Purpose.CONTACTS, MONDAY), 1, at_once=False)
TEN_MINUTES = Charge(Allowance("time", Purpose.SECONDS, MONDAY), 600, at_once=False)
ONE_REPLY = Charge(Allowance("ban", Purpose.REPLIES, MONDAY), 1, at_once=True)

EVENTS = st.lists(
    st.builds(
        Event,
        happening=st.sampled_from(Happening),
        at=st.integers(0, 600).map(lambda seconds: MONDAY + timedelta(seconds=seconds)),
        talk_seconds=st.sampled_from([0, 30, 372]),
    ),
    max_size=6,
)


def connected(*charges: Charge) -> Decision:
    return Decision(outcome=Outcome.CONNECT, to="queue", charges=charges, counted_for="sam")


@given(EVENTS, st.permutations(range(6)), st.integers(1, 3))
def test_the_order_and_the_repetition_of_events_change_nothing(
    events: list[Event], order: list[int], times: int
) -> None:
    decision = connected(ONE_CALL, TEN_MINUTES)
    shuffled = [events[index] for index in order if index < len(events)] * times
    assert settle(contact(), decision, shuffled) == settle(contact(), decision, events)


@given(EVENTS)
def test_a_contact_is_one_attempt_and_never_accepted_twice(events: list[Event]) -> None:
    counts = settle(contact(), connected(ONE_CALL), events).counts
    assert counts.attempts == 1
    assert counts.accepted in {0, 1}


@given(EVENTS)
def test_nothing_is_counted_for_nobody(events: list[Event]) -> None:
    assert settle(contact(), replace(connected(ONE_CALL), counted_for=""), events) == NOTHING


@pytest.mark.parametrize(
    ("happenings", "taken", "accepted"),
    [
        ([], [ONE_CALL], 0),
        ([Happening.ANSWERED], [replace(ONE_CALL, at_once=True)], 1),
        ([Happening.VOICEMAIL], [replace(ONE_CALL, at_once=True)], 1),
        ([Happening.UNANSWERED], [], 0),
        ([Happening.ENDED], [], 0),
        ([Happening.ENDED, Happening.ANSWERED], [replace(ONE_CALL, at_once=True)], 1),
        ([Happening.UNANSWERED, Happening.VOICEMAIL, Happening.ENDED], [replace(ONE_CALL, at_once=True)], 1),
    ],
)
def test_an_allowance_is_reserved_then_used_by_an_answer_or_given_back(
    happenings: list[Happening], taken: list[Charge], accepted: int
) -> None:
    events = [Event(happening=happening, at=MONDAY) for happening in happenings]
    settled = settle(contact(), connected(ONE_CALL), events)
    assert (list(settled.charges), settled.counts.accepted) == (taken, accepted)


def test_a_call_that_ended_after_talk_was_answered_though_nobody_told_so() -> None:
    ended = Event(happening=Happening.ENDED, at=MONDAY, talk_seconds=372)
    settled = settle(contact(), connected(ONE_CALL), [ended])
    assert (settled.charges, settled.counts.accepted) == ((replace(ONE_CALL, at_once=True),), 1)
    handled = Event(happening=Happening.HANDLED, at=MONDAY, talk_seconds=372)
    over = Event(happening=Happening.ENDED, at=MONDAY)
    assert settle(contact(), connected(ONE_CALL), [handled, over]).charges == ()


def test_a_time_cap_keeps_what_it_granted_until_the_call_is_over_and_then_only_what_was_talked() -> None:
    answered = Event(happening=Happening.ANSWERED, at=MONDAY, talk_seconds=372)
    ended = Event(happening=Happening.ENDED, at=MONDAY)
    assert settle(contact(), connected(TEN_MINUTES), [answered]).charges == (TEN_MINUTES,)
    over = settle(contact(), connected(TEN_MINUTES), [answered, ended])
    assert over.charges == (Charge(TEN_MINUTES.allowance, 372, at_once=True),)
    assert over.counts.talk_seconds == 372
    assert settle(contact(), connected(TEN_MINUTES), [ended]).charges == ()


@pytest.mark.parametrize(
    ("outcome", "counts"),
    [
        (Outcome.DECLINE, Counts(attempts=1, declined=1)),
        (Outcome.EMERGENCY, Counts(attempts=1, emergencies=1)),
    ],
)
def test_a_refused_and_an_emergency_call_are_counted_as_what_they_were(outcome: Outcome, counts: Counts) -> None:
    assert settle(contact(), replace(connected(), outcome=outcome)).counts == counts


def test_writing_is_used_at_once_and_its_items_and_copies_are_counted() -> None:
    mail = contact(Channel.EMAIL, attachments=2, copied_to=5)
    held = replace(connected(ONE_REPLY), outcome=Outcome.HOLD)
    assert settle(mail, connected()).counts == Counts(attempts=1, accepted=1, items=3, copied_in=5)
    assert settle(mail, held).counts == Counts(attempts=1, held=1, items=3, copied_in=5)
    assert settle(mail, held).charges == (ONE_REPLY,)


@pytest.mark.clause("DER-6.3")
def test_the_time_that_handling_takes_is_counted_beside_the_talk_and_takes_nothing_from_an_allowance() -> None:
    mail, call = contact(Channel.EMAIL), contact()
    read = Event(happening=Happening.HANDLED, at=MONDAY, talk_seconds=601)
    filed = Event(happening=Happening.HANDLED, at=MONDAY, talk_seconds=900)
    assert settle(mail, connected(), [filed, read]).counts == Counts(
        attempts=1, accepted=1, items=1, handling_minutes=15
    )
    assert settle(mail, connected(), [read]).counts.handling_minutes == 11
    answered = Event(happening=Happening.ANSWERED, at=MONDAY, talk_seconds=60)
    ended = Event(happening=Happening.ENDED, at=MONDAY)
    over = settle(call, connected(TEN_MINUTES), [answered, ended, filed])
    assert (over.counts.talk_seconds, over.counts.handling_minutes) == (60, 15)
    assert over.charges == (Charge(TEN_MINUTES.allowance, 60, at_once=True),)


@pytest.mark.clause("DER-6.2")
@pytest.mark.clause("MAG-09")
def test_duplicates_and_copying_in_are_counted_once_a_contact() -> None:
    again = Event(happening=Happening.DUPLICATE, at=MONDAY)
    counts = settle(contact(Channel.EMAIL, copied_to=7, attachments=3), connected(), [again, again]).counts
    assert (counts.duplicates, counts.copied_in, counts.items) == (1, 7, 4)


@pytest.mark.clause("DER-6.2")
@pytest.mark.parametrize(("seconds", "long"), [(1799, 0), (1800, 1), (7200, 1)])
def test_a_call_of_half_an_hour_is_a_long_one(seconds: int, long: int) -> None:
    ended = Event(happening=Happening.ENDED, at=MONDAY, talk_seconds=seconds)
    assert settle(contact(), connected(), [ended, ended]).counts.long_calls == long
    handled = Event(happening=Happening.HANDLED, at=MONDAY, talk_seconds=seconds)
    assert settle(contact(), connected(), [handled]).counts.long_calls == 0


@pytest.mark.clause("DER-5.1")
def test_a_contact_about_a_matter_in_hand_is_counted_as_that() -> None:
    in_hand = Event(happening=Happening.IN_HAND, at=MONDAY)
    assert settle(contact(), connected(), [in_hand]).counts == Counts(attempts=1, matter_in_hand=1)
    assert settle(contact(), connected(), []).counts.matter_in_hand == 0


counts = st.builds(Counts, attempts=st.integers(0, 9), declined=st.integers(0, 9), talk_seconds=st.integers(0, 999))


@given(counts, counts)
def test_a_difference_added_to_what_there_was_gives_what_there_is(before: Counts, after: Counts) -> None:
    assert before.plus(after.minus(before)) == after


def test_a_later_step_decides_as_if_the_earlier_step_had_taken_nothing() -> None:
    usage = Usage(
        {
            ONE_CALL.allowance: Tally(used=0, reserved=2, version=7),
            ONE_REPLY.allowance: Tally(used=1, reserved=0, version=3),
        }
    )
    without = usage.without([ONE_CALL, ONE_REPLY])
    assert without.tallies[ONE_CALL.allowance] == Tally(used=0, reserved=1, version=7)
    assert without.tallies[ONE_REPLY.allowance] == Tally(used=0, reserved=0, version=3)
