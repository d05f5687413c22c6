"""A scenario as values: read, checked, ready to be played. `line` is where each part stands in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from contact_gateway.application.records import NewPerson
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.periods import Per
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Restriction

ExpectedValue = str | int | datetime | date | tuple[str, ...] | None


class Act(StrEnum):
    """The acts of casework that a file can have played; `tick` lets the scheduled jobs run."""

    WARN = "warn"
    RECORD_INCIDENT = "record_incident"
    RECORD_ATTEMPT = "record_attempt"
    RECORD_CAUSES = "record_causes"
    RECORD_ADJUSTMENT = "record_adjustment"
    RECORD_DISCLOSURE = "record_disclosure"
    AGREE = "agree"
    MEDIATE = "mediate"
    MONITOR = "monitor"
    COMPLAIN = "complain"
    ASK_TO_BE_CONTACTED = "ask_to_be_contacted"
    PROPOSE = "propose"
    CONSULT = "consult"
    AUTHORISE = "authorise"
    ISSUE_LETTER = "issue_letter"
    COMMENT = "comment"
    REVIEW = "review"
    APPEAL = "appeal"
    NAME_HEARER = "name_hearer"
    DECIDE_APPEAL = "decide_appeal"
    SUSPEND = "suspend"
    LIFT = "lift"
    TICK = "tick"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One thing that a file expects of an event: a field's name and its value."""

    name: str
    value: ExpectedValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A channel that is out of service for a time."""

    channel: Channel
    start: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What became of a spoken contact: answered and talked so many seconds (None: length unknown), or not answered."""

    talk_seconds: int | None = None
    unanswered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPlayed:
    """A contact: as it arrives first, what the caller keys in later, and what became of it.

    `keyed` are references, one for each time the caller is asked; `unanswered_by` are those who are rung in vain.
    """

    arrives: Contact
    keyed: tuple[str, ...]
    pressed: str
    unanswered_by: frozenset[str]
    call: Call


@dataclass(frozen=True, slots=True, kw_only=True)
class CountersRead:
    """Counters of one person, in the period that holds a day or the event's own instant."""

    of: str
    channel: Channel | None
    by: Per
    on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPlayed:
    """An act of casework. `values` are what the file says of it, each under its key and read.

    `on` is the customer it is about, `ref` the restriction, `appeal` the appeal; each is empty where it is about none.
    `named` is what later acts call what it makes. `by` is the officer who acts.
    """

    act: Act
    by: str
    named: str = ""
    on: str = ""
    ref: str = ""
    appeal: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


Deed = ContactPlayed | CountersRead | ActPlayed


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happens, and what is expected of it. `words` are the line that is printed about it."""

    at: datetime
    line: int
    words: str
    deed: Deed
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole rehearsal. `pack` is the text of the landlord's policy, as it is imported; `beside` those beside it."""

    title: str
    landlord: str
    pack: str
    policy: Policy
    people: tuple[NewPerson, ...]
    outages: tuple[Outage, ...]
    restrictions: tuple[Restriction, ...]
    events: tuple[Event, ...]
    beside: tuple[str, ...] = ()
