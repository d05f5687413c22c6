"""Of somebody who was erased nothing is known any more: nothing more is done about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Finding
from contact_gateway.domain.restrictions import Grounds
from tests.fakes.retention import MemoryErasures
from tests.unit.application.casework.room import HERE, Room, refusal

Act = Callable[[Room], object]
ACTS: dict[str, Act] = {
    "incident": lambda room: room.does.record_incident(HERE, "sam", "mo", IncidentReport(grounds=Grounds.ABUSE)),
    "warning": lambda room: room.warn(),
    "proposal": lambda room: room.propose(restriction_id="r2"),
    "variation": lambda room: room.propose(restriction_id="r2", varies="r1"),
    "appeal": lambda room: room.appeal(),
    "letter": lambda room: room.does.issue_letter(HERE, "r1", "sue"),
}


def ended() -> Room:
    room = Room()
    room.told()
    room.at("2026-06-01T10:00").does.lift(HERE, "r1", "sue")
    return room.at("2026-07-01T10:00")


def erase(room: Room) -> None:
    MemoryErasures(room.memory).erase(HERE, "sam", "sue", room.memory.clock.now())


@pytest.mark.parametrize("act", ACTS)
def test_nothing_more_is_done_about_somebody_who_was_erased(act: str) -> None:
    room = ended()
    erase(room)
    before = len(room.memory.of(HERE).acts)
    with pytest.raises(Refused, match="was erased") as refused:
        ACTS[act](room)
    assert refused.value.code == "erased"
    assert len(room.memory.of(HERE).acts) == before


def test_nobody_is_erased_while_an_appeal_of_theirs_waits_for_its_answer() -> None:
    room = ended()
    room.appeal(hearer="dee")
    assert refusal(lambda: erase(room)) == "appeal_open"
    room.does.decide_appeal(HERE, "r1", "dee", Finding.UPHELD, "It stands.")
    erase(room)


def test_nobody_is_erased_while_a_warning_of_theirs_is_looked_at_again() -> None:
    room = Room()
    warning = room.at("2026-04-01T11:00").warn().act_id
    request = AppealRequest(received_at=room.memory.clock.now(), hearer="dee")
    appeal = room.does.items.appeal_bare_decision(HERE, "sam", warning, "mo", request)
    assert refusal(lambda: erase(room)) == "appeal_open"
    room.does.items.decide_bare_appeal(HERE, "sam", appeal.appeal_id, "dee", Finding.UPHELD, "It stands.")
    erase(room)
