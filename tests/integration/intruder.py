"""Every port and every use case, called by one landlord with the ids of another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from contact_gateway.application.prepare_months import PrepareMonths
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import (
    StepRecord,
)
from contact_gateway.application.relay_outbox import RelayOutbox
from contact_gateway.application.set_restriction import SetRestriction
from contact_gateway.application.sweep_files import SweepFiles
from contact_gateway.application.sweep_reviews import SweepReviews
from contact_gateway.domain.contact import Channel, Step
from contact_gateway.domain.counting import NOTHING
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.usage import Usage
from tests.builders import MONDAY, contact, decided_before
from tests.contracts.worlds import HERE, World
from tests.fakes.log_months import MemoryLogMonths
from tests.fakes.mailer import FakeMailer
from tests.integration.the_other_landlord import (
    EVENT,
    KEY,
    LATER,
    REQUEST,
    SECRET,
    SLOT,
    THEIR_CONTACT,
    THEIR_PERSON,
    THEIR_REVIEW,
    THEIR_USER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intruder:
    """Everything that one landlord may call, and the ids of the other's contact and message."""

    world: World
    receive_contact: ReceiveContact
    record_outcome: RecordOutcome
    set_restriction: SetRestriction
    relay_outbox: RelayOutbox
    sweep_reviews: SweepReviews
    sweep_files: SweepFiles
    mailer: FakeMailer
    contact_id: str
    message_id: str
    file_id: str

    def load(self) -> object:
        with self.world.log.attempt(HERE, KEY) as attempt:
            return attempt.load(replace(THEIR_CONTACT, step=Step.REFERENCE), MONDAY)

    def load_recorded(self) -> object:
        with self.world.log.attempt(HERE, KEY) as attempt:
            return attempt.load_recorded()

    def record_step(self) -> object:
        own = contact(provider_id="their-mail", provider=THEIR_CONTACT.provider)
        with self.world.log.attempt(HERE, KEY) as attempt:
            attempt.load(own, MONDAY)
            return attempt.record_step(
                StepRecord(
                    contact=own,
                    decision=Decision(outcome=Outcome.CONNECT, counted_for="their-sam"),
                    decided_at=MONDAY,
                    policy_version=1,
                    before=NOTHING,
                    after=NOTHING,
                    seen=Usage(),
                )
            )

    def record_event(self) -> object:
        with self.world.log.attempt(HERE, KEY) as attempt:
            attempt.load_recorded()
            attempt.record_event(EVENT, NOTHING, NOTHING)
        return None


Call = Callable[[Intruder], object]

PORTS: Mapping[str, Call] = {
    "ContactLog.attempt": lambda it: it.load_recorded(),
    "Attempt.load": lambda it: it.load(),
    "Attempt.load_recorded": lambda it: it.load_recorded(),
    "Attempt.record_step": lambda it: it.record_step(),
    "Attempt.record_event": lambda it: it.record_event(),
    "ContactCards.latest": lambda it: it.world.cards.latest(HERE),
    "ContactCards.one": lambda it: it.world.cards.one(HERE, it.contact_id),
    "ContactCards.page": lambda it: it.world.cards.page(HERE, "0", 50)[0],
    "ContactCards.since": lambda it: it.world.cards.since(HERE, 0),
    "ContactCards.listen": lambda it: it.world.cards.listen(HERE, 0.01),
    "Counters.of_customer": lambda it: it.world.counters.of_customer(HERE, "their-sam", MONDAY, LATER),
    "Policies.landlords": lambda it: it.world.policies.landlords(),
    "Policies.current": lambda it: it.world.policies.current(HERE),
    "Policies.beside": lambda it: it.world.policies.beside(HERE),
    "Policies.version": lambda it: it.world.policies.version(HERE, 2),
    "Policies.import_pack": lambda it: it.world.policies.import_pack(HERE, "our second pack", MONDAY),
    "People.add": lambda it: it.world.people.add(HERE, replace(THEIR_PERSON, name="Ours", contact_points=())),
    "People.find_customers": lambda it: it.world.people.find_customers(HERE, SECRET),
    "People.customer": lambda it: it.world.people.customer(HERE, "their-sam"),
    "People.names": lambda it: it.world.people.names(HERE),
    "People.officers": lambda it: it.world.people.officers(HERE),
    "People.health_facts_of": lambda it: it.world.people.health_facts_of(HERE, "their-sam", "their-max"),
    "People.add_outage": lambda it: it.world.people.add_outage(HERE, Channel.SMS, MONDAY, LATER),
    "People.ask_to_be_contacted": lambda it: it.world.people.ask_to_be_contacted(
        HERE, "their-sam", Channel.EMAIL, LATER
    ),
    "People.complain": lambda it: it.world.people.complain(HERE, "their-sam", "their-lee"),
    "Restrictions.of_customer": lambda it: it.world.restrictions.of_customer(HERE, "their-sam"),
    "Restrictions.grounds_of": lambda it: it.world.restrictions.grounds_of(HERE, "their-restriction", "their-max"),
    "Restrictions.due_for_review": lambda it: it.world.restrictions.due_for_review(HERE, date(2030, 1, 1)),
    "Restrictions.put_before_manager": lambda it: it.world.restrictions.put_before_manager(
        HERE, replace(THEIR_REVIEW, due_on=date(2026, 10, 1)), MONDAY
    ),
    "Restrictions.reviews_due": lambda it: it.world.restrictions.reviews_due(HERE),
    "Outbox.claim": lambda it: it.world.outbox.claim(HERE, 100, 60),
    "Outbox.sent": lambda it: it.world.outbox.sent(HERE, it.message_id),
    "Outbox.failed": lambda it: it.world.outbox.failed(HERE, it.message_id, "ours", retry_in_seconds=None),
    "Users.add": lambda it: it.world.users.add(replace(THEIR_USER, landlord=HERE), "ours now"),
    "Users.check": lambda it: it.world.users.check(THEIR_USER.email, "a guess"),
    "Users.get": lambda it: it.world.users.get(HERE, "their-max"),
    "Users.by_email": lambda it: it.world.users.by_email(HERE, THEIR_USER.email),
    "Users.remove": lambda it: it.world.users.remove(HERE, "their-max"),
    "Users.end_sessions": lambda it: it.world.users.end_sessions(HERE, "their-max"),
    "JobRuns.start": lambda it: it.world.job_runs.start(HERE, "their-job", SLOT),
    "JobRuns.finish": lambda it: it.world.job_runs.finish(HERE, "their-job", SLOT, "ours"),
}

USE_CASES: Mapping[str, Call] = {
    "receive_contact": lambda it: it.receive_contact(HERE, THEIR_CONTACT),
    "record_outcome": lambda it: it.record_outcome(HERE, KEY, EVENT),
    "set_restriction": lambda it: it.set_restriction(HERE, REQUEST, decided_before()),
    "set_restriction.preview": lambda it: it.set_restriction.preview(HERE, REQUEST, decided_before()),
    "relay_outbox": lambda it: (it.relay_outbox(HERE), it.mailer.sent),
    "sweep_reviews": lambda it: it.sweep_reviews(HERE),
    "sweep_files": lambda it: it.sweep_files(HERE),
    "prepare_months": lambda it: PrepareMonths(months=MemoryLogMonths(), clock=it.world.clock)(),
}
