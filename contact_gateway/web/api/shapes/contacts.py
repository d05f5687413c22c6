"""Recorded contacts, what became of them, and banners."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, RootModel, StringConstraints

from contact_gateway.application.ports import FIRST_MARK
from contact_gateway.domain.contact import Channel, Step
from contact_gateway.domain.counting import Happening
from contact_gateway.domain.outcome import Outcome
from contact_gateway.web.api.shapes.base import (
    USUAL_PAGE,
    WHOLE,
    Email,
    Id,
    Instant,
    Limit,
    Moment,
    Phone,
    Reference,
    Shape,
)
from contact_gateway.web.api.shapes.decisions import BannerLines, ReasonAnswer

EventCursor = Annotated[str, StringConstraints(pattern=r"^(0|[0-9]{1,18}\.[0-9]{1,18})$")]


class FeedQuery(Shape):
    """From where on contacts are told."""

    limit: Limit = Field(default=USUAL_PAGE, description="How many at most.")
    cursor: EventCursor = Field(default=FIRST_MARK, description="The `next_cursor` of the answer before.")


class RecordedContact(Shape):
    """A contact with the decision that stands."""

    contact_id: str
    received_at: Moment
    channel: Channel
    step: Step
    sender: str | None = Field(serialization_alias="from")
    outcome: Outcome
    reasons: list[ReasonAnswer]
    customer_id: str | None
    next_allowed: Moment | None
    banner: BannerLines


class ContactFeed(Shape):
    """Contacts in the order in which their steps were stored; one that has several steps comes again."""

    items: list[RecordedContact]
    next_cursor: str = Field(description="Send it to be told what came since; it is never absent.")


class NewOutcome(Shape):
    """What became of a contact; told again it changes nothing."""

    happening: Happening
    at: Instant | None = Field(default=None, description="When; now where absent.")
    talk_seconds: Annotated[int, Field(ge=0, le=86_400), WHOLE] = Field(
        default=0, description="From a person's answer to the end."
    )
    handling_minutes: Annotated[int, Field(ge=0, le=1_440), WHOLE] = Field(
        default=0, description="With `handled`: all that handling the contact took until now."
    )


class BannerOfPhone(Shape):
    """Whoever calls from, or writes from, this number."""

    phone: Phone
    channel: Channel = Field(default=Channel.VOICE, description="How the contact comes.")


class BannerOfEmail(Shape):
    """Whoever writes from this address."""

    email: Email
    channel: Channel = Field(default=Channel.EMAIL, description="How the contact comes.")


class BannerOfCustomer(Shape):
    """A customer whom somebody has already recognised."""

    customer_id: Id
    channel: Channel = Field(default=Channel.VOICE, description="How the contact comes.")


class BannerOfReference(Shape):
    """A customer by the landlord's own reference, as it stands on a contractor's order."""

    reference: Reference
    channel: Channel = Field(default=Channel.IN_PERSON, description="How they meet.")


class BannerQuestion(RootModel[BannerOfPhone | BannerOfEmail | BannerOfCustomer | BannerOfReference]):
    """Whom to look up."""


class BannerAnswer(BannerLines):
    """The banner for whoever serves the contact."""

    contact_id: str | None
    customer_id: str | None
    outcome: Outcome
    next_allowed: Moment | None
