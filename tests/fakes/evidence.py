"""The contacts of one customer as evidence, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from statistics import median

from contact_gateway.application.ports_of_evidence import Breach
from contact_gateway.application.records import RecordedStep
from contact_gateway.application.records_of_calls import EndedBy
from contact_gateway.domain.casework.evidence import Compared, Figures, Measured
from contact_gateway.domain.casework.replay import PastContact
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.standing import Role
from tests.fakes.figures import figures_of
from tests.fakes.memory import ContactRow, LandlordRows, Memory


class MemoryEvidence:
    """The evidence port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def compared(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Compared:
        rows = self._memory.of(landlord)
        each = {
            customer: figures_of(by_channel, len(self.breaches(landlord, customer, start, end)))
            for customer, by_channel in _counted(rows, start, end).items()
        }
        return Compared(
            start=start,
            end=end,
            own=each.get(customer_id, figures_of({}, 0)),
            median=_median(list(each.values())),
            customers=len(each),
        )

    def past_contacts(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[PastContact]:
        rows = self._memory.of(landlord)
        return [
            PastContact(
                id=row.id,
                contact=last.contact,
                decision=last.decision,
                events=tuple(row.events),
                restrictions=tuple(
                    restriction
                    for restriction, _ in rows.restrictions.values()
                    if restriction.customer_id == customer_id
                    and rows.binds_at(restriction.id, last.contact.received_at)
                ),
                down=frozenset(way for way, outage in rows.outages if outage.contains(last.contact.received_at)),
            )
            for row, last in _of(rows, customer_id, start, end)
        ]

    def breaches(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[Breach]:
        rows = self._memory.of(landlord)
        return [
            Breach(
                contact_id=row.id,
                restriction_id=last.decision.reasons[0].restriction_id,
                at=last.contact.received_at,
                outcome=last.decision.outcome,
            )
            for row, last in _of(rows, customer_id, start, end)
            if row.id in rows.breaches
        ]

    def ended_contacts(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[EndedBy]:
        rows = self._memory.of(landlord)
        mine = [ended for contact_id, ended in rows.ended_contacts.items() if rows.incidents[contact_id] == customer_id]
        return sorted((ended for ended in mine if start <= ended.at < end), key=lambda ended: ended.at)


def _of(
    rows: LandlordRows, customer_id: str, start: datetime, end: datetime
) -> Iterator[tuple[ContactRow, RecordedStep]]:
    found = [(row, row.last) for row in rows.contacts.values() if row.last]
    mine = [(row, last) for row, last in found if customer_id and last.decision.counted_for == customer_id]
    for row, last in sorted(mine, key=lambda one: (one[1].contact.received_at, one[0].id)):
        if start <= last.contact.received_at < end:
            yield row, last


def _counted(rows: LandlordRows, start: datetime, end: datetime) -> dict[str, dict[Channel, Counts]]:
    found: dict[str, dict[Channel, Counts]] = defaultdict(dict)
    for (customer, channel, hour), counts in rows.counters.items():
        person = rows.people.get(customer)
        if start <= hour < end and person and person.role in {Role.CUSTOMER, Role.HOUSEHOLD}:
            found[customer][channel] = found[customer].get(channel, Counts()).plus(counts)
    return {who: by for who, by in found.items() if sum(counts.attempts for counts in by.values())}


def _median(each: list[Figures]) -> Figures:
    return Figures(
        by_channel={way: float(median([one.by_channel[way] for one in each] or [0])) for way in Channel},
        totals={what: float(median([one.totals[what] for one in each] or [0])) for what in Measured},
    )
