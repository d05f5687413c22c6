"""What is rung for the destination that a decision names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import EMERGENCY_LINE, QUEUE, VOICEMAIL, Policy
from contact_gateway.domain.standing import Officer
from ivr.connecting import WORKFLOW
from ivr.stage import Lines

Officers = Callable[[], Sequence[Officer]]


def lines_for(decision: Decision, policy: Policy, officers: Officers) -> Lines:
    """Return the lines for a decision; `officers` is asked only where the destination is a person.

    A destination that cannot be rung is the queue, so that somebody answers; but what was sent to a single point of
    contact never spills into a queue and takes a message instead. Where warnings or a limit may be needed, a telephone
    goes before a workflow, which can have neither.
    """
    return Lines(to=_line_for(decision, policy, officers), emergency=_telephone(policy, EMERGENCY_LINE))


def safe_lines(policy: Policy | None) -> Lines:
    """Return the lines for when something is broken: a person for everybody, and the emergency line."""
    return Lines(to=_telephone(policy, QUEUE), emergency=_telephone(policy, EMERGENCY_LINE)) if policy else Lines()


def _line_for(decision: Decision, policy: Policy, officers: Officers) -> str:
    if decision.refuses or decision.to == VOICEMAIL:
        return ""
    line = _telephone if decision.watched or decision.time_limit else _line
    if decision.to not in policy.destinations:
        found = _officer_phone(decision.to, officers())
    else:
        found = line(policy, decision.to)
    strict = any(reason.code == Kind.SINGLE_POINT_OF_CONTACT for reason in decision.reasons)
    return found or ("" if strict else line(policy, QUEUE))


def _officer_phone(officer_id: str, officers: Sequence[Officer]) -> str:
    return next((officer.phone for officer in officers if officer.id == officer_id), "")


def _line(policy: Policy, destination: str) -> str:
    known = policy.destinations.get(destination)
    return known.rings if known else ""


def _telephone(policy: Policy, destination: str) -> str:
    """Return what rings at once: the telephone of a workflow's destination, where it has one."""
    line = _line(policy, destination)
    return policy.destinations[destination].phone or line if line.startswith(WORKFLOW) else line
