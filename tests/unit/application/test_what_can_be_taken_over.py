"""Of whom something can be taken over, while it lasts, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from contact_gateway.application.errors import Refused
from contact_gateway.application.restriction_request import DecidedBefore, RestrictionRequest
from contact_gateway.domain.procedure.rules import CaseworkRules
from tests.builders import MONDAY, decided_before, new_person, restriction_request
from tests.fakes.clock import FakeClock
from tests.fakes.memory import Memory
from tests.unit.application.taking_over import BEFORE, CAP, HERE, POLICY, UNTOLD, Desk

LONG_AGO = decided_before(told_on=date(2024, 3, 1))
NOT_COVERED = replace(POLICY, casework=CaseworkRules(out_of_scope={"residential_care": "EXA-1", "lifts": "EXA-2"}))


def refused_to_store_and_to_show(
    desk: Desk, request: RestrictionRequest, before: DecidedBefore = BEFORE, held: int = 0
) -> Refused:
    with pytest.raises(Refused) as shown:
        desk.set_restriction.preview(HERE, request, before)
    with pytest.raises(Refused) as refused:
        desk.take_over(request, before)
    assert str(shown.value) == str(refused.value)
    assert len(desk.restrictions.of_customer(HERE, "sam")) == held
    return refused.value


def test_nothing_is_taken_over_about_somebody_whom_nobody_knows_for_certain() -> None:
    desk = Desk()
    desk.people.add(HERE, new_person(unverified=True))
    assert refused_to_store_and_to_show(desk, CAP).code == "unverified_identity"


def test_nothing_is_taken_over_that_the_policy_does_not_cover() -> None:
    desk = Desk(policy=NOT_COVERED)
    of_lifts = refused_to_store_and_to_show(desk, replace(CAP, services=("lifts",)))
    assert (of_lifts.code, "(EXA-2)" in str(of_lifts)) == ("out_of_scope", True)
    desk.people.add(HERE, new_person(segment="residential_care", unverified=True))
    in_care = refused_to_store_and_to_show(desk, CAP)
    assert (in_care.code, "residential care" in str(in_care)) == ("out_of_scope", True)


def test_what_has_ended_as_planned_is_not_taken_over() -> None:
    over = replace(CAP, planned_end=datetime(2026, 3, 1, tzinfo=UTC))
    refused = refused_to_store_and_to_show(Desk(), over, decided_before(told_on=date(2026, 2, 2)))
    assert (refused.code, str(refused)) == (
        "impossible_terms",
        "It ended on 28 February 2026, so there is nothing to take over.",
    )


def test_what_nobody_reviewed_in_time_is_not_taken_over() -> None:
    refused = refused_to_store_and_to_show(Desk(), replace(CAP, review_on=date(2024, 9, 1)), LONG_AGO)
    assert refused.code == "impossible_day"
    assert "Nobody reviewed it in time" in str(refused)


def test_the_very_same_is_not_taken_over_twice_until_it_has_ended() -> None:
    clock = FakeClock(MONDAY)
    desk = Desk(Memory(clock))
    ending = replace(CAP, planned_end=MONDAY + timedelta(days=30))
    desk.take_over(ending)
    assert refused_to_store_and_to_show(desk, CAP, held=1).code == "already_decided"
    clock.advance(timedelta(days=31))
    assert desk.take_over(CAP).id


@pytest.mark.parametrize(
    "other",
    [
        {"terms": {"limit": "3", "per": "week"}},
        {"channels": ("sms",)},
        {"services": ("repairs",)},
        {"teams": ("complaints",)},
        {"to": ("+442079460000",)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_differs_is_another(other: dict[str, object]) -> None:
    desk = Desk()
    desk.take_over(CAP)
    desk.take_over(restriction_request(**other))
    assert len(desk.restrictions.of_customer(HERE, "sam")) == 2


def test_a_trial_hinders_nobody_to_take_over_the_same_in_earnest() -> None:
    desk = Desk()
    desk.take_over(replace(CAP, mode="shadow"), UNTOLD)
    desk.take_over(CAP)
    assert len(desk.restrictions.of_customer(HERE, "sam")) == 2
