"""A customer's figures, summed from counters as the database sums them."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.domain.casework.evidence import Figures, Measured
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts


def figures_of(by_channel: Mapping[Channel, Counts], breaches: int) -> Figures:
    """Sum one customer's counters."""
    total = Counts()
    for counts in by_channel.values():
        total = total.plus(counts)
    return Figures(
        by_channel={channel: by_channel[channel].attempts if channel in by_channel else 0 for channel in Channel},
        totals={
            Measured.CONTACTS: total.attempts,
            Measured.TALK_SECONDS: total.talk_seconds,
            Measured.DECLINED: total.declined,
            Measured.HELD: total.held,
            Measured.EMERGENCIES: total.emergencies,
            Measured.LONG_CALLS: total.long_calls,
            Measured.HANDLING_MINUTES: total.handling_minutes,
            Measured.COPIED_IN: total.copied_in,
            Measured.DUPLICATES: total.duplicates,
            Measured.MATTER_IN_HAND: total.matter_in_hand,
            Measured.BREACHES: breaches,
        },
    )
