"""What is forgotten in time, what is erased on request, and the legal holds that forbid both."""

from __future__ import annotations

from pydantic import Field

from contact_gateway.application.records_of_retention import Fate
from contact_gateway.domain.procedure.words import Kept
from contact_gateway.web.api.shapes.base import Id, Moment, Name, Shape


class NewHold(Shape):
    """That nothing of a customer may be forgotten or erased."""

    officer: Id
    reference: Name = Field(description="Which claim it is for.")


class HoldLift(Shape):
    """That a hold is needed no more."""

    officer: Id


class HoldAnswer(Shape):
    """A legal hold."""

    id: str
    customer_id: str
    reference: str
    placed_by: str
    placed_at: Moment


class HoldList(Shape):
    """The legal holds that stand, oldest first."""

    items: list[HoldAnswer]


class NewErasure(Shape):
    """That a customer is erased; it cannot be taken back."""

    officer: Id


class ErasedAnswer(Shape):
    """Rows of a kind, and what becomes of them."""

    kind: str
    fate: Fate
    rows: int


class ErasureAnswer(Shape):
    """What erasing a customer would do, or did, kind by kind."""

    customer_id: str
    items: list[ErasedAnswer]


class GoingAnswer(Shape):
    """Rows of a table that were kept long enough."""

    kept: Kept = Field(description="By which of the policy's lengths of time.")
    table: str
    rows: int
    oldest: Moment | None = Field(description="Absent once they went.")


class RetentionAnswer(Shape):
    """What goes, or went, because it was kept long enough."""

    items: list[GoingAnswer]
