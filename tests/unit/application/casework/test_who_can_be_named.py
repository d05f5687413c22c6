"""Whom a restriction names must be able to do what it asks of them: speak for the customer, or take their contact."""

from __future__ import annotations

import pytest

from contact_gateway.application.records import NewPerson
from contact_gateway.domain.standing import Role
from tests.builders import new_person
from tests.unit.application.casework.room import HERE, Room, refusal

POINT = {"kind": "single_point_of_contact", "terms": {"officer": "ann", "deputies": ["dee"]}, "channels": ()}


def spoken_for_by(who: str) -> dict[str, object]:
    return {"kind": "representative_only", "terms": {"representative": who}, "channels": ()}


@pytest.fixture
def room() -> Room:
    made = Room()
    made.people.add(HERE, new_person(id="jo", name="Jo Example"))
    made.people.add(HERE, NewPerson(id="rae", role=Role.REPRESENTATIVE, name="Rae Example", of="sam"))
    made.people.add(HERE, NewPerson(id="max", role=Role.REPRESENTATIVE, name="Max Example", of="jo"))
    made.at("2026-04-01T11:00").warn()
    return made.at("2026-04-20T10:00")


@pytest.mark.clause("DER-0b")
@pytest.mark.parametrize("who", ["nobody", "jo", "max", "lee"])
def test_nobody_is_left_to_somebody_who_does_not_speak_for_them(room: Room, who: str) -> None:
    assert refusal(lambda: room.propose(**spoken_for_by(who))) == "impossible_terms"


def test_whoever_speaks_for_the_customer_can_be_the_only_one(room: Room) -> None:
    assert room.propose(**spoken_for_by("rae")).shown == "draft"


def test_nobody_signs_what_leaves_the_customer_to_whoever_speaks_for_them_no_more(room: Room) -> None:
    room.propose(**spoken_for_by("rae"))
    room.does.consult(HERE, "r1", "sue", ("repairs", "complaints"), "agreed")
    room.people.add(HERE, NewPerson(id="rae", role=Role.REPRESENTATIVE, name="Rae Example", of="jo"))
    assert refusal(lambda: room.does.authorise(HERE, "r1", "sue")) == "impossible_terms"


@pytest.mark.clause("OCT-1.2")
def test_whom_the_customer_complains_about_becomes_no_point_of_contact(room: Room) -> None:
    room.propose(**POINT)
    room.does.complain(HERE, "sam", "mo", "ann")
    room.does.consult(HERE, "r1", "sue", ("repairs", "complaints"), "agreed")
    assert refusal(lambda: room.does.authorise(HERE, "r1", "sue")) == "impossible_terms"
    assert refusal(lambda: room.propose(**POINT)) == "impossible_terms"


def test_a_deputy_whom_the_customer_complains_about_is_passed_over_and_may_stay_named(room: Room) -> None:
    room.does.complain(HERE, "sam", "mo", "dee")
    assert room.propose(**POINT).shown == "draft"
