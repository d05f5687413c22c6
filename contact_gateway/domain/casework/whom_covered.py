"""Whether a policy has anything to say about whom, and what, a restriction would be about: it is asked first of all."""

from __future__ import annotations

from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.rules import CaseworkRules
from contact_gateway.domain.restrictions import Restriction


def refusal_of_segment(segment: str, restriction: Restriction, policy: Policy, rules: CaseworkRules) -> Refusal | None:
    """Return why the policy does not cover a customer of this segment, or a service: out_of_scope; None if it does."""
    outside = {segment, *restriction.scope.services} & set(rules.out_of_scope)
    if not outside:
        return None
    place = min(outside)
    said = f"The policy of {policy.name} does not cover {place.replace('_', ' ')}; its own policy does."
    return Refusal("out_of_scope", said, rules.out_of_scope[place])


def refusal_of_unknown(*, identified: bool) -> Refusal | None:
    """Return why nothing is decided about somebody whom nobody knows for certain: unverified_identity; else None."""
    if identified:
        return None
    return Refusal(
        "unverified_identity",
        "Nobody knows for certain who this is, so no restriction can be decided; act on the item or the account alone.",
    )
