"""Whom a restriction names: they must be there to be named, and fit for it."""

from __future__ import annotations

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.errors import Refused
from contact_gateway.application.officers import refuse_unless_among
from contact_gateway.domain.kinds.enforced import RepresentativeOnly, SinglePointOfContact
from contact_gateway.domain.restrictions import Restriction


def check_named(case: CaseAtHand, restriction: Restriction) -> None:
    """Refuse a point of contact, or somebody to speak for the customer, who is nobody here or cannot be that.

    Raises `Refused` (unknown_officer, unknown_team, impossible_terms).
    """
    match restriction.terms:
        case SinglePointOfContact() as terms:
            _check_point(case, terms)
        case RepresentativeOnly(representative=speaker) if speaker and speaker not in case.case.representatives:
            known = ", ".join(sorted(case.case.representatives)) or "nobody yet"
            raise Refused(
                "impossible_terms",
                f"{speaker!r} does not speak for this customer, who could then be reached through nobody; "
                f"on record as speaking for them: {known}.",
            )
        case _:
            pass


def _check_point(case: CaseAtHand, terms: SinglePointOfContact) -> None:
    """Check that everybody is there, and that contact would go to the point itself (TOR-18, OCT-1.2)."""
    if terms.team and terms.team not in case.policy.destinations:
        allowed = ", ".join(sorted(case.policy.destinations))
        raise Refused("unknown_team", f"There is no team {terms.team!r}; the teams are: {allowed}.")
    deputies = {deputy for deputy in terms.deputies if deputy not in case.policy.destinations}
    refuse_unless_among(case.case.officers, *({terms.officer} | deputies) - {""})
    if terms.officer in case.case.person.complained_about:
        raise Refused(
            "impossible_terms",
            f"The customer has a complaint about {terms.officer!r}, to whom their contact never goes: "
            "name somebody else as the point of contact.",
        )
