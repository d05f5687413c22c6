"""A simulated call does what the network would do with each document."""

from __future__ import annotations

import pytest

from ivr.phone_simulator.calls import Status
from ivr.phone_simulator.durations import in_words
from ivr.phone_simulator.executor import BROKEN, MOST_DOCUMENTS
from ivr.phone_simulator.people import Planned
from tests.unit.ivr.phone_simulator.exchanges import (
    ACCOUNT,
    BASE,
    CALLER,
    DESK,
    LINE,
    Gateway,
    document,
    exchange_for,
    ring,
)
from tests.unit.ivr.phone_simulator.exchanges import heard as played

HANG_UP = document("<Hangup/>")


def dialling(inner: str = DESK, **attributes: str) -> list[str]:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return document(f'<Dial action="dialled"{said}>{inner}</Dial>')


def test_a_call_is_heard_connected_and_ended() -> None:
    gateway = Gateway(incoming=document("<Say>Hello.</Say>", f'<Dial action="dialled">{DESK}</Dial>'), dialled=HANG_UP)
    exchange = exchange_for(gateway, **{DESK: Planned(talk_seconds=370)})
    assert played(exchange) == [
        f"calls {LINE}",
        "hears: Hello.",
        f"{DESK} rings",
        f"is connected to {DESK}",
        f"{DESK} is connected to {CALLER}",
        "has talked for 6 min 10 s",
        "the call ends",
        "The call has ended after 6 min 13 s.",
    ]
    assert [name for name, _ in gateway.posted] == ["incoming", "dialled", "status"]
    first, dialled, status = (fields for _, fields in gateway.posted)
    assert (first["CallStatus"], first["Direction"], first["From"], first["To"]) == ("ringing", "inbound", CALLER, LINE)
    assert (dialled["DialCallStatus"], dialled["DialCallDuration"]) == ("completed", "370")
    assert dialled["DialBridged"] == "true"
    assert (status["CallStatus"], status["CallDuration"], status["Duration"]) == ("completed", "373", "7")
    assert status["AccountSid"] == ACCOUNT


def test_a_time_limit_ends_the_conversation() -> None:
    gateway = Gateway(incoming=dialling(timeLimit="60"), dialled=HANG_UP)
    exchange = exchange_for(gateway, **{DESK: Planned(talk_seconds=370)})
    assert "has talked for 1 min, then the time is over" in played(exchange)
    assert gateway.told("dialled")[0]["DialCallDuration"] == "60"


def test_a_caller_who_hangs_up_leaves_the_end_of_the_connection_to_be_told() -> None:
    gateway = Gateway(incoming=dialling(), dialled=document("<Say>Nobody hears this.</Say>"))
    exchange = exchange_for(gateway, **{DESK: Planned()})
    lines = played(exchange, Planned(talk_seconds=30))
    assert lines[-2:] == ["hangs up", "The call has ended after 33 s."]
    assert [name for name, _ in gateway.posted] == ["incoming", "dialled", "status"]
    assert gateway.told("dialled")[0]["CallStatus"] == "completed"
    assert all(call.is_over for call in exchange.calls.values())


@pytest.mark.parametrize(
    ("desk", "status", "said"),
    [
        (Planned(answers=False), "no-answer", "not answered"),
        (Planned(refuses=Status.BUSY), "busy", "busy"),
        (Planned(refuses=Status.FAILED), "failed", "failed"),
    ],
)
def test_nobody_answers_and_a_message_is_left(desk: Planned, status: str, said: str) -> None:
    gateway = Gateway(
        incoming=dialling(),
        dialled=document('<Record action="message" recordingStatusCallback="recorded"/>'),
        message=document("<Say>Goodbye.</Say>", "<Hangup/>"),
    )
    lines = played(exchange_for(gateway, **{DESK: desk}))
    assert lines[3:5] == ["leaves a message of 20 s", "hears: Goodbye."]
    assert lines[2] == f"{DESK} is {said}"
    assert gateway.told("dialled")[0]["DialCallStatus"] == status
    assert "DialCallDuration" not in gateway.told("dialled")[0]
    message, told = gateway.told("message")[0], gateway.told("recorded")[0]
    assert message["RecordingDuration"] == told["RecordingDuration"] == "20"
    assert told["RecordingSid"] == message["RecordingSid"]


def test_silence_after_the_tone_is_no_message() -> None:
    gateway = Gateway(incoming=document('<Record action="message" timeout="10"/>', "<Say>Goodbye.</Say>"))
    lines = played(exchange_for(gateway), Planned(message_seconds=0))
    assert lines[1:3] == ["hears: Goodbye.", "the call ends"]
    assert not gateway.told("message")


def test_the_first_who_answers_is_connected_and_the_others_stop_ringing() -> None:
    both = f"<Number>{DESK}</Number><Client>lee</Client>"
    gateway = Gateway(incoming=dialling(both), dialled=HANG_UP)
    exchange = exchange_for(gateway, **{DESK: Planned(answers=False), "client:lee": Planned(talk_seconds=5)})
    assert "is connected to client:lee" in played(exchange)
    [never] = [call for call in exchange.calls.values() if call.dialled == DESK]
    assert never.status is Status.NO_ANSWER


