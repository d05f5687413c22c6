from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from contact_gateway.application.records_of_calls import Leg, Played, TaskCode
from contact_gateway.domain.calls import Announcement, AnnouncementState, LegState
from tests.builders import MONDAY
from tests.contracts.calls import MINUTE, a_call, a_leg, a_task, an_announcement, answered, place, play
from tests.contracts.worlds import HERE, THERE, World


def ends(world: World, now: datetime, landlord: str = HERE) -> list[str]:
    return [leg.id for leg in world.call_book.ends_due(landlord, now)]


def notices(world: World, now: datetime, landlord: str = HERE) -> list[tuple[str, Announcement]]:
    return [(one.leg, one.announcement) for one in world.call_book.notices_due(landlord, now)]


def planned(leg: Leg, notice: Announcement, minutes: int) -> Played:
    return an_announcement(leg, notice, state=AnnouncementState.PLANNED, due_at=MONDAY + minutes * MINUTE)


def unplaced(world: World, before: datetime, limit: int = 200) -> list[str]:
    return [leg.id for leg in world.call_book.unplaced(HERE, before, limit)]


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


def unheard(world: World, before: datetime, landlord: str = HERE) -> list[str]:
    return [one.id for one in world.call_book.warnings_not_heard(landlord, before)]


def a_warning(leg: Leg, minutes: int, warning: Announcement = Announcement.FIRST_WARNING) -> Played:
    return an_announcement(leg, warning, sent_at=MONDAY + minutes * MINUTE)


def test_warnings_of_which_nothing_was_told_or_that_failed_come_oldest_first(world: World) -> None:
    minutes = (5, 3, 4)
    legs = [answered(a_call(world, many)) for many in minutes]
    for leg in legs:
        place(world, leg)
    late, early, failed = (a_warning(leg, many) for leg, many in zip(legs, minutes, strict=True))
    failed = replace(failed, state=AnnouncementState.FAILED)
    for one in (late, early, failed):
        play(world, one)
    assert unheard(world, MONDAY + 3 * MINUTE) == []
    assert unheard(world, MONDAY + 4 * MINUTE) == [early.id]
    assert unheard(world, MONDAY + 9 * MINUTE) == [early.id, failed.id, late.id]
    assert [one.id for one in world.call_book.warnings_not_heard(HERE, MONDAY + 9 * MINUTE, limit=1)] == [early.id]
    assert unheard(world, MONDAY + 9 * MINUTE, THERE) == []


@pytest.mark.parametrize(
    "became",
    [
        lambda warning: replace(warning, state=AnnouncementState.HEARD),
        lambda warning: replace(warning, state=AnnouncementState.PLANNED, sent_at=None),
        lambda warning: replace(warning, state=AnnouncementState.FAILED, sent_at=None),
        lambda warning: replace(warning, announcement=Announcement.CLOSING),
        lambda warning: replace(warning, announcement=Announcement.TWO_MINUTES_LEFT, state=AnnouncementState.FAILED),
    ],
    ids=["heard", "planned", "never sent", "closing", "notice"],
)
def test_what_was_heard_or_never_sent_and_what_is_no_warning_is_not_missed(
    world: World, call: str, became: Callable[[Played], Played]
) -> None:
    leg = answered(call)
    place(world, leg)
    play(world, a_warning(leg, 0))
    assert len(unheard(world, MONDAY + MINUTE)) == 1
    play(world, became(a_warning(leg, 0)))
    assert unheard(world, MONDAY + MINUTE) == []


def test_a_warning_that_was_not_heard_has_a_task_from_the_moment_when_it_is_given_up(world: World, call: str) -> None:
    leg = answered(call)
    place(world, leg)
    first, second = a_warning(leg, 0), a_warning(leg, 1, Announcement.FINAL_WARNING)
    gave_up = [give_up(world, one) for one in (first, second)]
    assert gave_up == [True, False]
    assert [one.state for one in world.call_book.live(HERE, call).played] == [AnnouncementState.FAILED] * 2
    (task,) = world.tasks.open(HERE)
    assert (task.code, task.contact_id) == (TaskCode.WARNING_NOT_HEARD, call)
    assert unheard(world, MONDAY + 9 * MINUTE) == []


