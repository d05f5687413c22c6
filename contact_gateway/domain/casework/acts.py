"""What people did in a case. Acts are only ever added; what stands is computed from them.

Each has who did it and when. What is told in words (what happened, why, what must change) travels sealed beside the
codes and dates, and is shown to the case's people alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from contact_gateway.domain.casework.incident_words import Actor, SiteTool, Sort
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.procedure.words import LetterType, Question
from contact_gateway.domain.restrictions import Grounds, Restriction
from contact_gateway.domain.working_days import Delivery


class Against(StrEnum):
    """Whom an incident harmed (TOR-02, OCT-1.3, DER-4.5)."""

    EMPLOYEE = "employee"
    CONTRACTOR = "contractor"
    BOARD_MEMBER = "board_member"
    RESIDENT_GROUP = "resident_group"
    THIRD_PARTY = "third_party"


class Form(StrEnum):
    """How a customer was warned."""

    VERBAL = "verbal"
    WRITTEN = "written"


class Handling(StrEnum):
    """What somebody did with a letter on paper; `told`: explained it to the customer; `returned`: it came back."""

    PRINTED = "printed"
    POSTED = "posted"
    HANDED_OVER = "handed_over"
    TOLD = "told"
    RETURNED = "returned"


class Outcome(StrEnum):
    """What a review came to."""

    CONTINUE = "continue"
    VARY = "vary"
    LIFT = "lift"


class Finding(StrEnum):
    """What an appeal came to (TUN-9.3); `not_heard`: it came too late, or again, and a person declined to hear it."""

    UPHELD = "upheld"
    VARIED = "varied"
    REMOVED = "removed"
    NOT_HEARD = "not_heard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that an officer did, at an instant. `id` is given once; `words` are for few eyes."""

    id: str
    by: str
    at: datetime
    words: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Act):
    """Something that happened. `actor` is who did it, where that is not the responsible customer (TOR-13).

    `complaint` and `asb_case` are the references of a complaint or of a case of anti-social behaviour that runs
    beside it (MAG-07); `tools` are those of a site that were used.
    """

    grounds: Grounds
    against: Against = Against.EMPLOYEE
    hate_motivated: bool = False
    actor: str = ""
    contact_id: str = ""
    off_duty: bool = False
    done_by: Actor = Actor.CUSTOMER
    sorts: frozenset[Sort] = frozenset()
    tools: frozenset[SiteTool] = frozenset()
    complaint: str = ""
    asb_case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(Act):
    """An attempt to reach the customer, which may have failed (MAG-11)."""

    channel: str
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes(Act):
    """That causes were looked for, and whether a referral was offered (MAG-12)."""

    referral: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed(Act):
    """An arrangement or a behaviour agreement, until a day."""

    until: date | None = None
    stage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediated(Act):
    """That mediation was offered, and what came of it (TOR-14, MAG-14)."""

    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned(Act):
    """A warning. A verbal one names the call it was given in (TUN-8.2), a written one the letter and how it left.

    `change_by` is the day until which the customer was given time to change (OCT-3.1), where one was named.
    """

    form: Form
    contact_id: str = ""
    stage: str = ""
    letter_id: str = ""
    sent_by: Delivery | None = None
    received_on: date | None = None
    change_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitored(Act):
    """A stage that is told and dated and restricts nothing."""

    stage: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Act):
    """A restriction as it was proposed; `answers` says which questions were answered (their words travel sealed).

    `review_follows` says that nobody named the day of the review: it is the usual time from when this is in force.
    `taken_over_at` is when it was put on record here, where it was decided, and told, before that.
    """

    restriction: Restriction
    grounds: Grounds | None
    answers: frozenset[Question]
    informing_officer: str = ""
    immediate: bool = False
    policy_version: int = 1
    varies: str = ""
    stage: str = ""
    review_follows: bool = False
    taken_over_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted(Act):
    """Who was asked before the decision; `replied` says that their replies are there."""

    with_whom: tuple[str, ...]
    replied: bool
    informing_officer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorised(Act):
    """One signature. Several may be needed; `complete` says that this was the last."""

    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterIssued(Act):
    """A letter that left, and from which day it counts; `about` is an appeal that is about no restriction."""

    letter: LetterType
    letter_id: str
    sent_by: Delivery
    received_on: date
    review_on: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterHandled(Act):
    """What was done with a letter, on which day; `received_on` where that is how it was sent.

    Among its words is `said`: what the customer said when it was explained, or what the envelope says that came back.
    """

    letter_id: str
    done: Handling
    on: date
    received_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Act):
    """A review; one that is not `complete` waits for the next level to agree."""

    outcome: Outcome
    next_review: date | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented(Act):
    """What the customer said about it, by whatever channel, as the letter about a coming review invites them to."""

    channel: Channel
    contact_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appealed(Act):
    """An appeal that was received. A `late` one waits for a person to name a hearer, or not to.

    Of `tier` 0 is what nobody here hears: it waits for the letter that says so. More of an appeal that waits bears its
    `appeal_id` and day: it is read with it. `heard_before` says that the decision was heard already.
    """

    appeal_id: str
    received_on: date
    due_on: date
    tier: int = 1
    late: bool = False
    new_facts: bool = False
    heard_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HearerNamed(Act):
    """Who hears an appeal."""

    appeal_id: str
    hearer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided(Act):
    """What became of an appeal."""

    appeal_id: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended(Act):
    """That the hearer or a manager suspended it, or took it up again."""

    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted(Act):
    """That a person ended it: at once, or from an instant that is still to come."""

    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced(Act):
    """A variation takes its place from then; at no instant, it was taken back before it held. The last one counts."""

    successor: str
    takes_over_at: datetime | None


RestrictionAct = (
    Proposed
    | Consulted
    | Authorised
    | LetterIssued
    | LetterHandled
    | Reviewed
    | Commented
    | Appealed
    | HearerNamed
    | AppealDecided
    | Suspended
    | Lifted
    | Replaced
)
"""What happens to one restriction."""

CaseAct = Incident | Attempt | Causes | Agreed | Mediated | Warned | Monitored
"""What happens in a customer's case before, and beside, restrictions."""
