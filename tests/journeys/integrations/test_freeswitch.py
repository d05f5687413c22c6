"""FreeSWITCH: the very line that the recipe's script gives to mod_curl, filled in and sent."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from defusedxml import ElementTree

from tests.journeys.integrations.freeswitch import curl
from tests.journeys.integrations.house import AWAY, DECLINED, EMERGENCY_NUMBER, LINE, QUEUE_NUMBER, RECIPES, SAM, House

FOLDER = RECIPES / "freeswitch"
SCRIPT = (FOLDER / "contact_gateway.lua").read_text()
_LINE = re.compile(r'local CURL = "(.*)"\n +\.\. "(.*)"\n')

Json = dict[str, Any]


def sent(url: str, token: str, path: str, body: Json, key: str = "step") -> Json:
    """Send the script's line, each `%s` filled in the order in which the script does it."""
    found = _LINE.search(SCRIPT)
    assert found
    line = f"{found[1]}{found[2]}" % (url, path, token, key, quote(json.dumps(body), safe=""))
    answer: Json = json.loads(curl(line))
    return answer


def ring(house: House, call: str) -> Json:
    body = {"channel": "voice", "from": SAM, "to": LINE}
    answer = sent(house.url, house.token, "/contacts", body, call)
    assert answer["status_code"] == 201
    decided: Json = json.loads(answer["body"])
    return decided


def test_a_caller_over_the_cap_hears_when_to_call_again(house: House) -> None:
    house.limit_sam_to_one_call()
    assert ring(house, "c1")["to"]["phone"] == QUEUE_NUMBER
    again = ring(house, "c2")
    assert (again["outcome"], again["to"]) == ("decline", None)
    assert again["say"][:2] == ["Emergency choice.", DECLINED]


def test_the_emergency_key_goes_to_the_emergency_line(house: House) -> None:
    contact = ring(house, "c1")["contact_id"]
    answer = sent(house.url, house.token, f"/contacts/{contact}/steps", {"pressed": "emergency"})
    assert json.loads(answer["body"])["to"]["phone"] == EMERGENCY_NUMBER


def test_talk_comes_back_to_the_gateway(house: House) -> None:
    contact = ring(house, "c1")["contact_id"]
    for told in ({"happening": "answered", "talk_seconds": 0}, {"happening": "ended", "talk_seconds": 370}):
        assert sent(house.url, house.token, f"/contacts/{contact}/outcomes", told)["status_code"] == 204
    assert (house.counted().accepted, house.counted().talk_seconds) == (1, 370)


def test_a_gateway_that_is_away_is_no_success_and_the_script_calls_a_person_then(house: House) -> None:
    assert sent(AWAY, house.token, "/contacts", {})["status_code"] == 0
    assert "answer.status_code < 200" in SCRIPT
    without = SCRIPT.partition("local function carry_out(")[2]
    assert re.match(r'[^\n]*\n  if not answer then\n    return connect\(setting\("safe"\), nil\)', without)


def test_a_script_that_breaks_leaves_the_call_to_a_person() -> None:
    actions = ElementTree.fromstring((FOLDER / "dialplan.xml").read_text()).findall(".//action")
    run = [(action.get("application"), action.get("data")) for action in actions]
    after = run[run.index(("lua", "contact_gateway.lua")) + 1]
    assert after == ("bridge", "${contact_gateway_safe}")


def test_every_setting_that_the_script_reads_is_in_the_example() -> None:
    read = set(re.findall(r'setting\("(\w+)"\)', SCRIPT))
    lines = ElementTree.fromstring((FOLDER / "vars.xml").read_text()).findall("X-PRE-PROCESS")
    assert {f"contact_gateway_{name}" for name in read} == {line.get("data", "").partition("=")[0] for line in lines}
