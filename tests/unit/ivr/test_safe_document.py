from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.adapters.policy_files.packs import read_pack
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.domain.languages import ENGLISH
from contact_gateway.domain.policy import EMERGENCY_LINE, QUEUE, Destination, Policy
from contact_gateway.domain.scripts import Script
from ivr.phone_simulator.documents import read_document
from ivr.safe_document import NobodyToRing, emergency_document, safe_document
from tests.builders import MONDAY, policy

ELSEWHERE = "https://handler.example.net/emergency"


def landlord(queue: str = "+441632960210", emergency: str = "+441632960219", **words: str) -> Policy:
    return policy(
        destinations={
            QUEUE: Destination(name=QUEUE, label="Customer services", phone=queue),
            EMERGENCY_LINE: Destination(name=EMERGENCY_LINE, label="Emergency line", phone=emergency),
        },
        scripts={
            ENGLISH: {"safe_greeting": "Hello, this is {landlord}.", "emergency_choice": "Emergency? Press 1.", **words}
        },
    )


def verbs(document: str) -> Sequence[Element]:
    assert read_document(document)
    return list(fromstring(document))


def said(parent: Sequence[Element]) -> list[str]:
    return [verb.text or "" for verb in parent if verb.tag == "Say"]


def test_a_caller_is_greeted_told_the_emergency_number_and_put_through() -> None:
    document = verbs(safe_document(landlord(), MONDAY))
    assert [verb.tag for verb in document] == ["Say", "Say", "Say", "Dial", "Say", "Say", "Say", "Hangup"]
    assert said(document)[:3] == [
        f"Hello, this is {landlord().name}.",
        "In an emergency, hang up and ring 0 1 6 3 2 9 6 0 2 1 9.",
        "If somebody is in danger, hang up and ring 9 9 9.",
    ]
    [line] = document[3]
    assert (line.tag, line.text) == ("Number", "+441632960210")


def test_nothing_in_the_document_leads_back_to_us() -> None:
    recorded = replace(landlord(), recordings={ENGLISH: {Script.SAFE_GREETING: "https://contact.example.org/words"}})
    for document in (safe_document(recorded, MONDAY), emergency_document(recorded, MONDAY)):
        assert "contact.example.org" not in document
        assert not [verb for verb in fromstring(document).iter() if "action" in verb.attrib or verb.tag == "Play"]


def test_with_a_second_document_any_key_leads_to_the_emergency_line() -> None:
    gather, again, dial, *_ = verbs(safe_document(landlord(), MONDAY, ELSEWHERE))
    assert (gather.tag, gather.get("action"), gather.get("numDigits"), dial.tag) == ("Gather", ELSEWHERE, "1", "Dial")
    assert said(list(gather)) == [f"Hello, this is {landlord().name}.", "Emergency? Press 1."]
    assert (said(list(again)), again.attrib) == (["Emergency? Press 1."], gather.attrib)


def test_the_second_document_rings_the_emergency_line_and_then_the_queue() -> None:
    document = verbs(emergency_document(landlord(), MONDAY))
    assert [verb[0].text for verb in document if verb.tag == "Dial"] == ["+441632960219", "+441632960210"]
    assert document[-1].tag == "Hangup"


def test_an_emergency_line_without_a_number_leaves_999() -> None:
    document = verbs(safe_document(landlord(emergency=""), MONDAY))
    assert said(document)[1] == "If somebody is in danger, hang up and ring 9 9 9."


@pytest.mark.parametrize("line", ["", f"workflow:WW{'a' * 32}"])
def test_a_queue_that_nothing_can_ring_is_told(line: str) -> None:
    without = landlord(queue="")
    queue = replace(without.destinations[QUEUE], line=line)
    with pytest.raises(NobodyToRing, match="queue has no telephone"):
        safe_document(replace(without, destinations={**without.destinations, QUEUE: queue}), MONDAY)


def test_an_emergency_document_needs_an_emergency_line() -> None:
    with pytest.raises(NobodyToRing, match="emergency_line has no telephone"):
        emergency_document(landlord(emergency=""), MONDAY)


@pytest.mark.parametrize("slug", shipped_packs())
def test_every_landlord_that_comes_with_the_service_has_its_documents(slug: str) -> None:
    own = read_pack(shipped_packs()[slug], landlord=slug, version=1, bank_holidays=bank_holidays)
    greeted = verbs(safe_document(own, MONDAY))
    assert own.name in said(greeted)[0]
    number = own.destinations[EMERGENCY_LINE].phone
    assert " ".join(f"0{number.removeprefix('+44')}") in said(greeted)[1]
    assert next(verb for verb in greeted if verb.tag == "Dial")[0].text == own.destinations[QUEUE].phone
    assert verbs(emergency_document(own, MONDAY))[1][0].text == number


@pytest.mark.parametrize("text", ["</Say><Dial>+441632960999</Dial><Say>", "a\x0bb\x00c", "\u202eabc", "word " * 2_000])
def test_whatever_the_landlord_says_the_document_holds_together(text: str) -> None:
    document = verbs(safe_document(landlord(safe_greeting=text), MONDAY))
    assert [verb.tag for verb in document if verb.tag != "Say"] == ["Dial", "Hangup"]
