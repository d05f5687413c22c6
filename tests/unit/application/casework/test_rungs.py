"""The rungs before a restriction: what each puts on record, and which of them opens the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.domain.casework.acts import (
    Act,
    Against,
    Agreed,
    Attempt,
    Causes,
    Incident,
    Mediated,
    Monitored,
)
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.procedure.rules import Precondition, Stage
from contact_gateway.domain.procedure.words import Step
from contact_gateway.domain.restrictions import Grounds
from tests.unit.application.casework.room import HERE, LETTERS, Room, refusal
from tests.unit.domain.casework.cases import RULES

WATCHED = Stage(name="watched", label="Watched", step=Step.MONITORING)
ENDS = date(2026, 6, 30)


def needing(step: Step) -> Room:
    rungs = (Precondition(steps=frozenset({step})),)
    return Room(rules=replace(RULES, letters=LETTERS, preconditions=rungs))


def last(room: Room) -> Act:
    """The act that was filed last, with what was told in words."""
    return room.files.read(HERE, "sam", "sue")[-1].act


RUNGS: dict[Step, Callable[[Room], object]] = {
    Step.INCIDENT: lambda room: room.does.record_incident(HERE, "sam", "mo", IncidentReport(grounds=Grounds.ABUSE)),
    Step.ATTEMPT: lambda room: room.does.record_attempt(HERE, "sam", "mo", Channel.VOICE, reached=False),
    Step.CAUSES: lambda room: room.does.record_causes(HERE, "sam", "mo", "yes"),
    Step.ARRANGEMENT: lambda room: room.does.agree(HERE, "sam", "mo", "One e-mail a week."),
    Step.MEDIATION: lambda room: room.does.mediate(HERE, "sam", "mo", "declined"),
    Step.WARNING: lambda room: room.warn(),
}


@pytest.mark.parametrize("step", RUNGS)
def test_a_rung_that_the_policy_asks_for_opens_the_way_once_somebody_stood_on_it(step: Step) -> None:
    room = needing(step)
    assert refusal(room.propose) == ("warning_missing" if step is Step.WARNING else "reason_required")
    RUNGS[step](room)
    assert room.propose().shown == "draft"


@pytest.mark.parametrize("step", RUNGS)
def test_no_rung_restricts_anybody(step: Step) -> None:
    room = Room()
    RUNGS[step](room)
    assert room.memory.of(HERE).restrictions == {}


@pytest.mark.clause("TOR-02")
@pytest.mark.clause("TOR-13")
@pytest.mark.clause("MAG-02")
@pytest.mark.clause("MAG-04")
@pytest.mark.clause("MAG-08")
def test_an_incident_says_whom_it_harmed_who_did_it_and_whether_out_of_hate() -> None:
    room = Room()
    report = IncidentReport(
        grounds=Grounds.ABUSE,
        what_happened="Shouted at the fitter.",
        against=Against.CONTRACTOR,
        hate_motivated=True,
        actor="a visitor",
        contact_id="c1",
        off_duty=True,
    )
    room.does.record_incident(HERE, "sam", "mo", report)
    found = last(room)
    assert isinstance(found, Incident)
    assert (found.against, found.hate_motivated, found.actor, found.off_duty) == (
        Against.CONTRACTOR,
        True,
        "a visitor",
        True,
    )
    assert (found.grounds, found.contact_id, found.words) == (
        Grounds.ABUSE,
        "c1",
        {"what_happened": "Shouted at the fitter."},
    )


@pytest.mark.clause("MAG-11")
def test_an_attempt_says_by_which_way_and_whether_somebody_was_reached() -> None:
    room = Room()
    room.does.record_attempt(HERE, "sam", "mo", Channel.VOICE, reached=False, result="It rang out.")
    found = last(room)
    assert isinstance(found, Attempt)
    assert (found.channel, found.reached, found.words) == ("voice", False, {"result": "It rang out."})


@pytest.mark.clause("MAG-12")
def test_causes_say_what_was_found_and_whether_a_referral_was_offered() -> None:
    room = Room()
    room.does.record_causes(HERE, "sam", "mo", "not_appropriate", "Nothing that anybody told of.")
    found = last(room)
    assert isinstance(found, Causes)
    assert (found.referral, found.words) == ("not_appropriate", {"found": "Nothing that anybody told of."})


@pytest.mark.clause("TOR-14")
def test_an_arrangement_holds_the_words_that_were_agreed_until_a_day() -> None:
    room = Room()
    room.does.agree(HERE, "sam", "mo", "One e-mail a week.", ENDS)
    found = last(room)
    assert isinstance(found, Agreed)
    assert (found.until, found.words) == (ENDS, {"text": "One e-mail a week."})


@pytest.mark.clause("TOR-14")
@pytest.mark.clause("MAG-14")
def test_mediation_says_what_came_of_it() -> None:
    room = Room()
    room.does.mediate(HERE, "sam", "mo", "declined", "Sam wants none.")
    found = last(room)
    assert isinstance(found, Mediated)
    assert (found.result, found.words) == ("declined", {"account": "Sam wants none."})


def test_monitoring_is_a_stage_of_the_policy_and_ends_after_today() -> None:
    room = Room(rules=replace(RULES, stages=(WATCHED,)))
    monitor = room.does.monitor
    assert refusal(lambda: monitor(HERE, "sam", "mo", "elsewhere", ENDS)) == "unknown_stage"
    assert refusal(lambda: monitor(HERE, "sam", "mo", "watched", date(2026, 4, 1))) == "impossible_terms"
    assert monitor(HERE, "sam", "mo", "watched", ENDS).shown == "recorded"
    assert last(room) == Monitored(id=last(room).id, by="mo", at=last(room).at, stage="watched", until=ENDS)
