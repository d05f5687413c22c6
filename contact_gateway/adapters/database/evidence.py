"""The contacts of one customer as evidence, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, TextClause

from contact_gateway.adapters.database.codec import instant, read_restriction
from contact_gateway.adapters.database.contact_log_load import read_events, read_recorded
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.evidence_statements import (
    BREACHES,
    COMPARED,
    ENDED_CONTACTS,
    PAST_CONTACTS,
)
from contact_gateway.adapters.database.patience import patient
from contact_gateway.adapters.database.plain_data import storable
from contact_gateway.adapters.database.sealed_values import NOTE, Seal
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.ports_of_evidence import Breach
from contact_gateway.application.records_of_calls import EndedBy
from contact_gateway.domain.calls import EndReason
from contact_gateway.domain.casework.evidence import Compared, Figures, Measured
from contact_gateway.domain.casework.replay import PastContact
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.outcome import Outcome

_PATIENCE_SECONDS = 20
"""A manager waits for the figures of a year; no caller does."""


class DatabaseEvidence:
    """The evidence port."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Read from this database, and open what was written to us."""
        self._database = database
        self._encryption = encryption

    def compared(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Compared:
        """Return the customer's figures beside the medians of all who made contact in that time."""
        (row,) = self._rows(COMPARED, landlord, customer_id, start, end)
        own, median = _figures(row, "own"), _figures(row, "median")
        return Compared(start=start, end=end, own=own, median=median, customers=row["customers"])

    def past_contacts(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[PastContact]:
        """Return the customer's contacts that began in that time, oldest first. Raises `NoKey` and `Unreadable`."""
        seal = Seal(self._encryption, landlord)
        return [_past(row, seal) for row in self._rows(PAST_CONTACTS, landlord, customer_id, start, end)]

    def breaches(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[Breach]:
        """Return the contacts that were made against an arrangement in that time, oldest first."""
        return [
            Breach(
                contact_id=str(row["contact_id"]),
                restriction_id=row["restriction_id"],
                at=instant(row["at"]),
                outcome=Outcome(row["outcome"]),
            )
            for row in self._rows(BREACHES, landlord, customer_id, start, end)
        ]

    def ended_contacts(self, landlord: str, customer_id: str, start: datetime, end: datetime) -> Sequence[EndedBy]:
        """Return the customer's contacts that staff ended in that time, oldest first. Raises `NoKey`, `Unreadable`."""
        seal = Seal(self._encryption, landlord)
        return [
            EndedBy(
                contact_id=str(row["contact_id"]),
                officer=row["officer"],
                reason=EndReason(row["reason"]),
                at=instant(row["at"]),
                warnings_heard=row["warnings_heard"],
                note=seal.read_text(NOTE, (row["id"],), row["note"]),
                channel=Channel(row["channel"]),
            )
            for row in self._rows(ENDED_CONTACTS, landlord, customer_id, start, end)
        ]

    def _rows(
        self, wanted: TextClause, landlord: str, customer_id: str, start: datetime, end: datetime
    ) -> Sequence[RowMapping]:
        asked = {"landlord": landlord, "customer_id": storable(customer_id), "start": start, "end": end}
        with self._database.transaction(landlord) as connection, patient(connection, _PATIENCE_SECONDS):
            return connection.execute(wanted, asked).mappings().all()


def _figures(row: RowMapping, whose: str) -> Figures:
    return Figures(
        by_channel={channel: float(row[f"{whose}_by_{channel}"] or 0) for channel in Channel},
        totals={measured: float(row[f"{whose}_{measured}"] or 0) for measured in Measured},
    )


def _past(row: RowMapping, seal: Seal) -> PastContact:
    recorded = read_recorded(row["recorded"], seal)
    if recorded is None:
        raise LookupError("A contact without a step was read, which no statement of ours gives.")
    return PastContact(
        id=recorded.contact_id,
        contact=recorded.contact,
        decision=recorded.decision,
        events=read_events(row["events"]),
        restrictions=tuple(map(read_restriction, row["restrictions"] or ())),
        down=frozenset(map(Channel, row["down"] or ())),
    )
