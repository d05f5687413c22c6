from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.records_of_calls import CallState, ProviderCall
from contact_gateway.application.room_changed import InRoom
from contact_gateway.domain.calls import LegState
from contact_gateway.domain.usage import Purpose
from tests.builders import MONDAY
from tests.fakes.call_services import memory_calls
from tests.fakes.clock import FakeClock
from tests.fakes.live_calls import FakeLiveCalls
from tests.unit.application.calls.switchboard import LANDLORD, TEN_MINUTES, Switchboard

MINUTE = timedelta(minutes=1)


def sweep(board: Switchboard, **after: float) -> int:
    board.wait(**after)
    return board.calls.sweep_calls(LANDLORD)


def given_up(board: Switchboard, **after: float) -> int:
    board.wait(**after)
    assert board.calls.sweep_calls(LANDLORD) == 0
    return board.calls.give_up_legs(LANDLORD)


def over(at: int, state: CallState = CallState.ANSWERED_AND_OVER) -> ProviderCall:
    return ProviderCall(state=state, seconds=60, ended_at=MONDAY + at * MINUTE)


def test_a_leg_is_asked_after_once_it_would_have_rung_and_nothing_was_told_of_it() -> None:
    board = Switchboard()
    leg = board.placed()
    assert sweep(board, seconds=45) == 0
    assert board.live.asked_to("look_up") == []
    assert sweep(board, seconds=1) == 0
    assert board.live.asked_to("look_up") == [(leg.leg_id,)]


@pytest.mark.parametrize("state", [CallState.UNANSWERED, CallState.GONE], ids=str)
def test_a_caller_who_waits_for_a_leg_that_is_over_is_taken_on(state: CallState) -> None:
    board = Switchboard()
    leg = board.waiting()
    board.live.calls[leg.leg_id] = ProviderCall(state=state)
    assert sweep(board, seconds=46) == 1
    assert board.live.asked_to("send_on") == [("CA1", "unanswered?turn=1")]
    assert sweep(board, minutes=1) == 0
    assert len(board.live.asked_to("send_on")) == 1


def test_a_caller_whose_leg_perhaps_never_rang_is_taken_on_once_it_would_have_rung() -> None:
    board = Switchboard()
    board.live.fails["ring"] = Unclear("500")
    leg = board.waiting()
    assert [given_up(board, seconds=45), given_up(board, seconds=1), given_up(board, seconds=1)] == [0, 1, 0]
    assert board.live.asked_to("send_on") == [("CA1", "unanswered?turn=1")]
    assert board.leg(leg).state is LegState.OVER


def test_a_leg_that_somebody_answers_is_not_given_up() -> None:
    board = Switchboard()
    board.live.fails["ring"] = Unclear("500")
    leg = board.placed()
    board.calls.leg_changed(LANDLORD, leg.id, ProviderCall(state=CallState.GOING_ON), "CA9")
    board.live.calls["CA9"] = ProviderCall(state=CallState.GOING_ON)
    assert given_up(board, minutes=1) == 0
    assert board.live.asked_to("send_on") == []


def test_a_leg_that_was_wanted_when_its_process_died_keeps_no_caller_waiting() -> None:
    board = Switchboard()
    board.live.fails["ring"] = RuntimeError("the process died")
    with pytest.raises(RuntimeError):
        board.placed()
    (leg,) = board.memory.of(LANDLORD).legs.values()
    board.tell(leg, InRoom.CALLER_WAITS)  # the caller came into the room by a document that was asked for again
    assert given_up(board, seconds=46) == 1
    assert board.live.asked_to("send_on") == [("CA1", "unanswered?turn=1")]


@pytest.mark.parametrize("fault", [RuntimeError("the process died"), Unclear("500")], ids=str)
def test_a_caller_who_never_came_into_the_room_is_not_torn_out_of_the_talk_with_somebody_else(fault: Exception) -> None:
    board = Switchboard()
    board.live.fails["ring"] = fault
    with suppress(RuntimeError):
        board.placed()
    assert given_up(board, seconds=46) == 1
    assert given_up(board, minutes=3) == 0
    assert board.live.asked_to("send_on") == []
    board.live.calls["CA1"] = over(5)
    assert sweep(board, minutes=1) == 1
    assert [leg.state for leg in board.memory.of(LANDLORD).legs.values()] == [LegState.OVER]


def test_however_many_calls_go_on_a_leg_that_perhaps_never_rang_is_given_up() -> None:
    board = Switchboard()
    talking = board.talking()
    with board.book.open(LANDLORD, talking.contact_id) as book:
        for turn in range(2, 202):
            book.put_leg(replace(talking, id=f"talk-{turn}", turn=turn))
    board.wait(seconds=1)
    answer = board.receive(provider_id="CA2")
    board.live.fails["ring"] = Unclear("500")
    leg = board.placed(contact_id=answer.contact_id, call_id="CA2")
    assert leg.contact_id != talking.contact_id
    board.wait(seconds=46)
    assert board.calls.give_up_legs(LANDLORD) == 1


def test_a_caller_who_could_not_be_taken_on_is_taken_on_by_the_next_sweep() -> None:
    board = Switchboard()
    leg = board.waiting()
    board.live.fails["send_on"] = NotDone("503")
    board.tell_of_leg(leg, CallState.UNANSWERED)
    board.live.fails.clear()
    assert sweep(board, minutes=3) == 1
    assert board.leg(leg).state is LegState.OVER


