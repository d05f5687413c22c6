"""What a restriction means for whoever serves the customer: to be shown to all, never the grounds."""

from __future__ import annotations

from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.wording import channels_in_words


def arrangement(restriction: Restriction) -> str:
    """Return what to do, in one or two sentences for staff and contractors (MAG-16)."""
    channels = restriction.scope.channels
    sentence = restriction.terms.arrangement()
    return f"{sentence} Applies to {channels_in_words(channels)}." if channels else sentence
