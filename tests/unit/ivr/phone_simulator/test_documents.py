"""A document is read as the network reads it; what the network could not play is refused, with its place."""

from __future__ import annotations

import inspect
import re

import pytest
from twilio.twiml import voice_response

from ivr.phone_simulator.documents import BadDocument, read_document
from ivr.phone_simulator.grammar import ELEMENTS
from ivr.phone_simulator.verbs import Callback, Dial, Enqueue, Gather, Say, Seat, Telephone

WORKFLOW = f"WW{'a' * 32}"


@pytest.mark.parametrize(
    ("inner", "fault"),
    [
        ("<Reject/>", "Response has <Reject> inside"),
        ("<Say>\x0b</Say>", "not XML"),
        ("<Say></Say>", r"Response/Say\[1\] is ''; allowed is 1 to 4096 characters"),
        (f"<Say>{'a' * 4097}</Say>", "allowed is 1 to 4096 characters"),
        ('<Say loud="true">Hello.</Say>', r"Response/Say\[1\] has the attribute 'loud'"),
        ('<Pause length="-1"/>', "allowed is a whole number from 1 to 3600"),
        ("Hello.", "text beside its elements"),
        ("<Gather action='key'><Dial/></Gather>", r"Response/Gather\[1\] has <Dial> inside"),
        ("<Gather/>", r"Response/Gather\[1\] has no action"),
        ("<Gather action='key' input='voice'/>", "words out of dtmf, speech"),
        ("<Gather action='key' method='GET'/>", "allowed is one of POST"),
        ("<Record/>", "has no action"),
        ("<Redirect/>", "an address without blanks"),
        ("<Dial>01632 960100</Dial>", r"a number such as"),
        ("<Dial timeLimit='0'>+441632960100</Dial>", "a whole number from 1 to 14400"),
        ("<Dial timeLimit='14401'>+441632960100</Dial>", "a whole number from 1 to 14400"),
        ("<Dial timeLimit='None'>+441632960100</Dial>", "a whole number from 1 to 14400"),
        ("<Dial><Sip>desk@example.org</Sip></Dial>", r"Response/Dial\[1\]/Sip\[1\]"),
        ("<Dial><Conference>r</Conference><Client>lee</Client></Dial>", "a room is dialled alone"),
        (f"<Dial><Conference participantLabel='{'a' * 129}'>r</Conference></Dial>", "1 to 128 characters"),
        ("<Dial><Conference statusCallbackEvent='joined'>r</Conference></Dial>", "words out of start, end"),
        ("<Enqueue action='queued' workflowSid='WW1'/>", "WW and 32 digits"),
        ("<Enqueue action='queued'/>", "a text that is not empty"),
        (f"<Enqueue action='q' workflowSid='{WORKFLOW}'><Task>words</Task></Enqueue>", "is not JSON"),
        (f"<Enqueue action='q' workflowSid='{WORKFLOW}'><Task>[]</Task></Enqueue>", "not a JSON object"),
        (f"<Enqueue action='q' workflowSid='{WORKFLOW}'><Task>{{\"a-b\": 1}}</Task></Enqueue>", "a hyphen breaks"),
        ("<Enqueue action='q'>desk<Task>{}</Task></Enqueue>", "text beside its elements"),
    ],
)
def test_a_document_that_the_network_could_not_play_is_a_fault(inner: str, fault: str) -> None:
    with pytest.raises(BadDocument, match=fault):
        read_document(f"<Response>{inner}</Response>")


@pytest.mark.parametrize(("text", "fault"), [("", "not XML"), ("<html/>", "begins with <html>")])
def test_what_is_no_response_is_a_fault(text: str, fault: str) -> None:
    with pytest.raises(BadDocument, match=fault):
        read_document(text)


def read(inner: str) -> object:
    [verb] = read_document(f"<Response>{inner}</Response>")
    return verb


def test_what_is_not_said_is_as_the_network_has_it() -> None:
    assert read("<Gather action='key'/>") == Gather(
        action="key",
        prompt=(),
        takes=frozenset({"dtmf"}),
        digits=None,
        finish_on="#",
        timeout=5,
        speech_timeout=5,
        barge_in=True,
        acts_on_nothing=False,
    )
    dial = read("<Dial>+441632960100</Dial>")
    assert isinstance(dial, Dial)
    assert (dial.timeout, dial.limit, dial.to) == (30, 14_400, (Telephone(line="+441632960100"),))


def test_everybody_who_may_be_dialled_is_known() -> None:
    inner = "<Number url='w'>+441632960100</Number><Sip>sip:desk@example.org</Sip><Client>lee</Client>"
    dial = read(f"<Dial>{inner}</Dial>")
    assert isinstance(dial, Dial)
    assert isinstance(dial.to, tuple)
    assert [one.line for one in dial.to] == ["+441632960100", "sip:desk@example.org", "client:lee"]
    assert dial.to[0].whisper == "w"


def test_a_seat_in_a_room_keeps_all_that_was_said() -> None:
    said = "endConferenceOnExit='true' startConferenceOnEnter='false' waitUrl='' participantLabel='caller'"
    told = "statusCallback='room' statusCallbackEvent='join leave announcement'"
    dial = read(f"<Dial><Conference {said} {told}>a room</Conference></Dial>")
    assert isinstance(dial, Dial)
    assert dial.to == Seat(
        room="a room",
        label="caller",
        starts=False,
        ends=True,
        music="",
        told=Callback(url="room", events=frozenset({"join", "leave", "announcement"})),
    )


def test_a_workflow_gets_its_task() -> None:
    verb = read(f"<Enqueue action='queued' workflowSid='{WORKFLOW}'><Task>{{\"channel\": \"voice\"}}</Task></Enqueue>")
    assert verb == Enqueue(queue=f"workflow:{WORKFLOW}", task='{"channel": "voice"}', action="queued", music=None)


def test_markup_in_words_is_words() -> None:
    assert read("<Say>&lt;Dial&gt; &amp; more</Say>") == Say(text="<Dial> & more")


@pytest.mark.parametrize("element", sorted(ELEMENTS.keys() - {"Response", "Leave", "Hangup"}))
def test_no_attribute_is_known_that_twilios_own_library_does_not_write(element: str) -> None:
    owner = voice_response.Enqueue if element == "Task" else _owner(element)
    method = getattr(owner, "task" if element == "Task" else _snake(element))
    written = set(inspect.signature(method).parameters)
    assert {_snake(name) for name in ELEMENTS[element].attributes} <= written


def _owner(element: str) -> type:
    nouns = {"Number", "Sip", "Client", "Conference"}
    return voice_response.Dial if element in nouns else voice_response.VoiceResponse


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
