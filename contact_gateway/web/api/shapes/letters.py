"""Letters that left: what they were, how they went, what was done with them."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from contact_gateway.application.casework.read_letter import ReadAs
from contact_gateway.domain.casework.acts import Handling
from contact_gateway.domain.languages import ENGLISH
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.working_days import Delivery
from contact_gateway.web.api.shapes.base import Day, Id, Language, Moment, Shape, Text
from contact_gateway.web.api.shapes.cases import PolicyCode


class LetterQuery(Shape):
    """How a letter is read."""

    read_as: ReadAs = Field(
        alias="format",
        default=ReadAs.LEFT,
        description="As it left (`pdf`), set anew from the words kept with it, or its words alone.",
    )


class PolicyQuery(Shape):
    """Which of the landlord's policies, and in which language."""

    policy: PolicyCode = ""
    language: Language = Field(default=ENGLISH, description="English where the landlord has another not switched on.")


class NewHandling(Shape):
    """What somebody did with a letter."""

    officer: Id = Field(description="Who did it.")
    done: Handling = Field(
        description="`told`: explained it to the customer. `returned`: it came back, and is somebody's task."
    )
    on: Day | None = Field(default=None, description="Today where absent.")
    said: Text = Field(default="", description="What the customer said, or why it came back.")


class HandlingAnswer(Shape):
    """What was done with a letter."""

    done: Handling
    on: date
    officer: str


class LetterAnswer(Shape):
    """A letter that left."""

    id: str
    restriction_id: str | None = Field(description="Absent for a warning.")
    letter: LetterType
    sent_by: Delivery
    sent_at: Moment
    received_on: date = Field(description="The day on which it counts as received.")
    officer: str = Field(description="Who issued it.")
    handled: list[HandlingAnswer]


class LetterList(Shape):
    """Letters that left, oldest first."""

    items: list[LetterAnswer]
