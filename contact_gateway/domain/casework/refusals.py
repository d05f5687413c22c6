"""Why an act of casework is refused: a code that stays, and a sentence for the person who meets it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Refusal:
    """The code of scenarios and of the API, what is wrong and what is allowed, and the clause it comes from."""

    code: str
    sentence: str
    clause: str = ""


def written(day: date) -> str:
    """Return a date as sentences and letters print it."""
    return f"{day.day} {day:%B %Y}"


def somebody(grade: str) -> str:
    """Return a grade as sentences name whoever has it: `an assistant director`."""
    words = grade.replace("_", " ")
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def somebody_as_high(grade: str) -> str:
    """Return whoever has at least this grade, as sentences name them."""
    return f"{somebody(grade)} or somebody senior to that"
