"""What the fakes share in the place of the database: each landlord's rows, kept apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from threading import Condition, Lock, RLock
from zoneinfo import ZoneInfo

from contact_gateway.application.ports import Clock
from contact_gateway.application.records import (
    ContactCard,
    ContactKey,
    DecidedBy,
    Document,
    NewPerson,
    OutgoingMessage,
    RecordedStep,
    ReviewDue,
)
from contact_gateway.application.records_of_api import ApiToken, KeptAnswer, RequestKey
from contact_gateway.application.records_of_calls import EndedBy, Leg, Played, Recording, Task
from contact_gateway.application.records_of_casework import Filed
from contact_gateway.application.records_of_retention import LegalHold
from contact_gateway.application.records_of_scripts import DecidedStep, ScriptVersion
from contact_gateway.domain.contact import Channel, Step
from contact_gateway.domain.counting import Counts, Event
from contact_gateway.domain.periods import Interval
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.usage import Allowance, Tally
from tests.fakes.clock import FakeClock

FOR_EVER = datetime.max.replace(tzinfo=UTC)

CounterKey = tuple[str, Channel, datetime]
"""Customer, channel and the hour in UTC."""

StepKey = tuple[Step, str, int]
"""A step, what was keyed at it and which go it was: another key, reference or turn is another step."""


@dataclass(slots=True, kw_only=True)
class ContactRow:
    """A contact with all its steps and what was told about it since."""

    id: str
    steps: dict[StepKey, RecordedStep] = field(default_factory=dict)
    last: RecordedStep | None = None
    decided: list[DecidedStep] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Window:
    """The landlord asked this person for contact by this channel, until then and once."""

    person_id: str
    channel: Channel
    until: datetime
    used_by: str = ""

    def is_open(self, person_id: str, channel: Channel, now: datetime, contact_id: str = "") -> bool:
        """Whether it lets this person's contact through, one that used it before included."""
        mine = (self.person_id, self.channel) == (person_id, channel)
        return mine and now < self.until and self.used_by in {"", contact_id}


@dataclass(slots=True, kw_only=True)
class OutboxRow:
    """A message that waits, is pending (perhaps claimed), was sent or has failed."""

    message: OutgoingMessage
    document: Document | None
    due_at: datetime
    attempts: int = 0
    state: str = "pending"
    why: str = ""
    customer_id: str = ""


@dataclass(frozen=True, slots=True)
class StoredPack:
    """A version's text, the code of its policy, and the text of the main pack that it stands beside."""

    code: str
    source: str
    main: str = ""


@dataclass(slots=True)
class LandlordRows:
    """One landlord's rows."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))
    packs: list[StoredPack] = field(default_factory=list)
    policy_version: int = 0
    people: dict[str, NewPerson] = field(default_factory=dict)
    complaints: set[tuple[str, str]] = field(default_factory=set)
    outages: list[tuple[Channel, Interval]] = field(default_factory=list)
    asked: list[Window] = field(default_factory=list)
    restrictions: dict[str, tuple[Restriction, DecidedBy]] = field(default_factory=dict)
    reviews: dict[tuple[str, date], ReviewDue] = field(default_factory=dict)
    contacts: dict[ContactKey, ContactRow] = field(default_factory=dict)
    cards: list[ContactCard] = field(default_factory=list)
    tallies: dict[Allowance, Tally] = field(default_factory=dict)
    counters: dict[CounterKey, Counts] = field(default_factory=dict)
    scripts: list[ScriptVersion] = field(default_factory=list)
    breaches: set[str] = field(default_factory=set)
    outbox: dict[str, OutboxRow] = field(default_factory=dict)
    slots: dict[tuple[str, datetime], str] = field(default_factory=dict)
    audit: list[str] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    ended: dict[str, datetime] = field(default_factory=dict)
    binds: dict[str, tuple[Interval, ...]] = field(default_factory=dict)
    acts: list[tuple[str, Filed]] = field(default_factory=list)
    answers: dict[RequestKey, tuple[str, datetime, KeptAnswer | None]] = field(default_factory=dict)
    legs: dict[str, Leg] = field(default_factory=dict)
    played: dict[str, Played] = field(default_factory=dict)
    ended_contacts: dict[str, EndedBy] = field(default_factory=dict)
    incidents: dict[str, str] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    recordings: dict[str, Recording] = field(default_factory=dict)
    holds: dict[str, LegalHold] = field(default_factory=dict)

    def binds_at(self, restriction_id: str, now: datetime) -> bool:
        """Whether this restriction is in force."""
        return any(start <= now < end for start, end in self._stretches(restriction_id))

    def binds_from_now(self, restriction_id: str, now: datetime) -> bool:
        """Whether this restriction is in force or will be."""
        return any(max(start, now) < end for start, end in self._stretches(restriction_id))

    def is_over(self, restriction_id: str, now: datetime) -> bool:
        """Whether this restriction has ended; a proposal that nobody signed yet has not."""
        restriction, _ = self.restrictions[restriction_id]
        over = self.ended.get(restriction_id, restriction.planned_end)
        return over is not None and over <= now

    def _stretches(self, restriction_id: str) -> list[tuple[datetime, datetime]]:
        restriction, _ = self.restrictions[restriction_id]
        whole = [(restriction.starts_at, restriction.planned_end or FOR_EVER)]
        found = [(one.start, one.end) for one in self.binds[restriction_id]] if restriction_id in self.binds else whole
        return [(start, min(end, self.ended.get(restriction_id, FOR_EVER))) for start, end in found]


class Memory:
    """One installation. `clock` is also the database's own time."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or FakeClock()
        self.writing = RLock()
        self.arrived = Condition()
        self.tokens: dict[str, ApiToken] = {}
        self.locks: defaultdict[tuple[str, ContactKey | str], Lock] = defaultdict(Lock)
        self._landlords: dict[str, LandlordRows] = {}
        self._numbers = count(1)

    def of(self, landlord: str) -> LandlordRows:
        """Return this landlord's rows and nobody else's."""
        return self._landlords.setdefault(landlord, LandlordRows())

    def landlords(self) -> list[str]:
        """Return the slugs of those that have a policy."""
        return sorted(slug for slug, rows in self._landlords.items() if rows.packs)

    def number(self) -> int:
        """Return a number that was never given before."""
        return next(self._numbers)
