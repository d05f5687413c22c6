"""One item, one request, one officer: what was decided about it, what was not given, who knows."""

from __future__ import annotations

from pydantic import Field

from contact_gateway.domain.casework.acts_on_items import AskedFor, ItemDecision
from contact_gateway.web.api.shapes.base import Id, Moment, Shape, Text


class NewItemDecision(Shape):
    """What somebody who read it decided about one item."""

    officer: Id = Field(description="Who decides.")
    contact_id: Id = Field(description="The letter, mail or message it is about.")
    decision: ItemDecision
    reason: Text = Field(default="", description="Why; asked for where the customer gets no answer.")
    was_read: bool = Field(default=False, description="Whether somebody looked for what is always open.")


class NewNotGiven(Shape):
    """That the customer was asked for something and did not give it."""

    officer: Id = Field(description="Who asked.")
    asked_for: AskedFor
    difficulty: Text = Field(default="", description="What makes it hard to give: then it is no refusal, help is due.")
    contact_id: Id | None = Field(default=None, description="The contact in which it was asked for.")


class NewAcknowledgement(Shape):
    """That an officer knows of an arrangement."""

    officer: Id


class AwareAnswer(Shape):
    """An officer who knows of it."""

    officer: str
    since: Moment


class AwareList(Shape):
    """Who knows of an arrangement, the first to say so first."""

    items: list[AwareAnswer]
