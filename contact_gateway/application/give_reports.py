"""Give reports to whoever the policy names, when their period is over; remind of the policy's own review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from contact_gateway.application.make_reports import MadeReport, MakeReports, number_of
from contact_gateway.application.telling_the_house import Told, told_to_the_house
from contact_gateway.domain.periods import add_months
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.clocks import LEAST_AFTER_REVIEW
from contact_gateway.domain.procedure.rules import PolicyReview
from contact_gateway.domain.reports.figures import Figure
from contact_gateway.domain.reports.report_periods import last_over

LOOKS_BACK = timedelta(days=31)
"""How long the jobs may have stood still without a report being missed."""

MONTHS_AHEAD = 3
"""How long before it is due whoever owns the policy hears of its review: boards meet every quarter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveReports:
    """The daily look. It tells, and decides nothing; what was told is not told again.

    A report about a time in which no case was kept here yet is given to nobody.
    """

    make: MakeReports

    def __call__(self, landlord: str) -> int:
        """Return how many tasks and mails there are now that were not there before. Raises `Unavailable`."""
        reports, policies, now = self.make.reports, self.make.policies, self.make.clock.now()
        policy = policies.current(landlord)
        today = now.astimezone(policy.zone).date()
        beside = [policies.current(landlord, code) for code in policies.beside(landlord)]
        reviews = (told for one in (policy, *beside) for told in _of_the_policy(one, today))
        told = [*self._of_reports(landlord, policy, today), *reviews]
        officers = reports.officers(landlord) if told else {}
        return sum(reports.tell(landlord, told_to_the_house(one, policy, officers, now)) for one in told)

    def _of_reports(self, landlord: str, policy: Policy, today: date) -> Iterator[Told]:
        for report in policy.casework.reports:
            period = last_over(today, report.every)
            if today - period.after >= LOOKS_BACK:
                continue
            made = self.make.of_period(landlord, policy, report, period)
            if made.cases:
                yield _told(made, policy)


def next_policy_review(review: PolicyReview, today: date) -> date:
    """Return the day by which the policy is looked at again: the first of its days that is not past, else the last."""
    due, times = review.due, 0
    while due < today and review.every:
        times += 1
        due = add_months(review.due, times * review.every.amount)
    return due


def _told(made: MadeReport, policy: Policy) -> Told:
    period, name = made.period, made.asked_by.name
    heading = f"Report {name.replace('_', ' ')}: {_day(period.first)} to {_day(period.last)}"
    asked = f"contact-gateway report {policy.landlord} --name {name} --on {period.last.isoformat()}"
    return Told(
        about=f"report {name} {period.first.isoformat()}",
        code=f"report_{name}",
        to=made.asked_by.to,
        clause=made.asked_by.clause,
        by=LEAST_AFTER_REVIEW.after(period.after, policy.clocks.calendar),
        subject=heading,
        text="\n".join((heading, "", *map(_line, made.figures), "", f"As a file: {asked}")),
    )


def _of_the_policy(policy: Policy, today: date) -> Iterator[Told]:
    review = policy.casework.policy_review
    if review is None:
        return
    due = next_policy_review(review, today)
    if today < add_months(due, -MONTHS_AHEAD):
        return
    said = f"The policy of {policy.name} itself is to be reviewed by {_day(due)}."
    yield Told(
        about=f"policy review {policy.code} {due.isoformat()}",
        code="review_policy",
        to=review.to,
        clause=review.clause,
        by=policy.clocks.task_due(due),
        subject=f"Policy review by {_day(due)}",
        text=said,
    )


def _line(figure: Figure) -> str:
    of = f" ({figure.of.replace('_', ' ')})" if figure.of else ""
    return f"{figure.measure.value.replace('_', ' ')}: {figure.what.replace('_', ' ')}{of}: {number_of(figure)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
