"""A customer's case: what happened, what was tried, what was agreed and told, before and beside restrictions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from contact_gateway.domain.casework.acts import Against, Form
from contact_gateway.domain.casework.incident_words import Actor, SiteTool, Sort
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.working_days import Delivery
from contact_gateway.web.api.shapes.base import PLAIN, Day, Distinct, Id, Line, Moment, PageQuery, Shape, Text, Word

StageName = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]{0,63})?$")]
PolicyCode = Annotated[
    StageName, Field(description="Which of the landlord's policies it is under; the main one where empty.")
]
Told = Annotated[str, StringConstraints(min_length=1, max_length=100_000, pattern=PLAIN)]


class NewIncident(Shape):
    """Something that happened."""

    officer: Id = Field(description="Who reports it.")
    grounds: Grounds
    what_happened: Text = ""
    against: Against = Against.EMPLOYEE
    hate_motivated: bool = False
    actor: Line = Field(default="", description="Who did it, where that is not the customer who answers for it.")
    contact_id: Id | None = Field(default=None, description="The contact in which it happened.")
    off_duty: bool = False
    done_by: Actor = Field(default=Actor.CUSTOMER, description="What `actor` is to the landlord.")
    sorts: Distinct[Sort] = Field(default=[], description="Of which sorts it was, as policies name them.")
    tools: Distinct[SiteTool] = Field(default=[], description="A site's own tools that were used.")
    complaint: Line = Field(default="", description="The reference of a complaint that runs beside it.")
    asb_case: Line = Field(default="", description="The reference of a case of anti-social behaviour beside it.")


class NewAttempt(Shape):
    """An attempt to reach the customer; one that failed counts too."""

    officer: Id
    channel: Channel
    reached: bool
    result: Text = ""


class NewCauses(Shape):
    """That causes of the behaviour were looked for."""

    officer: Id
    referral: Literal["yes", "no", "not_appropriate"] = Field(description="Whether a referral was offered.")
    found: Text = ""


class NewAgreement(Shape):
    """An arrangement, or a behaviour agreement, in the words that were agreed."""

    officer: Id
    text: Told
    until: Day | None = None
    stage: StageName = ""


class NewMediation(Shape):
    """That mediation was offered."""

    officer: Id
    result: Word = Field(description="What came of it, such as `accepted`, `declined`, `no_answer`.")
    account: Text = ""


class NewCaseWarning(Shape):
    """A warning. A verbal one names, as `contact_id`, the call or visit in which it was given."""

    officer: Id
    form: Form
    why: Text = ""
    must_change: Text = ""
    if_continues: Text = ""
    support: Text = Field(default="", description="Which support is offered.")
    agreed_help: Text = Field(default="", description="Which help was agreed.")
    tenancy_at_risk: bool = False
    sent_by: Delivery = Field(default=Delivery.POST, description="How a written one leaves: it is a letter.")
    also_by_text: bool = Field(default=False, description="Whether a text message says that there is a letter.")
    contact_id: Id | None = None
    stage: StageName = ""
    change_by: Day | None = Field(default=None, description="The day until which the customer has time to change.")
    policy: PolicyCode = ""


class NewMonitoring(Shape):
    """A stage that is told and dated and restricts nothing."""

    officer: Id
    stage: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    until: Day
    policy: PolicyCode = ""


class Recorded(Shape):
    """What came of an act that only records something."""

    id: str
    tasks: list[str] = Field(description="Who has what to do because of it, by code. Asked for again: none.")
    notified: list[str] = Field(description="The roles that were told. Asked for again: none.")


class ActQuery(PageQuery):
    """Which part of a case."""


class ActAnswer(Shape):
    """Something that somebody did in a case: codes, ids and dates, no grounds and no words."""

    id: str
    act: str
    by: str
    at: Moment
    restriction_id: str | None
    about: dict[str, object]


class ActPage(Shape):
    """The acts of a case, oldest first."""

    items: list[ActAnswer]
    next_cursor: str | None


class ToldAct(ActAnswer):
    """Something that somebody did, with all that was said."""

    grounds: Grounds | None
    words: dict[str, str]


class ToldActs(Shape):
    """The acts of a case with grounds and words, oldest first."""

    items: list[ToldAct]
