"""What all shapes are made of: texts without control characters, days and instants of this century, nothing unsaid."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

LONGEST_ID = 64
LONGEST_PAGE = 200
USUAL_PAGE = 50

ID = r"^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$"
PLAIN = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$"
_LINE = r"^[^\u0000-\u001f\u007f]*$"
_DAY = r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_INSTANT = (
    _DAY.removesuffix("$")
    + r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])$"
)

_TURNING = r"\u202a-\u202e\u2066-\u2069"
_CONTROLS = r"\u0000-\u001f\u007f" + _TURNING
_NAME = rf"^[^{_CONTROLS}]*[^{_CONTROLS}\s\u0085\ufeff\u200b-\u200f\u2060][^{_CONTROLS}]*$"
_LONGEST_NAME = 200
_KEYABLE = r'^[!-"$-~]{2,64}$'
_LAW = ConfigDict(extra="forbid", strict=True, frozen=True)


class Shape(BaseModel):
    """What is sent or answered. What is not named here is refused, and nothing is turned into what it is not."""

    model_config = _LAW


def _day(said: object) -> object:
    """Read a day strictly as it is documented."""
    return date.fromisoformat(_shaped(said, _DAY, "a day such as 2026-03-02, from 2000 to 2099"))


def _instant(said: object) -> object:
    """Read an instant strictly as it is documented."""
    return datetime.fromisoformat(_shaped(said, _INSTANT, "an instant such as 2026-03-02T10:00:00Z, from 2000 to 2099"))


def _keyable(said: object) -> object:
    """Read a reference that can be told from a key of the menu, and from the key that ends it."""
    return _shaped(said, _KEYABLE, "a reference of 2 to 64 characters without spaces and #: one key alone is a choice")


def _name(said: object) -> object:
    """Read a name in which there is something to see, and nothing that turns the text after it round."""
    if isinstance(said, str) and len(said) > _LONGEST_NAME:
        raise ValueError(f"Give a name of at most {_LONGEST_NAME} characters.")
    return _shaped(said, _NAME, "a name that is not blank, without control characters and marks that turn text round")


def _shaped(said: object, pattern: str, what: str) -> str:
    if not isinstance(said, str) or not re.fullmatch(pattern.removesuffix("$"), said):
        raise ValueError(f"Give {what}.")
    return said


def _digits(said: object) -> object:
    """Read a number from a query, where everything is text."""
    return int(said) if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) <= 9 else said


def _integral(said: object) -> object:
    """Read 2.0 as 2: JSON knows one sort of number."""
    return int(said) if isinstance(said, float) and said.is_integer() else said


WHOLE = BeforeValidator(_integral)
"""Stands after the bounds of a whole number, so that the document shows them."""


Item = TypeVar("Item")


def _distinct(items: list[Item]) -> list[Item]:
    if len(set(items)) < len(items):
        raise ValueError("Say each only once.")
    return items


Distinct = Annotated[
    list[Item], AfterValidator(_distinct), Field(max_length=50, json_schema_extra={"uniqueItems": True})
]
"""A list in which nothing stands twice."""
Id = Annotated[str, StringConstraints(pattern=ID)]
Text = Annotated[str, StringConstraints(max_length=100_000, pattern=PLAIN)]
"""What a person wrote, of any number of lines."""
Line = Annotated[str, StringConstraints(max_length=500, pattern=_LINE)]
Name = Annotated[
    str,
    BeforeValidator(_name),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": _LONGEST_NAME, "pattern": _NAME}),
]
Word = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=_LINE)]
Reference = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,64}$")]
"""The landlord's own name for a customer."""
NewReference = Annotated[str, BeforeValidator(_keyable), WithJsonSchema({"type": "string", "pattern": _KEYABLE})]
"""As `Reference`, of a customer who is added: no single key, which is a choice, and no hash, which ends it."""
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$")]
Phone = Annotated[str, StringConstraints(pattern=r"^[+]?[0-9][0-9 ()-]{3,29}$")]
Email = Annotated[
    str, StringConstraints(max_length=254, pattern=r"^[!-?A-~]{1,64}@[0-9A-Za-z]([0-9A-Za-z.-]{0,180}[0-9A-Za-z])?$")
]
Handle = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,100}$")]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "pattern": _DAY})]
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": _INSTANT}),
]
Moment = Annotated[
    datetime,
    PlainSerializer(lambda instant: instant.isoformat().replace("+00:00", "Z"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""An instant in an answer, in UTC."""
Limit = Annotated[int, Field(ge=1, le=LONGEST_PAGE), BeforeValidator(_digits)]


class PageQuery(Shape):
    """Which part of a list."""

    limit: Limit = Field(default=USUAL_PAGE, description="How many at most.")
    cursor: Id | None = Field(default=None, description="The `next_cursor` of the page before.")
