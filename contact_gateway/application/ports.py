"""What the use cases need from the world. Each port says what it promises, also when what stands behind it is away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from contact_gateway.application.mail import ReadMail, TakenApart
from contact_gateway.application.posted_form import PostedForm
from contact_gateway.application.records import (
    ContactCard,
    ContactKey,
    Customer,
    Document,
    DueMessage,
    Facts,
    GroundsNarrative,
    NewPerson,
    OutgoingMessage,
    RecordedStep,
    ReviewDue,
    StepRecord,
    User,
)
from contact_gateway.application.records_of_calls import Task
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.counting import Counts, Event, Settled
from contact_gateway.domain.policy import MAIN, Policy
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.standing import Officer
from contact_gateway.domain.working_days import Nation


class Attempt(Protocol):
    """One transaction about one contact. Everybody else who deals with the same contact waits until it ends."""

    def load(self, contact: Contact, now: datetime) -> Facts:
        """Read everything a decision may ask about, in one statement."""

    def load_recorded(self) -> tuple[RecordedStep, tuple[Event, ...]] | None:
        """Read the last decision and the events of this contact, or None where it was never seen."""

    def record_step(self, record: StepRecord, tasks: Sequence[Task] = ()) -> str:
        """Write contact, step, counters, tallies, breach, audit and outbox in one statement; return the contact's id.

        `tasks` become the contact's, once for each code. Raises `TalliesMoved`, with which everything is undone.
        """

    def record_event(self, event: Event, before: Settled, after: Settled) -> None:
        """Append an event and move counters and tallies by the difference, in one statement."""


class ContactLog(Protocol):
    """The append-only log of contacts, its counters and its allowances.

    Without the database every method raises `Unavailable`, soon (statement and connection time-outs), never hangs.
    """

    def attempt(self, landlord: str, key: ContactKey, in_line: str = "") -> AbstractContextManager[Attempt]:
        """Open the one transaction about this contact; it commits when the block ends, and not when it raises.

        `in_line` names a customer: the attempt then waits until no other attempt that named the same is going on.
        """


FIRST_MARK = "0"
"""Where the pages of cards begin."""


class ContactCards(Protocol):
    """Contacts for people to look at."""

    def latest(self, landlord: str, limit: int = 50) -> Sequence[ContactCard]:
        """Return the newest contacts first, one card a contact, with the decision that stands."""

    def one(self, landlord: str, contact_id: str) -> ContactCard:
        """Return one card. Raises `NotFound`."""

    def since(self, landlord: str, event_id: int, limit: int = 200) -> Sequence[ContactCard]:
        """Return the cards of steps stored after that event, oldest first."""

    def page(self, landlord: str, mark: str, limit: int) -> tuple[Sequence[ContactCard], str]:
        """Return the next cards after a mark, in an order that never changes, and the mark behind the last of them.

        The first mark is FIRST_MARK. Whoever goes from mark to mark gets every step once, also of those that are stored
        at the same instant; a step is told when everything stored before it has come to light.
        """

    def listen(self, landlord: str, timeout_seconds: float) -> Sequence[str]:
        """Wait for contacts of this landlord and return their ids; nothing when the time is over (seconds)."""


class Counters(Protocol):
    """Sums of the counters."""

    def of_customer(
        self, landlord: str, customer_id: str, start: datetime, end: datetime, channel: Channel | None = None
    ) -> Counts:
        """Sum one customer's counters over the half-open time from start to end, over all channels or one."""


class Policies(Protocol):
    """The landlords' packs, as they are in force."""

    def landlords(self) -> Sequence[str]:
        """Return the slugs of all landlords."""

    def current(self, landlord: str, code: str = MAIN) -> Policy:
        """Return the policy in force; a copy not older than a minute may be given. Raises `NotFound`."""

    def beside(self, landlord: str) -> Sequence[str]:
        """Return the codes of the policies that stand beside the main one."""

    def version(self, landlord: str, version: int, wording: int | None = None) -> Policy:
        """Return one numbered version, with the landlord's edits of scripts in it (`Policy.wording`).

        They are those in force, or those of an earlier wording. Raises `NotFound`.
        """

    def import_pack(self, landlord: str, source: str, imported_at: datetime) -> int:
        """Store a valid pack's text as the next version, unless it equals the current one; return its number."""


class People(Protocol):
    """Customers, representatives, household members, outside senders, officers."""

    def add(self, landlord: str, person: NewPerson) -> None:
        """Store a person, or replace what was stored under the same id."""

    def find_customers(self, landlord: str, words: str = "", limit: int = 50) -> Sequence[Customer]:
        """Return customers whose name, reference or contact point holds the words, by name."""

    def customer(self, landlord: str, customer_id: str) -> Customer:
        """Return one customer, or a member of a household. Raises `NotFound`."""

    def officers(self, landlord: str) -> Sequence[Officer]:
        """Return the landlord's officers by name."""

    def names(self, landlord: str) -> Mapping[str, str]:
        """Return the names of officers and representatives by id, for what is shown to staff."""

    def health_facts_of(self, landlord: str, person_id: str, reader: str) -> str:
        """Return why this person needs the adjustments, and put on record who looked. Raises `NotFound`."""

    def add_outage(self, landlord: str, channel: Channel, start: datetime, end: datetime) -> None:
        """Record that a channel is out of service for a time."""

    def ask_to_be_contacted(self, landlord: str, person_id: str, channel: Channel, until: datetime) -> None:
        """Open a window, once, in which this person's contact by this channel is always open."""

    def complain(self, landlord: str, customer_id: str, officer_id: str) -> None:
        """Record that a customer has a complaint about an officer, to whom contact then never goes."""


