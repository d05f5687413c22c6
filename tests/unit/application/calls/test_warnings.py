from __future__ import annotations

import pytest

from contact_gateway.application.announcing import NOT_PLAYED, PERHAPS_PLAYED
from contact_gateway.application.errors import NotDone, NotFound, Refused, Unclear
from contact_gateway.application.records_of_calls import Played
from contact_gateway.application.room_changed import InRoom
from contact_gateway.domain.calls import Announcement, AnnouncementState, EndReason
from contact_gateway.domain.scripts import Script
from tests.unit.application.calls.switchboard import LANDLORD, TEN_MINUTES, Switchboard

FIRST, FINAL = Announcement.FIRST_WARNING, Announcement.FINAL_WARNING


def press(board: Switchboard, contact_id: str, warning: Announcement = FIRST) -> Played:
    return board.calls.play_warning(LANDLORD, contact_id, warning, "lee")


def test_a_warning_is_played_into_the_room_and_says_the_landlords_words() -> None:
    board = Switchboard()
    leg = board.talking()
    played = press(board, leg.contact_id)
    assert (played.state, played.asked_by) == (AnnouncementState.SENT, "lee")
    assert board.live.asked_to("announce") == [(leg.room, played.id)]
    assert board.calls.read.announcement(LANDLORD, played.id).script is Script.FIRST_WARNING


def test_a_warning_is_on_record_as_sent_before_the_provider_is_asked() -> None:
    board = Switchboard()
    leg = board.talking()
    board.live.fails["announce"] = RuntimeError("the process died")
    with pytest.raises(RuntimeError):
        press(board, leg.contact_id)
    assert [one.state for one in board.call(leg).played] == [AnnouncementState.SENT]


def test_ten_presses_in_a_second_play_it_once() -> None:
    board = Switchboard()
    leg = board.talking()
    answers = []
    for _ in range(10):
        answers.append(press(board, leg.contact_id))
        board.wait(seconds=0.1)
    assert len(set(answers)) == 1
    assert len(board.live.asked_to("announce")) == 1


def test_a_press_while_it_is_still_being_said_is_the_same_warning() -> None:
    board = Switchboard()
    leg = board.talking()
    first = press(board, leg.contact_id)
    board.wait(seconds=30)
    assert press(board, leg.contact_id).id == first.id


def test_a_press_eleven_seconds_after_it_was_heard_is_another_one() -> None:
    board = Switchboard()
    leg = board.talking()
    board.heard(leg)
    board.wait(seconds=11)
    board.tell(leg, InRoom.HEARD, about=press(board, leg.contact_id).id)
    assert board.call(leg).heard(FIRST) == 2


def test_another_warning_waits_until_the_first_has_been_said() -> None:
    board = Switchboard()
    leg = board.talking()
    first = press(board, leg.contact_id)
    with pytest.raises(Refused) as refused:
        press(board, leg.contact_id, FINAL)
    assert refused.value.code == "already_in_flight"
    board.tell(leg, InRoom.HEARD, about=first.id)
    assert press(board, leg.contact_id, FINAL).state is AnnouncementState.SENT


def test_a_warning_of_which_nothing_is_told_for_a_minute_bars_no_other() -> None:
    board = Switchboard()
    leg = board.talking()
    lost = press(board, leg.contact_id)
    board.wait(seconds=61)
    assert press(board, leg.contact_id).id != lost.id
    assert [one.state for one in board.call(leg).played] == [AnnouncementState.FAILED, AnnouncementState.SENT]


def test_what_the_provider_surely_did_not_play_is_told_and_may_be_pressed_again_at_once() -> None:
    board = Switchboard()
    leg = board.talking()
    board.live.fails["announce"] = NotDone("404")
    failed = press(board, leg.contact_id)
    assert (failed.state, failed.why) == (AnnouncementState.FAILED, NOT_PLAYED)
    board.live.fails.clear()
    assert press(board, leg.contact_id).state is AnnouncementState.SENT
    assert board.call(leg).heard(FIRST) == 0


def test_what_the_provider_may_have_played_is_not_played_again_by_the_next_press() -> None:
    board = Switchboard()
    leg = board.talking()
    board.live.fails["announce"] = Unclear("no answer")
    unclear = press(board, leg.contact_id)
    assert (unclear.state, unclear.why) == (AnnouncementState.FAILED, PERHAPS_PLAYED)
    assert press(board, leg.contact_id).id == unclear.id
    assert len(board.live.asked_to("announce")) == 1
    board.tell(leg, InRoom.HEARD, about=unclear.id)
    assert board.call(leg).heard(FIRST) == 1


def test_only_warnings_are_played_by_hand() -> None:
    board = Switchboard()
    leg = board.talking()
    with pytest.raises(Refused) as refused:
        press(board, leg.contact_id, Announcement.CLOSING)
    assert refused.value.code == "not_a_warning"


def test_whoever_talks_without_a_room_is_told_to_warn_in_person() -> None:
    board = Switchboard()
    board.live.fails["ring"] = NotDone("503")
    with pytest.raises(Refused, match="in person") as refused:
        press(board, board.placed().contact_id)
    assert refused.value.code == "without_a_room"


def test_nothing_is_played_where_nobody_talks() -> None:
    board = Switchboard()
    with pytest.raises(NotFound):
        press(board, "a-contact-that-nobody-made")
    with pytest.raises(Refused) as refused:
        press(board, board.receive().contact_id)
    assert refused.value.code == "without_a_room"
    leg = board.placed()
    with pytest.raises(Refused) as refused:
        press(board, leg.contact_id)
    assert refused.value.code == "not_connected"
    board.tell(leg, InRoom.ENDED)
    with pytest.raises(Refused) as refused:
        press(board, leg.contact_id)
    assert refused.value.code == "call_over"
    assert board.live.asked_to("announce") == []


@pytest.mark.parametrize("reason", [EndReason.AGGRESSION, EndReason.THREATENED], ids=str)
def test_no_warning_is_played_into_a_call_that_staff_are_ending(reason: EndReason) -> None:
    board = Switchboard()
    leg = board.talking()
    board.end(leg, reason)
    with pytest.raises(Refused) as refused:
        press(board, leg.contact_id, FINAL)
    assert refused.value.code == "being_closed"
    assert board.played(leg, FINAL) == []


def test_no_warning_is_played_over_the_words_at_the_end_of_a_limited_call() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.talking()
    board.wait(minutes=10)
    board.calls.give_notices(LANDLORD)
    with pytest.raises(Refused) as refused:
        press(board, leg.contact_id)
    assert refused.value.code == "being_closed"


def test_a_call_that_goes_on_because_it_became_an_emergency_can_be_warned_again() -> None:
    board = Switchboard()
    leg = board.talking()
    board.end(leg)
    board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    assert press(board, leg.contact_id).state is AnnouncementState.SENT
