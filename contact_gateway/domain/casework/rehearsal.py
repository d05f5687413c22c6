"""What a customer would hear under a restriction that is not yet in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.decision import decide
from contact_gateway.domain.kinds.enforced import ContactCap, TimeCap
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.people import KnownCustomer
from contact_gateway.domain.periods import Per, period_of
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.standing import Officer, Person, Standing
from contact_gateway.domain.usage import Allowance, Purpose, Tally, Usage

_ALL_OF_IT = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is decided about a contact by this channel; `used_up` is the case that the allowance is gone."""

    channel: Channel
    decision: Decision
    used_up: bool = False


def rehearse(
    restriction: Restriction, person: Person, officers: tuple[Officer, ...], policy: Policy, at: datetime
) -> tuple[Heard, ...]:
    """Decide a plain contact by each channel in the restriction's scope, as if it came at this instant.

    Where the restriction has an allowance, each channel comes twice: with all of it left, and with nothing left.

    Args:
        restriction: the one that is tried.
        person: the customer under all restrictions, that one included.
        officers: the landlord's officers, as destinations.
        policy: the landlord's.
        at: an instant at which the restriction is in force.
    """
    standing = Standing(identity=KnownCustomer(person.id, person.name), person=person, officers=officers)
    covered = [channel for channel in policy.channels if restriction.scope.covers_channel(channel)]
    gone = _used_up(restriction, policy, at)
    heard = []
    for channel in covered:
        contact = Contact(provider="rehearsal", provider_id="", channel=channel, sender=None, received_at=at)
        heard.append(Heard(channel=channel, decision=decide(contact, standing, Usage(), policy, at)))
        if gone.tallies:
            heard.append(Heard(channel=channel, decision=decide(contact, standing, gone, policy, at), used_up=True))
    return tuple(heard)


def _used_up(restriction: Restriction, policy: Policy, at: datetime) -> Usage:
    match restriction.terms:
        case ContactCap(per=per):
            purpose = Purpose.CONTACTS
        case TimeCap(per=Per() as per):
            purpose = Purpose.SECONDS
        case _:
            return Usage()
    start = period_of(at, per, policy.zone).start
    return Usage({Allowance(restriction.id, purpose, start): Tally(used=_ALL_OF_IT)})
