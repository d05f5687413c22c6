"""Where a contact that gets through goes, once business hours and whoever did not answer are taken into account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contact_gateway.domain.contact import Channel, Contact, Key
from contact_gateway.domain.policy import EMERGENCY_LINE, PRIORITY, QUEUE, REPAIRS_DESK, VOICEMAIL, Policy
from contact_gateway.domain.verdicts import Bench


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers now.

    `closed` says that nobody else does because the offices are closed. `opens` is when they open, absent where that
    would not help: a restriction sends the caller to somebody who keeps hours of their own.
    """

    to: str
    closed: bool = False
    opens: datetime | None = None


def desk(bench: Bench) -> str:
    """Return the desk that serves a contact which no restriction sends anywhere.

    A call of somebody who is vulnerable or at risk goes to the priority desk, where the landlord has one.
    """
    if _is_about_repairs(bench.contact, bench.policy):
        return REPAIRS_DESK
    person = bench.standing.person
    first = person is not None and person.priority and bench.contact.channel is Channel.VOICE
    return PRIORITY if first and PRIORITY in bench.policy.destinations else QUEUE


def answering(bench: Bench, to: str, *, strict: bool = False) -> Answerer:
    """Return who can answer now: business hours change where a call goes, never what becomes of it.

    An officer keeps hours of their own, and the priority desk is there for when others are not. Whoever was rung for
    this call and did not answer is not rung again: the queue takes what the priority desk did not, else a message can
    be left. `strict` says that a restriction sent it there: then nobody else takes it while they are closed.
    """
    contact, policy = bench.contact, bench.policy
    if contact.channel is not Channel.VOICE:
        return Answerer(to)
    if to == VOICEMAIL:
        return Answerer(to, closed=not policy.business_hours.is_open(bench.now))
    keeps_own_hours = any(officer.id == to for officer in bench.standing.officers)
    if not keeps_own_hours and not policy.answers_at(to, bench.now):
        instead = VOICEMAIL if strict else policy.out_of_hours
        closed = instead != to
        opens = policy.business_hours.next_open(bench.now) if closed else None
        return Answerer(VOICEMAIL if instead in contact.tried else instead, closed=closed, opens=opens)
    if to == PRIORITY and to in contact.tried and policy.answers_at(QUEUE, bench.now):
        to = QUEUE
    return Answerer(VOICEMAIL if to in contact.tried else to)


def emergency_line(bench: Bench) -> str:
    """Return who is rung in an emergency: the emergency line and, where it did not answer, everybody else's queue."""
    tried = bench.contact.tried
    return QUEUE if EMERGENCY_LINE in tried and QUEUE not in tried else EMERGENCY_LINE


def subject_desk(bench: Bench, to: str) -> str:
    """Return who serves an always-open subject; a desk that does not answer leaves it to the queue, then a message."""
    tried = bench.contact.tried
    if to not in tried:
        return to
    return VOICEMAIL if QUEUE in tried else QUEUE


def _is_about_repairs(contact: Contact, policy: Policy) -> bool:
    return contact.pressed == Key.REPAIRS or policy.line(contact.dialled).service == "repairs"
