"""Which contacts bring something new about a closed issue, for a person to judge, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from contact_gateway.domain.contact import Channel, Key, Step, Subject
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.new_evidence import closed_issue_to_judge, to_be_judged_by
from contact_gateway.domain.periods import Schedule, parse_window
from contact_gateway.domain.restrictions import Mode, Restriction
from tests.builders import LONDON, MONDAY, contact, person, policy, restriction

CLOSED = restriction(Kind.NO_FURTHER_CONSIDERATION, {"issue": "REP-1"}, id="closed")
NO_EMAIL = restriction(Kind.CHANNEL_BAN, {}, [Channel.EMAIL], id="no-email")


def judged(channel: Channel, about: Mapping[str, object], *more: Restriction) -> Restriction | None:
    made, pack = contact(channel, **about), policy()
    return closed_issue_to_judge(made, identify(made, pack, [person(*more)]), pack, MONDAY)


@pytest.mark.clause("TUN-8.3d")
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.WEB_FORM, Channel.VOICE, Channel.LETTER, Channel.IN_PERSON])
@pytest.mark.parametrize("new", [{"new_evidence": True}, {"attachments": 1}])
def test_whoever_says_by_whatever_way_that_there_is_something_new_is_judged_by_a_person(
    channel: Channel, new: Mapping[str, object]
) -> None:
    assert judged(channel, {"issue": "rep-1", **new}, NO_EMAIL, CLOSED) == CLOSED


def test_what_is_always_open_does_not_keep_new_evidence_from_being_judged() -> None:
    complaint = {"issue": "REP-1", "new_evidence": True, "tags": frozenset({Subject.COMPLAINT})}
    assert judged(Channel.EMAIL, complaint, CLOSED) == CLOSED


@pytest.mark.parametrize(
    ("channel", "about", "decided"),
    [
        (Channel.EMAIL, {"issue": "REP-1"}, CLOSED),
        (Channel.VOICE, {"issue": "REP-1"}, CLOSED),
        (Channel.EMAIL, {"issue": "REP-2", "new_evidence": True}, CLOSED),
        (Channel.EMAIL, {"new_evidence": True}, CLOSED),
        (Channel.EMAIL, {"issue": "REP-1", "new_evidence": True, "authenticated": False}, CLOSED),
        (Channel.VOICE, {"issue": "REP-1", "new_evidence": True, "sender": None}, CLOSED),
        (
            Channel.VOICE,
            {"issue": "REP-1", "new_evidence": True, "step": Step.KEY, "pressed": Key.SOMEBODY_ELSE},
            CLOSED,
        ),
        (Channel.EMAIL, {"issue": "REP-1", "new_evidence": True}, NO_EMAIL),
        (
            Channel.EMAIL,
            {"issue": "REP-1", "new_evidence": True},
            restriction(Kind.NO_FURTHER_CONSIDERATION, {"issue": "REP-1"}, mode=Mode.SHADOW),
        ),
    ],
    ids=[
        *("nothing new", "nothing new on a call", "another issue", "no issue", "not proven", "withheld"),
        *("somebody else", "no closed issue", "only in shadow"),
    ],
)
def test_nobody_is_asked_to_judge_what_is_not_new_or_not_known_to_be_theirs(
    channel: Channel, about: Mapping[str, object], decided: Restriction
) -> None:
    assert judged(channel, about, decided) is None


HOLIDAY = frozenset({date(2026, 3, 9)})


@pytest.mark.parametrize(
    ("hours", "received", "due"),
    [
        ("mon-fri 09:00-17:00", "2026-03-02T10:00+00:00", "2026-03-03T17:00+00:00"),
        ("mon-fri 09:00-17:00", "2026-03-02T23:59+00:00", "2026-03-03T17:00+00:00"),
        ("mon-fri 09:00-17:00", "2026-03-06T10:00+00:00", "2026-03-10T17:00+00:00"),
        ("mon-fri 09:00-17:00", "2026-03-08T10:00+00:00", "2026-03-10T17:00+00:00"),
        ("mon-fri 09:00-17:00", "2026-03-27T10:00+00:00", "2026-03-30T16:00+00:00"),
        ("mon-sun 00:00-24:00", "2026-03-02T10:00+00:00", "2026-03-04T00:00+00:00"),
    ],
    ids=["a Monday", "late on it", "before a bank holiday", "a Sunday", "before the clocks change", "always open"],
)
def test_it_is_judged_by_the_end_of_the_next_working_day(hours: str, received: str, due: str) -> None:
    offices = Schedule(windows=(parse_window(hours),), zone=LONDON, closed=HOLIDAY)
    instant = datetime.fromisoformat(received)
    assert to_be_judged_by(policy(business_hours=offices), instant) == datetime.fromisoformat(due)


def test_offices_that_never_open_set_no_day() -> None:
    assert to_be_judged_by(policy(business_hours=Schedule(windows=(), zone=LONDON)), MONDAY) is None
