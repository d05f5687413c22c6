"""Whoever serves a call learns what to do and never why; and nothing of a person stands in an address or a log."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from defusedxml.ElementTree import fromstring

from contact_gateway.application.records import DecidedBy
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.policy import QUEUE, Destination
from contact_gateway.domain.restrictions import Grounds
from tests.builders import MONDAY, policy, restriction
from tests.fakes.twilio import CALL_SID, LANDLORD, words
from tests.fakes.twilio_rooms import LEG_SID, Room, TwilioRooms

WHY = ("harassment", "Shouted at Lee in the hall", "Letter of the second of May")
PERSON = ("Sam", "07700", "7700900123", "1001")
WORKFLOW = f"workflow:WW{'a' * 32}"


def decided_with_grounds(twilio: TwilioRooms) -> None:
    """Put a restriction on Sam whose grounds, narrative and evidence are words that can be looked for."""
    grounds, narrative, evidence = WHY
    decided = DecidedBy(
        officer="lee",
        grounds=Grounds(grounds),
        decided_at=MONDAY,
        policy_version=1,
        narrative=narrative,
        evidence=evidence,
    )
    cap = restriction(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}, [Channel.VOICE])
    twilio.services.casework.take_over(LANDLORD, cap, decided)


def addresses(document: str) -> str:
    """Return every attribute of a document but what may be said, where it leads, and the names of its rooms."""
    root = fromstring(document)
    led = [
        value for verb in root.iter() for name, value in verb.attrib.items() if name.lower().endswith(("url", "action"))
    ]
    led += [verb.attrib.get("statusCallback", "") for verb in root.iter()]
    said = [verb.text or "" for verb in root.iter() if verb.tag in {"Redirect", "Conference"}]
    return unquote(" ".join((*led, *said)))


@pytest.mark.clause("MAG-16")
@pytest.mark.clause("TUN-8.5")
def test_whoever_answers_is_told_the_arrangement_and_never_why() -> None:
    twilio = TwilioRooms()
    decided_with_grounds(twilio)
    room = Room(twilio.put_through(twilio.call()))
    (whisper,) = words(twilio.leg_document(room))
    assert "May make 2 contacts a week" in whisper
    assert "1 of 2 contacts used this week" in whisper
    assert not any(why.casefold() in whisper.casefold() for why in WHY)
    assert len(whisper) <= 600


@pytest.mark.clause("MAG-16")
def test_a_workflow_is_told_the_arrangement_and_neither_why_nor_who() -> None:
    queue = Destination(name=QUEUE, label="Customer service", line=WORKFLOW)
    twilio = TwilioRooms(destinations={**policy().destinations, QUEUE: queue})
    decided_with_grounds(twilio)
    heard = twilio.put_through(twilio.call())
    task = json.loads(heard[-1][0].text or "")
    assert task.keys() == {"arrangement", "contact_id", "channel"}
    assert any("May make 2 contacts a week" in line for line in task["arrangement"])
    assert not any(private.casefold() in json.dumps(task).casefold() for private in (*WHY, *PERSON))


def test_nothing_of_a_person_or_of_why_stands_in_an_address_or_the_name_of_a_room() -> None:
    twilio = TwilioRooms()
    decided_with_grounds(twilio)
    unknown = {"CallSid": f"CA{'b' * 32}", "From": "anonymous"}
    documents = [
        twilio.post("voice/incoming", {"CallSid": CALL_SID}).text,
        twilio.post("voice/connect?turn=1", {"CallSid": CALL_SID}).text,
        twilio.post("voice/incoming", unknown).text,
        twilio.post(
            "voice/reference?turn=1&go=1", {"CallSid": f"CA{'b' * 32}", "From": "anonymous", "Digits": "1001"}
        ).text,
    ]
    room = Room(fromstring(documents[1]))
    documents.append(twilio.post(f"voice/leg?id={room.leg}", {"CallSid": LEG_SID}).text)
    led = " ".join(map(addresses, documents))
    assert "connect?turn=1" in led
    assert not any(private.casefold() in led.casefold() for private in (*WHY, *PERSON))


@pytest.mark.clause("DER-8.1..8.3")
def test_what_is_keyed_stands_in_no_address_and_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    twilio = TwilioRooms()
    twilio.call(From="anonymous")
    heard = twilio.post("voice/reference?turn=1&go=1", {"CallSid": CALL_SID, "From": "anonymous", "Digits": "86420"})
    twilio.lose_the_database()
    twilio.post("voice/reference?turn=2&go=2", {"CallSid": CALL_SID, "From": "anonymous", "Digits": "86420"})
    assert "86420" not in heard.text
    assert caplog.text
    assert "86420" not in caplog.text


@pytest.mark.clause("DER-8.1..8.3")
def test_three_references_that_fit_nobody_lead_to_a_person_who_is_told_so() -> None:
    twilio = TwilioRooms()
    heard = twilio.call(From="anonymous")
    for turn in (1, 2, 3):
        heard = twilio.call(f"reference?turn={turn}&go={turn}", From="anonymous", Digits="86420")
    assert heard[-1][0].get("url") == "whisper"
    (whisper,) = words(twilio.call("whisper", CallSid=LEG_SID, ParentCallSid=CALL_SID))
    assert "3 references that fit nobody" in whisper
    (contact,) = twilio.memory.of(LANDLORD).contacts.values()
    assert contact.last is not None
    assert contact.last.decision.outcome is Outcome.CONNECT
