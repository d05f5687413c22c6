"""Contacts for people to look at, read from the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import RowMapping

from contact_gateway.adapters.database.codec import instant, read_decision
from contact_gateway.adapters.database.contact_ids import contact_uuid
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

SETTLED = statement("""
WITH now AS (SELECT pg_current_snapshot() AS shot),
held AS MATERIALIZED (SELECT locktype, virtualtransaction, transactionid, database, relation, mode FROM pg_locks),
writing AS (
    SELECT own.transactionid AS id FROM held own JOIN held rows USING (virtualtransaction)
    WHERE own.locktype = 'transactionid' AND own.mode = 'ExclusiveLock'
      AND rows.locktype = 'relation' AND rows.mode = 'RowExclusiveLock' AND rows.relation = 'contact_steps'::regclass
      AND rows.database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
SELECT pg_snapshot_xmax(shot)::text AS unborn,
       coalesce((SELECT id FROM pg_snapshot_xip(shot) AS id WHERE id::xid IN (SELECT writing.id FROM writing)
                 ORDER BY id LIMIT 1), pg_snapshot_xmax(shot))::text AS settled
FROM now
""")
"""Before which transaction every step has come to light, and which number no transaction has had yet."""

PAGE = statement(f"""
WITH near AS (
    SELECT landlord_id, event_id, contact_id, received_at, said, decision,
           CASE WHEN pg_snapshot_xmax(pg_current_snapshot()) <= written_by::xid8 THEN '0'
                ELSE written_by::xid8 END AS turn
    FROM contact_steps WHERE landlord_id = :landlord AND event_id > :event_id - 1000
    ORDER BY event_id LIMIT :limit + 2000
)
SELECT {_CARD}, s.turn::text AS turn FROM near s JOIN contacts c ON {_CONTACT}
WHERE s.landlord_id = :landlord AND s.turn < CAST(:settled AS xid8)
  AND (s.turn, s.event_id) > (CAST(:turn AS xid8), :event_id)
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
        wanted = contact_uuid(contact_id)
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

        Method: the order is that of the transactions which wrote the steps, then of the events. Told is what was
        written before the oldest transaction that is still writing steps (by the lock it holds: other work on the same
        server keeps nobody waiting), so that nothing can come to light before it any more. Who is writing is asked
        first: whatever commits after the question is seen by the page. Event ids are near that order (given out by the
        very statement that writes), hence the window around the mark. A database restored elsewhere numbers its
        transactions anew; numbers from the future are none.
        """
        turn, _, event_id = mark.rpartition(".")
        with self._database.transaction(landlord) as connection:
            world = dict(connection.execute(SETTLED).mappings().one())
            known = {"turn": turn if 0 < int(turn or 0) < int(world["unborn"]) else "0", "event_id": int(event_id)}
            asked = {"landlord": landlord, "limit": limit, "settled": world["settled"], **known}
            rows = connection.execute(PAGE, asked).mappings().all()
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
