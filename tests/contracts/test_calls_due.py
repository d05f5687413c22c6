from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from contact_gateway.application.records_of_calls import Leg, Played
from contact_gateway.domain.calls import Announcement, AnnouncementState, LegState
from tests.builders import MONDAY
from tests.contracts.calls import MINUTE, a_call, a_leg, an_announcement, answered, place, play
from tests.contracts.worlds import HERE, THERE, World


def ends(world: World, now: datetime, landlord: str = HERE) -> list[str]:
    return [leg.id for leg in world.call_book.ends_due(landlord, now)]


def notices(world: World, now: datetime, landlord: str = HERE) -> list[tuple[str, Announcement]]:
    return [(one.leg, one.announcement) for one in world.call_book.notices_due(landlord, now)]


def planned(leg: Leg, notice: Announcement, minutes: int) -> Played:
    return an_announcement(leg, notice, state=AnnouncementState.PLANNED, due_at=MONDAY + minutes * MINUTE)


def open_legs(world: World, before: datetime) -> list[str]:
    return [leg.id for leg in world.call_book.open_since(HERE, before)]


def test_the_notice_that_is_longest_due_comes_first_and_none_before_its_time(world: World, call: str) -> None:
    one, other = answered(call), answered(a_call(world, 2))
    place(world, one)
    place(world, other)
    play(world, planned(one, Announcement.THIRTY_SECONDS_LEFT, 3))
    play(world, planned(other, Announcement.TWO_MINUTES_LEFT, 2), planned(other, Announcement.THIRTY_SECONDS_LEFT, 4))
    first = (other.id, Announcement.TWO_MINUTES_LEFT)
    assert notices(world, MONDAY + MINUTE) == []
    assert notices(world, MONDAY + 2 * MINUTE) == [first]
    assert notices(world, MONDAY + 3 * MINUTE) == [first, (one.id, Announcement.THIRTY_SECONDS_LEFT)]
    assert notices(world, MONDAY + 9 * MINUTE, THERE) == []
    assert [due.leg for due in world.call_book.notices_due(HERE, MONDAY + 9 * MINUTE, limit=1)] == [other.id]


@pytest.mark.parametrize("state", [state for state in AnnouncementState if state is not AnnouncementState.PLANNED])
def test_what_was_sent_is_not_due_again(world: World, call: str, state: AnnouncementState) -> None:
    leg = answered(call)
    place(world, leg)
    play(world, an_announcement(leg, Announcement.TWO_MINUTES_LEFT, state=state))
    assert notices(world, MONDAY + MINUTE) == []


@pytest.mark.parametrize(
    "became",
    [
        lambda leg: replace(leg, state=LegState.RINGING),
        lambda leg: replace(leg, state=LegState.UNANSWERED),
        lambda leg: replace(leg, state=LegState.OVER),
        lambda leg: replace(leg, over_at=MONDAY + MINUTE),
        lambda leg: replace(leg, emergency=True),
    ],
    ids=["ringing", "unanswered", "over", "just over", "emergency"],
)
def test_no_notice_is_due_in_a_call_that_is_not_going_on_or_is_an_emergency(
    world: World, call: str, became: Callable[[Leg], Leg]
) -> None:
    leg = answered(call)
    place(world, leg)
    play(world, an_announcement(leg, Announcement.TWO_MINUTES_LEFT, state=AnnouncementState.PLANNED))
    assert len(notices(world, MONDAY + MINUTE)) == 1
    place(world, became(leg))
    assert notices(world, MONDAY + MINUTE) == []


def test_calls_whose_time_is_over_come_earliest_first(world: World) -> None:
    minutes = (5, 3, 4)
    legs = [answered(a_call(world, many), ends_at=MONDAY + many * MINUTE) for many in minutes]
    without_a_cap = answered(a_call(world, 9))
    for leg in (*legs, without_a_cap):
        place(world, leg)
    assert ends(world, MONDAY + 2 * MINUTE) == []
    assert ends(world, MONDAY + 4 * MINUTE) == [legs[1].id, legs[2].id]
    assert ends(world, MONDAY + 99 * MINUTE) == [legs[1].id, legs[2].id, legs[0].id]
    assert ends(world, MONDAY + 99 * MINUTE, THERE) == []
    assert [leg.id for leg in world.call_book.ends_due(HERE, MONDAY + 99 * MINUTE, limit=1)] == [legs[1].id]


