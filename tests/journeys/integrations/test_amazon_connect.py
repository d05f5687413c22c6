"""Amazon Connect: the Lambda of the recipe, run with events as Amazon sends them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.builders import MONDAY
from tests.integration.doors.gateway import listening
from tests.journeys.integrations.house import (
    DECLINED,
    EMERGENCY_NUMBER,
    LINE,
    QUEUE_NUMBER,
    RECIPES,
    SAFE_NUMBER,
    SAM,
    STRANGER,
    House,
    ran,
)

FOLDER = RECIPES / "amazon-connect"
LIKE_AMAZON = (
    "import json, sys, contact_gateway_lambda as recipe;"
    "print(json.dumps(recipe.lambda_handler(json.load(sys.stdin), None)))"
)
ALL_OF_THEM = (
    "import json, sys, contact_gateway_lambda as recipe;"
    "print(json.dumps([recipe.lambda_handler(event, None) for event in json.load(sys.stdin)]))"
)

Json = dict[str, Any]


def call(environ: Mapping[str, str], event: object) -> dict[str, str]:
    """Let the Lambda answer an event, in a process that knows its environment and nothing else."""
    answered: dict[str, str] = json.loads(
        ran([sys.executable, "-c", LIKE_AMAZON], told=json.dumps(event), environ=alone(environ))
    )
    return answered


def alone(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of a Lambda."""
    return {**environ, "PYTHONPATH": str(FOLDER), "AWS_EC2_METADATA_DISABLED": "true"}


def flow_event(call_id: str, caller: str = SAM, **parameters: object) -> Json:
    """The event of the recipe's page, for a call of one's own."""
    event: Json = json.loads((FOLDER / "event.json").read_text())
    event["Details"]["ContactData"]["ContactId"] = call_id
    event["Details"]["ContactData"]["CustomerEndpoint"]["Address"] = caller
    event["Details"]["ContactData"]["SystemEndpoint"]["Address"] = LINE
    event["Details"]["Parameters"] = {"ask": "contact", **parameters}
    return event


def ring(house: House, call_id: str, caller: str = SAM) -> dict[str, str]:
    return call(house.settings(), flow_event(call_id, caller))


def test_the_answer_is_flat_and_as_the_page_shows_it(house: House) -> None:
    answer = ring(house, "c1")
    shown = json.loads((FOLDER / "answer.json").read_text())
    assert answer.keys() == shown.keys()
    assert {type(value) for value in answer.values()} == {str}
    assert (answer["outcome"], answer["to"]) == ("connect", QUEUE_NUMBER)


def test_a_caller_over_the_cap_hears_when_to_call_again(house: House) -> None:
    house.limit_sam_to_one_call()
    ring(house, "c1")
    again = ring(house, "c2")
    assert (again["outcome"], again["listen"], again["to"]) == ("decline", "key", "")
    assert again["say"].startswith("Emergency choice.")
    assert DECLINED in again["say"]


def test_the_emergency_key_goes_to_the_emergency_line(house: House) -> None:
    house.limit_sam_to_one_call()
    ring(house, "c1")
    declined = ring(house, "c2")
    pressed = call(house.settings(), flow_event("c2", ask="step", contact=declined["contact"], digits="1"))
    assert (pressed["outcome"], pressed["to"]) == ("emergency", EMERGENCY_NUMBER)
    assert house.counted().emergencies == 1


def test_a_stranger_is_asked_for_a_reference_once(house: House) -> None:
    first = ring(house, "c1", STRANGER)
    assert first["listen"] == "reference"
    known = call(house.settings(), flow_event("c1", STRANGER, ask="step", contact=first["contact"], digits="T-1001"))
    assert (known["outcome"], known["listen"]) == ("connect", "")
    assert known["banner"].startswith("Sam Example")


@pytest.mark.parametrize("caller", ["anonymous", ""])
def test_a_withheld_number_is_nobodys(house: House, caller: str) -> None:
    assert ring(house, "c1", caller)["banner"].startswith("Number withheld")


