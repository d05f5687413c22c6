from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.ids import new_id
from contact_gateway.application.records_of_calls import LiveCall
from contact_gateway.domain.calls import Announcement, AnnouncementState, LegState
from tests.builders import MONDAY
from tests.contracts.calls import MINUTE, a_call, a_leg, a_task, an_announcement, answered, ended_by, place, play
from tests.contracts.worlds import HERE, THERE, World


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
    legs = a_leg(call), a_leg(a_call(world, 2))
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


def test_a_contact_without_a_room_is_ended_too(world: World, call: str) -> None:
    with world.call_book.open(HERE, call) as book:
        assert book.ended() is None
        assert book.put_ended(ended_by(call))
    with world.call_book.open(HERE, call) as book:
        assert (book.call(), book.ended()) == (None, ended_by(call))
    with world.call_book.open(THERE, call) as book:
        assert book.ended() is None


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


def test_what_has_to_follow_an_ending_is_stored_with_it_or_not_at_all(world: World, call: str) -> None:
    def end_and_fail() -> None:
        with world.call_book.open(HERE, call) as book:
            book.put_ended(ended_by(call), [a_task(call)])
            raise KeyError(call)

    with pytest.raises(KeyError):
        end_and_fail()
    assert world.tasks.open(HERE) == []
    for officer in ("lee", "kim"):
        with world.call_book.open(HERE, call) as book:
            book.put_ended(ended_by(call, officer), [a_task(call, for_officer=officer)])
    assert [task.for_officer for task in world.tasks.open(HERE)] == ["lee"]


def test_an_announcement_is_found_by_its_id_by_its_own_landlord(world: World, call: str) -> None:
    leg = answered(call)
    place(world, leg)
    played = an_announcement(leg)
    play(world, played)
    assert world.call_book.announced(HERE, played.id) == played
    with pytest.raises(NotFound):
        world.call_book.announced(THERE, played.id)


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
