"""Short ways to store a contact, for the contracts of whatever reads contacts."""

from __future__ import annotations

from datetime import datetime

from contact_gateway.application.records import ContactKey, Document, Facts, OutgoingMessage, StepRecord
from contact_gateway.application.records_of_calls import Task
from contact_gateway.domain.contact import Contact
from contact_gateway.domain.counting import NOTHING, Event, settle
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision, Outcome, Reason
from contact_gateway.domain.usage import Allowance, Charge, Purpose, Usage
from tests.builders import MONDAY
from tests.contracts.worlds import HERE, World

ALLOWANCE = Allowance("restriction-1", Purpose.CONTACTS, datetime.fromisoformat("2026-03-02T00:00:00+00:00"))
ONE_CONTACT = Charge(ALLOWANCE, 1, at_once=False)
CONNECTED = Decision(outcome=Outcome.CONNECT, to="queue", counted_for="sam")
DECLINED = Decision(outcome=Outcome.DECLINE, reasons=(Reason(Kind.CONTACT_CAP, "restriction-1"),), counted_for="sam")


def key(contact: Contact) -> ContactKey:
    return ContactKey(contact.provider, contact.provider_id)


def load(world: World, contact: Contact, now: datetime = MONDAY, landlord: str = HERE) -> Facts:
    with world.log.attempt(landlord, key(contact)) as attempt:
        return attempt.load(contact, now)


def store(
    world: World,
    contact: Contact,
    decision: Decision = CONNECTED,
    *,
    landlord: str = HERE,
    seen: Usage | None = None,
    checked: bool = True,
    document: Document | None = None,
    messages: tuple[OutgoingMessage, ...] = (),
    tasks: tuple[Task, ...] = (),
) -> str:
    """Store one step of a contact as the funnel does; `seen` stands for an older look at the tallies."""
    with world.log.attempt(landlord, key(contact)) as attempt:
        facts = attempt.load(contact, MONDAY)
        last = facts.last_step
        return attempt.record_step(
            StepRecord(
                contact=contact,
                decision=decision,
                decided_at=MONDAY,
                policy_version=1,
                before=settle(last.contact, last.decision, facts.events) if last else NOTHING,
                after=settle(contact, decision, facts.events),
                seen=facts.usage if seen is None else seen,
                checked=checked,
                document=document,
                messages=messages,
            ),
            tasks,
        )


def tell(world: World, contact: Contact, event: Event, landlord: str = HERE) -> None:
    """Record an event as the use case does."""
    with world.log.attempt(landlord, key(contact)) as attempt:
        recorded = attempt.load_recorded()
        assert recorded is not None
        step, events = recorded
        before = settle(step.contact, step.decision, events)
        attempt.record_event(event, before, settle(step.contact, step.decision, (*events, event)))
