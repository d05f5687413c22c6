"""While an appeal is heard, what it is about stays as it is: nothing takes its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Finding
from contact_gateway.domain.procedure.rules import AppealRules, Tier
from contact_gateway.domain.procedure.spans import Span, Unit
from tests.unit.application.casework.room import HERE, LETTERS, Room, refusal
from tests.unit.domain.casework.cases import RULES


@pytest.fixture
def room() -> Room:
    room = Room()
    room.told()
    return room.at("2026-04-27T10:00")


def vary(room: Room) -> Answer:
    return room.propose(restriction_id="r2", varies="r1", kind="contact_cap", terms={"limit": 1, "per": "week"})


def test_nothing_is_varied_while_it_is_heard_and_it_is_once_that_is_decided(room: Room) -> None:
    room.appeal(hearer="ann")
    assert refusal(lambda: vary(room)) == "appeal_open"
    room.does.decide_appeal(HERE, "r1", "ann", Finding.VARIED, "Once a week is enough.")
    assert vary(room).shown == "draft"


def test_no_letter_puts_other_terms_in_force_while_the_old_ones_are_heard(room: Room) -> None:
    vary(room)
    room.does.consult(HERE, "r2", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r2", "sue")
    room.appeal(hearer="ann")
    assert refusal(lambda: room.does.issue_letter(HERE, "r2", "sue")) == "appeal_open"
    assert room.does.show_life(HERE, "r1").mark == "under_appeal"
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was right.")
    assert room.does.issue_letter(HERE, "r2", "sue").shown == "letter_issued"


def test_a_late_appeal_that_nobody_hears_holds_nothing_up() -> None:
    window = AppealRules(tiers=(Tier(grade="assistant_director"),), window=Span(20, Unit.WORKING_DAYS))
    room = Room(rules=replace(RULES, letters=LETTERS, appeals=(window,)))
    room.told()
    assert refusal(room.at("2026-09-01T10:00").appeal) == "appeal_out_of_time"
    assert vary(room).shown == "draft"
    room.does.name_hearer(HERE, "r1", "mo", "ann")
    assert refusal(lambda: vary(room)) == "appeal_open"
