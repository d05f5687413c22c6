"""Exports of what is held on a person."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from contact_gateway.application.records_of_subject_access import ExportState
from contact_gateway.web.api.shapes.base import PLAIN, Id, Moment, Shape, Word

Passage = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=PLAIN)]
RowName = Annotated[str, StringConstraints(pattern=r"^([a-z_]{1,40}/[1-9][0-9]{0,8})?$")]


class NewExport(Shape):
    """Who asks for all that is held on a customer."""

    officer: Id


class ExportAnswer(Shape):
    """An export, and where it stands."""

    id: str
    customer_id: str
    state: ExportState
    prepared_by: str
    prepared_at: Moment
    released_by: str
    released_at: Moment | None


class ExportList(Shape):
    """A customer's exports, newest first."""

    items: list[ExportAnswer]


class ThirdPartyAnswer(Shape):
    """Somebody else who is named: `rows` are where. A number or an address of nobody known has no name."""

    name: str
    role: str
    said: list[str]
    rows: list[str]


class HeldFileAnswer(Shape):
    """A file that is held, and the kind of row that names it."""

    id: str
    kind: str
    contact_id: str


class DraftAnswer(Shape):
    """What an officer has to look through before an export may leave."""

    export: ExportAnswer
    rows: dict[str, int] = Field(description="How many rows of each kind are held.")
    third_parties: list[ThirdPartyAnswer]
    files: list[HeldFileAnswer]


class RedactionSaid(Shape):
    """A passage about somebody else: in one row, such as `incidents/3`, or wherever it stands."""

    passage: Passage
    row: RowName = ""


class Release(Shape):
    """What an officer decided: passages to black out, and of every file whether it is given or withheld."""

    officer: Id
    redactions: list[RedactionSaid] = Field(default=[], max_length=2000)
    given: list[Word] = Field(default=[], max_length=5000)
    withheld: list[Word] = Field(default=[], max_length=5000)
