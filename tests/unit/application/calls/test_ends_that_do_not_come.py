"""An end that staff want comes, whatever the provider and our own processes do; an emergency ends by people alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.application.end_call import NOT_ENDED
from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.room_changed import InRoom
from contact_gateway.domain.calls import AT_ONCE, Announcement, EndReason
from tests.unit.application.calls.switchboard import LANDLORD, TEN_MINUTES, Switchboard

EVERYTHING = ("announce", "send_on", "end_room", "end_call")


class Killed(BaseException):
    """Our process ends between the record and the deed."""


def failing(fault: Exception, *methods: str) -> Switchboard:
    board = Switchboard()
    board.live.fails.update(dict.fromkeys(methods, fault))
    return board


@pytest.mark.parametrize("reason", list(EndReason))
def test_whoever_ends_a_call_hears_each_time_that_the_provider_did_not_end_it(reason: EndReason) -> None:
    board = failing(NotDone("429"), *EVERYTHING)
    leg = board.talking()
    assert [board.end(leg, reason) for _ in range(3)] == [NOT_ENDED] * 3
    assert len(board.live.asked_to("end_room")) == 3
    board.live.fails.clear()
    assert board.end(leg, reason) == ""
    assert board.live.asked[-1][0] == ("end_call" if reason in AT_ONCE else "end_room")


@pytest.mark.parametrize("reason", list(EndReason))
def test_the_clock_ends_a_call_that_the_provider_did_not_end(reason: EndReason) -> None:
    board = failing(NotDone("429"), *EVERYTHING)
    leg = board.talking()
    board.end(leg, reason)
    for _ in range(4):
        board.wait(seconds=30)
        board.calls.give_notices(LANDLORD)
    assert len(board.live.asked_to("end_room")) == 5


def test_a_second_press_does_not_cut_off_the_closing_words_and_one_after_them_ends_the_call() -> None:
    board = Switchboard()
    leg = board.talking()
    for _ in range(2):
        assert board.end(leg) == ""
    board.wait(seconds=14)
    board.end(leg)
    assert board.live.asked_to("end_room") == []
    board.wait(seconds=1)
    board.end(leg)
    assert board.live.asked_to("end_room") == [(leg.room,)]


@pytest.mark.parametrize("reason", list(EndReason))
def test_a_call_whose_end_is_on_record_ends_within_seconds_whoever_died_meanwhile(reason: EndReason) -> None:
    board = Switchboard()
    leg = board.talking()
    deeds = dict.fromkeys(("announce", "send_on"), Killed())
    board.live.dies.update(deeds)
    with pytest.raises(Killed):
        board.end(leg, reason)
    board.live.dies.clear()
    assert len(board.tasks()) == 1
    board.wait(seconds=0 if reason in AT_ONCE else 15)
    assert board.calls.give_notices(LANDLORD) == 1
    assert board.live.asked_to("end_room") == [(leg.room,)]


def test_a_caller_who_waits_is_hung_up_by_the_clock_where_the_provider_did_not() -> None:
    board = failing(Unclear("no answer"), "send_on", "end_call")
    leg = board.placed()
    assert board.end(leg) == NOT_ENDED
    board.live.fails.clear()
    board.wait(seconds=15)
    board.calls.give_notices(LANDLORD)
    assert board.live.asked_to("end_call") == [("CA1",)] * 2


def test_a_call_that_was_ended_while_it_rang_ends_when_somebody_answers_it() -> None:
    board = failing(Unclear("no answer"), "send_on", "end_call")
    leg = board.placed()
    board.end(leg)
    board.tell(leg, InRoom.AGENT_JOINED)
    board.wait(seconds=15)
    board.calls.give_notices(LANDLORD)
    (closing,) = board.played(leg, Announcement.CLOSING)
    assert (closing.asked_by, board.live.asked_to("announce")) == ("lee", [(leg.room, closing.id)])


@pytest.mark.parametrize("reason", list(EndReason))
def test_staff_end_an_emergency_in_their_own_request_and_no_clock_does(reason: EndReason) -> None:
    board = failing(NotDone("429"), *EVERYTHING)
    leg = board.talking()
    board.end(leg)
    board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    assert board.end(leg, reason) == NOT_ENDED
    board.live.fails.clear()
    board.wait(minutes=1)
    assert board.calls.give_notices(LANDLORD) == 0
    assert board.end(leg, reason) == ""
    assert board.live.asked[-2:] == [("send_on", "CA1", "closing"), ("end_call", leg.leg_id)]


def test_no_end_that_was_stored_outlives_the_tag_of_an_emergency() -> None:
    board = Switchboard()
    leg = board.talking()
    closing = board.calls.end_call.closing
    with board.book.open(LANDLORD, leg.contact_id) as book:
        book.put_leg(replace(leg, emergency=True, ends_at=board.clock.now()))
    assert not closing.when_due(LANDLORD, leg)
    assert not closing(LANDLORD, leg)
    assert board.live.asked_to("announce") == []


@pytest.mark.parametrize("by_staff", [True, False])
@pytest.mark.parametrize("report", [InRoom.HEARD, InRoom.NOT_HEARD])
def test_a_call_that_is_tagged_during_its_closing_words_goes_on(*, by_staff: bool, report: InRoom) -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.talking()
    if by_staff:
        board.end(leg)
    else:
        board.wait(minutes=10)
        board.calls.give_notices(LANDLORD)
    (closing,) = board.played(leg, Announcement.CLOSING)
    board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    board.tell(leg, report, about=closing.id)
    board.wait(minutes=1)
    board.calls.give_notices(LANDLORD)
    assert board.live.asked_to("end_room") == []


def test_the_clock_ends_no_call_that_was_tagged_since_it_looked() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.talking()
    board.wait(minutes=10)
    (due,) = board.book.ends_due(LANDLORD, board.clock.now())
    board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    assert not board.calls.end_call.closing.when_due(LANDLORD, due)
    assert board.live.asked_to("announce") == []