def test_a_task_does_not_hide_another_warning_of_the_same_call_of_which_nothing_was_told(
    world: World, call: str
) -> None:
    leg = answered(call)
    place(world, leg)
    give_up(world, a_warning(leg, 0))
    silent = a_warning(leg, 1, Announcement.FINAL_WARNING)
    play(world, silent)
    assert unheard(world, MONDAY + 9 * MINUTE) == [silent.id]


def test_a_task_of_another_kind_says_nothing_about_a_warning(world: World, call: str) -> None:
    leg = answered(call)
    place(world, leg)
    world.tasks.add(HERE, a_task(call))
    failed = replace(a_warning(leg, 0), state=AnnouncementState.FAILED)
    play(world, failed)
    assert unheard(world, MONDAY + MINUTE) == [failed.id]


def test_a_warning_is_given_up_with_its_task_or_not_at_all(world: World, call: str) -> None:
    leg = answered(call)
    place(world, leg)
    play(world, a_warning(leg, 0))

    def give_up_and_fail() -> None:
        with world.call_book.open(HERE, call) as book:
            book.put_not_heard(replace(a_warning(leg, 0), state=AnnouncementState.FAILED), a_task(call))
            raise KeyError(call)

    with pytest.raises(KeyError):
        give_up_and_fail()
    assert world.tasks.open(HERE) == []
    assert [one.state for one in world.call_book.live(HERE, call).played] == [AnnouncementState.SENT]


def give_up(world: World, played: Played) -> bool:
    task = a_task(played.contact_id, code=TaskCode.WARNING_NOT_HEARD)
    with world.call_book.open(HERE, played.contact_id) as book:
        return book.put_not_heard(replace(played, state=AnnouncementState.FAILED), task)


@pytest.mark.parametrize("state", [state for state in LegState if state not in {LegState.OVER, LegState.FAILED}])
def test_a_leg_is_open_until_it_is_over(world: World, call: str, state: LegState) -> None:
    leg = a_leg(call, state=state)
    place(world, leg)
    assert open_legs(world, MONDAY) == []
    assert open_legs(world, MONDAY + MINUTE) == [leg.id]
    place(world, replace(leg, state=LegState.OVER))
    assert open_legs(world, MONDAY + MINUTE) == []


@pytest.mark.parametrize("state", list(LegState))
@pytest.mark.parametrize("leg_id", ["", "CA2"])
def test_a_leg_is_unplaced_while_it_is_asked_for_or_unclear_and_its_call_has_no_name(
    world: World, call: str, state: LegState, leg_id: str
) -> None:
    place(world, a_leg(call, state=state, leg_id=leg_id))
    is_unplaced = state in {LegState.WANTED, LegState.UNCLEAR} and not leg_id
    assert unplaced(world, MONDAY) == []
    assert bool(unplaced(world, MONDAY + MINUTE)) == is_unplaced


def test_of_unplaced_legs_the_oldest_come_first_however_many_others_are_open(world: World) -> None:
    minutes = (3, 1, 2)
    legs = [a_leg(a_call(world, many), placed_at=MONDAY + many * MINUTE) for many in minutes]
    for leg in (*legs, a_leg(a_call(world, 9), state=LegState.RINGING, leg_id="CA2")):
        place(world, leg)
    assert unplaced(world, MONDAY + 9 * MINUTE) == [legs[1].id, legs[2].id, legs[0].id]
    assert unplaced(world, MONDAY + 9 * MINUTE, limit=1) == [legs[1].id]
    assert world.call_book.unplaced(THERE, MONDAY + 9 * MINUTE) == []


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
