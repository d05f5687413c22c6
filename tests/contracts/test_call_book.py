from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import pytest

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.ids import new_id
from contact_gateway.application.records_of_calls import Leg, LiveCall, Played
from contact_gateway.domain.calls import Announcement, AnnouncementState, LegState
from tests.builders import MONDAY, contact
from tests.contracts.calls import MINUTE, a_leg, an_announcement, answered, ended_by, place, play
from tests.contracts.contacts import store
from tests.contracts.worlds import HERE, THERE, World


@pytest.fixture
def call(world: World) -> str:
    """A contact of Sam's."""
    return store(world, contact())


def another_call(world: World, number: int = 2) -> str:
    return store(world, contact(provider_id=f"CA{number}"))


def ends(world: World, now: datetime, landlord: str = HERE) -> list[str]:
    return [leg.id for leg in world.call_book.ends_due(landlord, now)]


def notices(world: World, now: datetime, landlord: str = HERE) -> list[tuple[str, Announcement]]:
    return [(one.leg, one.announcement) for one in world.call_book.notices_due(landlord, now)]


def planned(leg: Leg, notice: Announcement, minutes: int) -> Played:
    return an_announcement(leg, notice, state=AnnouncementState.PLANNED, due_at=MONDAY + minutes * MINUTE)


def open_legs(world: World, before: datetime) -> list[str]:
    return [leg.id for leg in world.call_book.open_since(HERE, before)]


def test_a_leg_comes_back_as_it_was_put(world: World, call: str) -> None:
    whole = answered(
        call,
        leg_id="CA2",
        room_id="CF1",
        limit=600,
        ends_at=MONDAY + 10 * MINUTE,
        over_at=MONDAY + 3 * MINUTE,
        emergency=True,
    )
    place(world, whole)
    assert world.call_book.live(HERE, call) == LiveCall(leg=whole)
    assert world.call_book.contact_of_leg(HERE, whole.id) == call


def test_before_the_first_leg_there_is_no_call(world: World, call: str) -> None:
    with world.call_book.open(HERE, call) as book:
        assert book.call() is None
        assert list(book.legs()) == []
    with pytest.raises(NotFound):
        world.call_book.live(HERE, call)
    with pytest.raises(NotFound):
        world.call_book.contact_of_leg(HERE, "no leg")


def test_the_leg_of_the_highest_turn_stands_and_all_are_remembered_by_turn(world: World, call: str) -> None:
    legs = [a_leg(call, turn) for turn in (10, 9, 2)]
    place(world, *legs)
    with world.call_book.open(HERE, call) as book:
        assert [leg.turn for leg in book.legs()] == [2, 9, 10]
    assert world.call_book.live(HERE, call).leg == legs[0]


def test_what_became_of_a_leg_takes_the_place_of_what_was_known(world: World, call: str) -> None:
    place(world, a_leg(call))
    place(world, replace(a_leg(call), state=LegState.RINGING, leg_id="CA2"))
    with world.call_book.open(HERE, call) as book:
        (leg,) = book.legs()
    assert (leg.state, leg.leg_id) == (LegState.RINGING, "CA2")


def test_nobody_else_is_rung_at_a_turn_that_is_taken(world: World, call: str) -> None:
    place(world, a_leg(call))
    with pytest.raises(Refused) as refused:
        place(world, a_leg(call, id="another"))
    assert refused.value.code == "turn_taken"
    assert world.call_book.live(HERE, call).leg == a_leg(call)


def test_all_that_was_played_is_told_oldest_first_whichever_leg_it_was_played_to(world: World, call: str) -> None:
    first, second = a_leg(call, 1), a_leg(call, 2)
    sooner = an_announcement(first, state=AnnouncementState.HEARD, sent_at=MONDAY, heard_at=MONDAY + MINUTE)
    later = an_announcement(second, Announcement.FINAL_WARNING, asked_at=MONDAY + MINUTE, state=AnnouncementState.HEARD)
    failed = an_announcement(
        second, Announcement.CLOSING, asked_at=MONDAY + 2 * MINUTE, state=AnnouncementState.FAILED, why="404 gone"
    )
    place(world, first, second)
    play(world, later, failed, sooner)
    call_now = world.call_book.live(HERE, call)
    assert call_now.played == (sooner, later, failed)
    assert call_now.heard(Announcement.FIRST_WARNING, Announcement.FINAL_WARNING) == 2


def test_within_a_transaction_it_is_known_what_was_put(world: World, call: str) -> None:
    leg = a_leg(call)
    with world.call_book.open(HERE, call) as book:
        book.put_leg(leg)
        book.put_played(an_announcement(leg))
        assert book.call() == LiveCall(leg=leg, played=(an_announcement(leg),))


def test_a_transaction_that_raises_leaves_nothing(world: World, call: str) -> None:
    def fail() -> None:
        with world.call_book.open(HERE, call) as book:
            book.put_leg(a_leg(call))
            book.put_ended(ended_by(call))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with world.call_book.open(HERE, call) as book:
        assert book.call() is None
        assert book.put_ended(ended_by(call))


@pytest.mark.parametrize("state", [AnnouncementState.PLANNED, AnnouncementState.SENT])
def test_while_a_warning_is_in_flight_no_other_is_taken(world: World, call: str, state: AnnouncementState) -> None:
    leg, later = a_leg(call), a_leg(call, 2)
    in_flight = an_announcement(leg, state=state)
    place(world, leg, later)
    play(world, in_flight)
    for another in (an_announcement(leg, Announcement.FINAL_WARNING), an_announcement(later)):
        with pytest.raises(Refused) as refused:
            play(world, another)
        assert refused.value.code == "already_in_flight"
    play(world, an_announcement(leg, Announcement.CLOSING), an_announcement(leg, Announcement.TWO_MINUTES_LEFT))
    played = [one.announcement for one in world.call_book.live(HERE, call).played]
    assert Counter(played) == Counter([Announcement.FIRST_WARNING, Announcement.CLOSING, Announcement.TWO_MINUTES_LEFT])


