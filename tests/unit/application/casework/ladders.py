"""Cases at the five landlords, by their shipped packs, for tests of what each asks for before it restricts anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from contact_gateway.application.casework.warn import WarningGiven
from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Form
from contact_gateway.domain.procedure.words import Question
from tests.unit.application.casework.room import ANSWERS, HERE, Room, warning
from tests.unit.policies.reading import shipped

CAP: Mapping[str, object] = {"kind": "contact_cap", "terms": {"limit": 1, "per": "week"}, "channels": ()}


def at(slug: str) -> Room:
    """A case at one of the five landlords, by its shipped pack."""
    pack = shipped(slug)
    return Room(policy=pack, rules=pack.casework)


def refused(act: Callable[[], object]) -> tuple[str, str]:
    """The code with which an act is refused, and the clause by which."""
    with pytest.raises(Refused) as found:
        act()
    return found.value.code, str(found.value).rpartition("(")[2].rstrip(").")


def without(*questions: Question) -> Mapping[Question, str]:
    """The answers to all other questions."""
    return {question: text for question, text in ANSWERS.items() if question not in questions}


def notice(**said: object) -> WarningGiven:
    """A warning that says everything, spoken in a call unless it is said otherwise."""
    usual: dict[str, object] = {
        "form": Form.VERBAL,
        "why": "60 calls.",
        "must_change": "One a week.",
        "if_continues": "A limit.",
        "contact_id": "call-1",
    }
    return warning(**{**usual, **said})


def agreed(room: Room) -> Room:
    """After an arrangement."""
    room.does.agree(HERE, "sam", "mo", "Visits by appointment.", date(2026, 4, 30))
    return room


def warned(room: Room) -> Room:
    """After a warning."""
    room.warn()
    return room
