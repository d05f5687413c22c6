"""Scripts are said with the time and the ways that the decision found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.script_texts import national_number, reply_text, script_text, spoken_time, words
from contact_gateway.domain.scripts import Script
from tests.builders import MONDAY, policy

NINE = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (MONDAY + timedelta(hours=4), "Monday 2 March from 2 pm"),
        (NINE, "Tuesday from 9 am"),
        (NINE + timedelta(days=5), "Sunday from 9 am"),
        (NINE + timedelta(days=6), "Monday 9 March from 9 am"),
        (NINE + timedelta(minutes=30), "Tuesday from 9:30 am"),
        (NINE + timedelta(hours=3), "Tuesday from 12 noon"),
        (NINE + timedelta(hours=3, minutes=5), "Tuesday from 12:05 pm"),
        (NINE - timedelta(hours=9), "Tuesday"),
        (NINE - timedelta(hours=8, minutes=59), "Tuesday from 12:01 am"),
        (datetime(2026, 3, 30, 8, tzinfo=UTC), "Monday 30 March from 9 am"),
        (MONDAY - timedelta(days=1), "Sunday 1 March from 10 am"),
    ],
)
def test_a_time_is_said_as_people_say_it(instant: datetime, said: str) -> None:
    assert spoken_time(instant, MONDAY, policy()) == said


def test_today_is_the_landlords_day() -> None:
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert spoken_time(datetime(2026, 6, 2, 8, tzinfo=UTC), late, policy()) == "Tuesday 2 June from 9 am"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{landlord}", "Example Homes"),
        ("on {when}", "on Tuesday from 9 am"),
        ("by {ways}", "by text message or e-mail"),
        ("ring {emergency_number}", "ring 01632960102"),
        ("{} {nobody} {", "{} {nobody} {"),
    ],
)
def test_placeholders_are_filled_and_other_braces_left_alone(text: str, said: str) -> None:
    pack = policy(scripts={"en": {Script.DECLINE: text}})
    decision = Decision(outcome=Outcome.DECLINE, answered_from=NINE, channels_open=(Channel.SMS, Channel.EMAIL))
    assert script_text(pack, Script.DECLINE, decision, MONDAY) == said


def test_what_is_said_is_when_somebody_answers() -> None:
    pack = policy(scripts={"en": {Script.DECLINE: "{when}"}})
    decision = Decision(outcome=Outcome.DECLINE, next_allowed=NINE - timedelta(hours=9), answered_from=NINE)
    assert script_text(pack, Script.DECLINE, decision, MONDAY) == "Tuesday from 9 am"


def test_a_script_that_has_no_words_in_a_language_is_said_in_english() -> None:
    pack = policy(scripts={"en": {Script.HOLD_UNTIL: "Hello, {when}"}, "cy": {Script.GOODBYE: "Hwyl"}})
    decision = Decision(outcome=Outcome.HOLD, answered_from=NINE, language="cy")
    assert script_text(pack, Script.HOLD_UNTIL, decision, MONDAY) == "Hello, Tuesday from 9 am"
    assert words(pack, Script.HOLD_UNTIL, decision, MONDAY).language.code == "en"
    assert script_text(pack, Script.GOODBYE, decision, MONDAY) == "Hwyl"
    assert words(pack, Script.GOODBYE, decision, MONDAY).language.code == "cy"
    assert script_text(pack, Script.GOODBYE, replace(decision, language="en"), MONDAY) == ""


def test_times_and_lists_are_said_in_the_language_of_the_text() -> None:
    pack = policy(scripts={"cy": {Script.HOLD: "{when}; {ways}; {minutes}"}})
    decision = Decision(
        outcome=Outcome.HOLD,
        answered_from=NINE + timedelta(days=13, hours=10, minutes=5),
        channels_open=(Channel.VOICE, Channel.EMAIL, Channel.LETTER),
        time_limit=600,
        language="cy",
    )
    said = script_text(pack, Script.HOLD, decision, MONDAY)
    assert said == "ddydd Llun 16 Mawrth o 7:05 yr hwyr ymlaen; ffôn, e-bost neu llythyr; 10 munud"


@pytest.mark.parametrize(("seconds", "said"), [(0, "1 minute"), (119, "1 minute"), (120, "2 minutes")])
def test_a_length_of_time_is_said_in_whole_minutes(seconds: int, said: str) -> None:
    pack = policy(scripts={"en": {Script.TIME_LIMIT: "{minutes}"}})
    decision = Decision(outcome=Outcome.CONNECT, time_limit=seconds)
    assert script_text(pack, Script.TIME_LIMIT, decision, MONDAY) == said


def test_recorded_audio_goes_with_the_text_that_was_spoken_in_and_no_other() -> None:
    pack = policy(
        scripts={"en": {Script.GREETING: "Hello", Script.GOODBYE: "Bye"}, "cy": {Script.GREETING: "Helo"}},
        recordings={"en": {Script.GREETING: "abc"}},
    )
    heard = [
        words(pack, script, Decision(outcome=Outcome.CONNECT, language=language), MONDAY).recording
        for language, script in (("en", Script.GREETING), ("cy", Script.GREETING), ("en", Script.GOODBYE))
    ]
    assert heard == ["abc", "", ""]


def test_a_reply_is_all_that_the_decision_says_and_silence_is_silence() -> None:
    decision = Decision(outcome=Outcome.HOLD, reply=Script.HOLD, scripts=(Script.HOLD, Script.HOW_TO_REVIEW))
    assert reply_text(policy(), decision, MONDAY) == "Hold.\n\nHow to review."
    assert reply_text(policy(), Decision(outcome=Outcome.HOLD, scripts=(Script.HOLD,)), MONDAY) == ""
    received = Decision(outcome=Outcome.CONNECT, reply=Script.RECEIVED, scripts=(Script.GREETING,))
    assert reply_text(policy(), received, MONDAY) == "Received."


@pytest.mark.parametrize(
    ("number", "dialled"), [("+441632960102", "01632960102"), ("+353861234567", "+353861234567"), ("", "")]
)
def test_a_number_is_written_as_it_is_dialled_at_home(number: str, dialled: str) -> None:
    assert national_number(number) == dialled
