"""Appeals against what restricts nobody: a warning, or an item that is not dealt with."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from contact_gateway.domain.casework.acts import Finding
from contact_gateway.domain.working_days import Delivery
from contact_gateway.web.api.shapes.base import Id, Shape
from contact_gateway.web.api.shapes.cases import Recorded


class NewCaseAppealLetter(Shape):
    """A letter about such an appeal that leaves now: the answer, where there is one, else that it was received."""

    officer: Id
    sent_by: Delivery = Delivery.POST
    also_by_text: bool = Field(default=False, description="Whether a text message says that there is a letter.")


class CaseAppealAnswer(Recorded):
    """Where an appeal stands after an act."""

    appeal_id: str
    about: str = Field(description="The id of the warning, or of what was decided about an item.")
    appeal_due: date
    late: bool = Field(description="Whether it came too late: a person decides whether it is heard all the same.")
    hearer: str | None
    finding: Finding | None = Field(description="Absent while it waits to be decided; `removed`: it counts no more.")
    letter_id: str | None