def test_a_whisper_is_heard_by_whoever_answers_before_the_bridge() -> None:
    gateway = Gateway(
        incoming=dialling(f'<Number url="whisper">{DESK}</Number>'),
        whisper=document("<Say>Ten minutes at most.</Say>"),
        dialled=HANG_UP,
    )
    lines = played(exchange_for(gateway, **{DESK: Planned(talk_seconds=5)}))
    assert lines.index(f"{DESK} hears: Ten minutes at most.") < lines.index(f"is connected to {DESK}")
    [whispered] = gateway.told("whisper")
    assert (whispered["Direction"], whispered["To"]) == ("outbound-dial", DESK)
    assert whispered["ParentCallSid"] == gateway.told("incoming")[0]["CallSid"]


def test_an_extension_is_keyed_before_the_whisper() -> None:
    number = f'<Number url="whisper" sendDigits="ww12">{DESK}</Number>'
    gateway = Gateway(incoming=document(f"<Dial>{number}</Dial>"), whisper=document("<Say>Somebody.</Say>"))
    lines = played(exchange_for(gateway))
    keyed = next(place for place, line in enumerate(lines) if line.endswith("is sent the keys 12"))
    assert "Somebody." in lines[keyed + 1]


def test_who_hangs_up_on_the_whisper_is_not_connected() -> None:
    gateway = Gateway(incoming=dialling(f'<Number url="whisper">{DESK}</Number>'), whisper=HANG_UP, dialled=HANG_UP)
    assert f"is connected to {DESK}" not in played(exchange_for(gateway))
    assert gateway.told("dialled")[0]["DialBridged"] == "false"


def test_a_whisper_cannot_dial() -> None:
    gateway = Gateway(incoming=dialling(f'<Number url="whisper">{DESK}</Number>'), whisper=dialling(), dialled=HANG_UP)
    exchange = exchange_for(gateway)
    played(exchange)
    assert "<Dial> cannot stand" in exchange.faults[0]


def test_a_star_ends_the_connection_and_the_call_goes_on_where_the_document_says_so() -> None:
    ends, talks = Gateway(incoming=dialling(hangupOnStar="true"), dialled=HANG_UP), Gateway(incoming=dialling())
    for gateway in (ends, talks):
        exchange = exchange_for(gateway, **{DESK: Planned()})
        call = ring(exchange)
        exchange.timeline.advance(10)
        call.press("*")
        exchange.timeline.advance(1)
    assert ends.told("dialled")[0]["DialCallDuration"] == "7"
    assert not talks.told("dialled")


def test_the_events_of_a_dialled_line_are_told_where_the_document_asks() -> None:
    told = 'statusCallback="leg-status" statusCallbackEvent="ringing answered completed"'
    gateway = Gateway(incoming=dialling(f"<Number {told}>{DESK}</Number>"), dialled=HANG_UP)
    played(exchange_for(gateway))
    assert [one["CallStatus"] for one in gateway.told("leg-status")] == ["ringing", "in-progress", "completed"]


def test_a_recorded_conversation_is_told_when_it_is_over() -> None:
    gateway = Gateway(
        incoming=dialling(record="record-from-answer", recordingStatusCallback="recorded"), dialled=HANG_UP
    )
    played(exchange_for(gateway))
    assert gateway.told("recorded")[0]["RecordingDuration"] == "60"
    assert gateway.told("dialled")[0]["RecordingUrl"].startswith("https://api.twilio.com/")


CHOICE = '<Gather numDigits="1" action="key"><Say>Press 1.</Say></Gather>'
SPOKEN = '<Gather input="dtmf speech" numDigits="1" speechTimeout="auto" action="key"><Say>Press 1.</Say></Gather>'
REFERENCE = '<Gather finishOnKey="#" action="reference"><Say>Your reference?</Say></Gather>'


def test_keys_are_pressed_in_turn_and_lead_on() -> None:
    gateway = Gateway(incoming=document(CHOICE), key=[*document(CHOICE), *HANG_UP])
    assert played(exchange_for(gateway), Planned(presses=["2", "1"]))[1:5] == [
        "hears: Press 1.",
        "presses 2",
        "hears: Press 1.",
        "presses 1",
    ]
    assert [fields["Digits"] for fields in gateway.told("key")] == ["2", "1"]


def test_words_lead_on_where_they_are_listened_to() -> None:
    gateway = Gateway(incoming=document(SPOKEN), key=HANG_UP)
    assert "says: emergency" in played(exchange_for(gateway), Planned(says=["emergency"]))
    [said] = gateway.told("key")
    assert (said["SpeechResult"], said["Confidence"]) == ("emergency", "0.9")
    assert "Digits" not in said


def test_words_are_lost_where_only_keys_are_awaited() -> None:
    exchange = exchange_for(Gateway(incoming=document(CHOICE)))
    assert "presses nothing" in played(exchange, Planned(says=["emergency"]))


