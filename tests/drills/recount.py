"""The log of contacts, counted anew and compared with what was counted on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import psycopg
from sqlalchemy import make_url

from tests.integration.doors.house import HERE

_STORED = """
    SELECT k.provider_id FROM contact_keys k
    JOIN contacts c ON c.landlord_id = k.landlord_id AND c.provider_id = k.provider_id
    JOIN contact_steps s ON s.landlord_id = k.landlord_id AND s.provider_id = k.provider_id
    WHERE k.landlord_id = %s
"""
_FROM_LOG = """
    SELECT c.channel, count(*), count(*) FILTER (WHERE s.decision ->> 'outcome' = 'decline'),
           count(*) FILTER (WHERE s.decision ->> 'outcome' = 'hold')
    FROM contacts c JOIN contact_steps s ON s.landlord_id = c.landlord_id AND s.contact_id = c.id
    WHERE c.landlord_id = %s AND s.decision ->> 'counted_for' = 'sam' GROUP BY c.channel
"""
_COUNTED = """
    SELECT channel, sum(attempts), sum(declined), sum(held) FROM counters
    WHERE landlord_id = %s AND customer_id = 'sam' GROUP BY channel
"""
_LEAVES = ("contacts", "contact_keys", "contact_steps")

Counts = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What lies in the database of a landlord with Sam."""

    contacts: Counter[str]
    """How often each provider's id is stored, in all three tables of a contact at once."""
    rows: set[int]
    """How many rows these tables have: one number, where nothing is half stored."""
    from_log: Counts
    counted: Counts
    connected: int
    reserved: int


def stored(direct_url: str) -> Stored:
    """Read all of it as the owner."""
    conninfo = make_url(direct_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo) as connection:

        def ask(sql: str) -> list[tuple[str, ...]]:
            return connection.execute(sql.encode(), [HERE]).fetchall()

        def count(sql: str) -> int:
            return int(ask(f"SELECT count(*) FROM {sql}")[0][0])  # noqa: S608 - words of this file

        from_log, counted = (_counts(ask(sql)) for sql in (_FROM_LOG, _COUNTED))
        connects = "decision ->> 'outcome' = 'connect' AND decision ->> 'counted_for' = 'sam'"
        call = "provider_id LIKE 'CA%%' AND "
        return Stored(
            contacts=Counter(provider_id for (provider_id,) in ask(_STORED)),
            rows={count(f"{table} WHERE landlord_id = %s") for table in _LEAVES},
            from_log=from_log,
            counted=counted,
            connected=count(f"contact_steps WHERE {call}landlord_id = %s AND {connects}"),
            reserved=int(ask("SELECT coalesce(sum(reserved + used), 0) FROM allowances WHERE landlord_id = %s")[0][0]),
        )


def _counts(rows: list[tuple[str, ...]]) -> Counts:
    return {channel: tuple(map(int, numbers)) for channel, *numbers in rows}
