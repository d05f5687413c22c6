"""A contact as another system hands it in, and the decision as it is answered: flat, and complete enough to act on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, RootModel

from contact_gateway.domain.contact import Channel, Key, Subject
from contact_gateway.domain.outcome import Outcome
from contact_gateway.web.api.shapes.base import WHOLE, Distinct, Id, Instant, Line, Moment, Reference, Shape, Text, Word


class NewContact(Shape):
    """One attempt to reach the landlord."""

    channel: Channel
    sender: Line | None = Field(
        default=None,
        alias="from",
        description="The caller's number, the sender's address or handle; absent where it is withheld.",
    )
    to: Line = Field(default="", description="The landlord's number or address that was dialled or written to.")
    reference: Reference | None = Field(default=None, description="The reference that the person gave.")
    received_at: Instant | None = Field(default=None, description="When it began; now where absent.")
    subject: Line = ""
    text: Text = ""
    attachments: Annotated[int, Field(ge=0, le=1000), WHOLE] = 0
    copied_to: Annotated[int, Field(ge=0, le=10_000), WHOLE] = 0
    issue: Line = Field(default="", description="The matter that it is about, by the landlord's own name for it.")
    new_evidence: bool = False
    authenticated: bool | None = Field(
        default=None,
        description="Whether the sender is proven; absent: not for e-mail, and as good as can be for all else.",
    )
    auto_submitted: bool = Field(default=False, description="Whether a machine wrote it: an out-of-office reply.")
    about_staff: Id | None = Field(default=None, description="The officer whom it is about.")
    in_response: bool = Field(default=False, description="Whether it answers what the landlord asked.")
    appointment: bool = Field(default=False, description="Whether a visit was agreed.")
    tags: Distinct[Subject] = Field(
        default_factory=list, description="Always-open subjects that the other system is sure of."
    )


class DecisionQuestion(NewContact):
    """A contact that is only asked about."""

    customer_id: Id | None = Field(default=None, description="Who it is, where the other system knows.")
    pressed: Key | Subject | None = Field(default=None, description="What the caller chose.")


class ReasonAnswer(Shape):
    """One rule that spoke."""

    code: str
    restriction_id: str | None
    clause: str | None


class Whither(Shape):
    """Where the contact goes."""

    id: str
    name: str
    phone: str | None
    email: str | None


class BannerLines(Shape):
    """What whoever serves this contact must know; never the grounds."""

    who: str
    lines: list[str]
    allowances: list[str]
    review_on: date | None


class DecisionAnswer(Shape):
    """What to do with a contact."""

    outcome: Outcome
    reasons: list[ReasonAnswer] = Field(description="The deciding one first.")
    to: Whither | None = Field(description="Absent where the contact is refused.")
    say: list[str] = Field(description="What is said to a caller, in order, before anything else is done.")
    reply: str | None = Field(description="What is answered to writing; absent for silence.")
    time_limit: int | None = Field(description="Seconds after which the conversation ends.")
    next_allowed: Moment | None = Field(description="From when on it is allowed.")
    answered_from: Moment | None = Field(description="From when on somebody answers; this is what is said.")
    spoken_next: str | None = Field(description="The same in words.")
    channels_open: list[Channel] = Field(description="The other ways that this person can use now.")
    customer_id: str | None = Field(description="Whom it counts for; absent where nobody is known or proven.")
    banner: BannerLines


class ContactAnswer(DecisionAnswer):
    """What was decided about a recorded contact."""

    contact_id: str


class KeyPressed(Shape):
    """What a caller chose."""

    pressed: Key | Subject


class ReferenceKeyed(Shape):
    """The reference that a caller keyed in."""

    reference: Word


class NotAnswered(Shape):
    """Whoever was rung did not answer."""

    unanswered_by: Id = Field(description="The `id` of `to` in the answer before.")


class ContactStep(RootModel[KeyPressed | ReferenceKeyed | NotAnswered]):
    """What a caller did next, or that nobody answered."""
