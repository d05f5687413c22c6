"""Zammad's generic CTI: the relay of the recipe between a telephone system, the gateway and Zammad."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.test import Client

from tests.integration.doors.gateway import listening
from tests.journeys.integrations.house import (
    AWAY,
    DECLINED,
    EMERGENCY_NUMBER,
    QUEUE_NUMBER,
    RECIPES,
    SAFE_NUMBER,
    House,
)

Json = dict[str, Any]


@dataclass
class Zammad:
    """A Zammad that writes down what it is told."""

    url: str = ""
    told: list[dict[str, str]] = field(default_factory=list)

    def app(self) -> Flask:
        app = Flask("zammad")

        def event(token: str) -> ResponseReturnValue:
            self.told.append(request.form.to_dict() or request.get_json())
            return {}

        app.add_url_rule("/api/v1/cti/<token>", view_func=event, methods=["POST"])
        return app


class Pbx:
    """A telephone system that pushes its calls to the relay."""

    def __init__(self, house: House, zammad: str, *, away: bool = False) -> None:
        settings = {**house.settings(away=away), "ZAMMAD_CTI_URL": zammad}
        self.relay = recipe().Relay(settings, now=house.world.clock.now)
        self.client = Client(self.relay)

    def push(self, event: str, call: str = "c1", **more: str) -> Json:
        told = {"event": event, "direction": "in", "callId": call, "from": "447700900123", "to": "441632960200", **more}
        answer = self.client.post("/", data=told)
        assert answer.status_code == 200
        said: Json = answer.json or {}
        return said

    def push_json(self, told: object) -> Json:
        answer = self.client.post("/", json=told)
        assert answer.status_code == 200
        said: Json = answer.json or {}
        return said

    def wait_for_zammad(self) -> None:
        self.relay.to_zammad.shutdown(wait=True)


def recipe() -> ModuleType:
    """The relay, as its file is."""
    path = RECIPES / "zammad" / "relay.py"
    spec = importlib.util.spec_from_file_location("zammad_relay", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look their types up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def zammad() -> Iterator[Zammad]:
    zammad = Zammad()
    with listening(zammad.app()) as url:
        zammad.url = f"{url}/api/v1/cti/secret"
        yield zammad


def test_a_caller_over_the_cap_hears_when_to_call_again_and_zammad_logs_both(house: House, zammad: Zammad) -> None:
    house.limit_sam_to_one_call()
    pbx = Pbx(house, zammad.url)
    first, again = pbx.push("newCall", "c1"), pbx.push("newCall", "c2")
    assert (first["action"], first["number"]) == ("connect", QUEUE_NUMBER)
    assert (again["action"], again["number"], again["key_1"]) == ("announce", "", EMERGENCY_NUMBER)
    assert again["say"].startswith(f"Emergency choice. {DECLINED}")
    pbx.wait_for_zammad()
    assert [event["callId"] for event in zammad.told] == ["c1", "c2"]


def test_the_emergency_key_goes_to_the_emergency_line_and_not_to_zammad(house: House, zammad: Zammad) -> None:
    house.limit_sam_to_one_call()
    pbx = Pbx(house, zammad.url)
    pbx.push("newCall", "c1")
    pbx.push("newCall", "c2")
    assert pbx.push("key", "c2", digits="1")["number"] == EMERGENCY_NUMBER
    assert house.counted().emergencies == 1
    pbx.wait_for_zammad()
    assert [event["event"] for event in zammad.told] == ["newCall", "newCall"]


def test_answer_and_hang_up_come_back_as_talk(house: House, zammad: Zammad) -> None:
    pbx = Pbx(house, zammad.url)
    pbx.push("newCall")
    pbx.push("answer")
    house.world.clock.advance(timedelta(seconds=370))
    pbx.push("hangup", cause="normalClearing")
    assert (house.counted().accepted, house.counted().talk_seconds) == (1, 370)


def test_a_call_that_nobody_answered_gives_its_allowance_back(house: House, zammad: Zammad) -> None:
    house.limit_sam_to_one_call()
    pbx = Pbx(house, zammad.url)
    pbx.push("newCall", "c1")
    pbx.push("hangup", "c1", cause="cancel")
    assert pbx.push("newCall", "c2")["action"] == "connect"


def test_while_the_gateway_is_away_a_person_is_called_and_zammad_hears_of_it(house: House, zammad: Zammad) -> None:
    pbx = Pbx(house, zammad.url, away=True)
    assert called(pbx.push("newCall")) == ("connect", SAFE_NUMBER)
    assert called(pbx.push("key", digits="1")) == ("connect", EMERGENCY_NUMBER)
    assert called(pbx.push("key", digits="2")) == ("connect", SAFE_NUMBER)
    pbx.wait_for_zammad()
    assert [event["event"] for event in zammad.told] == ["newCall"]


def test_while_zammad_is_away_calls_go_on(house: House) -> None:
    pbx = Pbx(house, AWAY)
    assert pbx.push("newCall")["number"] == QUEUE_NUMBER
    pbx.wait_for_zammad()


def test_what_is_no_event_at_all_leads_to_a_person(house: House, zammad: Zammad) -> None:
    answer = Pbx(house, zammad.url).client.post("/", data="{", content_type="application/json")
    assert called(answer.json or {}) == ("connect", SAFE_NUMBER)


ODD: Json = {
    "null": None,
    "number": 447700900123,
    "list": ["1"],
    "object": {},
    "empty": "",
    "huge": "4" * 60_000,
    "yes": True,
}


@pytest.mark.parametrize("value", [*ODD.values(), ...], ids=[*ODD, "missing"])
@pytest.mark.parametrize("name", ["event", "direction", "callId", "from", "to"])
def test_whatever_comes_a_person_is_called(house: House, zammad: Zammad, name: str, value: object) -> None:
    told: Json = {"event": "newCall", "direction": "in", "callId": "c1", "from": "447700900123", "to": "441632960200"}
    told = {**told, name: value} if value is not ... else {key: said for key, said in told.items() if key != name}
    action, number = called(Pbx(house, zammad.url).push_json(told))
    assert (action, number in {QUEUE_NUMBER, SAFE_NUMBER}) == ("connect", True)


@pytest.mark.parametrize("sent", [*ODD.values(), [], [{}], 1.5])
def test_what_has_no_names_leads_to_a_person(house: House, zammad: Zammad, sent: object) -> None:
    assert called(Pbx(house, zammad.url).push_json(sent)) == ("connect", SAFE_NUMBER)


@pytest.mark.parametrize("length", ["-1", "x", "99999999999"])
def test_a_length_that_is_none_leads_to_a_person(house: House, zammad: Zammad, length: str) -> None:
    pbx = Pbx(house, zammad.url)
    answer = pbx.client.post("/", data=b"{", environ_overrides={"CONTENT_LENGTH": length})
    assert called(answer.json or {}) == ("connect", SAFE_NUMBER)


@pytest.mark.parametrize("caller", [None, [], {}, True])
def test_a_number_that_is_none_is_withheld(house: House, zammad: Zammad, caller: object) -> None:
    told = {"event": "newCall", "callId": "c1", "from": caller, "to": "441632960200"}
    assert Pbx(house, zammad.url).push_json(told)["number"] == QUEUE_NUMBER


def test_a_number_may_be_told_as_a_number(house: House, zammad: Zammad) -> None:
    house.limit_sam_to_one_call()
    pbx = Pbx(house, zammad.url)
    for call_id, action in ((1, "connect"), (2, "announce")):
        told = {"event": "newCall", "callId": call_id, "from": 447700900123, "to": 441632960200}
        assert pbx.push_json(told)["action"] == action
    assert pbx.push_json({"event": "key", "callId": 2, "digits": 1})["number"] == EMERGENCY_NUMBER


@pytest.mark.parametrize("call_id", [None, [], "never seen", 7])
def test_the_key_one_of_a_call_that_nobody_knows_is_an_emergency_all_the_same(
    house: House, zammad: Zammad, call_id: object
) -> None:
    told = {"event": "key", "callId": call_id, "digits": "1"}
    assert called(Pbx(house, zammad.url).push_json(told)) == ("connect", EMERGENCY_NUMBER)


@pytest.mark.parametrize("digits", [None, [], {}, "", "4" * 60_000])
def test_keys_that_are_none_lead_to_a_person(house: House, zammad: Zammad, digits: object) -> None:
    pbx = Pbx(house, zammad.url)
    pbx.push("newCall")
    assert called(pbx.push_json({"event": "key", "callId": "c1", "digits": digits})) == ("connect", SAFE_NUMBER)


def test_outgoing_calls_are_only_told_to_zammad(house: House, zammad: Zammad) -> None:
    pbx = Pbx(house, zammad.url)
    assert pbx.push("newCall", direction="out") == {}
    pbx.wait_for_zammad()
    assert len(zammad.told) == 1


def called(answer: Mapping[str, str]) -> tuple[str, str]:
    return answer["action"], answer["number"]
