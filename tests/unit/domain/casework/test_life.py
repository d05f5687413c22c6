"""From a proposal to an end: what stands at each instant, computed from what people did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import (
    Finding,
    Lifted,
    Outcome,
    Replaced,
)
from contact_gateway.domain.casework.binding import in_force_on
from contact_gateway.domain.casework.life import Mark, State, shown
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.rules import ReviewRules
from contact_gateway.domain.procedure.words import Unreviewed
from contact_gateway.domain.working_days import Delivery
from tests.unit.domain.casework.cases import CLOCKS, CONSULTED, POSTED, RULES, SIGNED, history, local, proposed
from tests.unit.domain.casework.standing import APPEAL, DECIDED, REVIEW, WHOLE, mark, state, stretches


def test_each_act_brings_it_one_state_further_until_the_day_of_deemed_receipt() -> None:
    assert state("2026-04-20T10:00", proposed()) is State.DRAFT
    assert state("2026-04-20T11:30", proposed(), replace(CONSULTED, replied=False)) is State.DRAFT
    assert state("2026-04-20T11:30", proposed(), CONSULTED) is State.CONSULTED
    assert state("2026-04-20T12:00", proposed(), CONSULTED, replace(SIGNED, complete=False)) is State.CONSULTED
    assert state("2026-04-20T12:00", proposed(), CONSULTED, SIGNED) is State.AUTHORISED
    assert state("2026-04-21T23:59", *WHOLE.acts) is State.LETTER_ISSUED
    assert state("2026-04-22T00:00", *WHOLE.acts) is State.ACTIVE


@pytest.mark.parametrize(
    ("sent", "by", "in_force"),
    [
        ("2026-04-20T14:00", Delivery.POST, "2026-04-22T00:00"),
        ("2026-04-24T14:00", Delivery.POST, "2026-04-28T00:00"),
        ("2026-04-20T16:29", Delivery.EMAIL, "2026-04-20T00:00"),
        ("2026-04-20T16:30", Delivery.EMAIL, "2026-04-21T00:00"),
        ("2026-04-25T09:00", Delivery.HAND, "2026-04-25T00:00"),
    ],
)
def test_it_is_in_force_from_the_start_of_the_day_of_deemed_receipt(sent: str, by: Delivery, in_force: str) -> None:
    received_on = CLOCKS.calendar.deemed_receipt(local(sent), by, CLOCKS.zone)
    letter = replace(POSTED, at=local(sent), sent_by=by, received_on=received_on)
    assert stretches(proposed(), SIGNED, letter)[0][0] == local(in_force)
    assert (
        in_force_on(history(proposed(), SIGNED, letter), RULES, CLOCKS)
        == local(in_force).astimezone(CLOCKS.zone).date()
    )


def test_nothing_binds_that_nobody_signed_whatever_letter_went_out() -> None:
    assert stretches(proposed(), POSTED) == []
    assert stretches(proposed(), replace(SIGNED, complete=False), POSTED) == []
    assert state("2026-05-01T00:00", proposed(), POSTED) is State.DRAFT


def test_a_start_after_the_letter_waits_for_its_day() -> None:
    later = proposed(at="2026-05-04T10:00")
    assert state("2026-04-30T09:00", later, SIGNED, POSTED) is State.LETTER_ISSUED
    assert state("2026-05-04T00:00", later, SIGNED, POSTED) is State.ACTIVE
    assert in_force_on(history(later, SIGNED, POSTED), RULES, CLOCKS) == date(2026, 5, 4)
    assert in_force_on(history(later), RULES, CLOCKS) == date(2026, 5, 4)


def test_nothing_ends_on_its_review_date_and_everything_is_suspended_at_the_hard_stop() -> None:
    assert state("2026-10-21T09:00", *WHOLE.acts) is State.ACTIVE
    assert mark("2026-10-21T09:00", *WHOLE.acts) is Mark.OVERDUE
    assert state("2027-04-21T23:59", *WHOLE.acts) is State.ACTIVE
    assert state("2027-04-22T00:00", *WHOLE.acts) is State.SUSPENDED
    assert mark("2027-04-22T00:00", *WHOLE.acts) is None


def test_the_hard_stop_leaves_twenty_working_days_after_the_review_date() -> None:
    assert stretches(proposed(review_on=date(2027, 4, 19)), SIGNED, POSTED)[-1][1] == local("2027-05-18T00:00")


def test_the_hard_stop_of_an_interim_one_counts_from_when_it_began() -> None:
    assert stretches(proposed(immediate=True), SIGNED, POSTED)[-1][1] == local("2027-04-20T00:00")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-04-22T00:00", None),
        ("2026-08-20T23:59", None),
        ("2026-08-21T00:00", Mark.REVIEW_DUE),
        ("2026-10-20T23:59", Mark.REVIEW_DUE),
        ("2026-10-21T00:00", Mark.OVERDUE),
    ],
)
def test_a_review_is_due_from_its_first_reminder_and_overdue_from_the_day_after(at: str, expected: Mark | None) -> None:
    assert mark(at, *WHOLE.acts) is expected


def test_without_reminders_a_review_is_due_on_its_day() -> None:
    rules = replace(RULES, reviews=ReviewRules(reminders=()))
    assert mark("2026-10-19T09:00", *WHOLE.acts, rules=rules) is None
    assert mark("2026-10-20T09:00", *WHOLE.acts, rules=rules) is Mark.REVIEW_DUE


def test_a_review_that_comes_soon_is_due_from_half_way_to_it() -> None:
    soon = proposed(review_on=date(2026, 5, 20))
    assert mark("2026-05-05T23:59", soon, SIGNED, POSTED) is None
    assert mark("2026-05-06T00:00", soon, SIGNED, POSTED) is Mark.REVIEW_DUE
    again = replace(REVIEW, at=local("2026-05-18T10:00"), next_review=date(2026, 6, 17))
    assert mark("2026-05-18T10:00", soon, SIGNED, POSTED, again) is None
    assert mark("2026-06-02T00:00", soon, SIGNED, POSTED, again) is Mark.REVIEW_DUE


def test_nothing_is_marked_before_it_is_in_force_or_after_its_end() -> None:
    soon = proposed(review_on=date(2026, 5, 20))
    assert mark("2026-04-20T12:00", soon, SIGNED) is None
    assert shown(history(soon, SIGNED, POSTED), local("2026-04-21T12:00"), RULES, CLOCKS) is State.LETTER_ISSUED
    assert shown(history(soon, SIGNED, POSTED), local("2026-04-22T12:00"), RULES, CLOCKS) is State.ACTIVE
    lifted = Lifted(id="e1", by="ann", at=local("2026-05-10T10:00"))
    assert shown(history(soon, SIGNED, POSTED, lifted), local("2026-06-22T12:00"), RULES, CLOCKS) is State.ENDED


def test_a_review_that_lets_it_continue_moves_its_date_and_the_hard_stop() -> None:
    assert stretches(*WHOLE.acts, REVIEW) == [(local("2026-04-22T00:00"), local("2027-10-15T00:00"))]
    assert mark("2026-10-21T09:00", *WHOLE.acts, REVIEW) is None
    assert mark("2027-04-16T09:00", *WHOLE.acts, REVIEW) is Mark.OVERDUE
    waiting = replace(REVIEW, complete=False)
    assert mark("2026-10-21T09:00", *WHOLE.acts, waiting) is Mark.OVERDUE
    assert stretches(*WHOLE.acts, waiting)[-1][1] == local("2027-04-22T00:00")


def test_a_late_review_takes_it_up_again_and_does_not_say_that_it_bound_in_between() -> None:
    late = replace(REVIEW, at=local("2027-06-01T10:00"), next_review=date(2027, 12, 1))
    assert state("2027-05-30T00:00", *WHOLE.acts, late) is State.SUSPENDED
    assert state("2027-06-01T10:00", *WHOLE.acts, late) is State.ACTIVE
    assert stretches(*WHOLE.acts, late) == [
        (local("2026-04-22T00:00"), local("2027-04-22T00:00")),
        (local("2027-06-01T10:00"), local("2028-06-01T00:00")),
    ]


def test_a_review_that_lifts_ends_it_once_it_is_complete() -> None:
    lifts = replace(REVIEW, outcome=Outcome.LIFT)
    assert state("2026-10-15T10:00", *WHOLE.acts, lifts) is State.ENDED
    assert state("2026-10-15T10:00", *WHOLE.acts, replace(lifts, complete=False)) is State.ACTIVE


def test_what_is_to_be_varied_binds_until_the_variation_does() -> None:
    varies = replace(REVIEW, outcome=Outcome.VARY, next_review=None)
    assert shown(history(*WHOLE.acts, varies), local("2026-10-15T10:00"), RULES, CLOCKS) is Mark.VARIED
    assert state("2026-10-25T10:00", *WHOLE.acts, varies) is State.ACTIVE
    replaced = Replaced(
        id="r1", by="ann", at=local("2026-10-16T10:00"), successor="r2", takes_over_at=local("2026-10-20T00:00")
    )
    assert state("2026-10-19T23:59", *WHOLE.acts, varies, replaced) is State.ACTIVE
    assert state("2026-10-20T00:00", *WHOLE.acts, varies, replaced) is State.ENDED


def test_a_variation_that_nobody_carries_out_is_overdue_and_stops_a_year_after_the_review_that_came_to_it() -> None:
    varies = replace(REVIEW, outcome=Outcome.VARY, next_review=date(2027, 10, 1))
    assert mark("2026-11-12T09:00", *WHOLE.acts, varies) is Mark.VARIED
    assert mark("2026-11-13T09:00", *WHOLE.acts, varies) is Mark.OVERDUE
    assert stretches(*WHOLE.acts, varies) == [(local("2026-04-22T00:00"), local("2027-10-15T00:00"))]
    waiting = replace(varies, complete=False)
    assert stretches(*WHOLE.acts, waiting) == stretches(*WHOLE.acts)


@pytest.mark.parametrize(
    ("at", "stops"),
    [("2026-06-01T10:00", "2026-10-21T00:00"), ("2026-10-20T10:00", "2026-11-18T00:00")],
)
def test_where_what_nobody_reviews_lapses_a_review_leaves_the_time_to_tell_other_terms(at: str, stops: str) -> None:
    rules = replace(RULES, reviews=ReviewRules(at_date=Unreviewed.LAPSES))
    varies = replace(REVIEW, at=local(at), outcome=Outcome.VARY, next_review=None)
    assert stretches(*WHOLE.acts, varies, rules=rules)[-1][1] == local(stops)
    assert state(stops, *WHOLE.acts, varies, rules=rules) is State.ENDED
    heard = replace(DECIDED, at=local(at), finding=Finding.VARIED)
    assert stretches(*WHOLE.acts, APPEAL, heard, rules=rules)[-1][1] == local(stops)
    upheld = replace(heard, finding=Finding.UPHELD)
    assert stretches(*WHOLE.acts, APPEAL, upheld, rules=rules)[-1][1] == local("2026-10-21T00:00")


def test_what_a_policy_lets_stand_holds_a_year_beyond_the_time_for_other_terms() -> None:
    rules = replace(RULES, reviews=ReviewRules(at_date=Unreviewed.STAYS))
    varies = replace(REVIEW, at=local("2026-10-20T10:00"), outcome=Outcome.VARY, next_review=None)
    assert stretches(*WHOLE.acts, varies, rules=rules)[-1][1] == local("2027-11-17T00:00")


def test_a_hearing_that_comes_to_other_terms_is_no_review_and_leaves_the_time_to_tell_them() -> None:
    soon = replace(DECIDED, finding=Finding.VARIED)
    assert stretches(*WHOLE.acts, APPEAL, soon)[-1][1] == local("2027-04-22T00:00")
    late = replace(soon, at=local("2027-04-15T10:00"))
    assert mark("2027-05-14T10:00", *WHOLE.acts, APPEAL, late) is Mark.VARIED
    assert stretches(*WHOLE.acts, REVIEW, APPEAL, late) == stretches(*WHOLE.acts, REVIEW)


def test_what_the_hard_stop_suspended_is_not_taken_up_again_by_other_terms() -> None:
    late = replace(REVIEW, at=local("2027-06-01T10:00"), outcome=Outcome.VARY, next_review=None)
    assert state("2027-06-02T00:00", *WHOLE.acts, late) is State.SUSPENDED
    assert stretches(*WHOLE.acts, late) == stretches(*WHOLE.acts)
    again = replace(REVIEW, at=local("2027-06-10T10:00"), next_review=date(2027, 12, 10))
    assert stretches(*WHOLE.acts, late, again)[-1][0] == again.at


@pytest.mark.parametrize(
    ("finding", "found"),
    [(Finding.UPHELD, State.ACTIVE), (Finding.VARIED, Mark.VARIED), (Finding.REMOVED, State.ENDED)],
)
def test_an_appeal_leaves_it_varies_it_or_ends_it(finding: Finding, found: State | Mark) -> None:
    acts = history(*WHOLE.acts, APPEAL, replace(DECIDED, finding=finding))
    assert shown(acts, local("2026-05-12T10:00"), RULES, CLOCKS) is found


@pytest.mark.parametrize(
    ("at_date", "after", "found"),
    [
        (Unreviewed.LAPSES, "2026-10-20T23:59", State.ACTIVE),
        (Unreviewed.LAPSES, "2026-10-21T00:00", State.ENDED),
        (Unreviewed.STAYS, "2027-10-19T00:00", State.ACTIVE),
        (Unreviewed.STAYS, "2027-10-20T00:00", State.SUSPENDED),
    ],
)
def test_a_policy_says_what_happens_when_nobody_reviewed(at_date: Unreviewed, after: str, found: State) -> None:
    rules = replace(RULES, reviews=ReviewRules(at_date=at_date))
    assert state(after, *WHOLE.acts, rules=rules) is found


def test_what_lapsed_is_not_taken_up_again_by_a_late_review_and_what_was_reviewed_in_time_goes_on() -> None:
    rules = replace(RULES, reviews=ReviewRules(at_date=Unreviewed.LAPSES))
    late = replace(REVIEW, at=local("2026-10-21T10:00"))
    assert state("2026-11-01T00:00", *WHOLE.acts, late, rules=rules) is State.ENDED
    assert stretches(*WHOLE.acts, late, rules=rules)[-1][1] == local("2026-10-21T00:00")
    assert state("2026-11-01T00:00", *WHOLE.acts, REVIEW, rules=rules) is State.ACTIVE
    assert state("2027-04-16T00:00", *WHOLE.acts, REVIEW, rules=rules) is State.ENDED


def test_an_interim_restriction_lapses_unless_it_is_authorised_in_time() -> None:
    at_once = proposed(immediate=True)
    assert state("2026-04-20T10:00", at_once) is State.INTERIM
    assert state("2026-04-22T23:59", at_once) is State.INTERIM
    assert state("2026-04-23T00:00", at_once) is State.ENDED
    assert state("2026-04-23T00:00", at_once, SIGNED) is State.INTERIM
    assert state("2026-04-21T23:59", at_once, SIGNED, POSTED) is State.INTERIM
    assert state("2026-04-22T00:00", at_once, SIGNED, POSTED) is State.ACTIVE
    assert stretches(at_once)[0] == (local("2026-04-20T10:00"), local("2026-04-23T00:00"))


def test_who_signs_too_late_or_not_alone_does_not_save_an_interim_restriction() -> None:
    at_once = proposed(immediate=True)
    for signed in (replace(SIGNED, at=local("2026-04-23T00:00")), replace(SIGNED, complete=False)):
        assert state("2026-04-23T00:00", at_once, signed) is State.ENDED
        assert state("2026-05-23T00:00", at_once, signed, POSTED) is State.ENDED


def test_where_the_policy_knows_no_interim_restriction_danger_binds_nobody_at_once() -> None:
    never = replace(RULES, interim=None)
    assert state("2026-04-20T10:00", proposed(immediate=True), rules=never) is State.DRAFT
    assert state("2026-04-22T00:00", proposed(immediate=True), SIGNED, POSTED, rules=never) is State.ACTIVE


def test_a_planned_end_ends_it_by_itself() -> None:
    base = proposed().restriction
    planned = proposed(restriction=replace(base, planned_end=local("2026-06-01T00:00")))
    assert state("2026-05-31T23:59", planned, SIGNED, POSTED) is State.ACTIVE
    assert state("2026-06-01T00:00", planned, SIGNED, POSTED) is State.ENDED


def test_a_court_order_ends_as_the_court_ordered_and_no_review_ends_or_marks_it() -> None:
    ordered = proposed(kind=Kind.COURT_ORDER)
    for rules in (RULES, replace(RULES, reviews=ReviewRules(at_date=Unreviewed.LAPSES))):
        assert state("2028-03-31T23:59", ordered, SIGNED, POSTED, rules=rules) is State.ACTIVE
        assert state("2028-04-01T00:00", ordered, SIGNED, POSTED, rules=rules) is State.ENDED
        assert mark("2027-10-01T00:00", ordered, SIGNED, POSTED, rules=rules) is not Mark.OVERDUE
