"""Letters name who decided: the grade of one, or the roles of the several whom the policy wants."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.application.records import NewPerson
from contact_gateway.domain.letters.facts import DecidedBy
from contact_gateway.domain.procedure.rules import AuthorityRule, Panel
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.standing import Role
from tests.unit.application.casework.room import HERE, LETTERS, Room
from tests.unit.domain.casework.cases import RULES

TOGETHER = AuthorityRule(together=("legal_team", "housing"))
PANEL = AuthorityRule(panel=Panel(roles=frozenset({"legal_team", "housing"}), quorum=2))


def room_with(rule: AuthorityRule) -> Room:
    """A room in which Hal (housing) and Lea (legal), who have no high grade, decide with another."""
    room = Room(rules=replace(RULES, letters=LETTERS, authority=(rule,)))
    for officer_id, role, grade in (("hal", "housing", "officer"), ("lea", "legal_team", "")):
        who = NewPerson(id=officer_id, role=Role.OFFICER, name=officer_id, grade=grade, roles=(role,))
        room.people.add(HERE, who)
    return room


def said_to_have_decided(room: Room) -> DecidedBy:
    return room.letters.written[-1].decided_by


@pytest.mark.parametrize(
    ("rule", "decided"),
    [
        (TOGETHER, DecidedBy(names=("Legal Team", "Housing"))),
        (PANEL, DecidedBy(names=("Housing", "Legal Team"), panel=True)),
    ],
    ids=["together", "panel"],
)
def test_where_several_decide_no_grade_of_one_of_them_is_named(rule: AuthorityRule, decided: DecidedBy) -> None:
    room = room_with(rule)
    room.at("2026-04-01T11:00").warn()
    room.at("2026-04-20T10:00").propose()
    room.does.authorise(HERE, "r1", "hal")
    room.does.authorise(HERE, "r1", "lea")
    room.does.issue_letter(HERE, "r1", "mo")
    assert said_to_have_decided(room) == decided


def test_what_holds_at_once_was_decided_by_one_alone_whoever_still_has_to_sign() -> None:
    room = room_with(PANEL)
    room.at("2026-04-20T10:00").propose(officer="sue", immediate=True, reason="A knife.")
    room.does.issue_letter(HERE, "r1", "sue")
    assert room.letters.written[-1].type is LetterType.INTERIM
    assert said_to_have_decided(room) == DecidedBy(names=("Service Manager",))


def test_where_the_policy_leaves_it_to_one_the_grade_is_named() -> None:
    room = Room()
    room.told()
    assert said_to_have_decided(room) == DecidedBy(names=("Service Manager",))
