"""What a restriction means for whoever serves the customer: to be shown to all, never the grounds."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.domain.kinds.enforced import RepresentativeOnly, SinglePointOfContact
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.wording import channels_in_words


def arrangement(restriction: Restriction, names: Mapping[str, str]) -> str:
    """Return what to do, in one or two sentences for staff and contractors (MAG-16); `names` are people's by id."""
    terms = restriction.terms
    if isinstance(terms, SinglePointOfContact | RepresentativeOnly):
        terms = terms.named(names)
    channels = restriction.scope.channels
    return f"{terms.arrangement()} Applies to {channels_in_words(channels)}." if channels else terms.arrangement()
