"""What Torus asks for before it restricts anybody: an arrangement, a warning, and the law last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import pytest

from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Incident, Outcome
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome as Said
from contact_gateway.domain.procedure.words import Question
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Role
from contact_gateway.domain.working_days import Delivery
from tests.builders import SAM_PHONE, contact, new_person, phone
from tests.fakes.contact_log import MemoryContactLog
from tests.unit.application.casework.ladders import CAP, agreed, at, refused, warned, without
from tests.unit.application.casework.room import HERE, Room
from tests.unit.policies.test_policies_carried_out import decided

COMPANY: Mapping[str, object] = {"kind": "accompanied_only", "terms": {}, "channels": ()}
TERMS: Mapping[str, object] = {
    "reference": "C1",
    "terms": "Not within 100 metres",
    "offices": ["Exampleton Office"],
    "end": "2026-12-31",
    "power_of_arrest": True,
}
ORDER: Mapping[str, object] = {
    "kind": "court_order",
    "terms": TERMS,
    "channels": (),
}


@pytest.mark.clause("TOR-14")
def test_at_torus_an_arrangement_and_a_warning_come_first_or_a_reason_why_not() -> None:
    def propose(room: Room, **said: object) -> Answer:
        return room.propose(**{**CAP, "grounds": "excessive_contact", **said})

    assert refused(lambda: propose(at("torus"))) == ("warning_missing", "TOR-14")
    assert refused(lambda: propose(agreed(at("torus")))) == ("warning_missing", "TOR-14")
    assert refused(lambda: propose(warned(at("torus")))) == ("reason_required", "TOR-14")
    assert propose(warned(agreed(at("torus")))).shown == "draft"
    assert propose(at("torus"), reason="Nobody could be found to agree with.").shown == "draft"


@pytest.mark.clause("TOR-14")
@pytest.mark.parametrize("grounds", [Grounds.ABUSE, Grounds.EXCESSIVE_CONTACT])
def test_at_torus_somebody_tries_for_an_arrangement_and_thinks_of_mediation_once_something_happened(
    grounds: Grounds,
) -> None:
    code = "try_arrangement_or_mediation"
    report = at("torus").does.record_incident
    assert code in report(HERE, "sam", "mo", IncidentReport(grounds=grounds)).tasks
    assert code not in report(HERE, "sam", "mo", IncidentReport(grounds=Grounds.VIOLENCE)).tasks


@pytest.mark.clause("TOR-12")
@pytest.mark.parametrize("grounds", ["abuse", "discrimination", "allegations", "defamation"])
def test_at_torus_one_outburst_leads_to_an_informal_step_and_no_reason_makes_more_of_it(grounds: str) -> None:
    room = at("torus")
    room.does.record_incident(HERE, "sam", "mo", IncidentReport(grounds=Grounds(grounds)))
    said = {**COMPANY, "grounds": grounds, "reason": "It was bad."}
    assert refused(lambda: room.propose(**said)) == ("warning_missing", "TOR-12")
    assert agreed(room).propose(**said).shown == "draft"


@pytest.mark.clause("TOR-12")
def test_at_torus_violence_needs_no_second_time() -> None:
    assert at("torus").propose(**COMPANY, grounds="violence").shown == "draft"


@pytest.mark.clause("TOR-12")
@pytest.mark.parametrize(
    ("question", "code"), [(Question.FREQUENCY, "evidence_missing"), (Question.IMPACT, "impact_missing")]
)
def test_at_torus_it_is_said_whether_it_goes_on_and_what_it_costs_others(question: Question, code: str) -> None:
    room = warned(agreed(at("torus")))
    assert refused(lambda: room.propose(**CAP, answers=without(question))) == (code, "TOR-12")
    assert room.propose(**CAP).shown == "draft"


@pytest.mark.clause("TOR-03")
def test_at_torus_the_law_comes_last_also_after_violence_or_a_reason_says_why_not() -> None:
    said = {**ORDER, "grounds": "violence", "review_on": date(2026, 10, 1)}
    assert refused(lambda: at("torus").propose(**said)) == ("warning_missing", "TOR-03")
    assert at("torus").propose(**said, reason="He came with a knife.").shown == "draft"
    assert agreed(at("torus")).propose(**said).shown == "draft"
    assert warned(at("torus")).propose(**said).shown == "draft"


@pytest.mark.clause("TOR-04")
def test_a_court_s_order_at_torus_binds_to_the_end_that_the_court_set_whatever_a_review_or_an_appeal_says() -> None:
    room = warned(agreed(at("torus")))
    room.propose(**{**ORDER, "terms": {**TERMS, "end": "2028-02-29"}}, grounds="violence")
    room.does.authorise(HERE, "r1", "dee")
    room.does.issue_letter(HERE, "r1", "dee", Delivery.HAND)
    assert refused(lambda: room.appeal(hearer="dee"))[0] == "not_appealable"
    for outcome in Outcome:
        reviewed = partial(room.does.review, HERE, "r1", "dee", outcome, "It is enough.")
        assert refused(reviewed)[0] == "not_reviewable"
    assert room.at("2028-02-29T23:59").binds()
    assert not room.at("2028-03-01T00:00").binds()


@pytest.mark.clause("TOR-04")
def test_reception_at_torus_reads_what_the_court_ordered_where_until_when_and_with_which_power() -> None:
    order = decided("torus", Kind.COURT_ORDER, TERMS, contact(Channel.IN_PERSON))
    assert order.banner.lines == (
        "Court order C1 with a power of arrest until 2026-12-31: Not within 100 metres at Exampleton Office.",
    )


@pytest.mark.clause("TOR-13")
def test_what_a_visitor_did_is_put_to_the_customer_and_binds_nobody_but_them() -> None:
    room = warned(agreed(at("torus")))
    kim = phone("+447700900777")
    room.people.add(HERE, new_person(id="kim", role=Role.HOUSEHOLD, of="sam", reference="", contact_points=(kim,)))
    report = IncidentReport(grounds=Grounds.ABUSE, actor="kim", what_happened="Swore at a plumber.")
    room.does.record_incident(HERE, "sam", "mo", report)
    assert "kim" in [one.act.actor for one in room.files.acts(HERE, "sam") if isinstance(one.act, Incident)]
    assert room.files.acts(HERE, "kim") == []
    room.propose(kind="channel_ban", terms={}, channels=("voice",), grounds="abuse")
    room.does.authorise(HERE, "r1", "dee")
    room.does.issue_letter(HERE, "r1", "dee", Delivery.HAND)
    now = room.at("2026-04-20T10:00").memory.clock.now()
    receive = ReceiveContact(log=MemoryContactLog(room.memory), policies=room.policies, clock=room.memory.clock)
    found = {
        sender: receive(HERE, contact(Channel.VOICE, sender=sender, provider_id=str(sender), received_at=now))
        for sender in (SAM_PHONE, kim)
    }
    assert found[SAM_PHONE].decision.outcome is Said.DECLINE
    assert found[kim].decision.outcome is Said.CONNECT
