"""Notes that stand on customers' records in the landlord's housing system, by mail to whatever takes them in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.notices import mailboxes, written_to
from contact_gateway.application.records_of_reminders import Reminder
from contact_gateway.domain.casework.record_notes import Made, RecordNote, note_at

SUBJECT = "Contact arrangements: note for a record"
LOOKS_BACK = timedelta(days=7)
"""How long the jobs may have stood still without a note being missed."""

_NOTHING = "Nothing is arranged any more: take the note away."


def noted(made: Iterable[Made], case: CaseAtHand) -> Reminder:
    """Return the note where it changed of late, known by what it says and since when: found again, it is the same."""
    note = note_at(made, case.case.names, case.now) if case.rules.notes_to else None
    if note is None or case.now - note.since > LOOKS_BACK:
        return Reminder()
    text = _text(note, case)
    about = f"note {note.since.isoformat()} {sha256(text.encode()).hexdigest()[:16]}"
    return Reminder(
        notices={
            f"{about} {address}": written_to(address, SUBJECT, text, case.policy)
            for address in mailboxes(case.rules.notes_to, case)
        }
    )


def _text(note: RecordNote, case: CaseAtHand) -> str:
    since = note.since.astimezone(case.policy.zone).isoformat(timespec="seconds")
    return "\n".join(
        (
            f"Reference: {case.case.reference}",
            f"Customer: {case.case.person.id}",
            f"Since: {since}",
            *(f"Note: {line}" for line in note.lines or (_NOTHING,)),
        )
    )
