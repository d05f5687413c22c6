"""Asterisk and FreePBX: the AGI script of the recipe, run as Asterisk runs it, and the dialplan that calls it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contact_gateway.application.records import ContactKey
from contact_gateway.domain.counting import Happening
from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.contracts.worlds import HERE
from tests.journeys.integrations.asterisk import Asterisk
from tests.journeys.integrations.dialplan import CONTEXTS, DIALPLAN, Exchange
from tests.journeys.integrations.house import (
    DECLINED,
    EMERGENCY_NUMBER,
    QUEUE_NUMBER,
    SAFE_NUMBER,
    STRANGER,
    House,
)


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
        asterisk.agi("end", more={"DIALSTATUS": "ANSWER", "SHARED(CG_ANSWERED)": "1000", "EPOCH": "1370"})
    assert (house.counted().accepted, house.counted().talk_seconds) == (1, 370)


def test_a_call_that_nobody_answered_gives_its_allowance_back(house: House, asterisk: Asterisk) -> None:
    house.limit_sam_to_one_call()
    asterisk.agi("contact", call="171.1")
    asterisk.agi("end", more={"DIALSTATUS": "NOANSWER"})
    assert asterisk.agi("contact", call="171.2")["CG_OUTCOME"] == "connect"


@pytest.mark.parametrize("said", [("contact",), ("step", "2")])
def test_while_the_gateway_is_away_a_person_is_called(house: House, tmp_path: Path, said: tuple[str, ...]) -> None:
    asterisk = Asterisk(house, tmp_path, away=True)
    found = asterisk.agi(*said)
    assert (found["CG_OUTCOME"], found["CG_TO"], found["CG_LISTEN"]) == ("connect", SAFE_NUMBER, "")
    assert asterisk.agi("end") == found


def test_a_caller_who_could_not_hear_why_is_not_declined(house: House, tmp_path: Path) -> None:
    house.limit_sam_to_one_call()
    Asterisk(house, tmp_path).agi("contact", call="171.1")
    dumb = Asterisk(house, tmp_path, speech="raise SystemExit(1)")
    found = dumb.agi("contact", call="171.2")
    assert found["CG_TO"] == SAFE_NUMBER
    assert found["CG_CONTACT"]


@pytest.mark.parametrize(
    "caller", [None, "", "unknown", "447700900123x", "²", "\u0660\u0667\u0667", "[]", "4" * 60_000]
)
def test_whatever_stands_for_a_number_leads_to_a_person(asterisk: Asterisk, caller: str | None) -> None:
    found = asterisk.agi("contact", caller=caller)
    assert (found["CG_OUTCOME"], found["CG_TO"] in {QUEUE_NUMBER, SAFE_NUMBER}) == ("connect", True)


@pytest.mark.parametrize("said", [("step",), ("step", ""), ("step", "9" * 60_000)])
def test_whatever_is_keyed_leads_to_a_person(asterisk: Asterisk, said: tuple[str, ...]) -> None:
    asterisk.agi("contact")
    found = asterisk.agi(*said)
    assert (found["CG_OUTCOME"], found["CG_TO"] in {QUEUE_NUMBER, SAFE_NUMBER}) == ("connect", True)


def test_a_caller_who_hangs_up_while_the_gateway_is_asked_is_told_of(house: House, tmp_path: Path) -> None:
    house.limit_sam_to_one_call()
    Exchange(Asterisk(house, tmp_path, hangs_up_meanwhile=True), hangs_up="Playback").ring()
    assert Asterisk(house, tmp_path).agi("contact", call="171.2")["CG_OUTCOME"] == "connect"


def test_a_conversation_counts_from_the_answer_of_a_person(house: House, asterisk: Asterisk) -> None:
    call = Exchange(asterisk, talked=370).ring()
    assert call.played[-2:] == ["hung up", "AGI"]
    assert (house.counted().accepted, house.counted().talk_seconds) == (1, 370)


@pytest.mark.parametrize("hangs_up", ["VoiceMail", ""])
def test_a_message_counts_though_its_caller_hangs_up_after_it(house: House, asterisk: Asterisk, hangs_up: str) -> None:
    house.decide(restriction(Kind.VOICEMAIL_ONLY))
    call = Exchange(asterisk, hangs_up=hangs_up).ring()
    assert call.played.count("VoiceMail") == 1
    assert (house.counted().accepted, house.counted().talk_seconds) == (1, 0)


@pytest.mark.parametrize("message", ["FAILED", "USEREXIT", ""])
def test_a_caller_who_leaves_no_message_is_not_told_as_one(house: House, asterisk: Asterisk, message: str) -> None:
    house.decide(restriction(Kind.VOICEMAIL_ONLY))
    Exchange(asterisk, hangs_up="VoiceMail", message=message).ring()
    assert (house.counted().attempts, house.counted().accepted) == (1, 0)


@pytest.mark.parametrize(
    ("hangs_up", "answers"),
    [("Playback", []), ("Dial", ["CANCEL"]), ("", ["NOANSWER"]), ("", ["BUSY"]), ("", ["CHANUNAVAIL"])],
)
def test_however_a_call_ends_that_nobody_answered_its_allowance_comes_back(
    house: House, asterisk: Asterisk, hangs_up: str, answers: list[str]
) -> None:
    house.limit_sam_to_one_call()
    Exchange(asterisk, hangs_up=hangs_up, answers=answers).ring()
    assert asterisk.agi("contact", call="171.2")["CG_OUTCOME"] == "connect"


def test_a_declined_call_ends_once_it_was_told_twice(house: House, asterisk: Asterisk) -> None:
    house.limit_sam_to_one_call()
    asterisk.agi("contact", call="171.1")
    asterisk.agi("end", more={"DIALSTATUS": "ANSWER"})
    call = Exchange(asterisk).ring()
    assert (call.played.count("Read"), call.played.count("Dial"), call.played[-1]) == (2, 0, "AGI")
    assert house.counted().declined == 1


def test_the_emergency_key_dials_until_somebody_answers(house: House, asterisk: Asterisk) -> None:
    house.limit_sam_to_one_call()
    asterisk.agi("contact", call="171.1")
    call = Exchange(asterisk, keys=["1"], answers=["NOANSWER", "ANSWER"], talked=60).ring()
    assert call.played.count("Dial") == 2
    assert (house.counted().emergencies, house.counted().talk_seconds) == (1, 60)


def test_each_thing_is_told_once(house: House, asterisk: Asterisk) -> None:
    contact = Exchange(asterisk, talked=370).ring().asterisk.variables["CG_CONTACT"]
    with house.world.log.attempt(HERE, ContactKey("api:telephony", "171.9")) as attempt:
        recorded = attempt.load_recorded()
    assert contact
    assert recorded
    assert [event.happening for event in recorded[1]] == [Happening.ANSWERED, Happening.ENDED]


def test_every_context_that_is_named_is_there() -> None:
    named = set(re.findall(r"contact-gateway[\w-]*(?=,s,1|\^)", DIALPLAN)) | {"contact-gateway-way"}
    assert named < set(CONTEXTS)


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
