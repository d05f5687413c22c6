"""Scripts are said with the time and the ways that the decision found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.script_texts import national_number, reply_text, script_text, spoken_time
from contact_gateway.domain.scripts import Script
from tests.builders import LONDON, MONDAY, policy

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
    assert spoken_time(instant, MONDAY, LONDON) == said


def test_today_is_the_landlords_day() -> None:
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert spoken_time(datetime(2026, 6, 2, 8, tzinfo=UTC), late, LONDON) == "Tuesday 2 June from 9 am"


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


def test_a_language_that_the_pack_lacks_is_english() -> None:
    pack = policy(scripts={"en": {Script.HOLD: "Hello"}, "cy": {Script.GOODBYE: "Hwyl"}})
    decision = Decision(outcome=Outcome.HOLD)
    assert script_text(pack, Script.HOLD, decision, MONDAY, "cy") == "Hello"
    assert script_text(pack, Script.GOODBYE, decision, MONDAY, "cy") == "Hwyl"
    assert script_text(pack, Script.GOODBYE, decision, MONDAY) == ""


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
