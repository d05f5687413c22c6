"""What is seen before somebody signs, and before somebody reviews."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from contact_gateway.domain.casework.evidence import HOW_THE_MEDIAN_IS_COMPUTED, Measured
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.restrictions import Mode
from contact_gateway.domain.working_days import Delivery
from contact_gateway.web.api.shapes.base import Id, Moment, Shape
from contact_gateway.web.api.shapes.cases import ToldAct
from contact_gateway.web.api.shapes.restrictions import CountsAnswer


class LookQuery(Shape):
    """In whose name it is looked at."""

    officer: Id = Field(description="The officer who looks.")


class DraftQuery(LookQuery):
    """Which letter is tried."""

    letter: LetterType | None = Field(default=None, description="The one that is owed next where absent.")
    sent_by: Delivery = Field(default=Delivery.POST, description="How it would leave.")


class ReplayedAnswer(Shape):
    """One contact: what came of it, and what would have come of it."""

    contact_id: str
    at: Moment
    channel: Channel
    was: Outcome
    would_be: Outcome
    refused_by: list[str]
    always_open: list[str] = Field(description="Which subjects it is about that stay open under any terms.")
    hinted: list[Subject] = Field(description="Such subjects that a word in it hints at: a person has to look.")
    cut_short: bool = Field(description="Whether the talk would have ended earlier.")


class RehearsedAnswer(Shape):
    """Terms, and what they would have done to the contacts of a time."""

    kind: Kind
    terms: dict[str, object]
    channels: list[Channel]
    mode: Mode
    arrangement: str
    start: Moment = Field(serialization_alias="from")
    end: Moment = Field(serialization_alias="to")
    sentences: list[str]
    outcomes: dict[Outcome, int] = Field(description="How many contacts would have come out how.")
    kept_out: int = Field(description="How many got through and would not have.")
    cut_short: int
    contacts: list[ReplayedAnswer]


class FigureAnswer(Shape):
    """One line of the comparison."""

    what: Channel | Measured
    own: float
    median: float
    times: float | None = Field(description="How many times the median; absent where that is nought.")


class ComparedAnswer(Shape):
    """The customer's figures beside the median customer's."""

    start: Moment = Field(serialization_alias="from")
    end: Moment = Field(serialization_alias="to")
    customers: int = Field(description=HOW_THE_MEDIAN_IS_COMPUTED)
    figures: list[FigureAnswer]


class RefusalAnswer(Shape):
    """What is in the way."""

    code: str
    sentence: str


class WeighingAnswer(Shape):
    """A proposal with all that it is weighed by."""

    refusal: RefusalAnswer | None = Field(description="The first reason why it cannot be made as it stands.")
    proposed: RehearsedAnswer
    milder: RehearsedAnswer | None = Field(description="The next milder terms, where there are any.")
    trials: list[RehearsedAnswer] = Field(description="What the trials of that time would have done, newest first.")
    evidence: list[ComparedAnswer] = Field(description="Over the last 30, 90 and 365 days.")


class MissingPart(Shape):
    """A part that a letter cannot be issued without."""

    part: Part
    clause: str


class DraftLetterAnswer(Shape):
    """A letter that has not left."""

    letter: LetterType
    lacking: list[MissingPart]
    pdf: str = Field(description="The letter as it would leave now.", json_schema_extra={"contentEncoding": "base64"})


class WeekAnswer(CountsAnswer):
    """What was counted in one week by one channel."""

    monday: date
    channel: Channel


class BreachAnswer(Shape):
    """A contact that was made against an arrangement."""

    contact_id: str
    restriction_id: str
    at: Moment
    outcome: Outcome


class EndedContactAnswer(Shape):
    """A contact that staff ended."""

    contact_id: str
    channel: Channel
    at: Moment
    officer: str
    reason: str
    warnings_heard: int
    note: str


class SaidAnswer(Shape):
    """What the customer said, and on which occasion."""

    at: Moment
    occasion: str
    words: dict[str, str]


class ReviewPackAnswer(Shape):
    """The evidence of a review, of the time since it came into force or was last reviewed."""

    restriction_id: str
    customer_id: str
    start: Moment = Field(serialization_alias="from")
    end: Moment = Field(serialization_alias="to")
    reviewed_before: bool
    total: CountsAnswer
    weeks: list[WeekAnswer]
    breaches: list[BreachAnswer]
    incidents: list[ToldAct]
    ended_contacts: list[EndedContactAnswer]
    warnings: list[ToldAct]
    letters: list[ToldAct]
    adjustments: list[Adjustment] = Field(description="Those in force today.")
    adjusted: list[ToldAct] = Field(description="Those that were agreed in this time.")
    said: list[SaidAnswer]
