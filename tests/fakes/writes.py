"""What the log in memory writes when an attempt commits."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from contact_gateway.application.records import ContactCard, ContactKey, RecordedStep, StepRecord
from contact_gateway.application.records_of_scripts import DecidedStep
from contact_gateway.domain.contact import Contact, Subject
from contact_gateway.domain.counting import Counts, Event, Settled
from contact_gateway.domain.usage import Allowance, Tally
from tests.fakes.facts import step_key
from tests.fakes.memory import ContactRow, LandlordRows, Memory, OutboxRow

_ASKED = f"always_open:{Subject.REQUESTED_BY_LANDLORD}"


def write_step(memory: Memory, rows: LandlordRows, key: ContactKey, contact_id: str, record: StepRecord) -> None:
    """Write all that a decision brings with it."""
    row = rows.contacts.setdefault(key, ContactRow(id=contact_id))
    if row.last:
        move_counters(rows, row.last.contact, row.last.decision.counted_for, record.before, -1)
    move_counters(rows, record.contact, record.decision.counted_for, record.after, +1)
    move_tallies(rows, record.before, record.after)
    row.last = RecordedStep(contact_id=contact_id, contact=record.contact, decision=record.decision)
    row.decided.append(
        DecidedStep(
            step=record.contact.step,
            decision=record.decision,
            decided_at=record.decided_at,
            policy_version=record.policy_version,
            wording=record.wording,
        )
    )
    row.steps[step_key(record.contact)] = row.last
    _write_card(memory, rows, contact_id, record)
    rows.breaches.discard(contact_id)  # a later step may take one back
    if record.decision.is_breach:
        rows.breaches.add(contact_id)
    if any(reason.code == _ASKED for reason in record.decision.reasons):
        _use_up_window(rows, contact_id, record)
    for message in record.messages:
        rows.outbox[f"message-{memory.number()}"] = OutboxRow(
            message=message, document=record.document, due_at=memory.clock.now()
        )
    rows.audit.append(f"gateway:contact:decided {contact_id}")


def write_event(row: ContactRow, event: Event) -> None:
    """Append what was told; the same report twice is one."""
    if event not in row.events:
        row.events.append(event)


def move_counters(rows: LandlordRows, contact: Contact, customer_id: str, settled: Settled, sign: int) -> None:
    """Add what a contact stands for to the hour in which it began, or take it away again (sign -1)."""
    if not customer_id:
        return
    key = (customer_id, contact.channel, contact.received_at.replace(minute=0, second=0, microsecond=0))
    held = rows.counters.get(key, Counts())
    rows.counters[key] = held.plus(settled.counts) if sign > 0 else held.minus(settled.counts)


def move_tallies(rows: LandlordRows, before: Settled, after: Settled) -> None:
    """Move each allowance by the difference, and give it a new version where anything moved."""
    used: Counter[Allowance] = Counter()
    reserved: Counter[Allowance] = Counter()
    for settled, sign in ((before, -1), (after, +1)):
        for charge in settled.charges:
            (used if charge.at_once else reserved)[charge.allowance] += sign * charge.amount
    for allowance in used.keys() | reserved.keys():
        if used[allowance] or reserved[allowance]:
            held = rows.tallies.get(allowance, Tally())
            rows.tallies[allowance] = replace(
                held,
                used=held.used + used[allowance],
                reserved=held.reserved + reserved[allowance],
                version=held.version + 1,
            )


def _use_up_window(rows: LandlordRows, contact_id: str, record: StepRecord) -> None:
    """Let the window that ends first be used by this contact, unless it used one before."""
    person, channel = record.decision.counted_for, record.contact.channel
    still_open = [window for window in rows.asked if window.is_open(person, channel, record.decided_at, contact_id)]
    window = min(still_open, key=lambda window: (window.used_by == "", window.until), default=None)
    if window:
        window.used_by = contact_id


def _write_card(memory: Memory, rows: LandlordRows, contact_id: str, record: StepRecord) -> None:
    rows.cards.append(
        ContactCard(
            event_id=memory.number(),
            contact_id=contact_id,
            received_at=record.contact.received_at,
            channel=record.contact.channel,
            step=record.contact.step,
            sender=str(record.contact.sender or ""),
            decision=record.decision,
        )
    )
