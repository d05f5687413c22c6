"""What happened later to a contact: answered, missed, ended; in any order, any number of times."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.ports import ContactLog
from contact_gateway.application.records import ContactKey
from contact_gateway.domain.counting import Event, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutcome:
    """Append an event and move counters and allowances by what it changes."""

    log: ContactLog

    def __call__(self, landlord: str, key: ContactKey, event: Event) -> bool:
        """Record an event; False where the contact was never seen. An event told again, however late, changes nothing.

        Raises `Unavailable` without the database.
        """
        with self.log.attempt(landlord, key) as attempt:
            recorded = attempt.load_recorded()
            if recorded is None:
                return False
            step, events = recorded
            if any(known.tells(event) for known in events):
                return True
            before = settle(step.contact, step.decision, events)
            after = settle(step.contact, step.decision, (*events, event))
            attempt.record_event(event, before, after)
            return True
