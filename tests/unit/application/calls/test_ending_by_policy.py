"""Five landlords' policies on ending a call, each as its own pack has it."""

from __future__ import annotations

import pytest

from contact_gateway.application.records_of_calls import TaskCode
from contact_gateway.domain.calls import AT_ONCE, SCRIPT_OF, Announcement, EndReason
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.script_texts import script_text
from tests.builders import new_person
from tests.unit.application.calls.switchboard import CALL, LANDLORD, Switchboard

THREATS = sorted(AT_ONCE)


def at(landlord: str, *clauses: str) -> object:
    return pytest.param(landlord, marks=[pytest.mark.clause(clause) for clause in clauses], id=landlord)


@pytest.mark.parametrize("reason", THREATS)
@pytest.mark.parametrize("pack", [at("tuntum", "TUN-4.6a"), at("derby_homes", "DER-4.6"), at("torus", "TOR-05")])
def test_whoever_feels_threatened_ends_a_call_at_once_and_politely(pack: str, reason: EndReason) -> None:
    board = Switchboard(pack=pack)
    board.people.add(LANDLORD, new_person(adjustments=(Adjustment.WARNINGS_BEFORE_ENDING,)))
    leg = board.talking()
    board.end(leg, reason)
    assert board.live.asked[-2:] == [("send_on", "CA1", "closing"), ("end_call", leg.leg_id)]
    call = board.calls.read.so_far(LANDLORD, CALL)
    said = script_text(call.policy, SCRIPT_OF[Announcement.CLOSING], call.decision, board.clock.now())
    assert "emergency" in said


@pytest.mark.parametrize(
    ("pack", "asks"),
    [
        pytest.param("octavia", True, marks=pytest.mark.clause("OCT-4.3f"), id="octavia"),
        *(pytest.param(other, False, id=other) for other in ("tuntum", "torus", "magna", "derby_homes")),
    ],
)
def test_who_is_asked_to_stop_is_a_matter_of_the_policy(pack: str, *, asks: bool) -> None:
    board = Switchboard(pack=pack)
    board.end(board.talking())
    found = [task for task in board.tasks() if task.code is TaskCode.ASK_TO_STOP]
    assert [task.clause for task in found] == (["OCT-4.3f"] if asks else [])


@pytest.mark.clause("TOR-05")
@pytest.mark.parametrize("reason", list(EndReason))
def test_any_officer_ends_any_call_at_torus_without_an_approval(reason: EndReason) -> None:
    board = Switchboard(pack="torus")
    leg = board.talking()
    assert board.calls.show_call(LANDLORD, leg.contact_id).can_end
    board.end(leg, reason)
    ended = board.call(leg).ended
    assert ended is not None
    assert (ended.reason, ended.warnings_heard) == (reason, 0)
