"""Whom the five landlords' packs have told, and to whom they give what to do, when something happens in a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records import NewPerson
from contact_gateway.application.records_of_calls import Task
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Finding
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Role
from tests.builders import SAM_EMAIL, SAM_PHONE, contact, restriction
from tests.fakes.clock import FakeClock
from tests.fakes.contact_log import MemoryContactLog
from tests.unit.application.casework.room import HERE, OFFICERS, Room
from tests.unit.application.test_sweep_reviews import DECIDED
from tests.unit.policies.reading import shipped


def at(slug: str) -> Room:
    """A case at one of the five landlords, by its shipped pack."""
    pack = shipped(slug)
    return Room(policy=pack, rules=pack.casework)


def incident(room: Room, grounds: Grounds) -> Answer:
    return room.does.record_incident(HERE, "sam", "mo", IncidentReport(grounds=grounds, what_happened="It was so."))


def task(room: Room, code: str) -> Task:
    (found,) = [one for one in room.memory.of(HERE).tasks.values() if one.code == code]
    return found


def by(room: Room, code: str) -> date:
    """The last day on which a task is still in time."""
    due = task(room, code).due_at
    assert due is not None
    return due.astimezone(room.policy.zone).date() - timedelta(days=1)


@pytest.mark.parametrize(
    ("slug", "grounds", "code", "to", "clause"),
    [
        pytest.param(
            *("torus", Grounds.VIOLENCE, "consider_police_or_law", "manager", "TOR-16"),
            marks=pytest.mark.clause("TOR-16"),
        ),
        pytest.param(
            *("torus", Grounds.ABUSE, "consider_police_or_law", "manager", "TOR-16"), marks=pytest.mark.clause("TOR-16")
        ),
        pytest.param(
            *("torus", Grounds.HARASSMENT, "consider_police_or_law", "manager", "TOR-16"),
            marks=pytest.mark.clause("TOR-16"),
        ),
        pytest.param(
            *("tuntum", Grounds.THREAT, "consider_police_or_law", "manager", "TUN-4.6b"),
            marks=pytest.mark.clause("TUN-4.6b"),
        ),
        pytest.param(
            *("octavia", Grounds.VIOLENCE, "follow_violence_at_work", "violence_at_work", "OCT-1.5"),
            marks=pytest.mark.clause("OCT-1.5"),
        ),
        pytest.param(
            *("octavia", Grounds.THREAT, "consider_police_or_law", "assistant_director", "OCT-4.5"),
            marks=pytest.mark.clause("OCT-4.5"),
        ),
        pytest.param(
            *("magna", Grounds.THREAT, "ask_how_colleague_is", "manager", "MAG-06"), marks=pytest.mark.clause("MAG-06")
        ),
        pytest.param(
            *("magna", Grounds.VIOLENCE, "consider_police_or_law", "safer_communities_lead", "MAG-17"),
            marks=pytest.mark.clause("MAG-17"),
        ),
        pytest.param(
            *("derby_homes", Grounds.THREAT, "consider_public_authorities", "head_of_service", "DER-10.1g"),
            marks=pytest.mark.clause("DER-10.1g"),
        ),
    ],
)
def test_a_grave_incident_is_somebody_s_to_act_on_by_the_next_working_day(
    slug: str, grounds: Grounds, code: str, to: str, clause: str
) -> None:
    room = at(slug).at("2026-04-02T10:00")  # the Thursday before Easter: the next working day is Tuesday
    assert code in incident(room, grounds).tasks
    assert (task(room, code).for_officer, task(room, code).clause, by(room, code)) == (to, clause, date(2026, 4, 7))


@pytest.mark.parametrize("slug", ["torus", "tuntum", "octavia", "magna", "derby_homes"])
def test_demands_alone_are_no_matter_for_the_police(slug: str) -> None:
    tasks = set(incident(at(slug), Grounds.UNREASONABLE_DEMANDS).tasks)
    assert not tasks & {"consider_police_or_law", "consider_public_authorities", "ask_how_colleague_is"}


@pytest.mark.clause("MAG-10")
def test_every_incident_that_is_reported_to_magna_is_looked_into() -> None:
    room = at("magna")
    answer = incident(room, Grounds.UNREASONABLE_DEMANDS)
    assert {"investigate", "tell_customer_and_why"} <= set(answer.tasks)
    assert (task(room, "investigate").for_officer, by(room, "investigate")) == ("safer_communities", date(2026, 4, 10))


@pytest.mark.clause("MAG-14")
def test_mediation_is_thought_of_once_somebody_was_warned_at_magna() -> None:
    assert "consider_mediation" in at("magna").warn().tasks


@pytest.mark.clause("MAG-23")
def test_the_lead_of_safer_communities_hears_of_each_incident() -> None:
    room = at("magna")
    mail = ContactPoint.email("lead@landlord.example.org")
    roles = ("safer_communities_lead",)
    room.people.add(
        HERE, NewPerson(id="lea", role=Role.OFFICER, name="Lea", grade="manager", roles=roles, contact_points=(mail,))
    )
    assert incident(room, Grounds.ABUSE).notified == ("safer_communities_lead",)
    assert room.mails() == ["lead@landlord.example.org"]


@pytest.mark.parametrize(
    ("slug", "clause"),
    [
        pytest.param("torus", "TOR-18", marks=pytest.mark.clause("TOR-18")),
        pytest.param("octavia", "OCT-1.2", marks=pytest.mark.clause("OCT-1.2")),
    ],
)
def test_a_complaint_about_staff_is_looked_into_by_those_who_handle_complaints(slug: str, clause: str) -> None:
    room = at(slug)
    answer = room.does.complain(HERE, "sam", "mo", "sue")
    assert answer.tasks == ("look_into_complaint_about_staff",)
    found = task(room, "look_into_complaint_about_staff")
    assert (found.for_officer, found.clause) == ("complaints", clause)


@pytest.mark.clause("TUN-10.2")
def test_an_adjustment_at_tuntum_is_looked_at_again_within_half_a_year() -> None:
    room = at("tuntum").at("2026-08-31T10:00")
    room.does.record_adjustment(HERE, "sam", "mo", AdjustmentRequest(adjustment=Adjustment.LARGE_PRINT))
    assert by(room, "look_at_adjustment_again") == date(2027, 2, 28)


@pytest.mark.clause("OCT-5.1")
@pytest.mark.clause("OCT-4.2e")
def test_octavia_s_service_development_and_those_who_were_consulted_hear_of_each_decision() -> None:
    room = at("octavia")
    mail = ContactPoint.email("repairs@landlord.example.org")
    room.people.add(HERE, NewPerson(id="rea", role=Role.OFFICER, name="Rea", grade="officer", contact_points=(mail,)))
    room.warn()
    room.propose()
    room.does.consult(HERE, "r1", "sue", ("rea",), "agreed")
    answer = room.does.authorise(HERE, "r1", "sue")
    assert answer.notified == ("service_development", "rea")
    assert room.policy.destinations["service_development"].email in room.mails()
    assert "repairs@landlord.example.org" in room.mails()


@pytest.mark.clause("OCT-4.2g")
def test_a_lawyer_is_asked_where_the_ground_is_defamation_and_only_there() -> None:
    room = at("octavia")
    room.warn()
    assert "consider_legal_advice" not in room.propose(grounds="abuse").tasks
    assert "consider_legal_advice" in room.propose(restriction_id="r2", grounds="defamation").tasks
    assert task(room, "consider_legal_advice").for_officer == "legal"


@pytest.mark.clause("OCT-4.3e")
def test_a_site_is_asked_to_remove_a_post_once_that_was_decided() -> None:
    room = at("octavia")
    answer = room.signed(kind="social_media_action", terms={"action": "report"}, channels=())
    assert "ask_site_to_remove_post" in answer.tasks
    assert (task(room, "ask_site_to_remove_post").for_officer, by(room, "ask_site_to_remove_post")) == (
        "service_manager",
        date(2026, 4, 22),
    )
    assert "ask_site_to_remove_post" not in at("octavia").signed().tasks


@pytest.mark.clause("TUN-5.3a")
def test_the_customer_excellence_leader_of_tuntum_hears_of_a_breach() -> None:
    room = Room(policy=shipped("tuntum"), rules=replace(shipped("tuntum").casework, preconditions=(), questions={}))
    mail = ContactPoint.email("leader@landlord.example.org")
    grade = "customer_excellence_leader"
    room.people.add(HERE, NewPerson(id="cel", role=Role.OFFICER, name="Cel", grade=grade, contact_points=(mail,)))
    room.at("2026-04-20T10:00").propose(kind="single_form", terms={"form": "telephone"}, channels=())
    room.does.authorise(HERE, "r1", "cel")
    room.does.issue_letter(HERE, "r1", "cel")
    room.at("2026-05-04T10:00")
    now = room.memory.clock.now()
    receive = ReceiveContact(log=MemoryContactLog(room.memory), policies=room.policies, clock=room.memory.clock)
    written = contact(Channel.EMAIL, sender=SAM_EMAIL, provider_id="M1", received_at=now, authenticated=True)
    assert receive(HERE, written).decision.is_breach
    clock = room.memory.clock
    assert isinstance(clock, FakeClock)
    clock.advance(timedelta(minutes=11))
    before = len(room.mails())
    room.does.jobs.tell_breaches(HERE)
    assert room.mails()[before:] == ["leader@landlord.example.org"]


@pytest.mark.clause("TOR-06")
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.VOICE])
def test_whatever_torus_declines_or_holds_is_looked_at_by_a_person_within_two_working_days(channel: Channel) -> None:
    room = Room(policy=shipped("torus"), rules=shipped("torus").casework)
    room.does.take_over(HERE, restriction(channels=[channel]), DECIDED)
    now = room.at("2026-04-02T10:00").memory.clock.now()
    receive = ReceiveContact(log=MemoryContactLog(room.memory), policies=room.policies, clock=room.memory.clock)
    sender = SAM_EMAIL if channel is Channel.EMAIL else SAM_PHONE
    answer = receive(HERE, contact(channel, sender=sender, provider_id="C1", received_at=now))
    assert answer.decision.outcome in {Outcome.DECLINE, Outcome.HOLD}
    clock = room.memory.clock
    assert isinstance(clock, FakeClock)
    clock.advance(timedelta(minutes=11))
    room.does.jobs.tell_breaches(HERE)
    found = task(room, "look_at_what_was_declined")
    assert (found.contact_id, found.clause) == (answer.contact_id, "TOR-06")
    assert by(room, "look_at_what_was_declined") == date(2026, 4, 8)


@pytest.mark.clause("DER-12.2a")
@pytest.mark.clause("DER-12.2c")
@pytest.mark.clause("DER-10.2b")
def test_derby_s_customer_experience_team_hears_of_appeals_and_the_housing_system_of_both() -> None:
    pack = shipped("derby_homes")
    room = Room(policy=pack, rules=replace(pack.casework, preconditions=(), questions={}))
    for officer, grade in (("max", "manager"), ("eve", "executive")):
        room.people.add(HERE, NewPerson(id=officer, role=Role.OFFICER, name=officer, grade=grade))
    room.at("2026-04-20T10:00").propose(kind="contact_cap", terms={"limit": 1, "per": "week"}, channels=())
    assert "record_in_housing_system" in room.does.authorise(HERE, "r1", "max").tasks
    room.does.issue_letter(HERE, "r1", "max")
    answer = room.at("2026-04-27T10:00").appeal(hearer="eve")
    assert "customer_experience" in answer.notified
    decided = room.does.decide_appeal(HERE, "r1", "eve", Finding.UPHELD, "It was right.")
    assert "save_answer_in_housing_system" in decided.tasks
    assert task(room, "save_answer_in_housing_system").for_officer == "housing_management"


def test_the_officers_of_these_tests_hold_the_grades_of_octavia() -> None:
    assert set(OFFICERS.values()) == set(shipped("octavia").grades)
