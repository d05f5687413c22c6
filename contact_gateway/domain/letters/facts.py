"""What a letter is about: the facts of one case, and what a landlord prints on every letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.letters.content import Format, Letterhead
from contact_gateway.domain.letters.words import Label
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.procedure.rules import ORDERED_BY_A_COURT
from contact_gateway.domain.procedure.spans import Span
from contact_gateway.domain.procedure.words import Hearing, LetterType
from contact_gateway.domain.restrictions import Grounds, Restriction


class Result(StrEnum):
    """What a review or an appeal came to, or that it ended."""

    CONTINUE = "continue"
    VARY = "vary"
    LIFT = "lift"
    UPHELD = "upheld"
    VARIED = "varied"
    REMOVED = "removed"
    NOT_HEARD = "not_heard"
    ENDED = "ended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"


class Waiting(StrEnum):
    """Why an appeal waits for a person to decide whether it is heard."""

    LATE = "late"
    HEARD_BEFORE = "heard_before"


OVER = frozenset({Result.LIFT, Result.REMOVED, Result.ENDED})
"""After these the decision holds no more."""

CHANGES = frozenset({Result.VARY, Result.VARIED})
"""After these the decision holds until another takes its place, which has a letter of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom it is for: name, address in lines, the reference that the landlord knows the customer by, the language."""

    name: str
    address: tuple[str, ...] = ()
    reference: str = ""
    language: str = "en"
    adjustments: frozenset[Adjustment] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What officers wrote for this customer to read, in their own words; nothing of other people stands in it.

    `rest_reason` is why it was suspended or taken up again, `agreed_help` what was agreed about adjustments.
    `tenancy_at_risk` says that the tenancy agreement was broken.
    """

    what_happened: str = ""
    impact: str = ""
    must_change: str = ""
    if_continues: str = ""
    support: str = ""
    reason: str = ""
    rest_reason: str = ""
    agreed_help: str = ""
    tenancy_at_risk: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Every date that a letter prints, as the clocks computed it; None where the letter has no such date.

    `change_by` is the day until which a warning gives time to change.

    `appeal_by` ends a window; `appeal_best_by` is only a help where an appeal may come at any time. `lapses` is the
    last day of what holds at once and that nobody authorised yet. `overdue` is the day of a review that is late, which
    takes the place of `review`. `rests_from` is the day from which it is on hold, `resumes` the one from which it then
    holds again. `appeal_ended` was the last day for an appeal, and takes the place of `appeal_by` once it is over.
    """

    starts: date | None = None
    review: date | None = None
    overdue: date | None = None
    ends: date | None = None
    appeal_by: date | None = None
    appeal_best_by: date | None = None
    comment_by: date | None = None
    appeal_received: date | None = None
    answer_by: date | None = None
    ended: date | None = None
    lapses: date | None = None
    change_by: date | None = None
    rests_from: date | None = None
    resumes: date | None = None
    appeal_ended: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealPath:
    """How to appeal: to which desk, who hears it, how soon it is answered, what holds meanwhile.

    `hearer` is what a grade or role is called; where none is named, `senior` says that it is one above whoever decided.
    `about` is what an appeal can be about, `form` how it is made, in the landlord's own words.
    """

    desk: str = ""
    email: str = ""
    telephone: str = ""
    hearer: str = ""
    senior: bool = False
    answer_within: Span | None = None
    meanwhile: Hearing = Hearing.STAYS
    about: tuple[str, ...] = ()
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealedAgainst:
    """Which decision an appeal is about: what it was, and the day that its letter bears or on which it was made."""

    what: Label
    decided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedBy:
    """Who decided, as letters call them: a grade, the roles of several who signed together, or those of a panel."""

    names: tuple[str, ...] = ()
    panel: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyShown:
    """Which policy and version the decision was made under.

    `text` is the landlord's own text where it gave one, in lines; `address` is where the whole is published.
    """

    name: str
    version: int
    text: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What a landlord prints on every letter. `ombudsmen` are whole sentences, one each; the names stand apart.

    `ombudsmen_reached` are a name and how to reach it, each.
    """

    letterhead: Letterhead
    policy: PolicyShown
    telephone: str = ""
    email: str = ""
    emergency_number: str = ""
    signed_by: str = ""
    support: str = ""
    ombudsmen: tuple[str, ...] = ()
    ombudsmen_named: tuple[str, ...] = ()
    ombudsmen_reached: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """Everything that one letter says. `names` are people's by id; `open_ways` are those that stay open.

    `appeal` is None where the landlord hears no appeal against it, or none any more: then it `was_heard`, and
    `answer_comes` says that no letter has told yet what was found.
    `others_stand` says that something else restricts the customer, now or soon, `earlier_stands` that this is what the
    decision was to change, `never_held` that the decision was over before it began.
    `ways_through` are those of whoever speaks for the customer, where somebody has to. `on_hold` says that the decision
    is suspended: it has not ended, and holds for nobody now; `unreviewed` that it is for want of a review alone.
    `rest` says that this letter tells of its suspension or of its being taken up again, `waiting` that nobody has
    decided yet whether the appeal is heard.
    `stage` is that of a warning, as its policy calls it, `watched_for` how long the customer is watched in it at most,
    `next_steps` what the policy calls the stages that follow it.
    """

    type: LetterType
    to: Addressee
    written_on: date
    reference: str
    format: Format = field(default_factory=Format)
    told: Told = field(default_factory=Told)
    dates: Dates = field(default_factory=Dates)
    restriction: Restriction | None = None
    grounds: Grounds | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    open_ways: tuple[Channel, ...] = ()
    ways_through: tuple[Channel, ...] = ()
    appeal: AppealPath | None = None
    appealed: AppealedAgainst | None = None
    result: Result | None = None
    rest: Result | None = None
    waiting: Waiting | None = None
    was_heard: bool = False
    answer_comes: bool = False
    others_stand: bool = False
    earlier_stands: bool = False
    never_held: bool = False
    on_hold: bool = False
    unreviewed: bool = False
    decided_by: DecidedBy = field(default_factory=DecidedBy)
    stage: str = ""
    watched_for: Span | None = None
    next_steps: tuple[str, ...] = ()

    @property
    def is_an_order(self) -> bool:
        """Whether it is about what a court ordered, which was no decision of the landlord's."""
        return self.restriction is not None and self.restriction.kind in ORDERED_BY_A_COURT

    @property
    def tells_a_rest_alone(self) -> bool:
        """Whether it tells that the decision is on hold, or holds again, and of no review."""
        return self.rest is not None and self.result is None

    @property
    def over(self) -> bool:
        """Whether the decision holds no more, whatever the letter is about."""
        return self.dates.ended is not None
