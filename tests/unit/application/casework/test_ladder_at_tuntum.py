"""What Tuntum, and Torus beside it, ask for before anybody is restricted: notice, and a look at the person."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.domain.casework.acts import Form, Proposed, Warned
from contact_gateway.domain.casework.acts_beside import AdjustmentAgreed
from contact_gateway.domain.casework.evidence import Measured
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.procedure.words import Question
from tests.builders import contact, new_officer
from tests.fakes.contact_log import MemoryContactLog
from tests.unit.application.casework.ladders import CAP, agreed, at, notice, refused, warned, without
from tests.unit.application.casework.room import ANSWERS, HERE, proposal
from tests.unit.domain.casework.cases import local


@pytest.mark.parametrize(
    ("slug", "question", "clause"),
    [
        pytest.param("torus", Question.VULNERABILITY, "TOR-11", marks=pytest.mark.clause("TOR-11")),
        pytest.param("tuntum", Question.VULNERABILITY, "TUN-2.1/2.3", marks=pytest.mark.clause("TUN-2.1/2.3")),
        pytest.param("tuntum", Question.ADJUSTMENTS, "TUN-6.1", marks=pytest.mark.clause("TUN-6.1")),
    ],
)
@pytest.mark.parametrize("answer", [{}, {"vulnerability": " ", "adjustments_considered": "\n"}])
def test_nobody_is_restricted_before_it_was_asked_who_they_are_and_what_they_need(
    slug: str, question: Question, clause: str, answer: Mapping[str, str]
) -> None:
    room = warned(agreed(at(slug)))
    said = {**without(question), **({question: answer[question]} if answer else {})}
    assert refused(lambda: room.propose(**CAP, answers=said)) == ("equality_check_missing", clause)
    assert room.memory.of(HERE).restrictions == {}
    assert room.propose(**CAP).shown == "draft"


@pytest.mark.clause("TUN-2.1/2.3")
def test_at_tuntum_each_case_is_signed_for_itself() -> None:
    room = warned(at("tuntum"))
    room.people.add(HERE, new_officer(id="cel", grade="customer_excellence_leader"))
    for name in ("r1", "r2"):
        room.propose(**CAP, restriction_id=name)
    room.does.authorise(HERE, "r1", "cel")
    states = [room.does.show_life(HERE, name).state for name in ("r1", "r2")]
    assert states == ["authorised", "draft"]


@pytest.mark.clause("TUN-8.2")
def test_at_tuntum_due_notice_comes_first_and_no_reason_but_danger_does_without() -> None:
    room = at("tuntum")
    assert refused(lambda: room.propose(**CAP)) == ("warning_missing", "TUN-8.2")
    assert refused(lambda: room.propose(**CAP, reason="It was bad.")) == ("warning_missing", "TUN-8.2")
    assert at("tuntum").propose(**CAP, reason="It was bad.", immediate=True).shown == "interim"
    assert warned(room).propose(**CAP).shown == "draft"


@pytest.mark.clause("TUN-8.2")
@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("left_out", ["why", "must_change"])
def test_a_notice_at_tuntum_says_why_and_what_must_change(form: Form, left_out: str) -> None:
    room = at("tuntum")
    silent = notice(form=form, **{left_out: " "})
    assert refused(lambda: room.does.warn(HERE, "sam", "mo", silent)) == ("letter_incomplete", "TUN-8.2")
    assert room.files.acts(HERE, "sam") == []
    room.does.warn(HERE, "sam", "mo", notice(form=form))
    (filed,) = room.files.read(HERE, "sam", "dpo")
    assert isinstance(filed.act, Warned)
    assert (filed.act.by, filed.act.at, filed.act.form) == ("mo", room.memory.clock.now(), form)
    assert {"why": "60 calls.", "must_change": "One a week."}.items() <= filed.act.words.items()


@pytest.mark.clause("TUN-8.2")
def test_a_spoken_notice_names_the_call_or_visit_that_it_was_given_in() -> None:
    room = at("tuntum")
    code, _ = refused(lambda: room.does.warn(HERE, "sam", "mo", notice(contact_id="")))
    assert code == "letter_incomplete"
    assert room.files.acts(HERE, "sam") == []
    room.does.warn(HERE, "sam", "mo", notice(contact_id="call-1"))
    (filed,) = room.files.acts(HERE, "sam")
    assert isinstance(filed.act, Warned)
    assert filed.act.contact_id == "call-1"


@pytest.mark.clause("TUN-4.2")
def test_at_tuntum_contact_is_limited_only_where_it_is_said_how_it_weighs_on_the_service() -> None:
    room = warned(at("tuntum"))
    assert refused(lambda: room.propose(**CAP, answers=without(Question.IMPACT))) == ("impact_missing", "TUN-4.2")
    room.propose(**CAP)
    (act,) = [one.act for one in room.files.read(HERE, "sam", "dpo") if isinstance(one.act, Proposed)]
    assert act.words["impact"] == ANSWERS[Question.IMPACT]


@pytest.mark.clause("TUN-4.2")
@pytest.mark.clause("TUN-4.4")
def test_whoever_signs_at_tuntum_sees_how_often_somebody_wrote_and_called_in_thirty_ninety_and_365_days() -> None:
    room = at("tuntum").at("2026-04-20T10:00")
    receive = ReceiveContact(log=MemoryContactLog(room.memory), policies=room.policies, clock=room.memory.clock)
    for channel, day in (
        ("email", "04-19"),
        ("email", "04-18"),
        ("voice", "04-01"),
        ("email", "02-01"),
        ("sms", "01-02"),
    ):
        receive(HERE, contact(Channel(channel), provider_id=day, received_at=local(f"2026-{day}T10:00")))
    found = room.does.weigh(HERE, proposal(**CAP), "mo").compared
    assert [one.own.totals[Measured.CONTACTS] for one in found] == [3, 4, 5]
    assert [one.own.by_channel[Channel.EMAIL] for one in found] == [2, 3, 3]
    assert [one.own.by_channel[Channel.VOICE] for one in found] == [1, 1, 1]


@pytest.mark.clause("TUN-6.1")
def test_at_tuntum_nobody_is_sent_to_a_way_that_an_adjustment_rules_out() -> None:
    room = warned(at("tuntum"))
    said = {"kind": "single_form", "terms": {"form": "telephone"}, "channels": ()}
    assert room.propose(**said).shown == "draft"
    room.does.record_adjustment(
        HERE, "sam", "mo", AdjustmentRequest(adjustment=Adjustment.CANNOT_USE_TELEPHONE, helps="E-mail can be read.")
    )
    code, _ = refused(lambda: room.propose(**said))
    assert code == "conflicts_with_adjustment"


@pytest.mark.clause("TUN-8.1")
def test_at_tuntum_it_is_kept_what_was_asked_for_how_it_helps_and_what_was_disclosed() -> None:
    room = at("tuntum")
    wanted = AdjustmentRequest(
        adjustment=Adjustment.RELAY_CALLS, asked="Text relay.", helps="I can follow.", disclosed="I hear badly."
    )
    room.does.record_adjustment(HERE, "sam", "mo", wanted)
    (filed,) = room.files.read(HERE, "sam", "dpo")
    assert isinstance(filed.act, AdjustmentAgreed)
    assert filed.act.adjustment is Adjustment.RELAY_CALLS
    assert filed.act.words == {"asked": "Text relay.", "helps": "I can follow.", "disclosed": "I hear badly."}
