"""THE funnel: every channel's contact comes through here, and leaves with one decision that is already stored."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from contact_gateway.application.errors import Refused, TalliesMoved
from contact_gateway.application.ids import new_id
from contact_gateway.application.note_new_evidence import task_of_judging
from contact_gateway.application.outgoing import messages_for
from contact_gateway.application.ports import Attempt, Clock, ContactLog, Policies
from contact_gateway.application.ports_of_files import Files
from contact_gateway.application.records import ContactKey, Document, Facts, StepRecord
from contact_gateway.application.records_of_calls import Task
from contact_gateway.domain.contact import Contact, Step
from contact_gateway.domain.counting import NOTHING, settle
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.new_evidence import closed_issue_to_judge
from contact_gateway.domain.outcome import Code, Decision, Reason
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.standing import Standing

TRIES = 3
"""How often a contact is decided anew because another one took from the same allowance meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the door has to carry out: the stored decision, and the policy whose words and destinations it names.

    `contact` is what the decision was taken on, as it is stored.
    """

    contact_id: str
    contact: Contact = field(repr=False)
    decision: Decision
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveContact:
    """Identify, look up, decide, store (DESIGN section 4).

    `files` are where documents are kept, unless that is the database itself.
    """

    log: ContactLog
    policies: Policies
    clock: Clock
    files: Files | None = None

    def __call__(self, landlord: str, contact: Contact, document: Document | None = None) -> Answer:
        """Decide one step of a contact and store the decision before it is returned.

        The same step again returns the stored answer and changes nothing. Whoever found a tally moved waits in line
        with the others of the same customer before deciding again; where it still moves, what was decided last stands
        and says so. Raises `NotFound` for a landlord nobody knows, `Refused` (idempotency_key_reused) where the
        provider's id is that of somebody else's contact, and `Unavailable` without the database or the files.
        """
        # Read before the attempt takes its connection: many attempts that each wait for a second one get none.
        self.policies.current(landlord)
        if document and self.files:
            # Written before a connection is taken: the store may be slow. What commits then names a file that is there.
            document = replace(document, file_id=self.files.put(landlord, document))
        in_line = ""
        for _ in range(TRIES):
            try:
                return self._attempt(landlord, contact, document, in_line, checked=True)
            except TalliesMoved as moved:
                in_line = moved.customer_id
        return self._attempt(landlord, contact, document, in_line, checked=False)

    def _attempt(
        self, landlord: str, contact: Contact, document: Document | None, in_line: str, *, checked: bool
    ) -> Answer:
        key = ContactKey(contact.provider, contact.provider_id)
        with self.log.attempt(landlord, key, in_line) as attempt:
            facts = attempt.load(contact, self.clock.now())
            _refuse_another(contact, facts)
            if facts.same_step:
                stored = facts.same_step
                policy = self.policies.version(landlord, facts.policy_version)
                return Answer(
                    contact_id=stored.contact_id, contact=stored.contact, decision=stored.decision, policy=policy
                )
            return self._decide(landlord, attempt, facts, contact, document, checked=checked)

    def _decide(
        self,
        landlord: str,
        attempt: Attempt,
        facts: Facts,
        contact: Contact,
        document: Document | None,
        *,
        checked: bool,
    ) -> Answer:
        policy = self.policies.version(landlord, facts.policy_version)
        last = facts.last_step
        contact = _continued(contact, last.contact, last.decision.to) if last else contact
        before = settle(last.contact, last.decision, facts.events) if last else NOTHING
        usage = facts.usage.without(before.charges)
        standing = standing_of(contact, facts, policy)
        decision = decide(contact, standing, usage, policy, contact.received_at)
        if not checked:
            decision = replace(decision, reasons=(*decision.reasons, Reason(Code.BUSY)))
        record = StepRecord(
            contact=contact,
            decision=decision,
            decided_at=self.clock.now(),
            policy_version=facts.policy_version,
            wording=policy.wording,
            before=before,
            after=settle(contact, decision, facts.events),
            seen=facts.usage,
            checked=checked,
            document=document,
            messages=messages_for(contact, decision, policy, facts.officers),
        )
        stored_as = attempt.record_step(record, _to_judge(contact, standing, policy, record.decided_at))
        return Answer(contact_id=stored_as, contact=contact, decision=decision, policy=policy)


def standing_of(contact: Contact, facts: Facts, policy: Policy) -> Standing:
    """Return who it is and what is in force, from what one statement read."""
    return identify(
        contact,
        policy,
        facts.people,
        facts.by_reference,
        officers=facts.officers,
        down=facts.down,
        names=facts.names,
    )


def _to_judge(contact: Contact, standing: Standing, policy: Policy, now: datetime) -> tuple[Task, ...]:
    closed = closed_issue_to_judge(contact, standing, policy, contact.received_at)
    return (task_of_judging(new_id(), "", closed, policy, now),) if closed else ()


def _refuse_another(contact: Contact, facts: Facts) -> None:
    """Raise `Refused` where the contact of this id is by another channel or sender: its answer is about somebody else.

    What was dialled is not compared: a provider may spell it otherwise at a later step.
    """
    known = facts.last_step.contact if facts.last_step else contact
    if (known.channel, known.sender) != (contact.channel, contact.sender):
        raise Refused("idempotency_key_reused", "This id belongs to a contact by somebody else; make a new one.")


def _continued(contact: Contact, before: Contact, sent_to: str) -> Contact:
    """Return a later step with what the call already is: when it began, what was keyed, which choice it follows.

    Whoever it was sent to and did not answer is remembered to the end of the call.
    """
    in_vain = {sent_to} if sent_to and contact.step is Step.UNANSWERED else set[str]()
    return replace(
        contact,
        received_at=before.received_at,
        reference=contact.reference or before.reference,
        pressed=contact.pressed or before.pressed,
        tried=contact.tried | before.tried | in_vain,
    )