def test_a_leg_whose_caller_has_gone_is_closed() -> None:
    board = Switchboard()
    leg = board.waiting()
    board.live.fails["send_on"] = NotDone("404")
    board.tell_of_leg(leg, CallState.UNANSWERED)
    board.live.calls["CA1"] = over(1)
    assert sweep(board, minutes=3) == 1
    assert board.leg(leg).state is LegState.OVER


def test_a_talk_of_which_no_end_was_told_is_closed_and_counted_from_the_providers_records() -> None:
    board = Switchboard()
    leg = board.talking()
    board.live.calls[leg.leg_id] = over(7)
    assert sweep(board, minutes=10) == 1
    assert board.leg(leg).over_at == MONDAY + 7 * MINUTE
    assert board.counts().talk_seconds == 420
    assert sweep(board, minutes=5) == 0


def test_a_limited_talk_is_not_asked_after_before_its_time_is_over() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    board.talking()
    sweep(board, minutes=9)
    assert board.live.asked_to("look_up") == []
    sweep(board, minutes=4)
    assert len(board.live.asked_to("look_up")) == 1


def test_a_talk_that_goes_on_is_left_alone() -> None:
    board = Switchboard()
    leg = board.talking()
    board.live.calls[leg.leg_id] = ProviderCall(state=CallState.GOING_ON)
    assert sweep(board, minutes=10) == 0
    assert board.leg(leg).state is LegState.ANSWERED


def test_a_talk_whose_leg_was_never_named_lasts_while_its_caller_talks() -> None:
    board = Switchboard()
    board.live.fails["ring"] = Unclear("no answer")
    leg = board.talking()
    assert leg.leg_id == ""
    assert sweep(board, minutes=10) == 0
    assert board.leg(leg).state is LegState.ANSWERED
    board.live.calls["CA1"] = over(14)
    assert sweep(board, minutes=5) == 1
    assert board.counts().talk_seconds == 840


def test_a_plain_call_of_which_no_end_was_told_for_a_quarter_of_an_hour_gives_its_allowance_back() -> None:
    board = Switchboard(terms={"minutes": 30, "per": "week"})
    board.receive()
    board.live.calls["CA1"] = over(2)
    assert sweep(board, minutes=15) == 0
    assert {allowance.purpose for allowance in board.memory.of(LANDLORD).tallies} == {Purpose.SECONDS}
    assert sweep(board, seconds=1) == 1
    assert [tally.taken for tally in board.memory.of(LANDLORD).tallies.values()] == [0]
    assert sweep(board, minutes=1) == 0


@pytest.mark.parametrize("state", [CallState.RINGING, CallState.GOING_ON], ids=str)
def test_a_plain_call_that_goes_on_is_left_alone(state: CallState) -> None:
    board = Switchboard()
    board.receive()
    board.live.calls["CA1"] = ProviderCall(state=state)
    assert sweep(board, minutes=16) == 0


@pytest.mark.parametrize("fault", [NotDone("503"), Unclear("no answer")], ids=str)
def test_a_call_is_given_up_on_once_no_call_could_last_as_long(fault: Exception) -> None:
    board = Switchboard()
    board.receive()
    board.live.fails["look_up"] = fault
    assert sweep(board, hours=4) == 0
    assert sweep(board, minutes=16) == 1
    assert sweep(board, minutes=1) == 0


def test_a_call_that_another_system_carries_is_left_to_it() -> None:
    board = Switchboard()
    board.receive(provider="api:telephony", provider_id="1")
    assert sweep(board, minutes=16) == 0
    assert board.live.asked == []


def test_a_report_that_comes_after_the_sweep_changes_nothing() -> None:
    board = Switchboard()
    leg = board.talking()
    board.live.calls[leg.leg_id] = over(7)
    sweep(board, minutes=10)
    counted = board.counts()
    board.tell(leg, InRoom.AGENT_LEFT, at=MONDAY + 7 * MINUTE)
    board.tell_of_leg(leg, CallState.ANSWERED_AND_OVER, MONDAY + 7 * MINUTE)
    assert board.counts() == counted


def test_nobody_is_charged_for_talk_of_which_nobody_knows_the_end() -> None:
    board = Switchboard()
    leg = board.talking()
    board.live.calls.clear()
    assert sweep(board, hours=3) == 2
    assert (board.leg(leg).state, board.counts().talk_seconds) == (LegState.OVER, 0)


def test_a_sweep_adds_nothing_to_a_talk_whose_end_is_known() -> None:
    board = Switchboard()
    leg = board.talking()
    board.wait(minutes=4)
    board.tell(leg, InRoom.AGENT_LEFT)
    board.live.calls.clear()
    assert sweep(board, hours=3) == 1
    assert board.counts().talk_seconds == 240


class SlowCalls(FakeLiveCalls):
    """A provider that takes ten seconds to say how a call stands."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock = clock

    def look_up(self, landlord: str, call_id: str) -> ProviderCall:
        self._clock.advance(timedelta(seconds=10))
        return super().look_up(landlord, call_id)


def test_a_slow_provider_is_asked_for_half_a_minute_and_the_next_sweep_goes_on() -> None:
    board = Switchboard()
    for number in range(5):
        board.receive(provider_id=f"CA{number}")
    board.wait(minutes=16)
    calls = memory_calls(board.memory, SlowCalls(board.clock), board.log, board.book, policies=board.policies)
    assert [calls.sweep_calls(LANDLORD), calls.sweep_calls(LANDLORD), calls.sweep_calls(LANDLORD)] == [3, 2, 0]
