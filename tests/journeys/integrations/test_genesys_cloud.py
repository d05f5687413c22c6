"""Genesys Cloud: the data actions of the recipe, their templates filled in, posted, and their answers translated."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from tests.journeys.integrations.house import (
    DECLINED,
    EMERGENCY_NUMBER,
    LINE,
    QUEUE_NUMBER,
    RECIPES,
    SAM,
    STRANGER,
    House,
)

Json = dict[str, Any]

FOLDER = RECIPES / "genesys-cloud"
ACTIONS = ("receive-contact", "press-key", "key-reference", "record-outcome")
_IF = re.compile(r'#if\("(.*?)" != "(.*?)"\)(.*?)#end')
_ESCAPED = re.compile(r"\$esc\.jsonString\((\$!?\{[\w.]+\})\)")
_VALUE = re.compile(r"\$(!?)\{([\w.]+)\}")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


class Cloud:
    """Runs data actions as Genesys Cloud does: Velocity on the way out, JSONPath on the way back."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.token = token

    def run(self, name: str, **inputs: object) -> Json:
        action = json.loads((FOLDER / f"{name}.json").read_text())
        assert set(action["contract"]["input"]["inputSchema"]["required"]) <= set(inputs)
        asked, response = action["config"]["request"], action["config"]["response"]
        answer = httpx.request(
            asked["requestType"],
            self._filled(asked["requestUrlTemplate"], inputs).replace("https://gateway.example.org", self.url),
            headers={name: self._filled(value, inputs) for name, value in asked["headers"].items()},
            content=self._filled(asked["requestTemplate"], inputs),
            timeout=10,
        )
        answer.raise_for_status()
        return translated(answer.json() if answer.content else {}, response)

    def _filled(self, template: str, inputs: Json) -> str:
        """The few parts of Velocity that the templates use; what is not given fills nothing in where it is silent."""
        known = {**{f"input.{name}": value for name, value in inputs.items()}, "credentials.token": self.token}

        def value(found: re.Match[str]) -> str:
            given = known.get(found[2])
            return ("" if found[1] else found[0]) if given is None else str(given)

        def escaped(found: re.Match[str]) -> str:
            return json.dumps(_VALUE.sub(value, found[1]))[1:-1]

        chosen = _IF.sub(lambda found: found[3] if _VALUE.sub(value, found[1]) != found[2] else "", template)
        return _VALUE.sub(value, _ESCAPED.sub(escaped, chosen))


def translated(answer: Json, response: Json) -> Json:
    """What Architect gets: each path looked up, its default where nothing is there, put in the success template."""
    values = {
        name: json.dumps(found)
        if (found := looked_up(answer, path)) is not None
        else response["translationMapDefaults"][name]
        for name, path in response["translationMap"].items()
    }
    flat: Json = json.loads(_VALUE.sub(lambda found: values[found[2]], response["successTemplate"]))
    return flat


def looked_up(answer: object, path: str) -> object:
    """The value at a JSONPath of names and indices, None where it does not lead anywhere."""
    for name, index in _STEP.findall(path.removeprefix("$")):
        if name and isinstance(answer, dict):
            answer = answer.get(name)
        elif index and isinstance(answer, list) and int(index) < len(answer):
            answer = answer[int(index)]
        else:
            return None
    return answer


@pytest.fixture
def cloud(house: House) -> Cloud:
    return Cloud(house.url, house.token)


def ring(cloud: Cloud, call: str, caller: str | None = SAM) -> Json:
    return cloud.run("receive-contact", **{"conversation_id": call, "from": caller, "to": LINE})


def test_a_caller_over_the_cap_hears_when_to_call_again(house: House, cloud: Cloud) -> None:
    house.limit_sam_to_one_call()
    first, again = ring(cloud, "c1"), ring(cloud, "c2")
    assert (first["outcome"], first["to_phone"], first["who"]) == ("connect", QUEUE_NUMBER, "Sam Example")
    assert (again["outcome"], again["to_phone"]) == ("decline", "")
    assert (again["say"][0], again["say"][1]) == ("Emergency choice.", DECLINED)


def test_the_emergency_key_goes_to_the_emergency_line(house: House, cloud: Cloud) -> None:
    house.limit_sam_to_one_call()
    ring(cloud, "c1")
    pressed = cloud.run("press-key", contact_id=ring(cloud, "c2")["contact_id"], pressed="emergency")
    assert (pressed["outcome"], pressed["to_phone"]) == ("emergency", EMERGENCY_NUMBER)


def test_a_stranger_is_known_by_a_reference(cloud: Cloud) -> None:
    first = ring(cloud, "c1", STRANGER)
    assert first["reason"] == "unknown"
    known = cloud.run("key-reference", contact_id=first["contact_id"], reference="T-1001")
    assert known["who"] == "Sam Example"


@pytest.mark.parametrize("caller", ["", None])
def test_a_withheld_number_is_left_out(cloud: Cloud, caller: str | None) -> None:
    assert ring(cloud, "c1", caller)["reason"] == "withheld"


@pytest.mark.parametrize("value", [None, 447700900123, [], ["+447700900123"], {}, True, "", "anonymous", "4" * 60_000])
@pytest.mark.parametrize("name", ["from", "to", "conversation_id"])
def test_whatever_comes_the_call_is_connected_or_the_action_fails(cloud: Cloud, name: str, value: object) -> None:
    given = {"conversation_id": "c1", "from": SAM, "to": LINE, name: value}
    try:
        assert cloud.run("receive-contact", **given)["outcome"] == "connect"
    except httpx.HTTPStatusError as refused:
        assert refused.response.status_code in {400, 409, 422, 431}  # noqa: PT017 either end is right


def test_calls_without_an_id_are_not_taken_for_one_another(cloud: Cloud) -> None:
    with pytest.raises(httpx.HTTPStatusError):
        cloud.run("receive-contact", **{"conversation_id": None, "from": SAM, "to": LINE})


def test_what_became_of_a_call_comes_back(house: House, cloud: Cloud) -> None:
    contact = ring(cloud, "c1")["contact_id"]
    cloud.run("record-outcome", contact_id=contact, happening="answered", talk_seconds=0)
    cloud.run("record-outcome", contact_id=contact, happening="ended", talk_seconds=370)
    assert (house.counted().accepted, house.counted().talk_seconds) == (1, 370)


def test_a_gateway_that_is_away_fails_the_action_which_leads_to_a_person() -> None:
    with pytest.raises(httpx.ConnectError):
        ring(Cloud("http://127.0.0.1:1", "cg_x_y"), "c1")
    page = (FOLDER / "README.md").read_text()
    assert "Failure" in page
    assert "Timeout" in page


@pytest.mark.parametrize("name", ACTIONS)
def test_every_value_of_an_action_has_a_default_and_a_type(name: str) -> None:
    action = json.loads((FOLDER / f"{name}.json").read_text())
    response, schema = action["config"]["response"], action["contract"]["output"]["successSchema"]["properties"]
    assert response["translationMap"].keys() == response["translationMapDefaults"].keys() == schema.keys()
    types = {"string": str, "integer": int, "array": list}
    for value, default in response["translationMapDefaults"].items():
        assert isinstance(json.loads(default), types[schema[value]["type"]])
