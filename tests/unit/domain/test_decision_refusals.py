"""What is refused, until when, and what the refused person is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from contact_gateway.domain.contact import Channel, Contact, Key, Step
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.restrictions import Mode, Restriction
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.usage import Allowance, Purpose, Tally, Usage
from tests.builders import contact, restriction
from tests.unit.domain.deciding import (
    CAP,
    NEXT_WEEK,
    NO_EMAIL,
    SPOC,
    USED_UP,
    WEEK,
    WRITING_CHANNELS,
    codes,
    decided,
)


@pytest.mark.clause("TUN-1.2")
@pytest.mark.parametrize("channel", list(Channel))
def test_somebody_without_a_restriction_is_connected_by_every_channel(channel: Channel) -> None:
    decision = decided(contact(channel))
    assert (decision.outcome, decision.to, decision.reasons) == (Outcome.CONNECT, "queue", ())


@pytest.mark.clause("TUN-2.2")
@pytest.mark.parametrize("channel", list(Channel))
def test_a_decline_is_spoken_and_writing_is_held_whatever_the_channel(channel: Channel) -> None:
    decision = decided(contact(channel), restriction(Kind.NO_CONTACT))
    assert decision.outcome is (Outcome.HOLD if channel in WRITING_CHANNELS else Outcome.DECLINE)
    assert codes(decision) == ["no_contact"]


@pytest.mark.parametrize(
    ("used", "reserved", "outcome"),
    [
        (0, 0, "connect"),
        (1, 0, "connect"),
        (2, 0, "decline"),
        (1, 1, "decline"),
        (3, 0, "decline"),
        (3000, 0, "decline"),
    ],
)
@pytest.mark.clause("TUN-8.3c2")
def test_two_calls_a_week_are_taken_and_no_third(used: int, reserved: int, outcome: str) -> None:
    cap = restriction(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}, id="cap")
    usage = Usage({Allowance("cap", Purpose.CONTACTS, WEEK): Tally(used, reserved, 1)})
    assert decided(contact(), cap, usage=usage).outcome == outcome


def test_a_used_up_week_renews_on_monday_and_names_the_ways_that_stay_open() -> None:
    decision = decided(contact(), CAP, usage=USED_UP)
    assert decision.next_allowed == NEXT_WEEK
    assert decision.answered_from == NEXT_WEEK + timedelta(hours=9)
    assert decision.channels_open == (Channel.SMS, Channel.EMAIL, Channel.LETTER, Channel.WEB_FORM)


def test_a_declined_caller_hears_the_emergency_choice_before_anything_else() -> None:
    decision = decided(contact(), CAP, usage=USED_UP)
    assert decision.scripts == (
        Script.EMERGENCY_CHOICE,
        Script.DECLINE_UNTIL,
        Script.OTHER_WAYS,
        Script.SOMEBODY_ELSE_CHOICE,
        Script.REVIEW_CHOICE,
        Script.GOODBYE,
    )


def test_a_declined_call_takes_nothing_from_the_allowance() -> None:
    assert decided(contact(), CAP, usage=USED_UP).charges == ()


@pytest.mark.parametrize(
    ("kind", "terms", "channel"),
    [
        (Kind.NO_CONTACT, {}, Channel.VOICE),
        (Kind.REPRESENTATIVE_ONLY, {"representative": "rae"}, Channel.EMAIL),
        (Kind.CHANNEL_BAN, {}, Channel.VOICE),
        (Kind.ONLY_CHANNELS, {"channels": ["letter"]}, Channel.SOCIAL),
        (Kind.SINGLE_FORM, {"form": "writing"}, Channel.VOICE),
        (Kind.SINGLE_FORM, {"form": "telephone"}, Channel.EMAIL),
        (Kind.PERMITTED_TIMES, {"windows": ["tue 09:00-12:00"]}, Channel.VOICE),
        (Kind.NO_FURTHER_CONSIDERATION, {"issue": "REP-1"}, Channel.LETTER),
        (Kind.CONSOLIDATED_REPLY, {"per": "week"}, Channel.EMAIL),
        (Kind.PREMISES_BAN, {"offices": ["Head office"]}, Channel.IN_PERSON),
        (Kind.PERSONAL_CONTACT_BAN, {}, Channel.IN_PERSON),
        (Kind.BY_APPOINTMENT, {}, Channel.IN_PERSON),
    ],
)
def test_refusing_beats_routing(kind: Kind, terms: Mapping[str, object], channel: Channel) -> None:
    made = contact(channel, issue="REP-1", dialled="Head office")
    refusing = restriction(kind, terms, id="refusing")
    decision = decided(made, SPOC, refusing)
    assert decision.refuses
    assert codes(decision) == [kind, "single_point_of_contact"]


@pytest.mark.parametrize(
    ("about", "outcome"),
    [
        ({"issue": "REP-1"}, "hold"),
        ({"issue": "rep-1"}, "hold"),
        ({"issue": "OLD-7"}, "hold"),
        ({"issue": "REP-1", "new_evidence": True}, "connect"),
        ({"issue": "REP-1", "attachments": 1}, "connect"),
        ({"issue": "REP-2"}, "connect"),
        ({}, "connect"),
    ],
)
@pytest.mark.clause("TUN-8.3d")
def test_a_closed_issue_is_held_unless_there_is_new_evidence(about: Mapping[str, object], outcome: str) -> None:
    closed = restriction(Kind.NO_FURTHER_CONSIDERATION, {"issue": "REP-1", "references": ["OLD-7"]})
    assert decided(contact(Channel.EMAIL, **about), closed).outcome == outcome


def test_a_closed_issue_is_only_marked_for_the_agent_on_a_call() -> None:
    closed = restriction(Kind.NO_FURTHER_CONSIDERATION, {"issue": "REP-1"})
    decision = decided(contact(issue="REP-1"), closed)
    assert decision.outcome is Outcome.CONNECT
    assert any("REP-1 was decided" in line for line in decision.banner.lines)


@pytest.mark.clause("TUN-8.3e")
def test_an_issue_already_taken_stays_open_and_a_new_one_waits_for_the_next_week() -> None:
    cap = restriction(Kind.ISSUE_CAP, {"limit": 1, "per": "week"}, id="issues")
    taken = Usage({Allowance("issues", Purpose.ISSUE, WEEK, "rep-1"): Tally(used=1, version=1)})
    assert decided(contact(Channel.EMAIL, issue="REP-1"), cap, usage=taken).outcome is Outcome.CONNECT
    second = decided(contact(Channel.EMAIL, issue="REP-2"), cap, usage=taken)
    assert (second.outcome, second.next_allowed, second.is_breach) == (Outcome.HOLD, NEXT_WEEK, False)


NOT_BY_TELEPHONE = restriction(Kind.CHANNEL_BAN, {}, [Channel.VOICE], id="ban")


@pytest.mark.clause("TUN-5.3b")
@pytest.mark.parametrize(
    ("made", "in_force", "is_breach"),
    [
        (contact(), NOT_BY_TELEPHONE, True),
        (contact(step=Step.KEY, pressed=Key.EMERGENCY), NOT_BY_TELEPHONE, False),
        (contact(step=Step.KEY, pressed=Key.REVIEW), NOT_BY_TELEPHONE, False),
        (contact(step=Step.KEY, pressed=Key.SOMEBODY_ELSE), NOT_BY_TELEPHONE, False),
        (contact(), replace(NOT_BY_TELEPHONE, mode=Mode.SHADOW), False),
        (contact(Channel.EMAIL), NOT_BY_TELEPHONE, False),
        (contact(Channel.EMAIL), NO_EMAIL, True),
        (contact(Channel.EMAIL, authenticated=False), NO_EMAIL, False),
    ],
)
def test_a_refused_contact_of_somebody_known_is_a_breach_and_nothing_else_is(
    made: Contact, in_force: Restriction, is_breach: object
) -> None:
    assert decided(made, in_force).is_breach is is_breach


def test_a_restriction_about_one_number_leaves_every_other_as_it_was() -> None:
    one_team = restriction(Kind.NO_CONTACT)
    scoped = replace(one_team, scope=replace(one_team.scope, to=frozenset({"+441632960100"})))
    assert decided(contact(dialled="+441632960100"), scoped).outcome is Outcome.DECLINE
    assert decided(contact(dialled="+441632960200"), scoped).outcome is Outcome.CONNECT


@pytest.mark.parametrize("need", [Adjustment.RELAY_CALLS, Adjustment.BRITISH_SIGN_LANGUAGE])
def test_a_relay_caller_is_not_refused_the_telephone_unless_another_usable_way_is_open(need: Adjustment) -> None:
    ban = restriction(Kind.CHANNEL_BAN, {}, [Channel.VOICE])
    can_write = decided(contact(), ban, adjustments=frozenset({need}))
    cannot_write = decided(contact(), ban, adjustments=frozenset({need, Adjustment.CANNOT_WRITE}))
    assert can_write.outcome is Outcome.DECLINE
    assert (cannot_write.outcome, codes(cannot_write)[0]) == (Outcome.CONNECT, "adjustment")


@pytest.mark.parametrize(
    ("review_on", "next_allowed"),
    [(date(2026, 3, 8), None), (date(2026, 3, 9), None), (date(2026, 3, 10), NEXT_WEEK), (date(2026, 3, 1), NEXT_WEEK)],
)
def test_no_date_is_promised_beyond_a_review_to_come_and_an_overdue_review_closes_nothing(
    review_on: date, next_allowed: datetime | None
) -> None:
    cap = replace(CAP, review_on=review_on)
    assert decided(contact(), cap, usage=USED_UP).next_allowed == next_allowed
