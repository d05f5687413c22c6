"""Every document is one that Twilio can read, and does what the decision says, whatever the words are."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import example, given
from hypothesis import strategies as st

from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.scripts import Script
from ivr import twiml
from ivr.announcements import LONGEST_SAY, NOBODY_CAN_BE_REACHED, in_breaths, speakable
from ivr.twiml import Lines

LINES = Lines(to="+441632960100", emergency="+441632960102")
HOSTILE = "</Say><Dial>+441632960999</Dial>&amp;<!-- \x00\x0b\x1b\x7f \ufffe \ud800 \u202e ]]>"
WORDS = st.text(st.characters(), max_size=50) | st.just(HOSTILE)
LIMITS = st.none() | st.integers(min_value=-10, max_value=10**9)
DECISIONS = st.builds(
    Decision,
    outcome=st.sampled_from(Outcome),
    scripts=st.lists(st.sampled_from(Script), max_size=6).map(tuple),
    time_limit=LIMITS,
)


def dial_of(decision: Decision) -> Element:
    dial = fromstring(twiml.answer(decision, str, LINES)).find("Dial")
    assert dial is not None
    return dial


@given(decision=DECISIONS, words=WORDS, lines=st.sampled_from([LINES, Lines(), Lines(to="+441632960100")]))
@example(
    decision=Decision(outcome=Outcome.DECLINE, scripts=(Script.DECLINE,)),
    words=HOSTILE,
    lines=LINES,
)
def test_any_words_give_a_document_that_says_just_them(decision: Decision, words: str, lines: Lines) -> None:
    root = fromstring(twiml.answer(decision, lambda _: words, lines))
    known = {"Response", "Say", "Gather", "Dial", "Number", "Record", "Hangup"}
    assert {element.tag for element in root.iter()} <= known
    built_in = {NOBODY_CAN_BE_REACHED}
    assert {say.text for say in root.iter("Say")} <= {speakable(words)} | built_in
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
    assert dial_of(Decision(outcome=outcome)).attrib == {"action": "dialled", "timeout": "30"}


@pytest.mark.parametrize("scripts", [(), (Script.DECLINE,), (Script.REVIEW_CHOICE, Script.EMERGENCY_CHOICE)])
def test_a_decline_begins_with_the_emergency_choice_whatever_the_decision_says(scripts: tuple[Script, ...]) -> None:
    root = fromstring(twiml.answer(Decision(outcome=Outcome.DECLINE, scripts=scripts), str, LINES))
    assert root[0].tag == "Gather"
    assert root[0][0].text == "emergency_choice"
    assert [verb.tag for verb in root] == ["Gather", "Gather", "Say", "Hangup"]


def test_an_emergency_has_nothing_between_the_words_and_the_line() -> None:
    root = fromstring(twiml.answer(Decision(outcome=Outcome.EMERGENCY), str, LINES))
    assert [verb.tag for verb in root] == ["Say", "Dial"]
    assert root[1][0].text == LINES.emergency


def test_an_emergency_without_a_line_is_told_to_ring_999() -> None:
    root = fromstring(twiml.emergency(str, Lines()))
    assert root[0].text == NOBODY_CAN_BE_REACHED


def test_a_gather_never_leads_back_to_its_own_document() -> None:
    documents = [
        twiml.safe(str, LINES),
        twiml.voicemail(str),
        twiml.answer(Decision(outcome=Outcome.DECLINE), str, LINES),
        twiml.answer(Decision(outcome=Outcome.CONNECT, scripts=(Script.ASK_REFERENCE,)), str, LINES),
    ]
    gathers = [gather for text in documents for gather in fromstring(text).iter("Gather")]
    assert len(gathers) == 5
    assert all(gather.get("action") in {"key", "reference?turn=1"} for gather in gathers)
    assert all(gather.get("actionOnEmptyResult") == "false" for gather in gathers)


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
