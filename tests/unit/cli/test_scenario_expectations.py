"""When an expectation holds: only what is named is compared, and a list holds when each named item is there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cli.scenario_runner.expectations import OF_A_CONTACT, OF_COUNTERS, Difference, differences
from cli.scenario_runner.model import Expected, ExpectedValue
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Banner, Decision, Outcome, Reason
from contact_gateway.domain.scripts import Script

MONDAY = datetime(2026, 3, 9, tzinfo=UTC)
HELD = Decision(
    outcome=Outcome.HOLD,
    reasons=(Reason(Kind.CONTACT_CAP), Reason(Kind.SINGLE_POINT_OF_CONTACT)),
    scripts=(Script.HOLD, Script.OTHER_WAYS),
    next_allowed=MONDAY,
    channels_open=(Channel.VOICE, Channel.SMS),
    banner=Banner(who="Sam Example", lines=("May make 1 contact a week.",), allowances=("1 of 1 contact used.",)),
    reply=Script.HOLD,
    shadow=(Kind.TIME_CAP,),
    marked=(Subject.HAZARD,),
)
THROUGH = Decision(outcome=Outcome.ROUTE, to="lee", time_limit=600)


@pytest.mark.parametrize(
    ("name", "value", "decision"),
    [
        ("outcome", "hold", HELD),
        ("reasons", ("single_point_of_contact",), HELD),
        ("reasons", (), HELD),
        ("reasons_only", ("single_point_of_contact", "contact_cap"), HELD),
        ("reasons_only", (), THROUGH),
        ("to", None, HELD),
        ("to", "lee", THROUGH),
        ("scripts", ("other_ways",), HELD),
        ("time_limit", 600, THROUGH),
        ("time_limit", None, HELD),
        ("next_allowed", MONDAY, HELD),
        ("next_allowed", None, THROUGH),
        ("channels_open", ("sms",), HELD),
        ("banner_contains", ("sam example", "1 contact a week", "1 of 1"), HELD),
        ("reply", "hold", HELD),
        ("reply", "none", THROUGH),
        ("shadow", ("time_cap",), HELD),
        ("marked", ("hazard",), HELD),
    ],
)
def test_what_is_there_holds(name: str, value: ExpectedValue, decision: Decision) -> None:
    assert differences((Expected(name=name, value=value),), OF_A_CONTACT, decision) == []


@pytest.mark.parametrize(
    ("name", "value", "decision", "got"),
    [
        ("outcome", "connect", HELD, "hold"),
        ("reasons", ("contact_cap", "withheld"), HELD, ("contact_cap", "single_point_of_contact")),
        ("reasons_only", ("contact_cap",), HELD, ("contact_cap", "single_point_of_contact")),
        ("reasons_only", (), HELD, ("contact_cap", "single_point_of_contact")),
        ("to", "lee", HELD, None),
        ("time_limit", None, THROUGH, 600),
        ("next_allowed", None, HELD, MONDAY),
        ("next_allowed", MONDAY, THROUGH, None),
        ("channels_open", ("email",), HELD, ("voice", "sms")),
        ("banner_contains", ("2 contacts",), THROUGH, ""),
        ("reply", "none", HELD, "hold"),
        ("reply", "hold", THROUGH, "none"),
        ("marked", ("payment",), HELD, ("hazard",)),
    ],
)
def test_what_is_not_there_is_told_with_what_was_got(
    name: str, value: ExpectedValue, decision: Decision, got: ExpectedValue
) -> None:
    (found,) = differences((Expected(name=name, value=value),), OF_A_CONTACT, decision)
    assert found.name == name
    assert found.expected == value
    assert found.got == got


def test_only_counters_that_are_named_are_compared() -> None:
    expected = (Expected(name="emergency", value=1), Expected(name="held", value=2))
    assert differences(expected, OF_COUNTERS, Counts(emergencies=1, attempts=9)) == [
        Difference(name="held", expected=2, got=0)
    ]
