"""What a landlord's policy says about making, keeping, reviewing and ending a restriction, as values.

Every rule carries the clause it comes from, or "default" where the policy is silent. How it is carried out is in the
modules beside this one: `proposing`, `authority`, `clocks`, `letters`, `reviews`, `appeals`, `duties`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from contact_gateway.domain.casework.spans import Span, Unit
from contact_gateway.domain.casework.words import Hearing, LetterType, Occasion, Part, Question, Step, Unreviewed
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Grounds

DEFAULT = "default"

_A_MONTH, _HALF_A_YEAR, _A_YEAR = Span(1, Unit.MONTHS), Span(6, Unit.MONTHS), Span(12, Unit.MONTHS)
_TWO_WORKING_DAYS, _TEN_WORKING_DAYS = Span(2, Unit.WORKING_DAYS), Span(10, Unit.WORKING_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of the policy: what may be decided in it, for how long, and whether the customer is told.

    `kinds` empty means any that the policy allows. A `monitors` stage restricts nothing: it is told and dated.
    `follows` names the stage before it; `relapse_within` lets a customer come straight back to this one after its end.
    """

    name: str
    label: str
    length: Span | None = None
    letter: LetterType | None = None
    kinds: frozenset[Kind] = field(default_factory=frozenset)
    monitors: bool = False
    follows: str = ""
    relapse_within: Span | None = None
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Precondition:
    """A rung that must have been stood on, unless skipped.

    Any of `steps` is enough. It holds where kind and grounds are among those named (none named: all). `skipped_by` are
    the grounds that skip it by themselves; `with_reason` lets whoever proposes skip it with a reason, and
    `when_immediate` lets immediate danger do so, also with a reason. `forms` are the forms of warning that count.
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
class AuthorityRule:
    """Who may authorise.

    One of: a least `grade`; every role of `together`, each by another person; a `panel`. `consults` must have been
    asked, with their replies; `informs` asks for the officer who tells the customer (OCT-4.2f). `exceptional` asks for
    a reason why this case is one (OCT-4.4a). Kinds empty: all that no other rule names.
    """

    kinds: frozenset[Kind] = field(default_factory=frozenset)
    grade: str = ""
    together: tuple[str, ...] = ()
    panel: Panel | None = None
    consults: bool = False
    informs: bool = False
    exceptional: bool = False
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRules:
    """When a restriction is looked at again, by whom, and what happens when nobody does.

    Shortest and longest are measured from the start. Between `usual` and `longest` a reason is asked for where
    `reason_beyond_usual`; beyond `longest`, up to `exceptional`, a reason and a sign-off by `exceptional_grade`.
    `from_start` repeats the interval from the start, so that late reviews do not drift (TUN-8.4), else from the last
    review. With `meeting_dates` the review falls on the last of them before its date. `hard_stop` counts from the
    start or the last review, and never ends before 20 working days after the review date.
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
    clause: str = DEFAULT


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
class AppealRules:
    """How decisions about some kinds may be appealed against; without tiers there is no appeal inside.

    The window counts from deemed receipt of the letter, or from the start where `from_start`; without one an appeal
    may come as long as the restriction lives. `address` is the destination to which appeals go.
    """

    kinds: frozenset[Kind] = field(default_factory=frozenset)
    tiers: tuple[Tier, ...] = (Tier(),)
    window: Span | None = None
    from_start: bool = False
    meanwhile: Hearing = Hearing.STAYS
    address: str = ""
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRule:
    """What a type of letter must hold, part by part with its clause, and how it may go out."""

    parts: Mapping[Part, str]
    sent_by: frozenset[str] = frozenset({"post", "email", "hand"})
    encloses_policy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """That roles or teams hear of an occasion."""

    on: Occasion
    to: tuple[str, ...]
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """That an occasion gives a role something to do, within a time."""

    on: Occasion
    task: str
    to: str
    within: Span
    grounds: frozenset[Grounds] = field(default_factory=frozenset)
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that is made every so often and goes to roles."""

    name: str
    every: Span
    to: tuple[str, ...]
    clause: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Ombudsman:
    """Whom else the customer may turn to, in the words that a letter prints."""

    name: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseworkRules:
    """Everything of a policy that casework needs. See each rule."""

    stages: tuple[Stage, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    questions: Mapping[Question, str] = field(default_factory=dict)
    authority: tuple[AuthorityRule, ...] = ()
    reviews: ReviewRules = field(default_factory=ReviewRules)
    appeals: tuple[AppealRules, ...] = (AppealRules(),)
    letters: Mapping[LetterType, LetterRule] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    duties: tuple[Duty, ...] = ()
    reports: tuple[Report, ...] = ()
    ombudsmen: tuple[Ombudsman, ...] = ()
    interim: Span | None = _TWO_WORKING_DAYS
    interim_grade: str = ""
    out_of_scope: frozenset[str] = field(default_factory=frozenset)
    not_appealable: frozenset[Kind] = frozenset({Kind.COURT_ORDER})
    retention: Mapping[str, Span] = field(default_factory=dict)
