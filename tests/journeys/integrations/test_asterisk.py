"""Asterisk and FreePBX: the AGI script of the recipe, run as Asterisk runs it, and the dialplan that calls it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.journeys.integrations.asterisk import FOLDER, Asterisk
from tests.journeys.integrations.house import (
    DECLINED,
    EMERGENCY_NUMBER,
    QUEUE_NUMBER,
    SAFE_NUMBER,
    STRANGER,
    House,
)

DIALPLAN = (FOLDER / "extensions.conf").read_text()


@pytest.fixture
def asterisk(house: House, tmp_path: Path) -> Asterisk:
    return Asterisk(house, tmp_path)


def test_a_caller_over_the_cap_hears_when_to_call_again(house: House, asterisk: Asterisk) -> None:
    house.limit_sam_to_one_call()
    first = asterisk.agi("contact", call="171.1")
    assert (first["CG_OUTCOME"], first["CG_TO"], first["CG_LISTEN"]) == ("connect", QUEUE_NUMBER, "")
    again = asterisk.agi("contact", call="171.2")
    assert (again["CG_OUTCOME"], again["CG_LISTEN"]) == ("decline", "key")
    assert asterisk.words().startswith(f"Emergency choice. {DECLINED}")


def test_the_emergency_key_goes_to_the_emergency_line(house: House, asterisk: Asterisk) -> None:
    house.limit_sam_to_one_call()
    asterisk.agi("contact", call="171.1")
    asterisk.agi("contact", call="171.2")
    pressed = asterisk.agi("step", "1", call="171.2")
    assert (pressed["CG_OUTCOME"], pressed["CG_TO"]) == ("emergency", EMERGENCY_NUMBER)
    assert house.counted().emergencies == 1


def test_a_stranger_is_asked_for_a_reference_and_not_again(house: House, asterisk: Asterisk) -> None:
    assert asterisk.agi("contact", caller=STRANGER)["CG_LISTEN"] == "reference"
    assert asterisk.agi("step", "99999", caller=STRANGER)["CG_LISTEN"] == ""


def test_what_is_left_of_a_time_cap_limits_the_call(house: House, asterisk: Asterisk) -> None:
    house.decide(restriction(Kind.TIME_CAP, {"minutes": 10, "per": "week"}))
    assert asterisk.agi("contact")["CG_LIMIT"] == "600"


def test_talk_comes_back_however_often_it_is_told(house: House, asterisk: Asterisk) -> None:
    asterisk.agi("contact")
    for _ in range(2):
        asterisk.agi("outcome", "answered", "0")
        asterisk.agi("outcome", "ended", "370")
    assert (house.counted().accepted, house.counted().talk_seconds) == (1, 370)


def test_a_call_that_nobody_answered_gives_its_allowance_back(house: House, asterisk: Asterisk) -> None:
    house.limit_sam_to_one_call()
    asterisk.agi("contact", call="171.1")
    asterisk.agi("outcome", "unanswered", "0")
    asterisk.agi("outcome", "ended", "")
    assert asterisk.agi("contact", call="171.2")["CG_OUTCOME"] == "connect"


@pytest.mark.parametrize("said", [("contact",), ("step", "2")])
def test_while_the_gateway_is_away_a_person_is_called(house: House, tmp_path: Path, said: tuple[str, ...]) -> None:
    asterisk = Asterisk(house, tmp_path, away=True)
    found = asterisk.agi(*said)
    assert (found["CG_OUTCOME"], found["CG_TO"], found["CG_LISTEN"]) == ("connect", SAFE_NUMBER, "")
    assert asterisk.agi("outcome", "ended", "5") == found


def test_a_caller_who_could_not_hear_why_is_not_declined(house: House, tmp_path: Path) -> None:
    house.limit_sam_to_one_call()
    Asterisk(house, tmp_path).agi("contact", call="171.1")
    dumb = Asterisk(house, tmp_path, speech="raise SystemExit(1)")
    assert dumb.agi("contact", call="171.2")["CG_TO"] == SAFE_NUMBER


def test_the_dialplan_calls_the_script_as_it_wants_to_be_called() -> None:
    calls = set(re.findall(r"AGI\(contact_gateway\.py,(\w+)((?:,.+)?)\)$", DIALPLAN, re.MULTILINE))
    assert {what for what, _ in calls} == {"contact", "step", "outcome"}
    assert {rest.count(",") for what, rest in calls if what == "step"} == {1}


def test_the_dialplan_has_a_person_at_hand_before_it_asks_anybody() -> None:
    for context in ("contact-gateway", "contact-gateway-step"):
        lines = DIALPLAN.partition(f"[{context}]")[2].partition("\n[")[0]
        before = lines.partition("AGI(")[0]
        assert "Set(CG_OUTCOME=connect)" in before
        assert "Set(CG_TO=${CG_SAFE_NUMBER})" in before


def test_the_key_one_leads_to_the_emergency_line_whatever_the_script_says() -> None:
    step = DIALPLAN.partition("[contact-gateway-step]")[2].partition("\n[")[0]
    after = step.partition("AGI(")[2]
    assert after.index('"${CG_DIGITS}" = "1"]?emergency') < after.index("Goto(contact-gateway-way,${CG_OUTCOME},1)")
    assert "n(emergency),Set(CG_TO=${CG_EMERGENCY_NUMBER})" in after
