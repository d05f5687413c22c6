"""Officers: who decides, signs and is put through to."""

from __future__ import annotations

from pydantic import Field

from contact_gateway.web.api.shapes.base import Distinct, Id, Name, Shape, Word
from contact_gateway.web.api.shapes.customers import ContactPoints, ContactPointsAnswer


class OfficerBody(Shape):
    """What is said of an officer; whatever is left out is empty."""

    name: Name
    contact_points: ContactPoints = ContactPoints()
    grade: Word | None = Field(default=None, description="One of the policy's; absent for somebody without one.")
    roles: Distinct[Word] = Field(default_factory=list, description="Roles or destinations of the policy.")
    hours: Distinct[Word] = Field(
        default_factory=list, description="When to be reached, as mon-fri 09:00-17:00; always where there are none."
    )


class NewOfficer(OfficerBody):
    """An officer; whatever is left out is empty, but the id is made."""

    id: Id | None = Field(default=None, description="By which cases and restrictions name the officer.")


class OfficerAnswer(Shape):
    """An officer."""

    id: str
    name: str
    contact_points: ContactPointsAnswer
    grade: str | None
    roles: list[str]
    hours: list[str]


class OfficerPage(Shape):
    """Officers by id."""

    items: list[OfficerAnswer]
    next_cursor: str | None
