"""The statements that write: all that one step, or one event, brings with it, in one statement each."""

from __future__ import annotations

from functools import cache

import sqlalchemy

from contact_gateway.adapters.database.statement import statement
from contact_gateway.adapters.database.tables_of_contacts import COUNTS

CHANNEL = "desk"
"""What the live pages listen to."""

_COLUMNS = ", ".join(COUNTS)
_TYPED = ", ".join(f"{name} int" for name in COUNTS)
_ADDED = ", ".join(f"{name} = old.{name} + excluded.{name}" for name in COUNTS)


def _moves(condition: str) -> str:
    """Return the parts that move allowances and counters. A row of `taken` stands for an allowance that moved."""
    return f"""
    asked AS (
        SELECT * FROM jsonb_to_recordset(CAST(:allowances AS jsonb)) AS a(
            restriction_id text, purpose text, period_start timestamptz, issue text,
            used int, reserved int, seen int)
    ),
    taken AS (
        INSERT INTO allowances AS old (landlord_id, restriction_id, purpose, period_start, issue, used, reserved)
        SELECT :landlord, restriction_id, purpose, period_start, issue, used, reserved FROM asked WHERE {condition}
        ON CONFLICT (landlord_id, restriction_id, purpose, period_start, issue) DO UPDATE
        SET used = old.used + excluded.used, reserved = old.reserved + excluded.reserved, version = old.version + 1
        WHERE EXISTS (
            SELECT FROM asked a
            WHERE (a.restriction_id, a.purpose, a.period_start, a.issue)
                = (excluded.restriction_id, excluded.purpose, excluded.period_start, excluded.issue)
              AND (a.seen IS NULL OR a.seen = old.version))
        RETURNING 1
    ),
    counted AS (
        INSERT INTO counters AS old (landlord_id, customer_id, channel, hour, {_COLUMNS})
        SELECT :landlord, customer_id, channel, hour, {_COLUMNS}
        FROM jsonb_to_recordset(CAST(:counters AS jsonb)) AS c(
            customer_id text, channel text, hour timestamptz, {_TYPED})
        WHERE {condition}
        ON CONFLICT (landlord_id, customer_id, channel, hour) DO UPDATE SET {_ADDED}
    )"""  # noqa: S608 - the names of our own columns


_FIRST = """,
keyed AS (
    INSERT INTO contact_keys (landlord_id, provider, provider_id, contact_id, received_at)
    VALUES (:landlord, :provider, :provider_id, :contact_id, :received_at)
),
arrived AS (
    INSERT INTO contacts (landlord_id, received_at, id, provider, provider_id, channel, sender_kind, sender, dialled,
                          contact)
    VALUES (:landlord, :received_at, :contact_id, :provider, :provider_id, :channel, :sender_kind, :sender, :dialled,
            CAST(:arrived AS jsonb))
)"""

_BREACH = """,
broken AS (
    INSERT INTO breaches (landlord_id, contact_id, customer_id, restriction_id, at, outcome)
    VALUES (:landlord, :contact_id, :customer_id, :restriction_id, :received_at, :outcome)
    ON CONFLICT (landlord_id, contact_id) DO UPDATE
    SET customer_id = excluded.customer_id, restriction_id = excluded.restriction_id, outcome = excluded.outcome
)"""

_NO_BREACH_AFTER_ALL = """,
healed AS (
    DELETE FROM breaches WHERE landlord_id = :landlord AND contact_id = :contact_id
)"""

_ASKED_FOR = """,
used_up AS (
    UPDATE contact_requests q SET used_contact_id = :contact_id
    FROM (SELECT person_id, until FROM contact_requests
          WHERE landlord_id = :landlord AND person_id = ANY(CAST(:asked_people AS text[])) AND channel = :channel
            AND until > :decided_at AND used_contact_id IS NULL
            AND NOT EXISTS (SELECT FROM contact_requests AS mine
                            WHERE mine.landlord_id = :landlord AND mine.used_contact_id = :contact_id)
          ORDER BY until LIMIT 1) AS open
    WHERE q.landlord_id = :landlord AND q.channel = :channel
      AND q.person_id = open.person_id AND q.until = open.until
)"""

_MESSAGES = """,
sent AS (
    INSERT INTO outbox (landlord_id, id, contact_id, kind, channel, sealed)
    SELECT :landlord, id, :contact_id, kind, channel, decode(sealed, 'base64')
    FROM jsonb_to_recordset(CAST(:messages AS jsonb)) AS m(id uuid, kind text, channel text, sealed text)
)"""

_ALWAYS = """,
decided AS (
    INSERT INTO contact_steps (landlord_id, provider, provider_id, step, contact_id, received_at, said, decision,
                               words, decided_at, policy_version, wording)
    VALUES (:landlord, :provider, :provider_id, :step, :contact_id, :received_at, CAST(:said AS jsonb),
            CAST(:decision AS jsonb), :words, :decided_at, :policy_version, :wording)
),
audited AS (
    INSERT INTO audit (landlord_id, at, tag, subject_id, actor, details)
    VALUES (:landlord, :decided_at, 'gateway:contact:decided', :subject, 'gateway', CAST(:details AS jsonb))
)"""


@cache
def record_step(*, is_first: bool, is_breach: bool, was_asked_for: bool, has_messages: bool) -> sqlalchemy.TextClause:
    """Return the statement that writes a step; `taken` in its row says how many allowances moved.

    Only what this step brings with it stands in it: most bring little, and a part that writes nothing costs too.
    """
    breach = _BREACH if is_breach else "" if is_first else _NO_BREACH_AFTER_ALL
    chosen = (
        _FIRST if is_first else "",
        breach,
        _ASKED_FOR if was_asked_for else "",
        _MESSAGES if has_messages else "",
    )
    return statement(f"""
        WITH {_moves("true")}{_ALWAYS}{"".join(chosen)}
        SELECT (SELECT count(*) FROM taken) AS taken, pg_notify('{CHANNEL}', :note)
    """)  # noqa: S608 - put together from the pieces above, nothing that anybody gave


RECORD_EVENT = statement(f"""
WITH noted AS (
    INSERT INTO contact_events (landlord_id, contact_id, happening, at, talk_seconds)
    VALUES (:landlord, :contact_id, :happening, :at, :talk_seconds)
    ON CONFLICT DO NOTHING RETURNING 1
), {_moves("EXISTS (SELECT FROM noted)")}
SELECT count(*) FROM noted
""")  # noqa: S608 - as above
