"""Suspended by hand, by an appeal, and ended: holes in the time for which a restriction binds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from contact_gateway.domain.casework.acts import Handling, HearerNamed, LetterHandled, Lifted, Suspended
from contact_gateway.domain.casework.life import Mark, State, shown
from contact_gateway.domain.procedure.rules import CaseworkRules
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Mode
from contact_gateway.domain.working_days import Delivery
from tests.unit.domain.casework.cases import CLOCKS, CONSULTED, POSTED, RULES, SIGNED, history, local, proposed
from tests.unit.domain.casework.standing import APPEAL, DECIDED, SUSPENDS, WHOLE, mark, state, stretches
from tests.unit.policies.reading import shipped

OFF = Suspended(id="x1", by="ann", at=local("2026-05-01T10:00"))
ON = Suspended(id="x2", by="ann", at=local("2026-05-08T10:00"), again=True)
TOLD_AGAIN = replace(
    POSTED,
    id="l2",
    letter_id="l2",
    at=local("2026-05-08T12:00"),
    letter=LetterType.REVIEW_OUTCOME,
    received_on=date(2026, 5, 12),
)


def test_a_suspension_is_a_hole_in_time_until_the_customer_was_told_that_it_holds_again() -> None:
    assert state("2026-05-02T00:00", *WHOLE.acts, OFF) is State.SUSPENDED
    assert state("2026-06-08T10:00", *WHOLE.acts, OFF, ON) is State.SUSPENDED
    assert state("2026-05-11T23:59", *WHOLE.acts, OFF, ON, TOLD_AGAIN) is State.SUSPENDED
    assert state("2026-05-12T00:00", *WHOLE.acts, OFF, ON, TOLD_AGAIN) is State.ACTIVE
    assert [start for start, _ in stretches(*WHOLE.acts, OFF, ON, TOLD_AGAIN)] == [
        local("2026-04-22T00:00"),
        local("2026-05-12T00:00"),
    ]
    assert stretches(*WHOLE.acts, ON) == stretches(*WHOLE.acts)


def test_a_letter_that_is_handed_over_does_not_make_it_bind_before_it_was_there() -> None:
    by_hand = replace(TOLD_AGAIN, received_on=date(2026, 5, 8), sent_by=Delivery.HAND)
    assert state("2026-05-08T11:59", *WHOLE.acts, OFF, ON, by_hand) is State.SUSPENDED
    assert state("2026-05-08T12:00", *WHOLE.acts, OFF, ON, by_hand) is State.ACTIVE


def test_a_letter_from_before_or_about_something_else_does_not_take_it_up_again() -> None:
    before = replace(TOLD_AGAIN, at=local("2026-05-07T12:00"))
    other = replace(TOLD_AGAIN, letter=LetterType.REVIEW_COMING)
    assert state("2026-06-08T10:00", *WHOLE.acts, OFF, before, ON, other) is State.SUSPENDED


def test_a_letter_that_left_later_than_it_was_issued_takes_it_up_again_later() -> None:
    late = LetterHandled(
        id="h1",
        by="mo",
        at=local("2026-05-14T10:00"),
        letter_id="l2",
        done=Handling.POSTED,
        on=date(2026, 5, 14),
        received_on=date(2026, 5, 18),
    )
    assert state("2026-05-17T23:59", *WHOLE.acts, OFF, ON, TOLD_AGAIN, late) is State.SUSPENDED
    assert state("2026-05-18T00:00", *WHOLE.acts, OFF, ON, TOLD_AGAIN, late) is State.ACTIVE


def test_what_holds_at_once_is_taken_up_again_at_once_as_it_held_before_anybody_was_told() -> None:
    at_once = proposed(immediate=True)
    off, on = replace(OFF, at=local("2026-04-20T11:00")), replace(ON, at=local("2026-04-20T11:30"))
    assert state("2026-04-20T11:15", at_once, off) is State.SUSPENDED
    assert state("2026-04-20T11:30", at_once, off, on) is State.INTERIM
    assert state("2026-04-21T10:00", at_once, off, on, SIGNED, POSTED) is State.INTERIM


def test_a_trial_is_taken_up_again_at_once_as_nobody_is_told_of_it() -> None:
    trial = proposed()
    trial = replace(trial, restriction=replace(trial.restriction, mode=Mode.SHADOW))
    assert state("2026-05-08T10:00", trial, CONSULTED, SIGNED, OFF, ON) is State.ACTIVE


@pytest.mark.clause("DER-12.3a")
def test_at_derby_homes_an_appeal_makes_no_hole_in_it() -> None:
    rules = shipped("derby_homes").casework
    assert stretches(*WHOLE.acts, APPEAL, rules=rules) == stretches(*WHOLE.acts, rules=rules) != []
    assert stretches(*WHOLE.acts, APPEAL, rules=SUSPENDS) != stretches(*WHOLE.acts, rules=SUSPENDS)


def test_a_suspension_before_it_is_in_force_keeps_it_from_coming_into_force_until_it_was_told_again() -> None:
    early, again = replace(OFF, at=local("2026-04-20T15:00")), replace(ON, at=local("2026-04-20T16:00"))
    told = replace(TOLD_AGAIN, at=local("2026-04-20T16:30"), received_on=date(2026, 4, 22))
    assert stretches(*WHOLE.acts, early, again, told) == stretches(*WHOLE.acts)
    assert stretches(*WHOLE.acts, early, again) == stretches(*WHOLE.acts, early) == []


ANSWERED = replace(
    TOLD_AGAIN, at=local("2026-05-12T11:00"), letter=LetterType.APPEAL_OUTCOME, received_on=date(2026, 5, 14)
)


@pytest.mark.parametrize(("rules", "found"), [(RULES, State.ACTIVE), (SUSPENDS, State.SUSPENDED)])
def test_a_policy_says_what_holds_while_an_appeal_is_heard(rules: CaseworkRules, found: State) -> None:
    acts = (*WHOLE.acts, APPEAL)
    assert state("2026-05-02T09:00", *acts, rules=rules) is found
    assert mark("2026-05-02T09:00", *acts, rules=rules) is Mark.UNDER_APPEAL
    assert state("2026-05-12T10:00", *acts, DECIDED, rules=rules) is found
    assert state("2026-05-13T23:59", *acts, DECIDED, ANSWERED, rules=rules) is found
    assert state("2026-05-14T00:00", *acts, DECIDED, ANSWERED, rules=rules) is State.ACTIVE
    assert mark("2026-05-14T00:00", *acts, DECIDED, ANSWERED, rules=rules) is None
    again = replace(DECIDED, id="d2", at=local("2026-05-20T10:00"))
    assert state("2026-05-15T10:00", *acts, DECIDED, ANSWERED, again, rules=rules) is State.ACTIVE


def test_an_appeal_before_it_is_in_force_shows_and_may_keep_it_from_coming_into_force() -> None:
    early = replace(APPEAL, at=local("2026-04-21T09:00"))
    assert shown(history(*WHOLE.acts, early), local("2026-04-21T10:00"), RULES, CLOCKS) is Mark.UNDER_APPEAL
    assert stretches(*WHOLE.acts, early, DECIDED, rules=SUSPENDS) == []
    assert stretches(*WHOLE.acts, early, DECIDED, ANSWERED, rules=SUSPENDS)[0][0] == local("2026-05-14T00:00")


def test_a_late_appeal_suspends_from_when_a_person_names_a_hearer() -> None:
    late = replace(APPEAL, late=True)
    named = HearerNamed(id="h1", by="desk", at=local("2026-05-06T09:00"), appeal_id="a1", hearer="ann")
    assert state("2026-05-05T09:00", *WHOLE.acts, late, rules=SUSPENDS) is State.ACTIVE
    assert state("2026-05-05T09:00", *WHOLE.acts, late, named, rules=SUSPENDS) is State.ACTIVE
    assert state("2026-05-06T09:00", *WHOLE.acts, late, named, rules=SUSPENDS) is State.SUSPENDED


def test_a_lifted_restriction_is_over_at_once_also_one_that_was_never_in_force() -> None:
    lifted = Lifted(id="e1", by="ann", at=local("2026-06-01T10:00"))
    assert state("2026-06-01T09:59", *WHOLE.acts, lifted) is State.ACTIVE
    assert state("2026-06-01T10:00", *WHOLE.acts, lifted) is State.ENDED
    assert state("2026-06-01T10:00", proposed(), lifted) is State.ENDED
    assert shown(history(*WHOLE.acts, APPEAL, lifted), local("2026-06-01T10:00"), RULES, CLOCKS) is State.ENDED
    withdrawn = replace(lifted, at=local("2026-04-21T10:00"))
    assert stretches(*WHOLE.acts, withdrawn) == []


def test_the_clock_change_moves_no_day() -> None:
    autumn = proposed(at="2026-10-23T10:00", review_on=date(2027, 4, 23))
    letter = replace(POSTED, at=local("2026-10-23T10:00"), received_on=date(2026, 10, 25))
    assert stretches(autumn, SIGNED, letter)[0][0] == datetime(2026, 10, 24, 23, tzinfo=UTC)
    assert stretches(autumn, SIGNED, letter)[0][1] == datetime(2027, 10, 24, 23, tzinfo=UTC)
