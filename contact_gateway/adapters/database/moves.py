"""By how much counters and allowances move when a contact comes to stand for something else."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from typing import NamedTuple

from contact_gateway.adapters.database.codec import JsonObject
from contact_gateway.domain.contact import Contact
from contact_gateway.domain.counting import Counts, Settled
from contact_gateway.domain.usage import Allowance, Charge, Tally, Usage


class CounterCell(NamedTuple):
    """One row of the counters."""

    customer_id: str
    channel: str
    hour: datetime


def cell(contact: Contact, customer_id: str) -> CounterCell:
    """Return the row in which a contact counts for a customer: that of the hour, in UTC, in which it began."""
    hour = contact.received_at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return CounterCell(customer_id, contact.channel.value, hour)


def counter_moves(
    before: Settled, before_cell: CounterCell | None, after: Settled, after_cell: CounterCell
) -> list[JsonObject]:
    """Return what to add to which rows. A later step may count for another customer: then two rows move."""
    sums: dict[CounterCell, Counts] = {}
    if before_cell:
        sums[before_cell] = Counts().minus(before.counts)
    sums[after_cell] = sums.get(after_cell, Counts()).plus(after.counts)
    return [
        {**row._asdict(), "hour": row.hour.isoformat(), **asdict(counts)}
        for row, counts in sorted(sums.items())
        if row.customer_id and counts != Counts()
    ]


def allowance_moves(before: Settled, after: Settled, seen: Usage | None) -> list[JsonObject]:
    """Return by how much each allowance moves, in one order for everybody, so that nobody waits in a circle.

    Where the usage that was seen is given, each allowance that is charged carries the version that was seen of it and
    must still stand there. What is only given back moves whatever others did meanwhile.
    """
    moves = Counter(_amounts(after.charges))
    moves.subtract(_amounts(before.charges))
    charged = {charge.allowance for charge in after.charges}
    rows = []
    for allowance in sorted({allowance for allowance, _ in moves}):
        used, reserved = moves[allowance, True], moves[allowance, False]
        version = seen.tallies.get(allowance, Tally()).version if seen and allowance in charged else None
        if used or reserved or version is not None:
            rows.append({**_named(allowance), "used": used, "reserved": reserved, "seen": version})
    return rows


def _amounts(charges: tuple[Charge, ...]) -> Counter[tuple[Allowance, bool]]:
    sums: Counter[tuple[Allowance, bool]] = Counter()
    for charge in charges:
        sums[charge.allowance, charge.at_once] += charge.amount
    return sums


def _named(allowance: Allowance) -> JsonObject:
    return {
        "restriction_id": allowance.restriction_id,
        "purpose": allowance.purpose.value,
        "period_start": allowance.period_start.isoformat(),
        "issue": allowance.issue,
    }
