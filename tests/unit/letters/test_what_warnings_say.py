"""What the letter of a warning says of its stage, of what comes next, and of the time to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.letters.content import Format
from contact_gateway.domain.letters.facts import Dates, Told
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType
from tests.unit.letters.letters_to_write import facts, letter


@pytest.mark.parametrize("easy", [False, True])
def test_a_warning_names_its_stage_what_is_watched_for_how_long_and_what_comes_next(easy: bool) -> None:
    watched = facts(
        LetterType.WARNING,
        stage="Watched for a while",
        watched_for=Span(6, Unit.WEEKS),
        next_steps=("Limits", "Silence"),
    )
    said = as_text(letter(replace(watched, format=Format(easy_read=easy))))
    assert "A step of our policy: Watched for a while" in said
    assert "We will watch whether it changes, at most for: 6 weeks" in said
    assert "The next step of our policy, if it goes on: Limits or Silence" in said
    unnamed = as_text(letter(facts(LetterType.WARNING)))
    assert "step of our policy" not in unnamed
    assert "We will watch" not in unnamed


def test_what_comes_next_is_said_also_where_the_officer_said_nothing_of_it() -> None:
    silent = facts(
        LetterType.WARNING, next_steps=("Limits",), told=Told(what_happened="Shouting.", must_change="Stop.")
    )
    assert "The next step of our policy, if it goes on: Limits" in as_text(letter(silent))


@pytest.mark.clause("OCT-3.1")
@pytest.mark.parametrize("easy", [False, True])
def test_a_warning_says_until_when_there_is_time_to_change(easy: bool) -> None:
    warned = facts(LetterType.WARNING, dates=Dates(change_by=date(2026, 6, 12)), format=Format(easy_read=easy))
    assert "Please change this by: Friday 12 June 2026" in as_text(letter(warned))
    assert "Please change this" not in as_text(letter(facts(LetterType.WARNING)))
