"""Whom a restriction names: they must be there to be named."""

from __future__ import annotations

from collections.abc import Collection

from contact_gateway.application.errors import Refused
from contact_gateway.application.officers import refuse_unless_among
from contact_gateway.domain.kinds.enforced import SinglePointOfContact
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Restriction


def check_named(restriction: Restriction, officers: Collection[str], policy: Policy) -> None:
    """Raise `Refused` (unknown_officer, unknown_team) where a point of contact is nobody here."""
    terms = restriction.terms
    if not isinstance(terms, SinglePointOfContact):
        return
    if terms.team and terms.team not in policy.destinations:
        allowed = ", ".join(sorted(policy.destinations))
        raise Refused("unknown_team", f"There is no team {terms.team!r}; the teams are: {allowed}.")
    deputies = {deputy for deputy in terms.deputies if deputy not in policy.destinations}
    refuse_unless_among(officers, *({terms.officer} | deputies) - {""})
