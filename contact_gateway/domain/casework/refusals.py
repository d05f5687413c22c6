"""Why an act of casework is refused: a code that stays, and a sentence for the person who meets it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """The code of scenarios and of the API, what is wrong and what is allowed, and the clause it comes from."""

    code: str
    sentence: str
    clause: str = ""
