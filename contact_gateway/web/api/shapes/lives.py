"""The life of a restriction: proposed, consulted about, signed, told, reviewed, appealed against, ended."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from contact_gateway.domain.casework.acts import Finding, Outcome
from contact_gateway.domain.casework.life import Mark, State
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.restrictions import Grounds, Mode, Reply
from contact_gateway.domain.working_days import Delivery
from contact_gateway.web.api.shapes.base import Day, Distinct, Id, Instant, Moment, Shape, Text, Word
from contact_gateway.web.api.shapes.cases import ActAnswer, PolicyCode, StageName, Told
from contact_gateway.web.api.shapes.restrictions import Names, Term, TermName


class NewProposal(Shape):
    """What an officer proposes, and how each question of the policy was answered."""

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
    officer: Id = Field(description="Who proposes it; somebody else signs.")
    grounds: Grounds | None = None
    what_happened: Text = ""
    evidence: Text = ""
    impact: Text = ""
    severity: Text = ""
    frequency: Text = ""
    adjustments_considered: Text = ""
    vulnerability: Text = ""
    must_change: Text = Field(default="", description="For the letter; in the usual words where empty.")
    if_continues: Text = Field(default="", description="For the letter; in the usual words where empty.")
    support: Text = Field(default="", description="For the letter: which support is offered.")
    agreed_help: Text = Field(default="", description="For the letter: which help was agreed.")
    tenancy_at_risk: bool = Field(default=False, description="For the letter: warn of the home.")
    review_on: Day | None = Field(default=None, description="The policy's usual date where absent.")
    starts_at: Instant | None = Field(default=None, description="Today where absent; never before it was told.")
    planned_end: Instant | None = Field(default=None, description="From then on it binds no more.")
    mode: Mode = Mode.ENFORCED
    reply: Reply = Reply.ONCE
    informing_officer: Id | None = Field(default=None, description="Who tells the customer.")
    immediate: bool = Field(default=False, description="For immediate danger: it binds at once, and lapses unsigned.")
    reason: Text = Field(default="", description="Why something usual is left out.")
    varies: Id | None = Field(default=None, description="The restriction whose place it takes.")
    stage: StageName = ""
    policy: PolicyCode = ""


class NewConsultation(Shape):
    """Who was asked before the decision, and what they said."""

    officer: Id
    asked: Annotated[Distinct[Word], Field(min_length=1, description="Officers or teams.")]
    replies: Text = Field(default="", description="Empty while there are none.")
    informing_officer: Id | None = None


class NewSignature(Shape):
    """An officer signs."""

    officer: Id
    reason: Text = ""


class NewLetter(Shape):
    """A letter that leaves now."""

    officer: Id
    letter: LetterType | None = Field(default=None, description="The one that is owed next where absent.")
    sent_by: Delivery = Delivery.POST
    also_by_text: bool = Field(default=False, description="Whether a text message says that there is a letter.")
    omit: Distinct[Part] = Field(default_factory=list, description="Parts to leave out, where the policy lets them.")


class NewReview(Shape):
    """What a review came to."""

    officer: Id
    outcome: Outcome
    reason: Text = ""
    next_review: Day | None = Field(default=None, description="The policy's own date where absent.")


class NewComment(Shape):
    """What the customer says about it, for whoever reviews it."""

    officer: Id = Field(description="Who records it.")
    channel: Channel = Field(description="How it came.")
    text: Told = Field(description="In the customer's own words.")
    contact_id: Id | None = Field(default=None, description="The contact it came in.")


class NewSuspension(Shape):
    """That it rests for a while, or is taken up again."""

    officer: Id
    reason: Text = ""


class NewAppeal(Shape):
    """An appeal, by whatever channel and in whatever form, and when any part of the landlord received it."""

    officer: Id = Field(description="Who records it.")
    received_at: Instant | None = Field(default=None, description="Now where absent.")
    text: Text = ""
    new_facts: bool = Field(default=False, description="Whether it rests on something that was not known.")
    hearer: Id | None = None


class NewHearer(Shape):
    """Who hears an appeal."""

    officer: Id = Field(description="Who names the hearer.")
    hearer: Id


class NewFinding(Shape):
    """What the hearer found, and why: the customer is told."""

    officer: Id
    finding: Finding
    reason: Text = ""


class Acted(Shape):
    """Where a restriction stands after an act."""

    id: str = Field(description="Of the act.")
    restriction_id: str
    state: State
    mark: Mark | None
    review_due: date | None
    in_force_from: date | None
    appeal_id: str | None
    appeal_due: date | None
    letter_id: str | None
    letter_parts: list[Part]
    tasks: list[str] = Field(description="Who has what to do because of it, by code. Asked for again: none.")
    notified: list[str] = Field(description="The roles that were told. Asked for again: none.")


class LifeAnswer(Shape):
    """Where a restriction stands now, by what people did."""

    restriction_id: str
    customer_id: str
    policy: str = Field(description="The code of the policy it was made under.")
    policy_version: int
    state: State
    mark: Mark | None
    proposed_by: str
    authorised_by: str | None
    review_due: date
    in_force_from: date | None = Field(
        description="Absent while nothing has put it in force, and where it was over before it was."
    )
    ended_at: Moment | None
    appeal_id: str | None = Field(description="Of the appeal that waits to be decided, as its day and its hearer.")
    appeal_due: date | None
    hearer: str | None
    acts: list[ActAnswer]


class CaseAnswer(Shape):
    """A customer's case."""

    customer_id: str
    restrictions: list[LifeAnswer]
