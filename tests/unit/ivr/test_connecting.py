"""What is rung, and what whoever answers is given to know."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Banner, Decision, Outcome, Reason
from contact_gateway.domain.policy import EMERGENCY_LINE, QUEUE, VOICEMAIL, Destination, Policy
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.voice import VoiceRules
from ivr import twiml
from ivr.destinations import lines_for, safe_lines
from ivr.speech import Said, Speech
from ivr.stage import Lines, Stage
from tests.builders import MONDAY, officer, policy

WORKFLOW = f"workflow:WW{'a' * 32}"


def document(line: str, decision: Decision | None = None, rules: VoiceRules | None = None) -> Element:
    speech = Speech(texts=lambda script: Said(text=script))
    stage = Stage(speech=speech, lines=Lines(to=line), rules=rules or VoiceRules(), contact_id="c-1")
    root: Element = fromstring(twiml.answer(decision or Decision(outcome=Outcome.CONNECT), stage))
    return root


def handed_over(decision: Decision) -> Element:
    speech = Speech(texts=lambda script: Said(text=script))
    root: Element = fromstring(
        twiml.hand_over(decision, Stage(speech=speech, lines=Lines(to=WORKFLOW), contact_id="c-1"), MONDAY)
    )
    return root


def policy_with(name: str, **said: str) -> Policy:
    usual = policy()
    return policy(destinations={**usual.destinations, name: Destination(name=name, label=name, **said)})


@pytest.mark.parametrize(
    ("line", "tag", "text"),
    [
        ("+441632960100", "Number", "+441632960100"),
        ("sip:desk@example.org", "Sip", "sip:desk@example.org"),
        ("client:desk", "Client", "desk"),
    ],
)
def test_each_kind_of_line_is_rung_as_what_it_is(line: str, tag: str, text: str) -> None:
    (dial,) = document(line, rules=VoiceRules(ring_seconds=20))
    assert dial.attrib == {"action": "dialled?turn=1", "timeout": "20"}
    assert [(noun.tag, noun.text) for noun in dial] == [(tag, text)]


def test_an_extension_is_keyed_after_the_answer() -> None:
    (dial,) = document("+441632960100;ext=12")
    assert [(noun.text, noun.attrib) for noun in dial] == [("+441632960100", {"sendDigits": "ww12"})]


def test_a_workflow_is_given_the_arrangement_and_nothing_about_the_person() -> None:
    banner = Banner(who="Sam Example", lines=("Calls go to Lee.",), allowances=("1 of 2 used.",))
    (enqueue,) = handed_over(Decision(outcome=Outcome.CONNECT, banner=banner))
    since = int(MONDAY.timestamp())
    assert enqueue.attrib == {
        "action": f"dialled?turn=1&since={since}",
        "waitUrl": "wait",
        "workflowSid": f"WW{'a' * 32}",
    }
    (task,) = enqueue
    assert json.loads(task.text or "") == {
        "arrangement": ["Calls go to Lee.", "1 of 2 used."],
        "contact_id": "c-1",
        "channel": "voice",
    }


@given(st.text(st.characters(), max_size=40))
def test_whatever_an_arrangement_says_is_carried_to_the_workflow_whole(line: str) -> None:
    decision = Decision(outcome=Outcome.CONNECT, banner=Banner(who="", lines=(line,)))
    (enqueue,) = handed_over(decision)
    assert json.loads(enqueue[0].text or "")["arrangement"] == [line]


def test_a_call_is_recorded_only_where_that_was_said() -> None:
    (plain,) = document("+441632960100")
    said, recorded = document("+441632960100", Decision(outcome=Outcome.CONNECT, scripts=(Script.RECORDED,)))
    assert "record" not in plain.attrib
    assert said.text == "recorded"
    assert recorded.get("record") == "record-from-answer-dual"
    assert recorded.get("recordingStatusCallback") == "recording?kind=call#rc=5&rp=ct,rt,5xx"


def test_the_line_of_a_destination_goes_before_its_telephone() -> None:
    known = policy_with(QUEUE, phone="+441632960100", line="sip:desk@example.org")
    assert lines_for(Decision(outcome=Outcome.CONNECT, to=QUEUE), known, list).to == "sip:desk@example.org"


def test_what_must_be_watched_or_limited_goes_to_a_telephone_rather_than_a_workflow() -> None:
    known = policy_with(QUEUE, phone="+441632960100", line=WORKFLOW)
    plain = Decision(outcome=Outcome.CONNECT, to=QUEUE)
    assert lines_for(plain, known, list).to == WORKFLOW
    for special in (replace(plain, watched=True), replace(plain, time_limit=300)):
        assert lines_for(special, known, list).to == "+441632960100"


def test_an_emergency_and_what_is_broken_go_to_a_telephone_rather_than_a_workflow() -> None:
    known = policy_with(EMERGENCY_LINE, phone="+441632960102", line=WORKFLOW)
    assert safe_lines(known).emergency == "+441632960102"
    assert safe_lines(policy_with(EMERGENCY_LINE, line=WORKFLOW)).emergency == WORKFLOW


def test_an_officer_is_rung_where_the_decision_names_one() -> None:
    decision = Decision(outcome=Outcome.ROUTE, to="lee")
    assert lines_for(decision, policy(), lambda: [officer()]).to == "+441632960001"


def test_a_point_of_contact_that_cannot_be_rung_never_spills_into_the_queue() -> None:
    reason = Reason(Kind.SINGLE_POINT_OF_CONTACT, "r-1")
    strict = Decision(outcome=Outcome.ROUTE, to="team", reasons=(reason,))
    known = policy_with("team", email="team@landlord.example.org")
    assert lines_for(strict, known, list).to == ""
    assert lines_for(replace(strict, reasons=()), known, list).to == "+441632960100"


def test_voicemail_and_refusals_ring_nobody() -> None:
    assert lines_for(Decision(outcome=Outcome.ROUTE, to=VOICEMAIL), policy(), list).to == ""
    assert lines_for(Decision(outcome=Outcome.DECLINE), policy(), list).to == ""
