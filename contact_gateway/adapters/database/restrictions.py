"""Restrictions, and their reviews, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert as insert_new

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.binding import binds_at, binds_from_now
from contact_gateway.adapters.database.codec import read_restriction
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.sealed_values import EVIDENCE, NARRATIVE, Seal
from contact_gateway.adapters.database.tables_of_people import PEOPLE
from contact_gateway.adapters.database.tables_of_restrictions import RESTRICTIONS, REVIEWS_DUE
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records import GroundsNarrative, ReviewDue
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.restrictions import Grounds, Restriction

_IT = RESTRICTIONS.c
_SCHEDULER = "scheduler"


class DatabaseRestrictions:
    """The restrictions port. The clock says which of them have ended."""

    def __init__(self, database: Database, clock: Clock, encryption: Encryption) -> None:
        """Take the database, the clock, and what seals narrative and evidence."""
        self._database = database
        self._encryption = encryption
        self._clock = clock

    def of_customer(self, landlord: str, customer_id: str) -> Sequence[Restriction]:
        """Return the restrictions that are in force or will be, newest first."""
        now = self._clock.now()
        wanted = select(RESTRICTIONS).where(
            _IT.landlord_id == landlord, _IT.customer_id == customer_id, binds_from_now(now)
        )
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(wanted.order_by(_IT.starts_at.desc(), _IT.id.desc())).mappings().all()
        return [read_restriction(dict(row)) for row in rows]

    def grounds_of(self, landlord: str, restriction_id: str, reader: str) -> GroundsNarrative:
        """Return why a restriction was decided, and put on record who looked. Raises `NotFound`."""
        wanted = select(_IT.grounds, _IT.decided_by, _IT.narrative, _IT.evidence).where(
            _IT.landlord_id == landlord, _IT.id == restriction_id
        )
        with self._database.transaction(landlord) as connection:
            row = connection.execute(wanted).one_or_none()
            if row is None:
                raise NotFound(f"There is no restriction {restriction_id}.")
            audit.record(connection, landlord, audit.Tag.GROUNDS_READ, restriction_id, reader, {})
        seal = Seal(self._encryption, landlord)
        return GroundsNarrative(
            grounds=Grounds(row.grounds),
            decided_by=row.decided_by,
            narrative=seal.read_text(NARRATIVE, (restriction_id,), row.narrative),
            evidence=seal.read_text(EVIDENCE, (restriction_id,), row.evidence),
        )

    def due_for_review(self, landlord: str, by: date) -> Sequence[tuple[Restriction, str]]:
        """Return restrictions in force whose review date is at most that day, with the customer's name."""
        wanted = _with_customer(landlord).where(_IT.review_on <= by, binds_at(self._clock.now()))
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(wanted.order_by(_IT.review_on, _IT.id)).mappings().all()
        return [(read_restriction(dict(row)), row["customer_name"]) for row in rows]

    def put_before_manager(self, landlord: str, review: ReviewDue, found_at: datetime) -> bool:
        """Record once for each restriction and date that its review is due; False where that was done before."""
        row = {
            "landlord_id": landlord,
            "restriction_id": review.restriction.id,
            "due_on": review.due_on,
            "found_at": found_at,
            "counts": asdict(review.counts),
        }
        told = {"due_on": review.due_on.isoformat()}
        with self._database.transaction(landlord) as connection:
            known = select(_IT.id).where(_IT.landlord_id == landlord, _IT.id == review.restriction.id)
            if connection.execute(known).one_or_none() is None:
                raise NotFound(f"There is no restriction {review.restriction.id}.")
            stored = insert_new(REVIEWS_DUE).values(row).on_conflict_do_nothing().returning(REVIEWS_DUE.c.due_on)
            is_new = connection.execute(stored).one_or_none() is not None
            if is_new:
                audit.record(connection, landlord, audit.Tag.REVIEW_DUE, review.restriction.id, _SCHEDULER, told)
            return is_new

    def reviews_due(self, landlord: str) -> Sequence[ReviewDue]:
        """Return the reviews that wait for a manager, earliest first."""
        due = REVIEWS_DUE.c
        same = (due.landlord_id == _IT.landlord_id) & (due.restriction_id == _IT.id)
        wanted = _with_customer(landlord).join(REVIEWS_DUE, same).add_columns(due.due_on, due.counts)
        with self._database.transaction(landlord) as connection:
            found = wanted.where(binds_from_now(self._clock.now())).order_by(due.due_on, _IT.id)
            rows = connection.execute(found).mappings().all()
        return [
            ReviewDue(
                restriction=read_restriction(dict(row)),
                customer_name=row["customer_name"],
                due_on=row["due_on"],
                counts=Counts(**row["counts"]),
            )
            for row in rows
        ]


def _with_customer(landlord: str) -> Select[tuple[object, ...]]:
    same = (PEOPLE.c.landlord_id == _IT.landlord_id) & (PEOPLE.c.id == _IT.customer_id)
    return (
        select(*RESTRICTIONS.c, PEOPLE.c.name.label("customer_name"))
        .join_from(RESTRICTIONS, PEOPLE, same)
        .where(_IT.landlord_id == landlord)
    )
