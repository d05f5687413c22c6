"""Every document is one that Twilio can read, and does what the decision says, whatever the words are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import example, given
from hypothesis import strategies as st

from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.voice import VoiceRules
from ivr import ending, twiml
from ivr.announcements import LONGEST_SAY, NOBODY_CAN_BE_REACHED, in_breaths, speakable
from ivr.phone_simulator.documents import read_document
from ivr.speech import Said, Speech
from ivr.stage import MOST_TURNS, Lines, Stage

LINES = Lines(to="+441632960100", emergency="+441632960102")
STAGE = Stage(speech=Speech(texts=lambda script: Said(text=script)), lines=LINES)
HOSTILE = "</Say><Dial>+441632960999</Dial>&amp;<!-- \x00\x0b\x1b\x7f \ufffe \ud800 \u202e ]]>"
WORDS = st.text(st.characters(), max_size=50) | st.just(HOSTILE) | st.just("\u202e" + "long " * 2000)
LIMITS = st.none() | st.integers(min_value=-10, max_value=10**9)
DECISIONS = st.builds(
    Decision,
    outcome=st.sampled_from(Outcome),
    scripts=st.lists(st.sampled_from(Script), max_size=6).map(tuple),
    time_limit=LIMITS,
)


def dial_of(decision: Decision) -> Element:
    dial = fromstring(twiml.answer(decision, STAGE)).find("Dial")
    assert dial is not None
    return dial


@given(
    decision=DECISIONS,
    words=WORDS,
    lines=st.sampled_from([LINES, Lines(), Lines(to="+441632960100")]),
    turn=st.integers(1, MOST_TURNS + 1),
)
@example(decision=Decision(outcome=Outcome.DECLINE, scripts=(Script.DECLINE,)), words=HOSTILE, lines=LINES, turn=1)
def test_any_words_give_a_document_that_says_just_them(decision: Decision, words: str, lines: Lines, turn: int) -> None:
    speech = Speech(texts=lambda _: Said(text=words), phrases={words: (words,)})
    answer = twiml.answer(decision, Stage(speech=speech, lines=lines, turn=turn))
    read_document(answer)
    root = fromstring(answer)
    known = {"Response", "Say", "Gather", "Dial", "Number", "Record", "Hangup"}
    assert {element.tag for element in root.iter()} <= known
    said = [*in_breaths(speakable(words)), NOBODY_CAN_BE_REACHED]
    assert {say.text for say in root.iter("Say")} <= set(said)
    assert {number.text for number in root.iter("Number")} <= {lines.to, lines.emergency}


@given(limit=st.integers(min_value=-10, max_value=10**9))
@example(limit=0)
@example(limit=1)
@example(limit=14_400)
@example(limit=14_401)
def test_a_time_limit_is_always_positive_and_bounded(limit: int) -> None:
    decision = Decision(outcome=Outcome.CONNECT, time_limit=limit)
    dial = dial_of(decision)
    assert 1 <= int(dial.attrib["timeLimit"]) <= 14_400
    if 1 <= limit <= 14_400:
        assert dial.get("timeLimit") == str(limit)


@pytest.mark.parametrize("outcome", [Outcome.CONNECT, Outcome.ROUTE])
def test_without_a_limit_none_is_written(outcome: Outcome) -> None:
    assert dial_of(Decision(outcome=outcome)).attrib == {"action": "dialled?turn=1", "timeout": "30"}


@pytest.mark.parametrize("scripts", [(), (Script.DECLINE,), (Script.REVIEW_CHOICE, Script.EMERGENCY_CHOICE)])
def test_a_decline_begins_with_the_emergency_choice_whatever_the_decision_says(scripts: tuple[Script, ...]) -> None:
    root = fromstring(twiml.answer(Decision(outcome=Outcome.DECLINE, scripts=scripts), STAGE))
    assert root[0].tag == "Gather"
    assert root[0][0].text == "emergency_choice"
    assert [verb.tag for verb in root] == ["Gather", "Gather", "Say", "Hangup"]


def test_a_declined_caller_may_leave_a_message_after_the_words_where_the_landlord_wants_it_so() -> None:
    scripts = (Script.EMERGENCY_CHOICE, Script.DECLINE, Script.LEAVE_A_MESSAGE, Script.GOODBYE)
    stage = replace(STAGE, rules=VoiceRules(longest_message_minutes=2))
    root = fromstring(twiml.answer(Decision(outcome=Outcome.DECLINE, scripts=scripts), stage))
    assert [verb.tag for verb in root] == ["Gather", "Gather", "Say", "Record", "Say", "Hangup"]
    assert [say.text for say in root.iter("Say")][-2:] == ["leave_a_message", "goodbye"]
    record = root.find("Record")
    assert record is not None
    assert (record.get("maxLength"), record.get("action")) == ("120", "message")
    assert record.get("recordingStatusCallback") == "recording?kind=voicemail#rc=5&rp=ct,rt,5xx"


def test_an_emergency_has_nothing_between_the_words_and_the_line_and_no_limit() -> None:
    root = fromstring(twiml.answer(Decision(outcome=Outcome.EMERGENCY, time_limit=60), STAGE))
    assert [verb.tag for verb in root] == ["Say", "Dial"]
    assert root[1][0].text == LINES.emergency
    assert root[1].attrib == {"action": "emergency-dialled?turn=1", "timeout": "30"}


def test_an_emergency_without_a_line_is_told_to_ring_999() -> None:
    root = fromstring(twiml.emergency(replace(STAGE, lines=Lines())))
    assert root[0].text == NOBODY_CAN_BE_REACHED


def test_a_gather_never_leads_back_to_its_own_document() -> None:
    documents = [
        twiml.safe(STAGE),
        ending.voicemail(STAGE),
        twiml.answer(Decision(outcome=Outcome.DECLINE), STAGE),
        twiml.answer(Decision(outcome=Outcome.CONNECT, scripts=(Script.ASK_REFERENCE,)), STAGE),
    ]
    gathers = [gather for text in documents for gather in fromstring(text).iter("Gather")]
    assert len(gathers) == 8
    assert {gather.get("action") for gather in gathers} == {"key?turn=1", "reference?turn=1&go=1"}
    assert all(gather.get("actionOnEmptyResult") == "false" for gather in gathers)


@given(decision=DECISIONS)
@example(decision=Decision(outcome=Outcome.DECLINE))
@example(decision=Decision(outcome=Outcome.CONNECT, scripts=(Script.EMERGENCY_CHOICE, Script.ASK_REFERENCE)))
def test_what_was_asked_often_enough_is_not_asked_any_more(decision: Decision) -> None:
    last = fromstring(twiml.answer(decision, replace(STAGE, turn=MOST_TURNS)))
    assert all("turn=9" in gather.get("action", "") for gather in last.iter("Gather"))
    after = fromstring(twiml.answer(decision, replace(STAGE, turn=MOST_TURNS + 1)))
    assert after.find("Gather") is None
    assert after[-1].tag in {"Dial", "Hangup"}
    assert all("turn=10" not in verb.get("action", "") for verb in after)


@pytest.mark.parametrize(
    "document",
    [
        twiml.safe,
        ending.voicemail,
        lambda stage: twiml.answer(
            Decision(outcome=Outcome.CONNECT, scripts=(Script.GREETING, Script.EMERGENCY_CHOICE, Script.ASK_REFERENCE)),
            stage,
        ),
    ],
    ids=["safe", "voicemail", "reference"],
)
def test_the_emergency_has_a_second_chance_which_is_short(document: Callable[[Stage], str]) -> None:
    def waits(stage: Stage) -> list[int]:
        return [int(gather.get("timeout", "")) for gather in fromstring(document(stage)).iter("Gather")]

    gathers = fromstring(document(STAGE)).findall("Gather")
    assert [say.text for say in gathers[0]][-1] == "emergency_choice"
    assert [say.text for say in gathers[-1]] == ["emergency_choice"]
    assert waits(STAGE) in ([5, 3], [5, 8, 8, 3])
    unhurried = replace(STAGE, speech=replace(STAGE.speech, unhurried=True))
    assert waits(unhurried) == [3 * seconds for seconds in waits(STAGE)]


def test_a_reference_is_asked_for_twice_by_keypad_alone() -> None:
    decision = Decision(outcome=Outcome.CONNECT, scripts=(Script.GREETING, Script.ASK_REFERENCE))
    first, second = fromstring(twiml.answer(decision, STAGE)).findall("Gather")
    assert [say.text for say in first] == ["greeting", "ask_reference"]
    assert [say.text for say in second] == ["ask_reference"]
    assert first.attrib == second.attrib
    assert first.get("input") == "dtmf"


def test_a_call_in_another_language_goes_on_in_it() -> None:
    def said(script: Script) -> Said:
        return Said(text=script, language="cy-GB", voice="Polly.Gwyneth")

    stage = replace(STAGE, speech=Speech(texts=said, language="cy"))
    root = fromstring(twiml.answer(Decision(outcome=Outcome.DECLINE, scripts=(Script.DECLINE,)), stage))
    assert {(say.get("language"), say.get("voice")) for say in root.iter("Say")} == {("cy-GB", "Polly.Gwyneth")}
    assert root[0].get("action") == "key?turn=1&language=cy"


def test_words_that_were_spoken_in_are_played_in_place_of_the_text() -> None:
    recording = "https://contact.example.org/audio/1"
    stage = replace(STAGE, speech=Speech(texts=lambda _: Said(text="Hello.", recording=recording)))
    root = fromstring(twiml.answer(Decision(outcome=Outcome.CONNECT, scripts=(Script.GREETING,)), stage))
    assert (root[0].tag, root[0].text) == ("Play", recording)
    assert root.find("Say") is None


@given(st.text(max_size=3 * LONGEST_SAY))
@example("x" * (LONGEST_SAY + 1))
@example("word " * 5000)
@example(" " * 9000)
def test_long_words_are_said_in_breaths_without_losing_any(text: str) -> None:
    said = speakable(text)
    breaths = list(in_breaths(said))
    assert all(0 < len(breath) <= LONGEST_SAY for breath in breaths)
    assert "".join(breaths).replace(" ", "") == said.replace(" ", "")


@pytest.mark.parametrize(
    ("raw", "spoken"),
    [
        ("a\x0bb", "a b"),
        ("a\ud800b", "a b"),
        ("a\ufffeb", "a b"),
        (" a \n b\t", "a b"),
        ("£5 – “Zoë” 🙂", "£5 – “Zoë” 🙂"),
    ],
)
def test_what_no_document_may_hold_is_left_out(raw: str, spoken: str) -> None:
    assert speakable(raw) == spoken
