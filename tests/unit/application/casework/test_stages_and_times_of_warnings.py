"""Which stage of the policy a warning is of, what comes next, and until when there is time to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Form, Warned
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.procedure.rules import LetterRule, PartRule, Stage
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType, Part, Step
from tests.unit.application.casework.room import HERE, LETTERS, Room, refusal, warning
from tests.unit.domain.casework.cases import RULES

SIX_WEEKS = Span(6, Unit.WEEKS)
TALK = Stage(name="talk", label="A talk", step=Step.WARNING, length=SIX_WEEKS)
WATCH = Stage(name="watch", label="Watched for a while", step=Step.MONITORING, length=SIX_WEEKS, follows="talk")
LIMITS = Stage(name="limits", label="Limits", follows="watch")
PARTS = LetterRule(parts={Part.WHAT_HAPPENED: PartRule(clause="OCT-3.1")})


@pytest.fixture
def room() -> Room:
    letters = {**LETTERS, LetterType.WARNING: PARTS}
    return Room(rules=replace(RULES, stages=(TALK, WATCH, LIMITS), letters=letters))


def warn(room: Room, form: Form = Form.WRITTEN, **said: object) -> LetterFacts | None:
    """Mo warns Sam; return what the letter says, if one left."""
    given = warning(**{"form": form, "why": "140 e-mails in a week.", "must_change": "One a week.", **said})
    room.does.warn(HERE, "sam", "mo", given)
    return room.letters.written[-1] if form is Form.WRITTEN else None


def kept(room: Room) -> Warned:
    last = room.files.acts(HERE, "sam")[-1].act
    assert isinstance(last, Warned)
    return last


@pytest.mark.parametrize(
    ("stage", "named", "watched_for", "next_steps"),
    [
        ("", "", None, ()),
        ("talk", "A talk", None, ("Watched for a while",)),
        ("watch", "Watched for a while", SIX_WEEKS, ("Limits",)),
    ],
)
def test_the_letter_of_a_warning_names_its_stage_how_long_somebody_is_watched_and_what_comes_next(
    room: Room, stage: str, named: str, watched_for: Span | None, next_steps: tuple[str, ...]
) -> None:
    letter = warn(room, stage=stage)
    assert letter
    assert (letter.stage, letter.watched_for, letter.next_steps) == (named, watched_for, next_steps)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("stage", ["limits", "guess"])
def test_a_warning_of_a_stage_that_it_cannot_tell_of_is_answered_with_those_that_there_are(
    room: Room, form: Form, stage: str
) -> None:
    with pytest.raises(Refused, match=f"{stage!r} of this policy; it has: talk, watch") as refused:
        warn(room, form, stage=stage, contact_id="call-1")
    assert refused.value.code == "unknown_stage"
    assert room.files.acts(HERE, "sam") == []


@pytest.mark.clause("OCT-3.1")
@pytest.mark.parametrize("form", Form)
def test_a_warning_keeps_and_tells_until_when_there_is_time_to_change(room: Room, form: Form) -> None:
    letter = warn(room, form, contact_id="call-1", change_by=date(2026, 5, 1))
    assert kept(room).change_by == date(2026, 5, 1)
    assert letter is None or letter.dates.change_by == date(2026, 5, 1)


def test_nobody_is_given_time_until_a_day_that_is_over(room: Room) -> None:
    assert refusal(lambda: warn(room, change_by=date(2026, 4, 1))) == "impossible_terms"
    assert room.files.acts(HERE, "sam") == []
