"""Which telephone rings for the destination that a decision names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import EMERGENCY_LINE, QUEUE, VOICEMAIL, Policy
from contact_gateway.domain.standing import Officer
from ivr.twiml import Lines

Officers = Callable[[], Sequence[Officer]]


def lines_for(decision: Decision, policy: Policy, officers: Officers) -> Lines:
    """Return the numbers for a decision; `officers` is asked only where the destination is a person.

    A destination without a telephone is the queue, so that somebody answers; but what was sent to a single point of
    contact never spills into a queue and takes a message instead.
    """
    return Lines(to=_number_for(decision, policy, officers), emergency=_phone(policy, EMERGENCY_LINE))


def safe_lines(policy: Policy | None) -> Lines:
    """Return the numbers for when something is broken: a person for everybody, and the emergency line."""
    return Lines(to=_phone(policy, QUEUE), emergency=_phone(policy, EMERGENCY_LINE)) if policy else Lines()


def _number_for(decision: Decision, policy: Policy, officers: Officers) -> str:
    if decision.refuses or decision.to == VOICEMAIL:
        return ""
    known = decision.to in policy.destinations
    number = _phone(policy, decision.to) if known else _officer_phone(decision.to, officers())
    strict = any(reason.code == Kind.SINGLE_POINT_OF_CONTACT for reason in decision.reasons)
    return number or ("" if strict else _phone(policy, QUEUE))


def _officer_phone(officer_id: str, officers: Sequence[Officer]) -> str:
    return next((officer.phone for officer in officers if officer.id == officer_id), "")


def _phone(policy: Policy, destination: str) -> str:
    known = policy.destinations.get(destination)
    return known.phone if known else ""
