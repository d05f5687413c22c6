"""Who may review, and which outcomes are possible. A review never makes a restriction longer than the policy allows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from contact_gateway.domain.casework.acts import Outcome, Reviewed
from contact_gateway.domain.casework.authority import refusal_to_let_go_on
from contact_gateway.domain.casework.binding import in_force_on
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.refusals import Refusal, somebody_as_high, written
from contact_gateway.domain.casework.signatories import Signatory, at_least
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules

NOT_OURS_TO_CHANGE = Refusal(
    "not_reviewable",
    "A court ordered this and set its end, so nobody here changes it: where the court ends it sooner, lift it; where "
    "the court orders something else, propose that order in its place.",
)
"""Why what a court ordered is not reviewed, suspended or varied here (TOR-04)."""


def refusal_to_review(
    history: History, reviewer: Signatory, outcome: Outcome, reason: str, policy: Policy, rules: CaseworkRules
) -> Refusal | None:
    """Return why this review cannot be recorded, None if nothing does.

    The first of not_reviewable (a court ordered it), not_authorised, same_person, reason_required. Where the policy
    names no grade, whoever lets it continue has a say in deciding its kind (not_authorised, after same_person);
    anybody may ease or lift it.
    """
    review = rules.reviews
    if history.is_ordered:
        return NOT_OURS_TO_CHANGE
    if not at_least(reviewer.grade, review.reviewer_grade, policy.grades):
        return _not_senior(review.reviewer_grade, review.clause)
    if not review.decider_may_review and reviewer.id == history.proposed.by:
        return Refusal("same_person", "Whoever proposed it does not review it; another officer must.", review.clause)
    if reviewer.id in _levels_so_far(history):
        return Refusal("same_person", "The second level of a review is another officer's.", review.clause)
    refusal = refusal_to_let_continue(history, reviewer, policy, rules) if outcome is Outcome.CONTINUE else None
    if refusal is None and not reason.strip():
        return Refusal("reason_required", f"Say why the review comes to {outcome.value!r}.", review.clause)
    return refusal


def refusal_to_let_continue(
    history: History, officer: Signatory, policy: Policy, rules: CaseworkRules
) -> Refusal | None:
    """Return why this officer cannot let it continue, or take it up again: not_authorised; None if nothing does.

    It is for the grade that the policy has review it or, where it names none, for who has a say in deciding its kind.
    """
    review = rules.reviews
    if not review.reviewer_grade:
        return refusal_to_let_go_on(history.kind, officer, policy, rules)
    if at_least(officer.grade, review.reviewer_grade, policy.grades):
        return None
    return _not_senior(review.reviewer_grade, review.clause)


def is_last_level(history: History, rules: CaseworkRules) -> bool:
    """Whether the next review that is recorded completes it."""
    return len(_levels_so_far(history)) + 1 >= rules.reviews.levels


def next_review(
    history: History, reviewed: datetime, wanted: date | None, rules: CaseworkRules, clocks: Clocks
) -> date | Refusal:
    """Return the date of the next review: the wanted one where the policy allows it, else the policy's own.

    Refuses review_out_of_range. An early review is always allowed, so only the latest day is measured, from this review
    as a proposal's is from its start; where the policy's own is a meeting, it must be one of them.
    """
    today = clocks.day_of(reviewed)
    in_force = in_force_on(history, rules, clocks)
    usual = clocks.next_review(in_force, today, rules.reviews, history.proposed.grounds)
    if wanted is None:
        return usual
    latest = max(usual, rules.reviews.longest.after(today, clocks.calendar))
    at_meetings = usual in rules.reviews.meeting_dates
    meetings = clocks.meetings(today + timedelta(days=1), latest, rules.reviews) if at_meetings else ()
    if today < wanted <= latest and (not meetings or wanted in meetings):
        return wanted
    if meetings:
        days = ", ".join(map(written, meetings))
        return Refusal("review_out_of_range", f"Reviews are held at meetings; choose one of: {days}.")
    return Refusal(
        "review_out_of_range",
        f"The next review must come after {written(today)} and by {written(latest)}, not on {written(wanted)}.",
        rules.reviews.clause,
    )


def _not_senior(grade: str, clause: str) -> Refusal:
    return Refusal("not_authorised", f"This is reviewed by {somebody_as_high(grade)}.", clause)


def _levels_so_far(history: History) -> tuple[str, ...]:
    """Return who has spoken in the review that is not complete yet."""
    open_levels: list[str] = []
    for act in history.all(Reviewed):
        open_levels = [] if act.complete else [*open_levels, act.by]
    return tuple(open_levels)
