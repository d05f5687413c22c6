"""Spans, clocks and the life of a restriction against a plain walk from day to day and from act to act."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from contact_gateway.domain.casework.acts import (
    AppealDecided,
    Appealed,
    Authorised,
    Finding,
    LetterIssued,
    Lifted,
    Outcome,
    Proposed,
    RestrictionAct,
    Reviewed,
    Suspended,
)
from contact_gateway.domain.casework.binding import binding
from contact_gateway.domain.casework.history import History, came_to_other_terms
from contact_gateway.domain.casework.life import State, due_on, state_at
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import AppealRules, CaseworkRules, ReviewRules
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Hearing, LetterType, Question, Unreviewed
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.working_days import Delivery, WorkingCalendar
from tests.builders import restriction

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)

days = st.dates(date(2024, 1, 1), date(2028, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2026, 8, 31), date(2026, 10, 25), date(2027, 1, 31), date(2028, 2, 29)]
)
calendars = st.frozensets(st.dates(date(2024, 1, 1), date(2031, 12, 31)), max_size=150).map(
    lambda closed: WorkingCalendar(closed=closed)
)
spans = st.builds(Span, st.integers(0, 40), st.sampled_from(Unit))


def _walked(day: date, span: Span, closed: frozenset[date]) -> date:
    """Count it on the fingers: a day at a time, a month at a time."""
    match span.unit:
        case Unit.MONTHS:
            year, month = day.year, day.month
            for _ in range(span.amount):
                year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            return date(year, month, min(day.day, monthrange(year, month)[1]))
        case Unit.WORKING_DAYS:
            left = span.amount
            while left:
                day += DAY
                left -= day.isoweekday() < 6 and day not in closed
            return day
        case _:
            for _ in range(span.amount * (7 if span.unit is Unit.WEEKS else 1)):
                day += DAY
            return day


@given(days, spans, calendars)
def test_a_span_ends_where_counting_on_the_fingers_ends(day: date, span: Span, calendar: WorkingCalendar) -> None:
    assert span.after(day, calendar) == _walked(day, span, calendar.closed)


@given(days, spans, spans, calendars)
def test_a_longer_span_never_ends_earlier(day: date, span: Span, more: Span, calendar: WorkingCalendar) -> None:
    longer = Span(span.amount + more.amount, span.unit)
    assert span.after(day, calendar) <= longer.after(day, calendar)


@given(days, st.integers(1, 24), st.integers(0, 900), st.sets(st.integers(0, 90), max_size=4), calendars)
def test_reviews_counted_from_the_start_never_drift(
    started: date, months: int, passed: int, reminders: set[int], calendar: WorkingCalendar
) -> None:
    rules = ReviewRules(usual=Span(months, Unit.MONTHS), from_start=True, reminders=tuple(reminders))
    reviewed = started + passed * DAY

    due = Clocks(calendar, LONDON).next_review(started, reviewed, rules, None)

    cycle = [_walked(started, Span(months * number, Unit.MONTHS), frozenset()) for number in range(1, 100)]
    ahead = min(max(reminders, default=0), (cycle[0] - started).days // 2)
    assert due == next(day for day in cycle if day > reviewed + ahead * DAY)


@given(days, st.integers(0, 500), calendars, st.sampled_from([Unreviewed.SUSPENDED, Unreviewed.STAYS]))
def test_a_hard_stop_never_comes_within_twenty_working_days_of_the_review(
    started: date, until_review: int, calendar: WorkingCalendar, at_date: Unreviewed
) -> None:
    review_on = started + until_review * DAY
    clocks = Clocks(calendar, LONDON)

    stop = clocks.hard_stop(started, review_on, ReviewRules(at_date=at_date)) or clocks.never_beyond(review_on)

    assert stop >= _walked(review_on, Span(20, Unit.WORKING_DAYS), calendar.closed)


START = datetime(2026, 4, 20, 9, tzinfo=UTC)
CLOCKS = Clocks(WorkingCalendar(closed=frozenset({date(2026, 5, 4), date(2026, 5, 25)})), LONDON)
instants = st.integers(0, 900 * 24).map(lambda hours: START + timedelta(hours=hours))
soon = st.integers(0, 240).map(lambda hours: START + timedelta(hours=hours))
numbers = st.sampled_from(["one", "two"])


def _posted(at: datetime) -> LetterIssued:
    received = CLOCKS.calendar.deemed_receipt(at, Delivery.POST, LONDON)
    by_post = Delivery.POST
    return LetterIssued(
        id="l", by="sue", at=at, letter=LetterType.DECISION, letter_id="l", sent_by=by_post, received_on=received
    )


def _reviewed(at: datetime, outcome: Outcome, until: int, complete: bool) -> Reviewed:
    following = at.date() + until * DAY
    return Reviewed(id="v", by="ann", at=at, outcome=outcome, next_review=following, complete=complete)


def _appealed(at: datetime, number: str) -> Appealed:
    return Appealed(id="a", by="desk", at=at, appeal_id=number, received_on=at.date(), due_on=at.date())


def _decided(at: datetime, number: str, finding: Finding) -> AppealDecided:
    return AppealDecided(id="d", by="dee", at=at, appeal_id=number, finding=finding)


any_act: st.SearchStrategy[RestrictionAct] = st.one_of(
    st.builds(Authorised, id=st.just("s"), by=st.just("sue"), at=soon, complete=st.booleans()),
    st.builds(_posted, soon),
    st.builds(_reviewed, instants, st.sampled_from(Outcome), st.integers(20, 370), st.booleans()),
    st.builds(_appealed, instants, numbers),
    st.builds(_decided, instants, numbers, st.sampled_from(Finding)),
    st.builds(Suspended, id=st.just("x"), by=st.just("ann"), at=instants, again=st.booleans()),
    st.builds(Lifted, id=st.just("e"), by=st.just("ann"), at=instants),
)


def _proposed(review_in: int, immediate: bool) -> Proposed:
    first = restriction(starts_at=START, review_on=START.date() + review_in * DAY)
    return Proposed(
        id="p",
        by="mo",
        at=START,
        restriction=first,
        grounds=Grounds.ABUSE,
        answers=frozenset(Question),
        immediate=immediate,
    )


acts_in_order = st.lists(any_act, max_size=12).map(lambda acts: sorted(acts, key=lambda act: act.at))
untold = st.builds(
    lambda first, acts: History((first, *acts)),
    st.builds(_proposed, st.integers(30, 365), st.booleans()),
    acts_in_order,
)
told = st.builds(
    lambda first, acts: History((first, Authorised(id="s", by="sue", at=START), _posted(START), *acts)),
    st.builds(_proposed, st.integers(30, 365), st.booleans()),
    acts_in_order,
)
histories = untold | told
policies = st.builds(
    lambda at_date, meanwhile: CaseworkRules(
        reviews=ReviewRules(at_date=at_date), appeals=(AppealRules(meanwhile=meanwhile),)
    ),
    st.sampled_from(Unreviewed),
    st.sampled_from(Hearing),
)


@given(histories, policies, instants)
def test_what_is_done_later_never_changes_what_bound_before(
    history: History, rules: CaseworkRules, now: datetime
) -> None:
    known = History(tuple(act for act in history.acts if act.at <= now))

    then = any(stretch.contains(now) for stretch in binding(known, rules, CLOCKS))

    assert then == any(stretch.contains(now) for stretch in binding(history, rules, CLOCKS))


def _lets_go_on(look: Reviewed | AppealDecided) -> bool:
    return came_to_other_terms(look) or (isinstance(look, Reviewed) and look.outcome is Outcome.CONTINUE)


@given(histories, policies)
def test_nothing_binds_that_nobody_signed_nor_longer_than_people_s_last_look_at_it_allows(
    history: History, rules: CaseworkRules
) -> None:
    stretches = binding(history, rules, CLOCKS)

    signed = history.authorised is not None
    at_most = timedelta(days=5) if not signed else timedelta(days=366 + 370)
    looks = [START, *(look.at for look in history.looks if _lets_go_on(look))]
    for stretch in stretches:
        last_look = max(look for look in looks if look <= stretch.end)
        assert stretch.end - last_look <= at_most
        assert signed or history.proposed.immediate


@given(told, policies, st.integers(1, 50 * 24), st.booleans())
def test_old_terms_that_bind_still_bind_while_there_is_time_to_tell_the_other_ones(
    history: History, rules: CaseworkRules, hours_left: int, heard: bool
) -> None:
    stretches = binding(history, rules, CLOCKS)
    assume(stretches)
    at = max(stretches[-1].start, stretches[-1].end - timedelta(hours=hours_left))
    came = _decided(at, "one", Finding.VARIED) if heard else _reviewed(at, Outcome.VARY, 0, True)
    known = History(tuple(act for act in history.acts if act.at <= at))
    time_to_tell = _walked(CLOCKS.day_of(at), Span(20, Unit.WORKING_DAYS), CLOCKS.calendar.closed)

    then = binding(known.then(came), rules, CLOCKS)

    assert due_on(known.then(came), CLOCKS) == max(known.review_on, time_to_tell)
    assert CLOCKS.last_day_before(then[-1].end) >= due_on(known.then(came), CLOCKS)


@given(histories, policies)
def test_stretches_come_in_order_and_never_touch_a_time_after_the_end(history: History, rules: CaseworkRules) -> None:
    stretches = binding(history, rules, CLOCKS)

    assert all(one.end < other.start for one, other in pairwise(stretches))
    lifted = [act.at for act in history.acts if isinstance(act, Lifted)]
    assert all(stretch.end <= min(lifted) for stretch in stretches if lifted)


@given(histories, policies, instants)
def test_a_state_says_whether_it_binds(history: History, rules: CaseworkRules, now: datetime) -> None:
    binds = any(stretch.contains(now) for stretch in binding(history, rules, CLOCKS))

    assert (state_at(history, now, rules, CLOCKS) in {State.ACTIVE, State.INTERIM}) == binds
