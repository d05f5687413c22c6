"""The values that travel between use cases and ports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from contact_gateway.domain.contact import Channel, Contact, Step
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.counting import Counts, Event, Settled
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.restrictions import Grounds, Restriction
from contact_gateway.domain.standing import Officer, Person, Role
from contact_gateway.domain.usage import Usage


@dataclass(frozen=True, slots=True)
class ContactKey:
    """What makes two deliveries the same contact, within one landlord: the provider and the provider's id."""

    provider: str
    provider_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedStep:
    """A decision as it was stored for one step of a contact."""

    contact_id: str
    contact: Contact
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that one statement reads for one contact at one instant.

    `same_step` is the stored answer to this very step (a retry gets it again); `last_step` the decision that stands for
    the contact so far; `events` what was told about it since. `people` use the contact point, `by_reference` is whoever
    the reference belongs to that was keyed in at this step or an earlier one. `names` are those of people whom
    restrictions or roles mention, by id. `policy_version` is the landlord's version now in force.
    """

    policy_version: int
    same_step: RecordedStep | None = None
    last_step: RecordedStep | None = None
    events: tuple[Event, ...] = ()
    people: tuple[Person, ...] = ()
    by_reference: Person | None = None
    officers: tuple[Officer, ...] = ()
    down: frozenset[Channel] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes kept whole beside a contact: the raw mail. `file_id` is set where they are kept outside the database."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
    file_id: str = ""


LETTER = "letter"
"""The kind of an outgoing message that brings a customer a letter, or word of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """Something to send after the commit. `kind` is `reply`, `forward`, `notice` or `letter`.

    `payload` holds what the sender needs (to, subject, text, headers, the contact whose raw mail is forwarded); for a
    letter also `file_id`, under which its PDF lies.
    """

    kind: str
    channel: Channel
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """What one statement writes: the contact, its decision, and how counters and allowances change.

    `before` is what the contact stood for until now, `after` what it stands for from now on; the difference moves
    counters and tallies. `seen` is the usage the decision was based on: where a charged tally moved, nothing is
    written and `TalliesMoved` is raised; `checked` False writes regardless. `wording` is that of the policy whose words
    were said.
    """

    contact: Contact
    decision: Decision
    decided_at: datetime
    policy_version: int
    wording: int = 0
    before: Settled
    after: Settled
    seen: Usage
    checked: bool = True
    document: Document | None = None
    messages: tuple[OutgoingMessage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """A contact as the agent's page shows it. `event_id` grows with every step that is stored."""

    event_id: int
    contact_id: str
    received_at: datetime
    channel: Channel
    step: Step
    sender: str
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer as pages show one. `address` is where letters go, in lines."""

    id: str
    name: str
    reference: str
    contact_points: tuple[ContactPoint, ...] = ()
    adjustments: frozenset[Adjustment] = frozenset()
    address: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person to be stored. `hours` are an officer's weekly windows as text.

    `address` is where letters go, in lines. `health_facts` are why somebody needs the adjustments; both lie sealed.
    `priority` marks somebody who is vulnerable or at risk. `roles` are those in which an officer decides, beside the
    grade's own; `segment` says which of the landlord's services a customer has, where its policy tells them
    apart; of somebody `unverified` nobody knows for certain who it is.
    """

    id: str
    role: Role
    name: str
    reference: str = ""
    contact_points: tuple[ContactPoint, ...] = ()
    of: str = ""
    body: str = ""
    grade: str = ""
    roles: tuple[str, ...] = ()
    segment: str = ""
    unverified: bool = False
    adjustments: tuple[str, ...] = ()
    priority: bool = False
    language: str = "en"
    hours: tuple[str, ...] = ()
    address: str = field(default="", repr=False)
    health_facts: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedBy:
    """Who decided a restriction, on which grounds, when. What happened and what shows it lie sealed."""

    officer: str
    grounds: Grounds
    decided_at: datetime
    policy_version: int
    narrative: str = field(default="", repr=False)
    evidence: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundsNarrative:
    """Why a restriction was decided, for the few who may know: the code, what happened, what shows it."""

    grounds: Grounds
    decided_by: str
    narrative: str = field(default="", repr=False)
    evidence: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDue:
    """A review that a manager must see: the restriction, its date, and the counters since it began."""

    restriction: Restriction
    customer_name: str
    due_on: date
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMessage:
    """An outbox row that was claimed for sending."""

    id: str
    landlord: str
    message: OutgoingMessage
    attempts: int
    document: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who may sign in. `roles` are DESIGN section 13's (agent, manager ...).

    `session_epoch` grows with each change of the password: a session that began under a lower one is over.
    """

    id: str
    landlord: str
    email: str
    name: str
    roles: frozenset[str]
    officer_id: str = ""
    session_epoch: int = 0
