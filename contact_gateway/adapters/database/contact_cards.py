"""Contacts for people to look at, read from the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy import RowMapping

from contact_gateway.adapters.database.codec import instant, read_decision
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.statement import statement
from contact_gateway.application.errors import NotFound
from contact_gateway.application.records import ContactCard
from contact_gateway.domain.contact import Channel, Step

_CARD = """
    s.event_id, s.contact_id, c.received_at, c.channel, coalesce(s.said ->> 'step', 'received') AS step,
    coalesce(c.sender, '') AS sender, s.decision
"""
_OF_CONTACT = "s.landlord_id = c.landlord_id AND s.contact_id = c.id"
_CONTACT = "c.landlord_id = s.landlord_id AND c.received_at = s.received_at AND c.id = s.contact_id"

LATEST = statement(f"""
SELECT {_CARD}
FROM contacts c
CROSS JOIN LATERAL (SELECT * FROM contact_steps s WHERE {_OF_CONTACT} ORDER BY s.event_id DESC LIMIT 1) AS s
WHERE c.landlord_id = :landlord
ORDER BY c.received_at DESC, s.event_id DESC LIMIT :limit
""")  # noqa: S608 - put together from the pieces above, nothing that anybody gave

ONE = statement(f"""
SELECT {_CARD} FROM contact_steps s JOIN contacts c ON {_CONTACT}
WHERE s.landlord_id = :landlord AND s.contact_id = :contact_id ORDER BY s.event_id DESC LIMIT 1
""")  # noqa: S608 - as above

SINCE = statement(f"""
WITH mark AS (SELECT snapshot::pg_snapshot AS seen FROM contact_steps WHERE landlord_id = :landlord
              AND event_id = :event_id)
SELECT {_CARD} FROM contact_steps s JOIN contacts c ON {_CONTACT}
WHERE s.landlord_id = :landlord AND s.event_id > :event_id - 1000 AND s.event_id <> :event_id
  AND (s.event_id > :event_id
       OR EXISTS (SELECT FROM mark WHERE NOT pg_visible_in_snapshot(s.written_by::xid8, mark.seen)))
ORDER BY s.event_id LIMIT :limit
""")  # noqa: S608 - as above

PAGE = statement(f"""
WITH world AS (SELECT pg_snapshot_xmin(now.shot) AS settled, pg_snapshot_xmax(now.shot) AS unborn
               FROM (SELECT pg_current_snapshot() AS shot) AS now),
near AS (
    SELECT landlord_id, event_id, contact_id, received_at, said, decision,
           CASE WHEN written_by::xid8 < world.unborn THEN written_by::xid8 ELSE '0' END AS turn
    FROM contact_steps, world WHERE landlord_id = :landlord AND event_id > :event_id - 1000
    ORDER BY event_id LIMIT :limit + 2000
)
SELECT {_CARD}, s.turn::text AS turn FROM near s JOIN contacts c ON {_CONTACT}, world
WHERE s.landlord_id = :landlord AND s.turn < world.settled
  AND (s.turn, s.event_id) > (CASE WHEN CAST(:turn AS xid8) < world.unborn THEN CAST(:turn AS xid8) ELSE '0' END,
                              :event_id)
ORDER BY s.turn, s.event_id LIMIT :limit
""")  # noqa: S608 - as above


class News(Protocol):
    """Knows of contacts as they are stored."""

    def wait(self, landlord: str, timeout_seconds: float) -> tuple[str, ...]:
        """Return ids of this landlord's contacts, in order; wait for one where none is, until the time is over."""


class PostgresContactCards:
    """The contact cards port."""

    def __init__(self, database: Database, news: News) -> None:
        """Read from this database and hear of new ones in this way."""
        self._database = database
        self._news = news

    def latest(self, landlord: str, limit: int = 50) -> Sequence[ContactCard]:
        """Return the newest contacts first, each with the decision that stands."""
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(LATEST, {"landlord": landlord, "limit": limit}).mappings()
            return [_card(row) for row in rows]

    def one(self, landlord: str, contact_id: str) -> ContactCard:
        """Return one card. Raises `NotFound`."""
        wanted = _uuid(contact_id)
        with self._database.transaction(landlord) as connection:
            row = connection.execute(ONE, {"landlord": landlord, "contact_id": wanted}).mappings().one_or_none()
        if row is None:
            raise NotFound(f"There is no contact {contact_id}.")
        return _card(row)

    def since(self, landlord: str, event_id: int, limit: int = 200) -> Sequence[ContactCard]:
        """Return the cards of steps that came to light after that one, oldest first.

        Method: event ids are given out before the commit, so that a lower one may come to light after a higher one.
        Steps with a lower id are returned too where the transaction that wrote the named one could not see them. So
        none is ever missed; one written at the very same time as the named one may be returned again.
        """
        with self._database.transaction(landlord) as connection:
            known = {"landlord": landlord, "event_id": event_id, "limit": limit}
            return [_card(row) for row in connection.execute(SINCE, known).mappings()]

    def page(self, landlord: str, mark: str, limit: int) -> tuple[Sequence[ContactCard], str]:
        """Return the next cards after a mark and the mark behind the last of them.

        Method: the order is that of the transactions which wrote the steps, then of the events; told is what was
        written before the oldest transaction that still goes on, so that nothing can come to light before it any more.
        Event ids are near that order (they are given out in the very statement that writes), hence the window around
        the mark. A database restored elsewhere numbers its transactions anew; numbers from the future are none.
        """
        turn, _, event_id = mark.rpartition(".")
        known = {"landlord": landlord, "turn": turn or "0", "event_id": int(event_id), "limit": limit}
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(PAGE, known).mappings().all()
        return [_card(row) for row in rows], f"{rows[-1]['turn']}.{rows[-1]['event_id']}" if rows else mark

    def listen(self, landlord: str, timeout_seconds: float) -> Sequence[str]:
        """Wait for contacts of this landlord and return their ids; nothing when the time is over (seconds)."""
        return self._news.wait(landlord, timeout_seconds)


def _card(row: RowMapping) -> ContactCard:
    return ContactCard(
        event_id=row["event_id"],
        contact_id=str(row["contact_id"]),
        received_at=instant(row["received_at"]),
        channel=Channel(row["channel"]),
        step=Step(row["step"]),
        sender=row["sender"],
        decision=read_decision(row["decision"]),
    )


def _uuid(contact_id: str) -> UUID:
    try:
        return UUID(contact_id)
    except ValueError:
        raise NotFound(f"There is no contact {contact_id}.") from None