def test_without_a_key_the_next_verb_is_played() -> None:
    gateway = Gateway(incoming=document(CHOICE, "<Say>Goodbye.</Say>", "<Hangup/>"))
    assert played(exchange_for(gateway))[1:4] == ["hears: Press 1.", "presses nothing", "hears: Goodbye."]


def test_without_a_key_the_action_is_asked_where_the_document_says_so() -> None:
    asked = CHOICE.replace("<Gather ", '<Gather actionOnEmptyResult="true" ')
    gateway = Gateway(incoming=document(asked), key=HANG_UP)
    played(exchange_for(gateway))
    assert gateway.told("key")[0]["Digits"] == ""


def test_a_reference_is_keyed_in_and_is_no_key_of_a_menu() -> None:
    gateway = Gateway(incoming=document(REFERENCE), reference=document(REFERENCE, "<Hangup/>"))
    lines = played(exchange_for(gateway), Planned(presses=["1"], references=["1001"]))
    assert lines[1:5] == ["hears: Your reference?", "presses 1001", "hears: Your reference?", "presses nothing"]
    assert gateway.told("reference")[0]["Digits"] == "1001"


@pytest.mark.parametrize(("barge_in", "seconds"), [("true", 1), ("false", 6)])
def test_a_key_cuts_the_prompt_short_unless_the_document_forbids_it(barge_in: str, seconds: int) -> None:
    prompt = f"<Say>{'word ' * 15}</Say>"
    asked = f'<Gather numDigits="1" bargeIn="{barge_in}" action="key">{prompt}</Gather>'
    gateway = Gateway(incoming=document(asked), key=HANG_UP)
    exchange = exchange_for(gateway)
    caller = Planned()
    exchange.timeline.after(1, lambda: next(iter(exchange.calls.values())).press("1"))
    assert played(exchange, caller)[-1] == f"The call has ended after {seconds} s."


def test_pauses_and_redirects_are_followed() -> None:
    gateway = Gateway(
        incoming=document('<Pause length="2"/>', "<Redirect>other</Redirect>"), other=document("<Hangup/>")
    )
    assert played(exchange_for(gateway))[1:] == [
        "silence for 2 s",
        "the call ends",
        "The call has ended after 2 s.",
    ]


def test_what_follows_a_hangup_is_not_played() -> None:
    gateway = Gateway(incoming=document("<Hangup/>", "<Say>Never.</Say>"))
    assert "hears: Never." not in played(exchange_for(gateway))


def test_a_call_in_circles_is_a_fault() -> None:
    gateway = Gateway(incoming=document("<Redirect>incoming</Redirect>"))
    exchange = exchange_for(gateway)
    assert "circles" in played(exchange)[-2]
    assert "circles" in exchange.faults[0]
    assert len(gateway.told("incoming")) == MOST_DOCUMENTS


def test_what_cannot_be_read_leads_to_the_fallback() -> None:
    gateway = Gateway(incoming=document("<Reject/>"), fallback=document("<Say>One moment.</Say>", "<Hangup/>"))
    exchange = exchange_for(gateway)
    assert "hears: One moment." in played(exchange)
    [asked] = gateway.told("fallback")
    assert (asked["ErrorCode"], asked["ErrorUrl"]) == ("12100", f"{BASE}incoming#rc=2")
    assert "<Reject>" in exchange.faults[0]


def test_without_a_fallback_the_caller_hears_the_networks_own_words() -> None:
    exchange = exchange_for(Gateway())
    assert f"hears: {BROKEN}" in played(exchange)
    assert len(exchange.faults) == 2


def test_a_caller_waits_in_a_queue_until_somebody_takes_the_call() -> None:
    workflow = f"workflow:WW{'a' * 32}"
    task = '<Task>{"contact_id": "1"}</Task>'
    gateway = Gateway(
        incoming=document(
            f'<Enqueue workflowSid="WW{"a" * 32}" waitUrl="wait" action="queued">{task}</Enqueue>',
        ),
        wait=document("<Say>Please wait.</Say>", "<Pause/>"),
        queued=HANG_UP,
    )
    lines = played(exchange_for(gateway, **{workflow.replace(":", "_"): Planned(talk_seconds=40)}))
    assert lines[1] == f'waits in {workflow} with the task {{"contact_id": "1"}}'
    assert lines.count("hears: Please wait.") == 2
    assert f"is connected to {workflow}" in lines
    assert [gateway.told("queued")[0][name] for name in ("QueueResult", "QueueTime")] == ["bridged", "3"]


def test_a_caller_leaves_a_queue_where_the_music_says_so() -> None:
    gateway = Gateway(
        incoming=document('<Enqueue waitUrl="wait" action="queued">desk</Enqueue>'),
        wait=[*document("<Pause/>"), *document("<Leave/>")],
        queued=HANG_UP,
    )
    played(exchange_for(gateway, queue_desk=Planned(answers=False)))
    assert gateway.told("queued")[0]["QueueResult"] == "leave"


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 s"), (59, "59 s"), (60, "1 min"), (370, "6 min 10 s")])
def test_seconds_are_said_in_minutes(seconds: int, words: str) -> None:
    assert in_words(seconds) == words
