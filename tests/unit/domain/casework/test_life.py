"""From a proposal to an end: what stands at each instant, computed from what people did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import Appealed, Lifted, Outcome, RestrictionAct, Reviewed, Suspended
from contact_gateway.domain.casework.life import Mark, State, binding, mark_at, state_at
from contact_gateway.domain.casework.rules import AppealRules, CaseworkRules, ReviewRules
from contact_gateway.domain.casework.spans import Span, Unit
from contact_gateway.domain.casework.words import Hearing, Unreviewed
from tests.unit.domain.casework.cases import CLOCKS, CONSULTED, POSTED, RULES, SIGNED, history, local, proposed

WHOLE = history(proposed(), CONSULTED, SIGNED, POSTED)


def state(at: str, *acts: RestrictionAct, rules: CaseworkRules = RULES) -> State:
    return state_at(history(*acts), local(at), rules, CLOCKS)


def test_a_restriction_comes_into_force_with_the_day_of_deemed_receipt() -> None:
    assert state("2026-04-20T10:00", proposed()) is State.DRAFT
    assert state("2026-04-20T11:30", proposed(), CONSULTED) is State.CONSULTED
    assert state("2026-04-20T12:00", proposed(), CONSULTED, SIGNED) is State.AUTHORISED
    assert state("2026-04-21T23:59", *WHOLE.acts) is State.LETTER_ISSUED
    assert state("2026-04-22T00:00", *WHOLE.acts) is State.ACTIVE


def test_a_start_after_the_letter_waits_for_its_day() -> None:
    later = proposed(at="2026-05-04T10:00")
    assert state("2026-04-30T09:00", later, SIGNED, POSTED) is State.LETTER_ISSUED
    assert state("2026-05-04T00:00", later, SIGNED, POSTED) is State.ACTIVE


def test_nothing_ends_on_its_review_date_and_everything_is_suspended_at_the_hard_stop() -> None:
    assert state("2026-10-21T09:00", *WHOLE.acts) is State.ACTIVE
    assert mark_at(WHOLE, local("2026-10-21T09:00"), CLOCKS) is Mark.OVERDUE
    assert state("2027-04-19T23:59", *WHOLE.acts) is State.ACTIVE
    assert state("2027-04-20T00:00", *WHOLE.acts) is State.SUSPENDED


def test_the_hard_stop_leaves_twenty_working_days_after_the_review_date() -> None:
    late = history(proposed(review_on=date(2027, 4, 19)), SIGNED, POSTED)
    (stretch,) = binding(late, RULES, CLOCKS)
    assert stretch.end == local("2027-05-18T00:00")


def test_a_review_moves_the_hard_stop_and_one_that_varies_ends_it() -> None:
    review = Reviewed(
        id="v1", by="ann", at=local("2026-10-15T10:00"), outcome=Outcome.CONTINUE, next_review=date(2027, 4, 15)
    )
    assert binding(history(*WHOLE.acts, review), RULES, CLOCKS)[-1].end == local("2027-10-15T00:00")
    assert state("2026-10-15T10:00", *WHOLE.acts, replace(review, outcome=Outcome.VARY)) is State.ENDED
    assert state("2026-10-15T10:00", *WHOLE.acts, replace(review, outcome=Outcome.VARY, complete=False)) is State.ACTIVE


@pytest.mark.parametrize(
    ("at_date", "after", "found"),
    [
        (Unreviewed.LAPSES, "2026-10-20T23:59", State.ACTIVE),
        (Unreviewed.LAPSES, "2026-10-21T00:00", State.SUSPENDED),
        (Unreviewed.STAYS, "2027-06-01T00:00", State.ACTIVE),
        (Unreviewed.STAYS, "2027-10-20T00:00", State.SUSPENDED),
    ],
)
def test_a_policy_says_what_happens_when_nobody_reviewed(at_date: Unreviewed, after: str, found: State) -> None:
    rules = replace(RULES, reviews=ReviewRules(at_date=at_date))
    assert state(after, *WHOLE.acts, rules=rules) is found


def test_an_interim_restriction_lapses_unless_it_is_authorised_in_time() -> None:
    at_once = proposed(immediate=True)
    assert state("2026-04-20T10:00", at_once) is State.INTERIM
    assert state("2026-04-22T23:59", at_once) is State.INTERIM
    assert state("2026-04-23T00:00", at_once) is State.ENDED
    assert state("2026-04-23T00:00", at_once, SIGNED) is State.INTERIM
    assert state("2026-04-23T00:00", at_once, SIGNED, POSTED) is State.ACTIVE
    assert state("2026-04-23T00:00", at_once, replace(SIGNED, at=local("2026-04-23T09:00"))) is State.ENDED


def test_a_suspension_is_a_hole_in_time_and_a_person_can_close_it() -> None:
    off = Suspended(id="x1", by="ann", at=local("2026-05-01T10:00"))
    on = Suspended(id="x2", by="ann", at=local("2026-05-08T10:00"), again=True)
    assert state("2026-05-02T00:00", *WHOLE.acts, off) is State.SUSPENDED
    assert state("2026-05-08T10:00", *WHOLE.acts, off, on) is State.ACTIVE
    assert [s.start for s in binding(history(*WHOLE.acts, off, on), RULES, CLOCKS)] == [
        local("2026-04-22T00:00"),
        local("2026-05-08T10:00"),
    ]


@pytest.mark.parametrize(("meanwhile", "found"), [(Hearing.STAYS, State.ACTIVE), (Hearing.SUSPENDED, State.SUSPENDED)])
def test_a_policy_says_what_holds_while_an_appeal_is_heard(meanwhile: Hearing, found: State) -> None:
    rules = replace(RULES, appeals=(AppealRules(meanwhile=meanwhile),))
    appeal = Appealed(
        id="a1",
        by="desk",
        at=local("2026-05-01T09:00"),
        appeal_id="a1",
        received_on=date(2026, 5, 1),
        due_on=date(2026, 5, 18),
    )
    acts = (*WHOLE.acts, appeal)
    assert state("2026-05-02T09:00", *acts, rules=rules) is found
    assert mark_at(history(*acts), local("2026-05-02T09:00"), CLOCKS) is Mark.UNDER_APPEAL


def test_a_lifted_restriction_is_over_at_once() -> None:
    lifted = Lifted(id="e1", by="ann", at=local("2026-06-01T10:00"))
    assert state("2026-06-01T09:59", *WHOLE.acts, lifted) is State.ACTIVE
    assert state("2026-06-01T10:00", *WHOLE.acts, lifted) is State.ENDED


def test_a_review_from_the_start_does_not_drift() -> None:
    rules = ReviewRules(usual=Span(6, Unit.MONTHS), from_start=True)
    assert CLOCKS.next_review(date(2026, 8, 31), date(2027, 3, 20), rules) == date(2027, 8, 31)
    assert CLOCKS.next_review(date(2026, 8, 31), date(2027, 2, 20), rules) == date(2027, 2, 28)
