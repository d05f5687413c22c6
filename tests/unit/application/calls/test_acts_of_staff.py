"""Who tagged a call as an emergency, and who paused its recording, is on record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.application.errors import NotDone, Refused, Unclear
from contact_gateway.domain.contact import Channel, Key, Step
from contact_gateway.domain.outcome import Outcome
from tests.builders import contact
from tests.unit.application.calls.switchboard import CALL, LANDLORD, TEN_MINUTES, Switchboard


def acts(board: Switchboard) -> list[str]:
    return [row for row in board.memory.of(LANDLORD).audit if row.startswith("staff:call:")]


def test_whoever_tagged_a_call_first_is_on_record_and_nobody_who_tags_it_again() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.talking()
    for officer in ("lee", "lee", "kim"):
        board.calls.tag_emergency(LANDLORD, leg.contact_id, officer)
    assert acts(board) == [f"staff:call:tagged_emergency {leg.contact_id} lee"]


def test_whoever_tagged_a_call_without_a_room_is_on_record_too() -> None:
    board = Switchboard()
    contact_id = board.receive().contact_id
    for officer in ("kim", "lee"):
        board.calls.tag_emergency(LANDLORD, contact_id, officer)
    assert acts(board) == [f"staff:call:tagged_emergency {contact_id} kim"]


def test_an_emergency_that_the_caller_chose_was_tagged_by_nobody() -> None:
    board = Switchboard()
    contact_id = board.receive().contact_id
    chosen = replace(contact(Channel.VOICE), step=Step.KEY, pressed=Key.EMERGENCY, turn=1)
    board.calls.tag_emergency.receive_contact(LANDLORD, chosen)
    assert board.calls.read.so_far(LANDLORD, CALL).decision.outcome is Outcome.EMERGENCY
    board.calls.tag_emergency(LANDLORD, contact_id, "lee")
    assert acts(board) == []


def test_a_tag_that_is_refused_leaves_nothing_on_record() -> None:
    board = Switchboard()
    receive_contact = board.calls.tag_emergency.receive_contact
    text = receive_contact(LANDLORD, contact(Channel.SMS, provider_id="SM1")).contact_id
    with pytest.raises(Refused):
        board.calls.tag_emergency(LANDLORD, text, "lee")
    assert acts(board) == []


def test_whoever_paused_a_recording_and_took_it_up_again_is_on_record() -> None:
    board = Switchboard()
    leg = board.talking()
    board.calls.pause_recording(LANDLORD, leg.contact_id, "lee", paused=True)
    board.calls.pause_recording(LANDLORD, leg.contact_id, "kim", paused=False)
    assert acts(board) == [
        f"staff:call:recording_paused {leg.contact_id} lee",
        f"staff:call:recording_resumed {leg.contact_id} kim",
    ]


def test_whoever_paused_the_recording_of_a_call_without_a_room_is_on_record_too() -> None:
    board = Switchboard()
    contact_id = board.receive().contact_id
    board.calls.pause_recording(LANDLORD, contact_id, "lee", paused=True)
    assert acts(board) == [f"staff:call:recording_paused {contact_id} lee"]


@pytest.mark.parametrize("fault", [NotDone("404"), Unclear("no answer")], ids=str)
def test_a_recording_that_was_not_paused_is_not_on_record_as_paused(fault: Exception) -> None:
    board = Switchboard()
    leg = board.talking()
    board.live.fails["pause_recording"] = fault
    with pytest.raises(Refused):
        board.calls.pause_recording(LANDLORD, leg.contact_id, "lee", paused=True)
    assert acts(board) == []
