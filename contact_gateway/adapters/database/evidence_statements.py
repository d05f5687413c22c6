"""The statements that read what a customer's contacts come to: one an answer."""

from __future__ import annotations

from contact_gateway.adapters.database.statement import statement
from contact_gateway.domain.casework.evidence import Measured
from contact_gateway.domain.contact import Channel

_COUNTER_OF = {
    Measured.CONTACTS: "attempts",
    Measured.TALK_SECONDS: "talk_seconds",
    Measured.DECLINED: "declined",
    Measured.HELD: "held",
    Measured.EMERGENCIES: "emergencies",
    Measured.LONG_CALLS: "long_calls",
    Measured.HANDLING_MINUTES: "handling_minutes",
    Measured.COPIED_IN: "copied_in",
    Measured.DUPLICATES: "duplicates",
    Measured.MATTER_IN_HAND: "matter_in_hand",
}
_BY_CHANNEL = ", ".join(
    f"coalesce(sum(k.attempts) FILTER (WHERE k.channel = '{channel}'), 0) AS by_{channel}" for channel in Channel
)
_TOTALS = ", ".join(f"sum(k.{column}) AS {measured}" for measured, column in _COUNTER_OF.items())
_FIGURES = (*(f"by_{channel}" for channel in Channel), *(measured.value for measured in Measured))
_MEDIANS = ", ".join(f"percentile_cont(0.5) WITHIN GROUP (ORDER BY {name}) AS median_{name}" for name in _FIGURES)
_OWN = ", ".join(f"max({name}) FILTER (WHERE customer_id = :customer_id) AS own_{name}" for name in _FIGURES)

COMPARED = statement(f"""
WITH counted AS (
    SELECT k.customer_id, {_BY_CHANNEL}, {_TOTALS}
    FROM counters k
    JOIN people p ON p.landlord_id = :landlord AND p.id = k.customer_id AND p.role IN ('customer', 'household')
    WHERE k.landlord_id = :landlord AND k.hour >= :start AND k.hour < :end
    GROUP BY k.customer_id HAVING sum(k.attempts) > 0
),
broken AS (
    SELECT b.customer_id, count(*) AS times FROM breaches b
    WHERE b.landlord_id = :landlord AND b.at >= :start AND b.at < :end GROUP BY b.customer_id
),
everybody AS (
    SELECT c.*, coalesce(b.times, 0) AS breaches FROM counted c LEFT JOIN broken b ON b.customer_id = c.customer_id
)
SELECT count(*) AS customers, {_MEDIANS}, {_OWN} FROM everybody
""")  # noqa: S608 - the names of our own columns

PAST_CONTACTS = statement("""
WITH hours AS MATERIALIZED (
    SELECT k.channel, k.hour FROM counters k
    WHERE k.landlord_id = :landlord AND k.customer_id = :customer_id
      AND k.hour > CAST(:start AS timestamptz) - interval '1 hour' AND k.hour < :end AND k.attempts > 0
)
SELECT jsonb_build_object('contact_id', c.id, 'contact', c.contact || s.said, 'decision', s.decision,
                          'step', s.step, 'words', encode(s.words, 'base64')) AS recorded,
    (SELECT jsonb_agg(jsonb_build_object('happening', e.happening, 'at', e.at, 'talk_seconds', e.talk_seconds)
                      ORDER BY e.at, e.happening, e.talk_seconds)
     FROM contact_events e WHERE e.landlord_id = :landlord AND e.contact_id = c.id) AS events,
    (SELECT array_agg(DISTINCT o.channel) FROM outages o
     WHERE o.landlord_id = :landlord AND o.starts_at <= c.received_at AND o.ends_at > c.received_at) AS down,
    (SELECT jsonb_agg(to_jsonb(r) - 'narrative' - 'evidence' - 'binds' ORDER BY r.starts_at, r.id)
     FROM restrictions r WHERE r.landlord_id = :landlord AND r.customer_id = :customer_id
       AND r.binds @> c.received_at) AS restrictions
FROM hours h
CROSS JOIN LATERAL (
    SELECT * FROM contacts n WHERE n.landlord_id = :landlord AND n.channel = h.channel
      AND n.received_at >= h.hour AND n.received_at < h.hour + interval '1 hour'
    OFFSET 0
) AS c
CROSS JOIN LATERAL (
    SELECT * FROM contact_steps t WHERE t.landlord_id = :landlord AND t.contact_id = c.id
    ORDER BY t.event_id DESC LIMIT 1
) AS s
WHERE c.received_at >= :start AND c.received_at < :end AND s.decision ->> 'counted_for' = :customer_id
ORDER BY c.received_at, c.id
""")
"""By way of the counters, which know in which hours the customer made contact: no index is kept for this alone.

The planner cannot guess how few contacts an hour has, and would rather read them all: OFFSET 0 keeps it to the hours.
"""

ENDED_CONTACTS = statement("""
SELECT i.id, i.note, e.contact_id, e.officer, e.reason, e.channel, e.at, e.warnings_heard
FROM incidents i JOIN ended_contacts e ON e.landlord_id = :landlord AND e.incident_id = i.id
WHERE i.landlord_id = :landlord AND i.customer_id = :customer_id AND i.at >= :start AND i.at < :end
ORDER BY i.at, i.id
""")

BREACHES = statement("""
SELECT b.contact_id, b.restriction_id, b.at, b.outcome FROM breaches b
WHERE b.landlord_id = :landlord AND b.customer_id = :customer_id AND b.at >= :start AND b.at < :end
ORDER BY b.at, b.contact_id
""")
