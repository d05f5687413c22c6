"""Whom policies cover and protect, on which grounds, and what the law keeps open whatever a policy says."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import ContactKey
from contact_gateway.domain.casework.acts import Against, Incident
from contact_gateway.domain.casework.evidence import Measured
from contact_gateway.domain.casework.incident_words import Sort
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.counting import Event, Happening
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.procedure.words import Kept, Question
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Role
from contact_gateway.domain.working_days import Delivery
from tests.builders import SAM_PHONE, contact, new_officer, new_person, phone
from tests.fakes.contact_log import MemoryContactLog
from tests.unit.application.casework.ladders import CAP, at, notice, refused, warned
from tests.unit.application.casework.room import HERE, Room, proposal
from tests.unit.policies.reading import SHIPPED, faults_of, shipped
from tests.unit.policies.test_policies_carried_out import decided

KIM_MAIL = ContactPoint.email("kim@home.example.org")
KIM = phone("+447700900777")
NO_CALLS = {"kind": "single_form", "terms": {"form": "email"}, "channels": ()}


def heard(room: Room, sender: ContactPoint) -> Outcome:
    """What becomes of a call."""
    now = room.memory.clock.now()
    receive = ReceiveContact(log=MemoryContactLog(room.memory), policies=room.policies, clock=room.memory.clock)
    made = contact(Channel.VOICE, sender=sender, provider_id=f"{sender} {now}", received_at=now)
    return receive(HERE, made).decision.outcome


def restrict(room: Room, customer_id: str) -> None:
    """Tell a person of Tuntum's to write e-mails alone."""
    room.people.add(HERE, new_officer(id="cel", grade="customer_excellence_leader"))
    room.does.warn(HERE, customer_id, "mo", notice())
    room.propose(customer_id=customer_id, **NO_CALLS)
    room.does.authorise(HERE, "r1", "cel")
    room.does.issue_letter(HERE, "r1", "cel", Delivery.HAND)


@pytest.mark.clause("TUN-4.1")
@pytest.mark.parametrize("segment", ["tenant", "former_tenant", "licensee", "leaseholder", "applicant", ""])
def test_tuntum_covers_whoever_has_reason_to_make_contact_and_an_end_of_the_tenancy_ends_nothing(segment: str) -> None:
    room = at("tuntum")
    room.people.add(HERE, new_person(segment=segment, address="1 Example Street"))
    assert heard(room, SAM_PHONE) is Outcome.CONNECT
    restrict(room, "sam")
    room.at("2026-04-20T10:00").people.add(HERE, new_person(segment="former_tenant", address="1 Example Street"))
    assert heard(room, SAM_PHONE) is Outcome.DECLINE


@pytest.mark.clause("TUN-4.1")
def test_at_tuntum_a_member_of_a_household_is_restricted_by_name_and_the_others_are_not() -> None:
    room = at("tuntum")
    kim = new_person(id="kim", role=Role.HOUSEHOLD, of="sam", reference="", name="Kim", contact_points=(KIM, KIM_MAIL))
    room.people.add(HERE, kim)
    restrict(room, "kim")
    room.at("2026-04-20T10:00")
    assert (heard(room, KIM), heard(room, SAM_PHONE)) == (Outcome.DECLINE, Outcome.CONNECT)


@pytest.mark.clause("TUN-3.1")
@pytest.mark.parametrize(
    "about",
    [Subject.COMPLAINT, Subject.OMBUDSMAN, Subject.INFORMATION_REQUEST, Subject.ADJUSTMENT, Subject.LEGAL],
)
def test_what_the_law_and_the_ombudsman_ask_for_is_open_at_tuntum_and_no_pack_can_shut_it(about: Subject) -> None:
    written = contact(Channel.EMAIL, tags=frozenset({about}))
    assert decided("tuntum", Kind.SINGLE_FORM, {"form": "telephone"}, written).outcome is Outcome.ROUTE
    other = contact(Channel.EMAIL)
    assert decided("tuntum", Kind.SINGLE_FORM, {"form": "telephone"}, other).outcome is Outcome.HOLD
    without = re.sub(rf"(?m)^{about} = .*\n", "", SHIPPED["tuntum"])
    shut = without.replace("[subjects]", f"[subjects]\n{about} = false")
    assert [fault.key for fault in faults_of(shut)] == [f"subjects.{about}"]


@pytest.mark.clause("TUN-3.1")
@pytest.mark.parametrize("question", [Question.ADJUSTMENTS, Question.VULNERABILITY])
def test_no_pack_of_tuntum_s_can_leave_out_the_questions_on_equality(question: Question) -> None:
    assert question in shipped("tuntum").casework.questions
    unasked = SHIPPED["tuntum"].replace(f"{question} = {{ value = true", f"{question} = {{ value = false")
    assert [fault.key for fault in faults_of(unasked)] == [f"questions.{question}"]


@pytest.mark.clause("TUN-3.1")
def test_nothing_about_anybody_is_kept_for_ever_at_tuntum() -> None:
    assert set(shipped("tuntum").casework.retention) == set(Kept)


@pytest.mark.clause("OCT-1.3")
@pytest.mark.parametrize("against", list(Against))
def test_octavia_protects_staff_contractors_board_members_and_residents_groups(against: Against) -> None:
    room = at("octavia")
    room.does.record_incident(HERE, "sam", "mo", IncidentReport(grounds=Grounds.ABUSE, against=against))
    (filed,) = room.files.acts(HERE, "sam")
    assert isinstance(filed.act, Incident)
    assert filed.act.against is against


