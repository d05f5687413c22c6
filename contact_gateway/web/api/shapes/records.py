"""What is put on record beside a case: adjustments, complaints about staff, disclosures, courts' orders, proofs."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from contact_gateway.domain.casework.acts_on_record import Basis, Recipient
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Adjustment, Paper
from contact_gateway.web.api.shapes.base import Day, Id, Instant, Language, Reference, Shape, Text


def _only(wanted: str, other: str) -> JsonDict:
    return {"required": [wanted], "properties": {wanted: {"not": {"type": "null"}}, other: {"type": "null"}}}


class NewAdjustment(Shape):
    """An adjustment, or a language, that the customer asked for and gets; one of the two."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [_only("adjustment", "language"), _only("language", "adjustment")]}
    )

    officer: Id
    adjustment: Adjustment | None = None
    language: Language | None = None
    paper: Paper | None = Field(default=None, description="The colour, for `coloured_paper`.")
    asked: Text = Field(default="", description="What was asked for.")
    helps: Text = Field(default="", description="How it helps.")
    disclosed: Text = Field(default="", description="What was disclosed.")
    review_on: Day | None = Field(default=None, description="When it is looked at again.")
    until: Day | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.adjustment is None) == (self.language is None):
            raise ValueError("Say an adjustment, or a language.")
        return self


class NewComplaint(Shape):
    """A complaint about an officer."""

    officer: Id = Field(description="Who records it.")
    about: Id
    account: Text = ""


class NewContactRequest(Shape):
    """That the customer is asked to make contact."""

    officer: Id
    channel: Channel
    until: Instant


class NewDisclosure(Shape):
    """That something about the customer was told to somebody outside."""

    officer: Id = Field(description="Who records it.")
    to: Recipient
    basis: Basis
    agreed_by: Id = Field(description="The officer who decided it.")
    asked_by: Text
    purpose: Text
    shared: Text
    law: Text = Field(default="", description="Which law, where the basis is another law.")


class NewTenancyAction(Shape):
    """That the landlord acts on the tenancy."""

    officer: Id = Field(description="Who records it.")
    agreed_by: Id = Field(description="The officer who agreed to it.")
    what: Text = Field(description="What is done, such as a notice.")
    broken: Text = Field(description="Which obligation of the tenancy was broken.")


class NewCourtOrder(Shape):
    """What a court ordered."""

    officer: Id
    reference: Reference
    made_on: Day
    ends_on: Day | None = None
    power_of_arrest: bool = False
    court: Text = ""
    terms: Text = ""


class NewAuthority(Shape):
    """What shows that a representative may act for the customer."""

    officer: Id = Field(description="Who saw it.")
    proof: Annotated[Text, Field(description="A signed form, a power of attorney.")]
    scope: Text = Field(default="", description="What it is for.")
    review_on: Day | None = None
    until: Day | None = None
