"""What a landlord's policy says about making, keeping, reviewing and ending a restriction, as values.

Every rule carries the clause it comes from, or "default" where the policy is silent. The dates that follow are in
`clocks`, beside this module; how the rest is carried out is in `domain/casework`, in a module for each: `proposing`,
`authority`, `letters`, `reviews`, `appeals`, `duties`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import (
    Hearing,
    Kept,
    LetterType,
    Measure,
    Occasion,
    Part,
    Question,
    Step,
    Unreviewed,
)
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.working_days import Delivery

DEFAULT = "default"

ORDERED_BY_A_COURT = frozenset({Kind.COURT_ORDER})
"""Kinds that a court decided: they end as it ordered, no review ends them, and no appeal is heard here (TOR-04)."""

_A_MONTH, _HALF_A_YEAR, _A_YEAR = Span(1, Unit.MONTHS), Span(6, Unit.MONTHS), Span(12, Unit.MONTHS)
_ONE_WORKING_DAY, _TWO_WORKING_DAYS = Span(1, Unit.WORKING_DAYS), Span(2, Unit.WORKING_DAYS)
_TEN_WORKING_DAYS = Span(10, Unit.WORKING_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithClauses:
    """A rule whose values may come from clauses of their own: `clauses` holds those, by the name of the value."""

    clauses: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    clause: str = DEFAULT

    def clause_of(self, name: str) -> str:
        """Return the clause that a value comes from: its own, else that of the rule."""
        return self.clauses.get(name, self.clause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of the policy: what may be decided in it, for how long at most, and which letter tells the customer.

    `step` is the act by which a stage is stood on that restricts nothing: a warning, an arrangement, told and dated
    monitoring; a stage without one is stood on by a restriction, of `kinds` or, where those are empty, of any kind that
    the policy allows. With a `letter` a spoken warning does not reach it, and monitoring waits for a warning letter.
    `follows` names the stage before; `with_reason` lets this one be left out with a reason; `relapse_within` lets a
    customer come straight back to this one after its end; later the stages before it are gone through anew.
    """

    name: str
    label: str
    step: Step | None = None
    length: Span | None = None
    letter: LetterType | None = None
    kinds: frozenset[Kind] = field(default_factory=frozenset)
    follows: str = ""
    with_reason: bool = False
    relapse_within: Span | None = None
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Precondition:
    """A rung that must have been stood on, unless skipped.

    Any of `steps` is enough. It holds where kind and grounds are among those named (none named: all). `skipped_by` are
    the grounds that skip it by themselves; `with_reason` lets whoever proposes skip it with a reason, and
    `when_immediate` lets immediate danger do so, also with a reason.
    """

    steps: frozenset[Step]
    kinds: frozenset[Kind] = field(default_factory=frozenset)
    grounds: frozenset[Grounds] = field(default_factory=frozenset)
    skipped_by: frozenset[Grounds] = field(default_factory=frozenset)
    with_reason: bool = False
    when_immediate: bool = True
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Several who decide together: `quorum` of those who hold one of `roles`, none of whom has a conflict."""

    roles: frozenset[str]
    quorum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityRule(WithClauses):
    """Who may authorise.

    One of: a least `grade`; every role of `together`, each by another person; a `panel`; none of them leaves it to the
    least grade that the policy names for the kind. With `consults` other teams must have been asked, with their
    replies, and with `asks` each of those; `informs` asks for the officer who tells the customer (OCT-4.2f).
    `exceptional` asks for a reason why this case is one (OCT-4.4a). Kinds empty: all that no other rule names.
    """

    kinds: frozenset[Kind] = field(default_factory=frozenset)
    grade: str = ""
    together: tuple[str, ...] = ()
    panel: Panel | None = None
    consults: bool = False
    asks: tuple[str, ...] = ()
    informs: bool = False
    exceptional: bool = False

    @property
    def several(self) -> tuple[str, ...]:
        """The roles of those who decide together, or as a panel; none where one decides alone."""
        return tuple(sorted(self.panel.roles)) if self.panel else self.together


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRules(WithClauses):
    """When a restriction is looked at again, by whom, and what happens when nobody does.

    Shortest and longest are measured from the proposed start. Between `usual` and `longest` a reason is asked for where
    `reason_beyond_usual`; beyond `longest`, up to `exceptional`, a reason and a sign-off by `exceptional_grade`.
    `from_start` repeats the interval from the day it came into force, so that late reviews do not drift (TUN-8.4), else
    from the last review. With `meeting_dates` the review falls on one of them: the last up to its date, else the first
    after it; where none is listed in the range, on any day of it.
    `hard_stop` counts from the day it came into force or the last review, and never ends before 20 working days after
    the review date. `reminders` are so many days before the date.
    """

    shortest: Span = _A_MONTH
    usual: Span = _HALF_A_YEAR
    longest: Span = _A_YEAR
    exceptional: Span | None = None
    exceptional_grade: str = ""
    reason_beyond_usual: bool = False
    from_start: bool = False
    meeting_dates: tuple[date, ...] = ()
    at_date: Unreviewed = Unreviewed.SUSPENDED
    hard_stop: Span = _A_YEAR
    reviewer_grade: str = ""
    decider_may_review: bool = False
    levels: int = 1
    reminders: tuple[int, ...] = (60, 30, 14, 7)
    usual_by_grounds: Mapping[Grounds, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One hearing of an appeal: who hears, and by when the answer is sent, counted from receipt by any part of us.

    `senior` asks for a higher grade than whoever authorised; `grade` for at least that one; `role` for that role.
    """

    answer_within: Span = _TEN_WORKING_DAYS
    grade: str = ""
    role: str = ""
    senior: bool = True
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRules(WithClauses):
    """How decisions about some kinds may be appealed against; without tiers there is no appeal inside.

    The window counts from deemed receipt of the letter, or from the day it came into force where `from_start`; without
    one an appeal may come as long as the restriction lives, and `asked_within` only dates what the letter asks for.
    `once`: a decision that was heard is heard again only with new facts. `address` is the destination to which appeals
    go; what it may be `about` and its `form` are printed, and no appeal is refused for lack of them.
    """

    kinds: frozenset[Kind] = field(default_factory=frozenset)
    tiers: tuple[Tier, ...] = (Tier(),)
    window: Span | None = None
    from_start: bool = False
    asked_within: Span | None = None
    once: bool = False
    meanwhile: Hearing = Hearing.STAYS
    address: str = ""
    about: tuple[str, ...] = ()
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRule:
    """That a letter must hold a part, by which clause; kinds empty: whatever was decided."""

    clause: str = DEFAULT
    kinds: frozenset[Kind] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRule:
    """What a type of letter must hold, and how it may go out. The part `policy_copy` is the policy, enclosed."""

    parts: Mapping[Part, PartRule] = field(default_factory=dict)
    sent_by: frozenset[Delivery] = frozenset(Delivery)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """That roles or teams hear of an occasion."""

    on: Occasion
    to: tuple[str, ...]
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """That an occasion gives a role something to do, within a time; with grounds or kinds only where it is of those."""

    on: Occasion
    task: str
    to: str
    within: Span
    grounds: frozenset[Grounds] = field(default_factory=frozenset)
    kinds: frozenset[Kind] = field(default_factory=frozenset)
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that is made every so often, goes to roles, and holds these figures."""

    name: str
    every: Span
    to: tuple[str, ...]
    holds: tuple[Measure, ...]
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyReview:
    """When the policy itself is looked at again, by whom; then again every so often, where the policy says so."""

    due: date
    to: tuple[str, ...]
    every: Span | None = None
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Ombudsman:
    """Whom else the customer may turn to, in the words that a letter prints; `contact` is how: a number, an address."""

    name: str
    words: str
    contact: str = ""
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Interim:
    """A restriction at once, in immediate danger: how long it binds unless authorised, and the least grade for it."""

    lasts: Span = _TWO_WORKING_DAYS
    grade: str = ""
    letter_within: Span = _ONE_WORKING_DAY
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseworkRules:
    """Everything of a policy that casework needs. See each rule. No `interim`: immediate danger changes nothing.

    `disclosures` names the grade that agrees to telling somebody outside; what saves a life anybody tells (OCT-4.2c).
    `notes_to` is the destination that puts notes on customers' records in the landlord's housing system, if any does.
    """

    stages: tuple[Stage, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    questions: Mapping[Question, str] = field(default_factory=dict)
    authority: tuple[AuthorityRule, ...] = ()
    disclosures: AuthorityRule = field(default_factory=AuthorityRule)
    reviews: ReviewRules = field(default_factory=ReviewRules)
    appeals: tuple[AppealRules, ...] = (AppealRules(),)
    letters: Mapping[LetterType, LetterRule] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    duties: tuple[Duty, ...] = ()
    reports: tuple[Report, ...] = ()
    policy_review: PolicyReview | None = None
    notes_to: str = ""
    ombudsmen: tuple[Ombudsman, ...] = ()
    interim: Interim | None = field(default_factory=Interim)
    tenancy_action: AuthorityRule = field(default_factory=AuthorityRule)
    out_of_scope: Mapping[str, str] = field(default_factory=dict)
    retention: Mapping[Kept, Span] = field(default_factory=dict)
