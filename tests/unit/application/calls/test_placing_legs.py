from __future__ import annotations

from datetime import timedelta

import pytest

from contact_gateway.application.errors import NotDone, NotFound, Unclear
from contact_gateway.application.records_of_calls import CallState, Leg, ProviderCall
from contact_gateway.domain.calls import LegState
from contact_gateway.domain.scripts import Script
from tests.builders import MONDAY
from tests.unit.application.calls.switchboard import CALL, DESK, LANDLORD, TEN_MINUTES, Switchboard


def test_whoever_is_to_answer_is_rung_from_the_landlords_own_number() -> None:
    board = Switchboard()
    leg = board.placed()
    assert (leg.state, leg.limit, leg.placed_at) == (LegState.RINGING, None, MONDAY)
    assert board.live.asked == [("ring", DESK, "30", "+441632960999")]
    assert board.leg(leg) == leg


def test_the_same_turn_asked_for_again_rings_nobody_twice() -> None:
    board = Switchboard()
    assert board.placed() == board.placed()
    assert len(board.live.asked_to("ring")) == 1


def test_a_later_turn_rings_somebody_else_in_another_room() -> None:
    board = Switchboard()
    first, second = board.placed(), board.placed(turn=2, to="lee", line="sip:lee@landlord.example.org")
    assert first.room != second.room
    assert board.live.asked_to("ring")[1][0] == "sip:lee@landlord.example.org"


def test_a_leg_is_stored_before_the_provider_is_asked() -> None:
    board = Switchboard()
    board.live.fails["ring"] = RuntimeError("the process died")
    with pytest.raises(RuntimeError):
        board.placed()
    assert [leg.state for leg in board.book.open_since(LANDLORD, MONDAY + timedelta(hours=1))] == [LegState.WANTED]


@pytest.mark.parametrize(
    ("fault", "state"), [(NotDone("busy"), LegState.FAILED), (Unclear("no answer"), LegState.UNCLEAR)], ids=str
)
def test_what_the_provider_surely_did_not_do_is_told_from_what_it_may_have_done(
    fault: NotDone | Unclear, state: LegState
) -> None:
    board = Switchboard()
    board.live.fails["ring"] = fault
    leg = board.placed()
    assert leg.state is state
    assert board.placed() == leg
    assert len(board.live.asked_to("ring")) == 1


@pytest.mark.parametrize(
    ("fault", "state"),
    [(None, LegState.RINGING), (NotDone("busy"), LegState.FAILED), (Unclear("no answer"), LegState.UNCLEAR)],
    ids=str,
)
def test_the_same_turn_asked_for_while_it_is_placed_ends_as_the_first_request_does(
    fault: Exception | None, state: LegState
) -> None:
    board = Switchboard()
    asked_again: list[Leg] = []
    board.live.meanwhile["ring"] = lambda: asked_again.append(board.placed())
    if fault:
        board.live.fails["ring"] = fault
    leg = board.placed()
    assert [again.state for again in asked_again] == [LegState.WANTED]
    assert (leg.state, board.placed(), len(board.live.asked_to("ring"))) == (state, leg, 1)


def test_a_leg_that_nobody_asks_for_any_more_is_unclear() -> None:
    board = Switchboard()
    board.live.fails["ring"] = RuntimeError("the process died")
    with pytest.raises(RuntimeError):
        board.placed()
    board.wait(seconds=15)
    assert board.placed().state is LegState.WANTED
    board.wait(seconds=1)
    assert board.leg(board.placed()).state is LegState.UNCLEAR


def test_an_unclear_leg_is_known_by_what_happens_to_it() -> None:
    board = Switchboard()
    board.live.fails["ring"] = Unclear("no answer")
    leg = board.placed()
    board.calls.leg_changed(LANDLORD, leg.id, ProviderCall(state=CallState.GOING_ON), "CA9")
    assert (board.leg(leg).state, board.leg(leg).leg_id) == (LegState.RINGING, "CA9")


def test_a_limit_is_always_one_that_a_provider_may_be_given() -> None:
    assert Switchboard().placed(limit=99_999).limit == 14_340
    assert Switchboard().placed(limit=0).limit == 1
    assert Switchboard(terms=TEN_MINUTES).placed().limit == 600
    assert Switchboard().placed().limit is None


def test_nobody_rings_on_for_a_caller_who_hung_up() -> None:
    board = Switchboard()
    leg = board.placed()
    board.calls.caller_left(LANDLORD, leg.contact_id, MONDAY)
    assert board.live.asked_to("end_call") == [(leg.leg_id,)]
    assert board.leg(leg).gone
    board.calls.caller_left(LANDLORD, leg.contact_id, MONDAY)
    assert len(board.live.asked_to("end_call")) == 1


def test_a_caller_who_went_on_to_a_deputy_lets_only_the_first_stop_ringing() -> None:
    board = Switchboard()
    first, second = board.placed(), board.placed(turn=2)
    board.calls.caller_left(LANDLORD, first.contact_id, MONDAY, last_turn=1)
    assert board.live.asked_to("end_call") == [(first.leg_id,)]
    assert not board.leg(second).gone


def test_a_call_is_read_by_the_providers_id_with_the_words_that_go_with_it() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.placed()
    so_far = board.calls.read.so_far(LANDLORD, CALL)
    assert (so_far.contact_id, so_far.decision.time_limit, so_far.over) == (leg.contact_id, 600, False)
    facts = board.calls.read.leg(LANDLORD, leg.id)
    assert (facts.leg, facts.decision, facts.policy.name) == (leg, so_far.decision, "Example Homes")
    assert Script.TIME_LIMIT in facts.decision.scripts


def test_what_is_not_there_is_not_found() -> None:
    board = Switchboard()
    for ask in (
        lambda: board.calls.read.so_far(LANDLORD, CALL),
        lambda: board.calls.read.leg(LANDLORD, "0"),
        lambda: board.calls.read.announcement(LANDLORD, "0"),
    ):
        with pytest.raises(NotFound):
            ask()