def odd_events() -> dict[str, object]:
    """Events as Amazon never sends them, by what is odd about them."""
    odd: dict[str, object] = {"null": None, "number": 447700900123, "list": [], "empty": "", "huge": "4" * 60_000}
    whole = {f"event {name}": value for name, value in odd.items()}
    details = {f"details {name}": {"Details": value} for name, value in odd.items()}
    parts = {}
    for part in ("ContactData", "Parameters"):
        for name, value in odd.items():
            parts[f"{part} {name}"] = {"Details": {**flow_event("c1")["Details"], part: value}}
    for endpoint in ("CustomerEndpoint", "SystemEndpoint"):
        for name, value in odd.items():
            for said in (value, {"Address": value}, {}):
                event = flow_event("c1")
                event["Details"]["ContactData"][endpoint] = said
                parts[f"{endpoint} {name} {type(said).__name__} {len(said) if isinstance(said, dict) else 0}"] = event
    step = {f"digits {name}": flow_event("c1", ask="step", contact="c1", digits=value) for name, value in odd.items()}
    return {**whole, **details, **parts, **step, "nothing": {}, "no data": {"Details": {}}}


def test_whatever_comes_a_person_is_called(house: House) -> None:
    events = odd_events()
    assert len(events) > 40
    told = json.dumps(list(events.values()))
    answers = json.loads(ran([sys.executable, "-c", ALL_OF_THEM], told=told, environ=alone(house.settings())))
    wrong = [name for name, answer in zip(events, answers, strict=True) if not calls_a_person(answer)]
    assert wrong == []


@pytest.mark.parametrize("endpoint", [None, {}, {"Address": None}, {"Address": ["+447700900123"]}])
def test_a_number_that_amazon_does_not_know_is_withheld(house: House, endpoint: object) -> None:
    event = flow_event("c1")
    event["Details"]["ContactData"]["CustomerEndpoint"] = endpoint
    assert call(house.settings(), event)["banner"].startswith("Number withheld")


def calls_a_person(answer: Json) -> bool:
    return answer["outcome"] == "connect" and answer["to"] in {QUEUE_NUMBER, SAFE_NUMBER}


@pytest.mark.parametrize("parameters", [{}, {"ask": "step", "contact": "c1", "digits": "2"}])
def test_while_the_gateway_is_away_a_person_is_called(house: House, parameters: dict[str, str]) -> None:
    answer = call(house.settings(away=True), flow_event("c1", **parameters))
    assert (answer["outcome"], answer["to"]) == ("connect", SAFE_NUMBER)


def test_the_end_of_a_contact_that_no_agent_took_is_no_talk(house: House) -> None:
    kept = ring(house, "c1")["contact"]
    amazon = Flask("amazon")
    attributes = {"Attributes": {"gateway_contact": kept}}
    amazon.add_url_rule("/contact/attributes/<instance>/<contact>", view_func=lambda instance, contact: attributes)
    event = ended_event(talk=timedelta(seconds=370))
    event["detail"]["agentInfo"] = None
    house.world.clock.advance(timedelta(seconds=370))
    with listening(amazon) as url:
        call({**house.settings(), **amazon_at(url)}, event)
    assert (house.counted().accepted, house.counted().talk_seconds) == (0, 0)


def test_the_end_of_a_contact_tells_how_long_a_person_talked(house: House) -> None:
    kept = ring(house, "c1")["contact"]
    amazon = Flask("amazon")
    asked: list[str] = []

    def attributes(instance: str, contact: str) -> dict[str, dict[str, str]]:
        asked.append(f"{instance} {contact}")
        return {"Attributes": {"gateway_contact": kept}}

    amazon.add_url_rule("/contact/attributes/<instance>/<contact>", view_func=attributes)
    house.world.clock.advance(timedelta(seconds=370))
    with listening(amazon) as url:
        call({**house.settings(), **amazon_at(url)}, ended_event(talk=timedelta(seconds=370)))
    assert asked == ["instance-1 c1"]
    assert (house.counted().accepted, house.counted().talk_seconds) == (1, 370)


def amazon_at(url: str) -> dict[str, str]:
    """The environment of a Lambda whose Amazon is at this address."""
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "eu-west-2"}
    return {**keys, "AWS_ENDPOINT_URL_CONNECT": url, "HOME": str(Path("/nowhere"))}


def ended_event(*, talk: timedelta) -> Json:
    """A contact event as Amazon's event bus brings it."""
    answered, over = MONDAY, MONDAY + talk
    return {
        "detail-type": "Amazon Connect Contact Event",
        "detail": {
            "eventType": "DISCONNECTED",
            "contactId": "c1",
            "channel": "VOICE",
            "instanceArn": "arn:aws:connect:eu-west-2:123456789012:instance/instance-1",
            "disconnectTimestamp": f"{over:%Y-%m-%dT%H:%M:%S.000Z}",
            "agentInfo": {"connectedToAgentTimestamp": f"{answered:%Y-%m-%dT%H:%M:%S.000Z}"},
        },
    }