class Restrictions(Protocol):
    """Restrictions as they stand. Only acts of casework change them."""

    def of_customer(self, landlord: str, customer_id: str) -> Sequence[Restriction]:
        """Return the restrictions that are in force or will be, newest first."""

    def grounds_of(self, landlord: str, restriction_id: str, reader: str) -> GroundsNarrative:
        """Return why a restriction was decided, and put on record who looked. Raises `NotFound`."""

    def due_for_review(self, landlord: str, by: date) -> Sequence[tuple[Restriction, str]]:
        """Return restrictions in force whose review date is at most that day, with the customer's name."""

    def put_before_manager(self, landlord: str, review: ReviewDue, found_at: datetime) -> bool:
        """Record once for each restriction and date that its review is due; False where that was done before."""

    def reviews_due(self, landlord: str) -> Sequence[ReviewDue]:
        """Return the reviews that wait for a manager, earliest first."""


class Outbox(Protocol):
    """Messages that wait to be sent. A claim expires by the database's own time: any number of relays is harmless."""

    def claim(self, landlord: str, limit: int, for_seconds: int) -> Sequence[DueMessage]:
        """Claim due messages (`FOR UPDATE SKIP LOCKED`); each is given to one relay at a time."""

    def sent(self, landlord: str, message_id: str) -> None:
        """Mark as sent."""

    def failed(self, landlord: str, message_id: str, why: str, *, retry_in_seconds: int | None) -> None:
        """Mark as to be tried again after so many seconds, or as given up where None: a letter is then a task."""


class Mailer(Protocol):
    """Sends e-mail. Returns when the server took it; raises `CannotSend` within 30 seconds otherwise."""

    def send(self, landlord: str, message: OutgoingMessage, document: Document | None) -> None:
        """Send one message."""


class Users(Protocol):
    """Local accounts. The same time is taken whether the account exists or not."""

    def add(self, user: User, password: str) -> None:
        """Store a user with a password that is hashed (Argon2id), or change the one with the same id.

        A change ends the sessions that go on. Raises `Refused` (email_taken) where the address is somebody else's.
        """

    def check(self, email: str, password: str) -> User | None:
        """Return the user where address and password fit, else None."""

    def get(self, landlord: str, user_id: str) -> User | None:
        """Return a user, or None where there is none any more."""

    def by_email(self, landlord: str, email: str) -> User | None:
        """Return the landlord's user who signs in by this address, or None."""

    def remove(self, landlord: str, user_id: str) -> None:
        """Remove a user, whose sessions are over with that."""

    def end_sessions(self, landlord: str, user_id: str) -> None:
        """Raise the user's session epoch: every session begun before is over, at every machine and browser."""


class JobRuns(Protocol):
    """Which slots of which jobs were run: a unique row per (job, slot), so that several schedulers do it once."""

    def start(self, landlord: str, job: str, slot: datetime) -> bool:
        """Claim a slot; False where somebody has it."""

    def finish(self, landlord: str, job: str, slot: datetime, result: str) -> None:
        """Record what came of it."""


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""


class PhoneNumbers(Protocol):
    """Knows how numbers are written."""

    def read(self, text: str) -> ContactPoint | None:
        """Return the contact point of a caller's number as a provider spells it; None where it is withheld.

        Withheld spellings are checked before parsing (FIELD_NOTES 1.1). A SIP user, a client name and a short code
        become handles of their own, never a phone number of a person.
        """

    def relayed(self, text: str) -> bool:
        """Whether a number was dialled through the text relay, whose prefix 18001 stands before it."""


class SignatureCheck(Protocol):
    """Knows whether a webhook comes from the landlord's own account at its provider, from keys held in memory."""

    def knows(self, landlord: str) -> bool:
        """Whether this landlord has an account at the provider."""

    def check(self, landlord: str, path: str, form: PostedForm, headers: Mapping[str, str]) -> bool:
        """Whether the account signed this very request; False for whatever is missing or malformed, never an error.

        `path` holds the query string too; the address before it is the landlord's public one, never the request's.
        `headers` are named in small letters.
        """


# ---------------------------------------------------------------- mail that comes in, and the days on which people work


class MailSignatures(Protocol):
    """Proves that a webhook comes from a landlord's own mail provider. Needs no database and no network."""

    def knows(self, landlord: str) -> bool:
        """Whether this landlord takes mail by the provider."""

    def genuine(self, landlord: str, body: Iterable[bytes], *, timestamp: str, signature: str, now: datetime) -> bool:
        """Whether the raw body was signed for this landlord, not too long ago; anything malformed is not, and no error.

        `timestamp` and `signature` are the headers as they came, empty where they were missing. The body is taken in
        pieces, and read to its end wherever the answer is yes.
        """


class MailReader(Protocol):
    """Reads mail that strangers wrote. No mail makes it raise: what cannot be read is left out of what it returns."""

    def read(self, raw: bytes) -> ReadMail:
        """Return what a raw mail (RFC 5322) says."""

    def assemble(self, apart: TakenApart) -> bytes:
        """Return one raw mail with the headers, bodies and files of a mail that was taken apart."""


class BankHolidays(Protocol):
    """Knows the bank holidays."""

    def __call__(self, nation: Nation, years: Iterable[int]) -> frozenset[date]:
        """Return the bank holidays of a nation in these years."""