@pytest.mark.parametrize("state", [AnnouncementState.HEARD, AnnouncementState.FAILED])
def test_the_next_warning_is_taken_once_the_one_before_was_heard_or_failed(
    world: World, call: str, state: AnnouncementState
) -> None:
    leg = a_leg(call)
    place(world, leg)
    play(world, an_announcement(leg))
    final = an_announcement(leg, Announcement.FINAL_WARNING)
    play(world, replace(an_announcement(leg), state=state), final)
    assert {one.state for one in world.call_book.live(HERE, call).played} == {state, AnnouncementState.SENT}


def test_a_warning_in_one_call_keeps_none_out_of_another(world: World, call: str) -> None:
    legs = a_leg(call), a_leg(another_call(world))
    for leg in legs:
        place(world, leg)
        play(world, an_announcement(leg))
    assert all(len(world.call_book.live(HERE, leg.contact_id).played) == 1 for leg in legs)


def test_ten_presses_at_once_give_one_warning(world: World, call: str) -> None:
    leg = a_leg(call)
    place(world, leg)

    def press(number: int) -> bool:
        """As the use case does: look, then put."""
        with world.call_book.open(HERE, call) as book:
            live = book.call()
            if live is None or live.played:
                return False
            book.put_played(an_announcement(leg, id=new_id(), asked_by=f"officer {number}"))
            return True

    with ThreadPoolExecutor(10) as pool:
        taken = list(pool.map(press, range(10)))
    assert sum(taken) == 1
    assert len(world.call_book.live(HERE, call).played) == 1


def test_ten_presses_that_look_at_nothing_give_one_warning_too(world: World, call: str) -> None:
    leg = a_leg(call)
    place(world, leg)

    def press(_: int) -> str:
        try:
            play(world, an_announcement(leg, id=new_id()))
        except Refused as refused:
            return refused.code
        return "played"

    with ThreadPoolExecutor(10) as pool:
        said = Counter(pool.map(press, range(10)))
    assert said == {"played": 1, "already_in_flight": 9}
    assert len(world.call_book.live(HERE, call).played) == 1


@pytest.mark.clause("TOR-09")
def test_who_ended_a_contact_when_why_and_after_how_many_warnings_is_kept(world: World, call: str) -> None:
    place(world, a_leg(call))
    assert world.call_book.live(HERE, call).ended is None
    with world.call_book.open(HERE, call) as book:
        assert book.put_ended(ended_by(call))
    assert world.call_book.live(HERE, call).ended == ended_by(call)


def test_a_contact_is_ended_once_by_whoever_was_first(world: World, call: str) -> None:
    place(world, a_leg(call))

    def end(number: int) -> bool:
        with world.call_book.open(HERE, call) as book:
            return book.put_ended(ended_by(call, f"officer {number}"))

    with ThreadPoolExecutor(5) as pool:
        done = list(pool.map(end, range(5)))
    assert sum(done) == 1
    ended = world.call_book.live(HERE, call).ended
    assert ended == ended_by(call, f"officer {done.index(True)}")


def test_a_call_that_ran_through_no_room_can_be_ended_too(world: World, call: str) -> None:
    with world.call_book.open(HERE, call) as book:
        assert book.put_ended(ended_by(call))
        assert not book.put_ended(ended_by(call))


def test_the_notice_that_is_longest_due_comes_first_and_none_before_its_time(world: World, call: str) -> None:
    one, other = answered(call), answered(another_call(world))
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
    legs = [answered(another_call(world, many), ends_at=MONDAY + many * MINUTE) for many in minutes]
    without_a_cap = answered(another_call(world, 9))
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


def test_an_announcement_is_found_by_its_id_by_its_own_landlord(world: World, call: str) -> None:
    leg = answered(call)
    place(world, leg)
    played = an_announcement(leg)
    play(world, played)
    assert world.call_book.announced(HERE, played.id) == played
    with pytest.raises(NotFound):
        world.call_book.announced(THERE, played.id)


@pytest.mark.parametrize(
    ("state", "is_open"),
    [(LegState.UNANSWERED, False), (LegState.RINGING, True), (LegState.UNCLEAR, True)],
)
def test_a_leg_that_nobody_answered_is_open_until_another_follows_it(
    world: World, call: str, state: LegState, *, is_open: bool
) -> None:
    first, second = a_leg(call, state=state), a_leg(call, 2, placed_at=MONDAY + MINUTE)
    place(world, first)
    place(world, a_leg(another_call(world), 3, placed_at=MONDAY + 2 * MINUTE))
    assert open_legs(world, MONDAY + MINUTE) == [first.id]
    place(world, second)
    assert open_legs(world, MONDAY + 2 * MINUTE) == [first.id, second.id][not is_open :]


def test_another_landlord_finds_no_call(world: World, call: str) -> None:
    leg = answered(call, ends_at=MONDAY)
    place(world, leg)
    with pytest.raises(NotFound):
        world.call_book.live(THERE, call)
    with pytest.raises(NotFound):
        world.call_book.contact_of_leg(THERE, leg.id)
    assert world.call_book.open_since(THERE, MONDAY + MINUTE) == []
    with world.call_book.open(THERE, call) as book:
        assert book.call() is None
