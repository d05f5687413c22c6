"""The dates that a decision brings with it, computed once and printed as dates (CLAUSES sections 5 and 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from contact_gateway.domain.procedure.rules import ReviewRules, Tier
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Unreviewed
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.working_days import WorkingCalendar

LEAST_AFTER_REVIEW = Span(20, Unit.WORKING_DAYS)
"""However early the hard stop, a review that is late has at least this long."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """A landlord's calendar and zone, and until when what arrives counts that day (None: as soon as it was sent)."""

    calendar: WorkingCalendar
    zone: ZoneInfo
    post_until: time | None = time(17)

    def day_of(self, instant: datetime) -> date:
        """Return the landlord's day on which an instant falls."""
        return instant.astimezone(self.zone).date()

    def last_day_before(self, end: datetime) -> date:
        """Return the last day on which what ends at an instant still holds."""
        return self.day_of(end - timedelta.resolution)

    def review_window(self, starts_on: date, rules: ReviewRules) -> tuple[date, date]:
        """Return the first and the last day on which a review may be set without being exceptional."""
        return rules.shortest.after(starts_on, self.calendar), rules.longest.after(starts_on, self.calendar)

    def exceptional_until(self, starts_on: date, rules: ReviewRules) -> date | None:
        """Return the last day on which an exceptional review may be set, None where the policy knows none."""
        return rules.exceptional.after(starts_on, self.calendar) if rules.exceptional else None

    def usual_review(self, starts_on: date, rules: ReviewRules, grounds: Grounds | None) -> date:
        """Return the review date to offer: the usual one, or the meeting for it."""
        usual = _interval(rules, grounds).after(starts_on, self.calendar)
        earliest, latest = self.review_window(starts_on, rules)
        return self._at_a_meeting(earliest, usual, latest, rules)

    def meetings(self, first: date, last: date, rules: ReviewRules) -> tuple[date, ...]:
        """Return the meetings of the policy between two days, both included, earliest first."""
        return tuple(sorted(day for day in rules.meeting_dates if first <= day <= last))

    def next_review(self, in_force_on: date, reviewed_on: date, rules: ReviewRules, grounds: Grounds | None) -> date:
        """Return the next review after one on that day.

        Counted from when it came into force where the policy says so, so that late reviews do not drift (TUN-8.4), else
        from the day. A review within the time of the reminders is the one that they were for, and never one that is
        more than half an interval away.
        """
        every = _interval(rules, grounds)
        half = (every.after(in_force_on, self.calendar) - in_force_on) // 2
        done = reviewed_on + min(timedelta(days=max(rules.reminders, default=0)), half)
        due = every.after(reviewed_on, self.calendar)
        if rules.from_start:
            due = self._next_in_the_cycle(in_force_on, done, every)
        earliest, latest = self.review_window(reviewed_on, rules)
        return self._at_a_meeting(max(earliest, done + timedelta(days=1)), due, max(due, latest), rules)

    def task_due(self, review_on: date) -> date:
        """Return when the work for a date is due: the working day before, where the date is not worked."""
        return self.calendar.previous_or_same(review_on)

    def hard_stop(self, counted_from: date, review_on: date, rules: ReviewRules) -> date | None:
        """Return the day from which an unreviewed restriction no longer binds; None where the policy lets it stand.

        Never earlier than 20 working days after the review date, except where the policy lets it lapse on that date.
        """
        match rules.at_date:
            case Unreviewed.STAYS:
                return None
            case Unreviewed.LAPSES:
                return review_on + timedelta(days=1)
            case Unreviewed.SUSPENDED:
                least = LEAST_AFTER_REVIEW.after(review_on, self.calendar)
                return max(rules.hard_stop.after(counted_from, self.calendar), least)

    def varied_by(self, decided_on: date, review_on: date) -> date:
        """Return by when to tell other terms that somebody came to: 20 working days on, or by the review date."""
        return max(review_on, LEAST_AFTER_REVIEW.after(decided_on, self.calendar))

    def never_beyond(self, review_on: date) -> date:
        """Return the day beyond which nothing binds, also where a policy lets it stand unreviewed: a year late."""
        return Span(12, Unit.MONTHS).after(review_on, self.calendar)

    def receipt_day(self, received: datetime) -> date:
        """Return the day that counts as day 0 for what the landlord received at this instant."""
        return self.calendar.receipt_day(received, self.zone, cutoff=self.post_until)

    def answer_due(self, received: datetime, tier: Tier) -> date:
        """Return by when the answer to an appeal is decided and sent (OCT-4.2b, TUN-9.2, DER-12.2b)."""
        return tier.answer_within.after(self.receipt_day(received), self.calendar)

    def interim_until(self, decided: datetime, length: Span) -> date:
        """Return the first day on which an interim restriction that nobody authorised no longer binds."""
        return length.after(self.day_of(decided), self.calendar) + timedelta(days=1)

    def _next_in_the_cycle(self, in_force_on: date, done: date, every: Span) -> date:
        due, cycles = in_force_on, 0
        while due <= done:
            cycles += 1
            due = Span(cycles * every.amount, every.unit).after(in_force_on, self.calendar)
        return due

    def _at_a_meeting(self, earliest: date, wanted: date, latest: date, rules: ReviewRules) -> date:
        """Return the last meeting up to the wanted day, else the first after it; that day where there is none."""
        meetings = self.meetings(earliest, latest, rules)
        before = [day for day in meetings if day <= wanted]
        return (*reversed(before), *meetings, wanted)[0]


def _interval(rules: ReviewRules, grounds: Grounds | None) -> Span:
    return rules.usual_by_grounds.get(grounds, rules.usual) if grounds else rules.usual
