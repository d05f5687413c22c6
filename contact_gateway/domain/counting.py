"""How contacts become counters: what each contact counts for, and what it takes from allowances, once it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.usage import Charge, Purpose

LONG_CALL_SECONDS = 30 * 60
"""From how long on a conversation counts as long (DER-6.2)."""


class Happening(StrEnum):
    """What is told later about a contact, in any order and any number of times: by a provider, or by who handled it.

    `handled` says how long talking, reading, answering and filing took; `duplicate`, that the same had been sent
    before; `in_hand`, that it was about a matter that somebody is dealing with already.
    """

    ANSWERED = "answered"
    VOICEMAIL = "voicemail"
    UNANSWERED = "unanswered"
    ENDED = "ended"
    HANDLED = "handled"
    DUPLICATE = "duplicate"
    IN_HAND = "in_hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened after a decision.

    `talk_seconds` run from a person's answer to the end; of `handled` they are what all handling took until then.
    """

    happening: Happening
    at: datetime
    talk_seconds: int = 0

    def tells(self, other: Event) -> bool:
        """Whether another event says nothing that this one does not: the same happened, told at whatever time."""
        return (self.happening, self.talk_seconds) == (other.happening, other.talk_seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The counters for reviews (DESIGN section 8), for one contact or for a sum of many."""

    attempts: int = 0
    accepted: int = 0
    declined: int = 0
    held: int = 0
    emergencies: int = 0
    talk_seconds: int = 0
    handling_minutes: int = 0
    items: int = 0
    copied_in: int = 0
    duplicates: int = 0
    matter_in_hand: int = 0
    long_calls: int = 0

    def minus(self, other: Counts) -> Counts:
        """Return what has to be added to the other to become this one."""
        return Counts(**{f.name: getattr(self, f.name) - getattr(other, f.name) for f in fields(Counts)})

    def plus(self, other: Counts) -> Counts:
        """Return the sum."""
        return Counts(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(Counts)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What one contact stands for after all that is known of it: its counters and what it took."""

    counts: Counts = Counts()
    charges: tuple[Charge, ...] = ()


NOTHING = Settled()

TOLD_BY_STAFF = frozenset({Happening.HANDLED, Happening.DUPLICATE, Happening.IN_HAND})
"""What no provider knows, of whatever provider's contact."""


def settle(contact: Contact, decision: Decision, events: Sequence[Event] = ()) -> Settled:
    """Return the counters and the charges of a contact.

    Method: the last step's decision stands; the events are read as a set, so that order and repetition change nothing.
    An allowance is reserved by `connect` or `route`, used when a person answers or a voicemail is taken, given back
    when it ends otherwise; whoever talked was answered, also where only the end was told. Writing is used at once. Talk
    time is what the answered leg lasted (its longest report), and handling what the longest report of it says, in
    minutes that were begun.
    """
    if not decision.counted_for:
        return NOTHING
    through = decision.outcome in {Outcome.CONNECT, Outcome.ROUTE}
    voicemail = _any(events, Happening.VOICEMAIL)
    handled = max((event.talk_seconds for event in events if event.happening is Happening.HANDLED), default=0)
    talk = talk_seconds(events)
    spoken = talk > 0 or _any(events, Happening.ANSWERED)
    answered = contact.is_writing or contact.channel is Channel.IN_PERSON or spoken
    counts = Counts(
        attempts=1,
        accepted=int(through and (answered or voicemail)),
        declined=int(decision.outcome is Outcome.DECLINE),
        held=int(decision.outcome is Outcome.HOLD),
        emergencies=int(decision.outcome is Outcome.EMERGENCY),
        talk_seconds=talk,
        handling_minutes=-(-handled // 60),
        items=contact.attachments + 1 if contact.is_writing else 0,
        copied_in=contact.copied_to,
        duplicates=int(_any(events, Happening.DUPLICATE)),
        matter_in_hand=int(_any(events, Happening.IN_HAND)),
        long_calls=int(talk >= LONG_CALL_SECONDS),
    )
    over = _any(events, Happening.UNANSWERED) or _any(events, Happening.ENDED)
    kept = (_charge(charge, used=answered or voicemail, over=over, talk=talk) for charge in decision.charges)
    return Settled(counts=counts, charges=tuple(charge for charge in kept if charge))


def talk_seconds(events: Sequence[Event]) -> int:
    """Return how long a person talked: the longest that a provider told."""
    return max((event.talk_seconds for event in events if event.happening not in TOLD_BY_STAFF), default=0)


def _any(events: Sequence[Event], happening: Happening) -> bool:
    return any(event.happening is happening for event in events)


def _charge(charge: Charge, *, used: bool, over: bool, talk: int) -> Charge | None:
    if charge.at_once:
        return charge
    if charge.allowance.purpose is Purpose.SECONDS:
        if not over:
            return charge
        return Charge(charge.allowance, talk, at_once=True) if talk else None
    if used:
        return Charge(charge.allowance, charge.amount, at_once=True)
    return None if over else charge
