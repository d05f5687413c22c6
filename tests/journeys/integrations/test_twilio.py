"""Twilio Studio and Functions: the flow of the recipe, walked, with its Functions run in Node."""

from __future__ import annotations

import json

import pytest

from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.journeys.integrations.house import (
    DECLINED,
    EMERGENCY_NUMBER,
    LINE,
    QUEUE_NUMBER,
    SAFE_NUMBER,
    SAM,
    STRANGER,
    House,
)
from tests.journeys.integrations.studio import FLOW, Studio, function

NUMBER_IN_THE_FLOW = "+441632960100"


def ring(house: House, call: str = "CA1", caller: str = SAM, *keys: str, away: bool = False) -> Studio:
    return Studio(context=house.settings(away=away), caller=caller, call=call, keys=list(keys)).walk()


def test_a_caller_over_the_cap_hears_when_to_call_again_and_is_not_put_through(house: House) -> None:
    house.limit_sam_to_one_call()
    assert ring(house, "CA1").got == [("dial", QUEUE_NUMBER, "")]
    again = ring(house, "CA2")
    assert DECLINED in again.heard[0]
    assert again.heard[0].startswith("Emergency choice.")
    assert again.got == []


def test_the_emergency_key_goes_to_the_emergency_line_and_is_recorded(house: House) -> None:
    house.limit_sam_to_one_call()
    ring(house, "CA1")
    assert ring(house, "CA2", SAM, "1").got == [("dial", EMERGENCY_NUMBER, "")]
    assert house.counted().emergencies == 1


def test_somebody_else_is_put_through(house: House) -> None:
    house.limit_sam_to_one_call()
    ring(house, "CA1")
    assert ring(house, "CA2", SAM, "2").got == [("dial", QUEUE_NUMBER, "")]


def test_a_stranger_is_asked_for_a_reference_and_known_by_it(house: House) -> None:
    house.limit_sam_to_one_call()
    ring(house, "CA1")
    asked = ring(house, "CA2", STRANGER)
    assert "Ask reference." in asked.heard[0]
    assert asked.got == [("dial", QUEUE_NUMBER, "")]
    assert DECLINED in ring(house, "CA3", STRANGER, "T-1001").heard[1]


def test_a_withheld_number_is_put_through(house: House) -> None:
    assert ring(house, "CA1", "anonymous").got == [("dial", QUEUE_NUMBER, "")]


def test_a_time_cap_limits_the_call(house: House) -> None:
    house.decide(restriction(Kind.TIME_CAP, {"minutes": 10, "per": "week"}))
    assert ring(house).got == [("dial", QUEUE_NUMBER, "600")]


def test_voicemail_is_taken_and_told(house: House) -> None:
    house.decide(restriction(Kind.VOICEMAIL_ONLY))
    assert ring(house).got == [("record",)]
    assert house.counted().accepted == 1


def test_while_the_gateway_is_away_a_person_is_called(house: House) -> None:
    house.limit_sam_to_one_call()
    ring(house, "CA1")
    assert ring(house, "CA2", away=True).got == [("dial", SAFE_NUMBER, "")]


def test_while_the_functions_are_away_the_flow_itself_calls_a_person(house: House) -> None:
    walked = Studio(context=house.settings(), caller=SAM, functions_fail=True).walk()
    assert walked.got == [("dial", NUMBER_IN_THE_FLOW, "")]


def test_a_refused_token_is_an_outage_and_no_decline(house: House) -> None:
    context = {**house.settings(), "GATEWAY_TOKEN": "cg_wrong_token"}
    assert Studio(context=context, caller=SAM).walk().got == [("dial", SAFE_NUMBER, "")]


@pytest.mark.parametrize("value", [None, 447700900123, [], ["+447700900123"], {}, "", "anonymous", "4" * 60_000])
@pytest.mark.parametrize("name", ["from", "to", "call"])
def test_whatever_comes_a_person_is_called(house: House, name: str, value: object) -> None:
    event = {"ask": "contact", "call": "CA1", "from": SAM, "to": LINE, name: value}
    (answer,) = function("/contact-gateway", house.settings(), event)
    assert (answer["outcome"], answer["to"] in {QUEUE_NUMBER, SAFE_NUMBER}) == ("connect", True)


@pytest.mark.parametrize("event", [None, {}, [], {"ask": "step"}, {"ask": "step", "contact": None, "digits": []}])
def test_what_is_no_event_leads_to_a_person(house: House, event: object) -> None:
    (answer,) = function("/contact-gateway", house.settings(), event)
    assert (answer["outcome"], answer["to"]) == ("connect", SAFE_NUMBER)


@pytest.mark.parametrize("value", [None, 447700900123, [], {}, ""])
def test_a_number_that_is_none_is_withheld(house: House, value: object) -> None:
    event = {"ask": "contact", "call": "CA1", "from": value, "to": LINE}
    assert function("/contact-gateway", house.settings(), event)[0]["listen"] == "reference"


@pytest.mark.parametrize("to", [None, ""])
def test_a_call_that_leads_nowhere_leads_to_a_person(house: House, to: object) -> None:
    (verb,) = function("/connect", house.settings(), {"to": to, "limit": None})
    assert (verb["verb"], verb["number"]) == ("dial", SAFE_NUMBER)


def test_a_message_counts_though_its_caller_hangs_up_after_it(house: House) -> None:
    house.decide(restriction(Kind.VOICEMAIL_ONLY))
    Studio(context=house.settings(), caller=SAM, hangs_up_after_message=True).walk()
    assert house.counted().accepted == 1


def test_talk_comes_back_to_the_gateway_and_the_call_to_studio(house: House) -> None:
    contact = ring(house).variables["contact"]
    told = {"contact": contact, "flow": "FW1", "AccountSid": "AC1", "DialCallStatus": "completed"}
    back = function("/connect", house.settings(), {**told, "DialCallDuration": "370"})
    assert back == [
        {
            "verb": "redirect",
            "url": "https://webhooks.twilio.com/v1/Accounts/AC1/Flows/FW1?FlowEvent=return&answered=true",
        }
    ]
    assert (house.counted().accepted, house.counted().talk_seconds) == (1, 370)


def test_an_unanswered_call_gives_its_allowance_back(house: House) -> None:
    house.limit_sam_to_one_call()
    contact = ring(house, "CA1").variables["contact"]
    told = {"contact": contact, "flow": "FW1", "AccountSid": "AC1", "DialCallStatus": "no-answer"}
    function("/connect", house.settings(), told)
    assert ring(house, "CA2").got == [("dial", QUEUE_NUMBER, "")]


def test_the_end_of_a_call_returns_to_studio_though_the_gateway_is_away(house: House) -> None:
    told = {"contact": "c1", "flow": "FW1", "AccountSid": "AC1", "DialCallStatus": "completed"}
    assert function("/connect", house.settings(away=True), told)[0]["verb"] == "redirect"


def test_every_way_of_the_flow_leads_to_a_widget_that_is_there() -> None:
    states = json.loads(FLOW.read_text())["states"]
    names = {state["name"] for state in states}
    led_to = {way["next"] for state in states for way in state["transitions"] if way.get("next")}
    assert led_to | {"trigger"} == names
