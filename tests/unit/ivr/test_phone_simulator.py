"""The simulated telephone does what the network would do with each document."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ivr.phone_simulator.documents import BadDocument, read_document
from ivr.phone_simulator.phone import MOST_DOCUMENTS, Caller, Phone, in_words

BASE = "/webhooks/example/twilio/voice/"


class Script:
    """A gateway that answers each path with the documents it was given, the last one for ever."""

    def __init__(self, **documents: list[str]) -> None:
        self._documents = documents
        self.posted: list[tuple[str, dict[str, str]]] = []

    def post(self, path: str, fields: Mapping[str, str]) -> str:
        assert path.startswith(BASE)
        name = path.removeprefix(BASE)
        self.posted.append((name, dict(fields)))
        answers = self._documents.get(name, [""])
        return answers.pop(0) if len(answers) > 1 else answers[0]


def play(gateway: Script, caller: Caller | None = None) -> list[str]:
    return [line.strip() for line in Phone(gateway, caller or Caller(), BASE).play()]


def document(*verbs: str) -> list[str]:
    return [f"<Response>{''.join(verbs)}</Response>"]


def test_a_call_is_heard_connected_and_ended() -> None:
    gateway = Script(
        incoming=document("<Say>Hello.</Say>", '<Dial action="dialled"><Number>+441632960100</Number></Dial>'),
        dialled=document("<Hangup/>"),
    )
    assert play(gateway, Caller(talk_seconds=370)) == [
        "hears: Hello.",
        "is connected to +441632960100, talks for 6 min 10 s",
        "the gateway hangs up",
        "The call has ended after 6 min 10 s.",
    ]
    assert [name for name, _ in gateway.posted] == ["incoming", "dialled", "status"]
    assert gateway.posted[1][1] == {
        "CallStatus": "in-progress",
        "DialCallStatus": "completed",
        "DialCallDuration": "370",
    }
    assert gateway.posted[2][1] == {"CallStatus": "completed", "CallDuration": "370", "Duration": "7"}


def test_a_time_limit_ends_the_conversation() -> None:
    gateway = Script(
        incoming=document('<Dial action="dialled" timeLimit="60">+441632960100</Dial>'),
        dialled=document("<Hangup/>"),
    )
    heard = play(gateway, Caller(talk_seconds=370))
    assert heard[0] == "is connected to +441632960100, talks for 1 min, then the time is over"
    assert gateway.posted[1][1]["DialCallDuration"] == "60"


def test_nobody_answers_and_a_message_is_left() -> None:
    gateway = Script(
        incoming=document('<Dial action="dialled">+441632960100</Dial>'),
        dialled=document('<Record action="message"/>'),
        message=document("<Say>Goodbye.</Say>", "<Hangup/>"),
    )
    heard = play(gateway, Caller(talk_seconds=None))
    assert heard[:3] == ["+441632960100 rings, and nobody answers", "leaves a message of 20 s", "hears: Goodbye."]
    assert gateway.posted[1][1]["DialCallStatus"] == "no-answer"
    assert gateway.posted[2][1]["RecordingDuration"] == "20"


CHOICE = '<Gather numDigits="1" action="key"><Say>Press 1.</Say></Gather>'
REFERENCE = '<Gather finishOnKey="#" action="reference"><Say>Your reference?</Say></Gather>'


def test_keys_are_pressed_in_turn_and_lead_on() -> None:
    gateway = Script(incoming=document(CHOICE), key=[*document(CHOICE), *document("<Hangup/>")])
    assert play(gateway, Caller(presses=["2", "1"]))[:4] == [
        "hears: Press 1.",
        "presses 2",
        "hears: Press 1.",
        "presses 1",
    ]
    assert [fields.get("Digits") for name, fields in gateway.posted if name == "key"] == ["2", "1"]


def test_without_a_key_the_next_verb_is_played() -> None:
    gateway = Script(incoming=document(CHOICE, "<Say>Goodbye.</Say>", "<Hangup/>"))
    assert play(gateway)[:3] == ["hears: Press 1.", "presses nothing", "hears: Goodbye."]


def test_a_reference_is_keyed_in_once_and_is_no_key_of_a_menu() -> None:
    gateway = Script(incoming=document(REFERENCE), reference=document(REFERENCE, "<Hangup/>"))
    heard = play(gateway, Caller(presses=["1"], reference="1001"))
    assert heard[:4] == ["hears: Your reference?", "presses 1001", "hears: Your reference?", "presses nothing"]


def test_pauses_and_redirects_are_followed() -> None:
    gateway = Script(
        incoming=document('<Pause length="2"/>', "<Redirect>fallback</Redirect>"), fallback=document("<Hangup/>")
    )
    assert play(gateway) == ["silence for 2 s", "the gateway hangs up", "The call has ended after 2 s."]


def test_what_follows_a_hangup_is_not_played() -> None:
    assert "hears: Never." not in play(Script(incoming=document("<Hangup/>", "<Say>Never.</Say>")))


def test_a_call_in_circles_is_a_fault() -> None:
    gateway = Script(incoming=document("<Redirect>incoming</Redirect>"))
    with pytest.raises(BadDocument, match="circles"):
        play(gateway)
    assert len(gateway.posted) == MOST_DOCUMENTS


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "not XML"),
        ("<Response><Say>\x0b</Say></Response>", "not XML"),
        ("<html/>", "begins with <html>"),
        ("<Response><Reject/></Response>", "<Reject>"),
        ("<Response><Gather action='key'><Dial/></Gather></Response>", "<Dial> cannot stand inside"),
        ("<Response><Gather/></Response>", "<Gather> has no action"),
        ("<Response><Record/></Response>", "<Record> has no action"),
    ],
)
def test_a_document_that_the_network_could_not_play_is_a_fault(text: str, fault: str) -> None:
    with pytest.raises(BadDocument, match=fault):
        read_document(text)


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 s"), (59, "59 s"), (60, "1 min"), (370, "6 min 10 s")])
def test_seconds_are_said_in_minutes(seconds: int, words: str) -> None:
    assert in_words(seconds) == words
