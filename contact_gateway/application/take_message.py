"""A message that a caller left, and recordings of calls: kept track of, and a person is told to listen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports import Clock, ContactLog, Policies
from contact_gateway.application.ports_of_calls import Recordings, Tasks
from contact_gateway.application.ports_of_registers import ContactLookup, RestrictionFiles
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import ContactKey, RecordedStep
from contact_gateway.application.records_of_calls import Recording, RecordingKind, Task, TaskCode
from contact_gateway.domain.counting import Event, Happening
from contact_gateway.domain.kinds.enforced import SinglePointOfContact
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.policy import DEFAULT, QUEUE, VOICEMAIL, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeMessage:
    """Counts the message as contact that was accepted, and makes a task of it for whoever the caller was meant for."""

    log: ContactLog
    lookup: ContactLookup
    record_outcome: RecordOutcome
    policies: Policies
    restrictions: RestrictionFiles
    recordings: Recordings
    tasks: Tasks
    clock: Clock
    new_id: Callable[[], str]

    def __call__(self, landlord: str, key: ContactKey, recording_id: str, seconds: int) -> None:
        """Take a message by the provider's id of its recording; the same one again changes nothing.

        Raises `NotFound` for a call that was never received, `Unavailable`.
        """
        policy, now = self.policies.current(landlord), self.clock.now()
        step = self._recorded(landlord, key)
        self.record_outcome(landlord, key, Event(happening=Happening.VOICEMAIL, at=now))
        days = timedelta(days=policy.voice.message_days)
        self.recordings.add(landlord, _recording(recording_id, RecordingKind.VOICEMAIL, step, seconds, now, days))
        self.tasks.add(landlord, self._task(landlord, step, policy, now))

    def recorded_call(self, landlord: str, key: ContactKey, recording_id: str, seconds: int) -> None:
        """Take note of the recording of a call, by the provider's id of it. Raises `NotFound`, `Unavailable`."""
        policy, now = self.policies.current(landlord), self.clock.now()
        step = self._recorded(landlord, key)
        days = timedelta(days=policy.voice.recording_days)
        self.recordings.add(landlord, _recording(recording_id, RecordingKind.CALL, step, seconds, now, days))

    def _recorded(self, landlord: str, key: ContactKey) -> RecordedStep:
        with self.log.attempt(landlord, key) as attempt:
            recorded = attempt.load_recorded()
        if recorded is None:
            raise NotFound("This call was never received.")
        return recorded[0]

    def _task(self, landlord: str, step: RecordedStep, policy: Policy, now: datetime) -> Task:
        return Task(
            id=self.new_id(),
            code=TaskCode.LISTEN_TO_MESSAGE,
            customer_id=step.decision.counted_for,
            contact_id=step.contact_id,
            for_officer=self._listener(landlord, step),
            clause=policy.sources.get("voice.message_days", DEFAULT),
            made_at=now,
            due_at=now if step.decision.outcome is Outcome.EMERGENCY else _end_of_working_day(policy, now),
        )

    def _listener(self, landlord: str, step: RecordedStep) -> str:
        """Return whose message it is: the point of contact's, else the officer's of the case, else the desk's.

        Never somebody about whom this customer has a complaint (TOR-18).
        """
        reasons = (reason for reason in step.decision.reasons if reason.restriction_id)
        files = [self.restrictions.one(landlord, reason.restriction_id) for reason in reasons]
        terms = [file.restriction.terms for file in files]
        points = [one for one in terms if isinstance(one, SinglePointOfContact)]
        named = [name for one in points for name in (one.officer or one.team or one.inbox, *one.deputies)]
        officers = [file.decided.officer for file in files]
        avoided = self._complained_about(landlord, step) if files else frozenset()
        return next((name for name in (*named, *officers, _desk(step)) if name and name not in avoided), "")

    def _complained_about(self, landlord: str, step: RecordedStep) -> frozenset[str]:
        facts = self.lookup.look(landlord, step.contact, self.clock.now())
        people = (*facts.people, *((facts.by_reference,) if facts.by_reference else ()))
        return frozenset(officer for person in people for officer in person.complained_about)


def _desk(step: RecordedStep) -> str:
    """Return the desk that was rung, a desk of its own before everybody's queue; empty where none was."""
    rung = (step.contact.tried | {step.decision.to}) - {VOICEMAIL}
    return min(rung, key=lambda name: (name == QUEUE, name), default="")


def _recording(
    recording_id: str, kind: RecordingKind, step: RecordedStep, seconds: int, now: datetime, kept: timedelta
) -> Recording:
    return Recording(
        id=recording_id,
        contact_id=step.contact_id,
        kind=kind,
        seconds=seconds,
        made_at=now,
        delete_after=now + kept,
    )


def _end_of_working_day(policy: Policy, now: datetime) -> datetime | None:
    """Return when the offices close next; None where they never open."""
    opens = policy.business_hours.next_open(now)
    return policy.business_hours.closes_at(opens) if opens else None