@pytest.mark.parametrize(
    ("state", "over_at"), [(LegState.OVER, None), (LegState.ANSWERED, MONDAY), (LegState.FAILED, None)]
)
def test_a_call_that_is_over_needs_no_end(world: World, call: str, state: LegState, over_at: datetime | None) -> None:
    leg = answered(call, ends_at=MONDAY)
    place(world, leg)
    assert len(ends(world, MONDAY)) == 1
    place(world, replace(leg, state=state, over_at=over_at))
    assert ends(world, MONDAY) == []


@pytest.mark.parametrize("state", list(LegState))
def test_a_call_may_end_while_it_rings_and_while_both_talk(world: World, call: str, state: LegState) -> None:
    place(world, a_leg(call, state=state, ends_at=MONDAY))
    goes_on = state not in {LegState.OVER, LegState.FAILED, LegState.UNANSWERED}
    assert bool(ends(world, MONDAY)) == goes_on


def test_limits_are_lifted_of_emergencies_that_go_on_and_that_the_provider_named(world: World, call: str) -> None:
    kept = answered(call, emergency=True, limit=600, leg_id="CA2")
    others: list[dict[str, object]] = [
        {"emergency": False},
        {"limit": None},
        {"leg_id": ""},
        {"over_at": MONDAY},
        {"state": LegState.FAILED},
    ]
    for number, said in enumerate(others, 2):
        told = {"emergency": True, "limit": 600, "leg_id": "CA2", **said}
        place(world, answered(a_call(world, number), 1, **told))
    assert world.call_book.limits_to_lift(HERE) == []
    place(world, kept)
    assert world.call_book.limits_to_lift(HERE) == [kept]
    assert world.call_book.limits_to_lift(THERE) == []


@pytest.mark.parametrize("state", [state for state in LegState if state not in {LegState.OVER, LegState.FAILED}])
def test_a_leg_is_open_until_it_is_over(world: World, call: str, state: LegState) -> None:
    leg = a_leg(call, state=state)
    place(world, leg)
    assert open_legs(world, MONDAY) == []
    assert open_legs(world, MONDAY + MINUTE) == [leg.id]
    place(world, replace(leg, state=LegState.OVER))
    assert open_legs(world, MONDAY + MINUTE) == []


def test_a_leg_that_could_not_be_placed_is_not_open(world: World, call: str) -> None:
    place(world, a_leg(call, state=LegState.FAILED))
    assert open_legs(world, MONDAY + MINUTE) == []


def test_an_unanswered_leg_whose_own_call_is_over_is_open_until_its_caller_was_sent_on(world: World, call: str) -> None:
    place(world, a_leg(call, state=LegState.UNANSWERED, over_at=MONDAY))
    assert open_legs(world, MONDAY + MINUTE) == [a_leg(call).id]


@pytest.mark.parametrize(
    ("state", "is_open"),
    [(LegState.UNANSWERED, False), (LegState.RINGING, True), (LegState.UNCLEAR, True)],
)
def test_a_leg_that_nobody_answered_is_open_until_another_follows_it(
    world: World, call: str, state: LegState, *, is_open: bool
) -> None:
    first, second = a_leg(call, state=state), a_leg(call, 2, placed_at=MONDAY + MINUTE)
    place(world, first)
    place(world, a_leg(a_call(world, 2), 3, placed_at=MONDAY + 2 * MINUTE))
    assert open_legs(world, MONDAY + MINUTE) == [first.id]
    place(world, second)
    assert open_legs(world, MONDAY + 2 * MINUTE) == [first.id, second.id][not is_open :]