@pytest.mark.clause("OCT-2.1")
@pytest.mark.parametrize("grounds", list(Grounds))
def test_octavia_acts_on_aggression_and_on_unreasonable_demands_and_names_which(grounds: Grounds) -> None:
    room = warned(at("octavia"))
    assert room.propose(grounds=grounds.value).shown == "draft"
    room.does.record_incident(HERE, "sam", "mo", IncidentReport(grounds=grounds))
    assert grounds in [one.act.grounds for one in room.files.acts(HERE, "sam") if isinstance(one.act, Incident)]


@pytest.mark.clause("TUN-4.4")
@pytest.mark.parametrize("grounds", [one for one in Grounds if one is not Grounds.KNOWN_RISK])
def test_at_tuntum_a_restriction_rests_on_one_of_the_grounds_of_its_policy(grounds: Grounds) -> None:
    room = warned(at("tuntum"))
    assert refused(lambda: room.propose(**CAP, grounds="known_risk"))[0] == "out_of_scope"
    assert refused(lambda: room.propose(**CAP, grounds=""))[0] == "evidence_missing"
    assert room.propose(**CAP, grounds=grounds.value).shown == "draft"


@pytest.mark.parametrize(
    ("slug", "grounds", "sorts"),
    [
        pytest.param(
            *("tuntum", Grounds.ABUSE, {Sort.SHOUTING, Sort.SWEARING, Sort.SPOKEN, Sort.WRITTEN}),
            marks=pytest.mark.clause("TUN-4.3/4.5"),
        ),
        pytest.param(*("tuntum", Grounds.VIOLENCE, {Sort.PHYSICAL}), marks=pytest.mark.clause("TUN-4.3/4.5")),
        pytest.param(
            *("tuntum", Grounds.UNREASONABLE_DEMANDS),
            {Sort.TOO_MUCH_ASKED, Sort.IMPOSSIBLE_TIMES, Sort.REFUSES_A_PERSON, Sort.ONE_PERSON_ONLY},
            marks=pytest.mark.clause("TUN-4.4"),
        ),
        pytest.param(
            *("tuntum", Grounds.UNREASONABLE_PERSISTENCE),
            {Sort.REFUSES_A_DECISION, Sort.NOTHING_NEW, Sort.CHANGES_THE_MATTER},
            marks=pytest.mark.clause("TUN-4.4"),
        ),
        pytest.param(
            *("tuntum", Grounds.ABUSE, {Sort.DEROGATORY, Sort.OFFENSIVE, Sort.UNPROVEN_ALLEGATION}),
            marks=pytest.mark.clause("TUN-4.4"),
        ),
        pytest.param(
            *("tuntum", Grounds.EXCESSIVE_CONTACT, {Sort.LONG_CALLS, Sort.SENT_AGAIN, Sort.COPYING_IN}),
            marks=pytest.mark.clause("TUN-4.4"),
        ),
        pytest.param(
            *("magna", Grounds.ABUSE),
            {Sort.SHOUTING, Sort.BULLYING, Sort.SEXUALISED, Sort.DISCRIMINATORY, Sort.UNPROVEN_ALLEGATION},
            marks=pytest.mark.clause("MAG-08"),
        ),
    ],
)
def test_what_a_policy_calls_unacceptable_is_put_on_record_by_its_name(
    slug: str, grounds: Grounds, sorts: set[Sort]
) -> None:
    room = at(slug)
    report = IncidentReport(grounds=grounds, sorts=frozenset(sorts), hate_motivated=True)
    room.does.record_incident(HERE, "sam", "mo", report)
    (filed,) = room.files.acts(HERE, "sam")
    assert isinstance(filed.act, Incident)
    assert (filed.act.grounds, filed.act.sorts, filed.act.hate_motivated) == (grounds, frozenset(sorts), True)


@pytest.mark.clause("TUN-4.3/4.5")
@pytest.mark.parametrize("words", [Grounds, Sort])
def test_to_be_angry_forceful_or_determined_is_no_ground_and_no_incident(
    words: type[StrEnum],
) -> None:
    assert not {"anger", "angry", "upset", "forceful", "determined", "assertive"} & set(words)


@pytest.mark.clause("TUN-4.4")
def test_at_tuntum_the_length_of_calls_is_weighed_beside_their_number() -> None:
    room = at("tuntum").at("2026-04-20T10:00")
    log = MemoryContactLog(room.memory)
    receive = ReceiveContact(log=log, policies=room.policies, clock=room.memory.clock)
    for number, seconds in (("1", 600), ("2", 2400)):
        made = contact(Channel.VOICE, provider_id=number, received_at=room.memory.clock.now())
        receive(HERE, made)
        ended = Event(happening=Happening.ANSWERED, at=made.received_at, talk_seconds=seconds)
        assert RecordOutcome(log=log)(HERE, ContactKey(made.provider, made.provider_id), ended)
    room.at("2026-04-21T10:00")
    month = room.does.weigh(HERE, proposal(**CAP), "mo").compared[0].own.totals
    assert (month[Measured.CONTACTS], month[Measured.TALK_SECONDS]) == (2, 3000)
