"""Whatever is told of a leg, in whatever order and however often, it stands the same in the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.application.legs import answered, events_of, talked_out, told
from contact_gateway.application.records_of_calls import CallState, Leg, ProviderCall
from contact_gateway.domain.calls import LegState
from contact_gateway.domain.counting import Event, settle
from contact_gateway.domain.outcome import Decision, Outcome
from tests.builders import MONDAY, contact

Report = Callable[[Leg], Leg]

SECONDS = st.integers(0, 20_000).map(lambda seconds: timedelta(seconds=seconds))
OVER = (CallState.ANSWERED_AND_OVER, CallState.UNANSWERED, CallState.GONE)
DECISION = Decision(outcome=Outcome.CONNECT, counted_for="sam")


def joined(after: timedelta) -> Report:
    return lambda leg: answered(leg, MONDAY + after)


def left(after: timedelta) -> Report:
    return lambda leg: talked_out(leg, MONDAY + after)


def stands(state: CallState, after: timedelta) -> Report:
    said = ProviderCall(state=state, ended_at=MONDAY + after if state in OVER else None)
    return lambda leg: told(leg, said, MONDAY + timedelta(days=1))


REPORTS = st.one_of(
    SECONDS.map(joined), SECONDS.map(left), st.builds(stands, st.sampled_from(list(CallState)), SECONDS)
)
LEGS = st.builds(
    Leg,
    id=st.just("leg"),
    contact_id=st.just("contact-1"),
    call_id=st.just("CA1"),
    turn=st.just(1),
    room=st.just("room"),
    to=st.just("queue"),
    line=st.just("+441632960100"),
    state=st.sampled_from([LegState.RINGING, LegState.UNCLEAR]),
    limit=st.none() | st.integers(1, 14_400),
    placed_at=st.just(MONDAY),
    emergency=st.booleans(),
)


def after(leg: Leg, reports: list[Report]) -> Leg:
    for report in reports:
        leg = report(leg)
    return leg


@given(leg=LEGS, data=st.data())
def test_no_order_and_no_repetition_of_reports_changes_how_a_leg_stands(leg: Leg, data: st.DataObject) -> None:
    reports = data.draw(st.lists(REPORTS, max_size=6))
    again = data.draw(st.lists(st.sampled_from(reports), max_size=4)) if reports else []
    shuffled = data.draw(st.permutations([*reports, *again]))
    one, other = after(leg, reports), after(leg, shuffled)
    assert (one.answered_at, one.over_at, one.ends_at) == (other.answered_at, other.over_at, other.ends_at)
    assert (one.state in NEWS) == (other.state in NEWS)
    assert one.state == other.state or {one.state, other.state} <= NEWS


NEWS = frozenset({LegState.RINGING, LegState.UNCLEAR})
"""Whether it rings is told by a report that may have come before or after; both wait for the same."""


@given(leg=LEGS, reports=st.lists(REPORTS, max_size=6))
def test_talk_is_never_negative_nor_longer_than_from_the_first_answer_to_the_last_end(
    leg: Leg, reports: list[Report]
) -> None:
    told_so_far: list[Event] = []
    for report in reports:
        leg = report(leg)
        told_so_far.extend(events_of(leg))
    talk = settle(contact(), DECISION, told_so_far).counts.talk_seconds
    if leg.answered_at is None or leg.over_at is None:
        assert talk == 0
    else:
        assert talk == max(int((leg.over_at - leg.answered_at).total_seconds()), 0)


@given(leg=LEGS, reports=st.lists(REPORTS, max_size=6))
def test_a_leg_that_is_over_never_goes_on_again(leg: Leg, reports: list[Report]) -> None:
    over = after(talked_out(leg, MONDAY), reports)
    assert over.state is LegState.OVER
    assert over.over_at is not None
