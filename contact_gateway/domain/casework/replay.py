"""What really happened, played again as if other terms had been in force: the same rules, the same order, no clock.

Only what the terms change is decided anew. A contact that they leave alone comes out as it came out in truth, with all
that was true at the time (an outage, somebody away), so that a replay under no change is what really happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from contact_gateway.domain.contact import Channel, Contact, Subject
from contact_gateway.domain.counting import Event, settle, talk_seconds
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.outcome import REFUSALS, Decision, Outcome
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Mode, Restriction
from contact_gateway.domain.standing import Person, Standing
from contact_gateway.domain.usage import Allowance, Tally, Usage

_OPEN = "always_open:"
_ASKED = f"{_OPEN}{Subject.REQUESTED_BY_LANDLORD}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastContact:
    """A contact of the customer as it was: its last step, what was decided, what was told of it since.

    `restrictions` are those in force on the customer when it began, `down` the channels out of service then.
    """

    id: str
    contact: Contact = field(repr=False)
    decision: Decision
    events: tuple[Event, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    down: frozenset[Channel] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would have been different: one more restriction, one less; none of both is no change."""

    added: Restriction | None = None
    without: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """One contact: what came of it, and what would have; which kinds refuse it, which always-open subjects it is about.

    `cut_short` says that the talk would have ended earlier than it did. `hinted` are always-open subjects that a weak
    word hints at in a message that would be held: a person looks at it in time.
    """

    contact_id: str
    at: datetime
    channel: Channel
    was: Outcome
    would_be: Outcome
    refused_by: tuple[str, ...] = ()
    always_open: tuple[str, ...] = ()
    hinted: tuple[Subject, ...] = ()
    cut_short: bool = False

    @property
    def is_kept_out(self) -> bool:
        """Whether it got through and would not have."""
        return self.would_be in REFUSALS and self.was not in REFUSALS


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """All contacts of the time, oldest first."""

    contacts: tuple[Replayed, ...]

    def number_of(self, outcome: Outcome, channel: Channel | None = None) -> int:
        """Return how many would have come out like this, by one channel or all."""
        return sum(one.would_be is outcome and channel in {None, one.channel} for one in self.contacts)

    @property
    def kept_out(self) -> int:
        """How many got through and would not have."""
        return sum(one.is_kept_out for one in self.contacts)

    @property
    def cut_short(self) -> int:
        """How many talks would have ended earlier."""
        return sum(one.cut_short for one in self.contacts)

    @property
    def always_open(self) -> tuple[Replayed, ...]:
        """Those that stay open under any terms: emergencies, the other subjects, senders."""
        return tuple(one for one in self.contacts if one.always_open)


def replay(past: Iterable[PastContact], change: Change, person: Person, policy: Policy) -> Rehearsal:
    """Decide the customer's contacts anew under a change of the restrictions.

    Method: each contact is decided twice, under what was in force when it began, and under that with the change; two
    sets of tallies run along, so that an allowance of the new terms is used up as it would have been. Where both
    decisions agree, the outcome is what it was in truth. What was an emergency, or about another subject that is always
    open, stays what it was. A talk that the terms would have ended earlier takes no more than they grant.

    Args:
        past: the contacts, in any order.
        change: what would have been different, all the time and enforced, whatever its dates and mode say.
        person: the customer, with the adjustments of today.
        policy: the landlord's, of today.
    """
    truth, other = _Course(policy), _Course(policy)
    replayed = []
    for one in sorted(past, key=lambda one: (one.contact.received_at, one.id)):
        was = truth.decide(one, _standing(one, one.restrictions, person, policy))
        would_be = other.decide(one, _standing(one, _changed(one, change, policy), person, policy))
        same = (was.outcome, was.to) == (would_be.outcome, would_be.to)
        replayed.append(_replayed(one, one.decision if same or _is_open(one.decision) else would_be, would_be))
    return Rehearsal(tuple(replayed))


class _Course:
    """The tallies as contact after contact takes from them."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._tallies: dict[Allowance, Tally] = {}

    def decide(self, past: PastContact, standing: Standing) -> Decision:
        contact = past.contact
        decision = decide(contact, standing, Usage(self._tallies), self._policy, contact.received_at)
        for charge in settle(contact, decision, _as_granted(past.events, decision)).charges:
            held = self._tallies.get(charge.allowance, Tally())
            self._tallies[charge.allowance] = replace(held, used=held.used + charge.amount)
        return decision


def _standing(past: PastContact, restrictions: tuple[Restriction, ...], person: Person, policy: Policy) -> Standing:
    asked = any(reason.code == _ASKED for reason in past.decision.reasons)
    then = replace(person, restrictions=restrictions, asked_to_be_contacted=asked)
    named = past.contact.sender is None or bool(past.contact.reference)
    return identify(past.contact, policy, (then,), then if named else None, down=past.down)


def _changed(past: PastContact, change: Change, policy: Policy) -> tuple[Restriction, ...]:
    dropped = {change.without, change.added.id} if change.added else {change.without}
    kept = tuple(one for one in past.restrictions if one.id not in dropped)
    if change.added is None:
        return kept
    began = datetime.combine(past.contact.received_at.date(), time.min, tzinfo=policy.zone)
    started = min(began, past.contact.received_at)
    return (*kept, replace(change.added, mode=Mode.ENFORCED, starts_at=started, planned_end=None))


def _as_granted(events: tuple[Event, ...], decision: Decision) -> tuple[Event, ...]:
    limit = decision.time_limit
    if limit is None:
        return events
    return tuple(replace(event, talk_seconds=min(event.talk_seconds, limit)) for event in events)


def _is_open(decision: Decision) -> bool:
    return any(reason.code.startswith(_OPEN) for reason in decision.reasons)


def _replayed(past: PastContact, stands: Decision, would_be: Decision) -> Replayed:
    talk = talk_seconds(past.events)
    opened = tuple(reason.code.removeprefix(_OPEN) for reason in stands.reasons if reason.code.startswith(_OPEN))
    limit = would_be.time_limit
    return Replayed(
        contact_id=past.id,
        at=past.contact.received_at,
        channel=past.contact.channel,
        was=past.decision.outcome,
        would_be=stands.outcome,
        refused_by=tuple(reason.code for reason in stands.reasons) if stands.refuses else (),
        always_open=opened,
        hinted=stands.marked,
        cut_short=stands.gets_through and limit is not None and talk > limit,
    )
