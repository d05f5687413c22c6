"""Whoever hears an appeal stands above all who decided, had no part before, and is not overruled meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.casework.for_the_letter import ForTheLetter
from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.casework.warn import WarningGiven
from contact_gateway.application.records import NewPerson
from contact_gateway.domain.casework.acts import Against, Finding, Form, Outcome
from contact_gateway.domain.procedure.rules import AppealRules, AuthorityRule, Tier
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Role
from tests.unit.application.casework.room import HERE, LETTERS, Room, refusal
from tests.unit.domain.casework.cases import RULES

ANY_SENIOR = (AppealRules(tiers=(Tier(),)),)


def room_with(authority: tuple[AuthorityRule, ...] = RULES.authority) -> Room:
    room = Room(rules=replace(RULES, letters=LETTERS, appeals=ANY_SENIOR, authority=authority))
    room.people.add(HERE, NewPerson(id="bo", role=Role.OFFICER, name="Bo", grade="director"))
    return room


def test_of_several_who_signed_the_most_senior_counts_whoever_signed_last() -> None:
    room = room_with((AuthorityRule(together=("assistant_director", "service_manager")),))
    room.at("2026-04-01T11:00").warn()
    room.at("2026-04-20T10:00").propose()
    room.does.authorise(HERE, "r1", "ann")
    room.does.authorise(HERE, "r1", "sue")
    room.does.issue_letter(HERE, "r1", "sue")
    room.people.add(HERE, NewPerson(id="al", role=Role.OFFICER, name="Al", grade="assistant_director"))
    room.at("2026-05-01T09:00")
    assert refusal(lambda: room.appeal(hearer="al")) == "hearer_not_senior"
    assert room.appeal(hearer="dee").mark == "under_appeal"


def test_whoever_let_it_go_on_counts_too() -> None:
    room = room_with()
    room.told()
    room.at("2026-10-19T10:00").does.review(HERE, "r1", "ann", Outcome.CONTINUE, "It goes on.")
    room.people.add(HERE, NewPerson(id="al", role=Role.OFFICER, name="Al", grade="assistant_director"))
    assert refusal(lambda: room.appeal(hearer="al")) == "hearer_not_senior"
    assert room.appeal(hearer="dee").mark == "under_appeal"


def test_what_was_set_at_once_and_signed_by_nobody_is_heard_by_somebody_above_its_proposer() -> None:
    room = room_with()
    room.at("2026-04-20T10:00").propose(immediate=True, reason="A knife.")
    room.people.add(HERE, NewPerson(id="al", role=Role.OFFICER, name="Al", grade="officer"))
    assert refusal(lambda: room.appeal(hearer="al")) == "hearer_not_senior"
    assert room.appeal(hearer="ann").mark == "under_appeal"


@pytest.mark.clause("TUN-9.1b")
def test_whoever_heard_the_first_decision_does_not_hear_the_other_terms_that_came_of_it() -> None:
    room = room_with()
    room.told()
    room.at("2026-05-01T09:00").appeal(hearer="dee", appeal_id="a1")
    room.does.decide_appeal(HERE, "r1", "dee", Finding.VARIED, "One mail a week is enough.")
    room.propose(restriction_id="r2", varies="r1", kind="contact_cap", terms={"limit": 1, "per": "week"})
    room.does.consult(HERE, "r2", "sue", ("repairs",), "agreed")
    room.does.authorise(HERE, "r2", "sue")
    room.does.issue_letter(HERE, "r2", "sue")
    now = room.memory.clock.now()
    first, second = (AppealRequest(received_at=now, hearer=one) for one in ("dee", "bo"))
    assert refusal(lambda: room.does.appeal(HERE, "r2", "mo", first)) == "hearer_involved"
    assert room.does.appeal(HERE, "r2", "mo", second).mark == "under_appeal"


@pytest.mark.clause("DER-12.1")
@pytest.mark.clause("TUN-9.1b")
def test_whoever_was_harmed_or_gave_the_warning_hears_no_appeal_against_what_came_of_it() -> None:
    room = room_with()
    room.people.add(HERE, NewPerson(id="al", role=Role.OFFICER, name="Al", grade="director"))
    shouted = IncidentReport(grounds=Grounds.ABUSE)
    other = replace(shouted, against=Against.THIRD_PARTY)
    room.at("2026-03-30T10:00").does.record_incident(HERE, "sam", "bo", shouted)
    room.does.record_incident(HERE, "sam", "al", other)
    warning = WarningGiven(form=Form.WRITTEN, why="a", told=ForTheLetter(must_change="b", if_continues="c"))
    room.does.warn(HERE, "sam", "dee", warning)
    room.told()
    room.at("2026-05-01T09:00")
    assert refusal(lambda: room.appeal(hearer="bo")) == "hearer_involved"
    assert refusal(lambda: room.appeal(hearer="dee")) == "hearer_involved"
    assert room.appeal(hearer="al").mark == "under_appeal"
    room.does.record_incident(HERE, "sam", "al", shouted)
    assert room.does.decide_appeal(HERE, "r1", "al", Finding.UPHELD, "It was right.").mark == ""


@pytest.mark.clause("DER-12.1")
def test_whoever_was_harmed_hears_no_appeal_against_the_warning_for_it() -> None:
    room = room_with()
    room.does.record_incident(HERE, "sam", "bo", IncidentReport(grounds=Grounds.ABUSE))
    warning, now = room.at("2026-04-02T10:00").warn().act_id, room.memory.clock.now()
    does = room.does.items.appeal_bare_decision
    first, second = (AppealRequest(received_at=now, hearer=one) for one in ("bo", "dee"))
    assert refusal(lambda: does(HERE, "sam", warning, "mo", first)) == "hearer_involved"
    assert does(HERE, "sam", warning, "mo", second).tasks == ("decide_appeal",)


@pytest.mark.clause("DER-12.3a")
def test_what_the_hearer_let_rest_nobody_else_takes_up_again_before_it_was_heard() -> None:
    room = room_with()
    room.told()
    room.at("2026-05-01T09:00").appeal(hearer="ann")
    room.does.suspend(HERE, "r1", "ann", "Until it is heard.")
    assert refusal(lambda: room.does.suspend(HERE, "r1", "mo", "He rang.", again=True)) == "not_authorised"
    assert not room.binds()
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was right.")
    assert room.does.suspend(HERE, "r1", "sue", "It was heard.", again=True).tasks == ("issue_letter",)


def test_anybody_lets_a_restriction_rest_and_who_may_let_it_continue_takes_it_up_again() -> None:
    room = room_with()
    room.told()
    room.at("2026-05-01T09:00")
    assert room.does.suspend(HERE, "r1", "mo", "She is in hospital.").shown == "suspended"
    assert refusal(lambda: room.does.suspend(HERE, "r1", "mo", "She is home.", again=True)) == "not_authorised"
    assert not room.binds()
    assert room.does.suspend(HERE, "r1", "sue", "She is home.", again=True).tasks == ("issue_letter",)


def test_whoever_hears_it_takes_up_again_what_several_decided() -> None:
    room = room_with()
    room.told()
    several = AuthorityRule(together=("housing", "legal"))
    room.rules = replace(room.rules, authority=(several,))
    room.at("2026-05-01T09:00").appeal(hearer="ann")
    room.does.suspend(HERE, "r1", "ann", "Until it is heard.")
    assert room.does.suspend(HERE, "r1", "ann", "It can go on.", again=True).shown == "under_appeal"
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was right.")
    room.does.suspend(HERE, "r1", "ann", "She is in hospital.")
    assert refusal(lambda: room.does.suspend(HERE, "r1", "ann", "She is home.", again=True)) == "not_authorised"


def test_nothing_is_reviewed_before_it_is_in_force() -> None:
    room = room_with()
    room.told()
    review = room.does.review
    assert refusal(lambda: review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")) == "not_in_force"
    room.at("2026-04-22T00:00")
    assert review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.").review_due == date(2026, 10, 22)
