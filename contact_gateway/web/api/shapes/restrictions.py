"""Restrictions, counters and the register."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from contact_gateway.domain.casework.life import Mark, State
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.reading import MOST
from contact_gateway.domain.periods import Per
from contact_gateway.domain.restrictions import Grounds, Mode, Reply
from contact_gateway.domain.tables import TableFormat
from contact_gateway.domain.working_days import Delivery
from contact_gateway.web.api.shapes.base import (
    WHOLE,
    Day,
    Distinct,
    Id,
    Instant,
    Line,
    Moment,
    PageQuery,
    Shape,
    Text,
    Word,
)


def _one_fault(said: object, read: ValidatorFunctionWrapHandler) -> object:
    """Say of a term once what it may be, not once for each thing that it is not."""
    try:
        return read(said)
    except ValidationError as fault:
        raise ValueError(
            f"A term is a whole number from 0 to {MOST}, true or false, a line of text, or a list of up to 50 words."
        ) from fault


Amount = Annotated[int, Field(ge=0, le=MOST), WHOLE]
Term = Annotated[Annotated[list[Word], Field(max_length=50)] | Amount | bool | Line, WrapValidator(_one_fault)]
TermName = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
Names = Distinct[Word]


class RestrictionQuery(PageQuery):
    """Which restrictions."""

    customer_id: Id | None = Field(default=None, description="Only those of this customer.")


class NewRestriction(Shape):
    """A restriction that was decided, and told, before it is put on record here."""

    customer_id: Id
    kind: Kind
    terms: dict[TermName, Term] = Field(
        default_factory=dict,
        max_length=10,
        description="What the kind asks for.",
        json_schema_extra={"additionalProperties": False},
    )
    channels: Distinct[Channel] = Field(default_factory=list, description="None named: all of them.")
    services: Names = Field(default_factory=list)
    teams: Names = Field(default_factory=list)
    to: Names = Field(default_factory=list, description="Numbers and addresses of the landlord that it is about.")
    proposed_by: Id = Field(description="The officer who proposed it: another than who decided it.")
    officer: Id = Field(description="Who decided it.")
    told_on: Day | None = Field(
        default=None,
        description="The day on which the customer was told of it, or of its last review. Only a trial needs none.",
    )
    sent_by: Delivery | None = Field(default=None, description="By what way the customer was told.")
    grounds: Grounds
    review_on: Day
    starts_at: Instant | None = Field(
        default=None, description="Never before the telling counts as received, which is when it starts where absent."
    )
    planned_end: Instant | None = Field(default=None, description="From then on it binds no more.")
    mode: Mode = Mode.ENFORCED
    reply: Reply = Reply.ONCE


class RestrictionEnd(Shape):
    """That an officer decided to end a restriction."""

    officer: Id
    ends_at: Instant | None = Field(default=None, description="From then on it binds no more; now where absent.")
    reason: Text = Field(default="", description="Why, for the record; the letter that tells of the end prints it.")


class RestrictionAnswer(Shape):
    """A restriction as it stands. Its grounds are not shown here."""

    id: str
    customer_id: str
    state: State = Field(description="Nothing binds anybody that is not `active` or `interim`.")
    mark: Mark | None
    kind: Kind
    terms: dict[str, object]
    arrangement: str
    channels: list[Channel]
    services: list[str]
    teams: list[str]
    to: list[str]
    mode: Mode
    reply: Reply
    clause: str
    starts_at: Moment
    ends_at: Moment | None
    review_on: date
    decided_by: str
    decided_at: Moment = Field(description="Of what was taken over: when it was told at the latest.")
    policy_version: int


class RestrictionPage(Shape):
    """Restrictions by id."""

    items: list[RestrictionAnswer]
    next_cursor: str | None


class RegisterQuery(PageQuery):
    """Which part of the register, or the whole of it as a file."""

    as_file: TableFormat | None = Field(
        alias="format", default=None, description="The whole register as a file of this kind; a page of JSON else."
    )


class RegisterLine(Shape):
    """A line of the register."""

    restriction_id: str
    customer_id: str
    name: str
    address: str
    in_force_from: Moment = Field(description="A moment to come is that of what was told and is not in force yet.")
    in_force_until: Moment | None = Field(
        description="From when it is in force no more; absent where nobody has fixed an end, up to its review."
    )
    last_day: date = Field(description="The last day on which it is in force, or was: what the files say.")
    review_on: date
    kind: Kind
    what: str


class RegisterPage(Shape):
    """The register by restriction."""

    items: list[RegisterLine]
    next_cursor: str | None


class CounterQuery(Shape):
    """Which counters."""

    start: Day = Field(alias="from", description="The first day, in the landlord's time.")
    end: Day = Field(alias="to", description="The day after the last.")
    by: Per = Per.DAY


class CountsAnswer(Shape):
    """What was counted."""

    attempts: int
    accepted: int
    declined: int
    held: int
    emergencies: int
    talk_seconds: int
    handling_minutes: int
    items: int
    copied_in: int
    duplicates: int
    matter_in_hand: int
    long_calls: int = Field(description="Calls of half an hour or more of talk.")


class PeriodOfCounts(CountsAnswer):
    """What was counted in one period by one channel."""

    channel: Channel
    start: Moment
    end: Moment


class CountersAnswer(Shape):
    """One customer's counters; a period without any contact is not listed."""

    customer_id: str
    start: date = Field(serialization_alias="from")
    end: date = Field(serialization_alias="to")
    by: Per
    total: CountsAnswer
    periods: list[PeriodOfCounts]
