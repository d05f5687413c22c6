"""The statements of the book of calls."""

from __future__ import annotations

from contact_gateway.adapters.database.statement import statement

CALL = statement("""
SELECT
    (SELECT jsonb_agg(to_jsonb(l) ORDER BY l.turn) FROM call_legs l
     WHERE l.landlord_id = :landlord AND l.contact_id = CAST(:contact_id AS uuid)) AS legs,
    (SELECT jsonb_agg(to_jsonb(a) ORDER BY a.asked_at, a.id) FROM call_announcements a
     WHERE a.landlord_id = :landlord AND a.contact_id = CAST(:contact_id AS uuid)) AS played,
    (SELECT to_jsonb(e) || jsonb_build_object('note', encode(i.note, 'base64')) FROM ended_contacts e
     JOIN incidents i ON i.landlord_id = e.landlord_id AND i.id = e.incident_id
     WHERE e.landlord_id = :landlord AND e.contact_id = CAST(:contact_id AS uuid)) AS ended
""")

CONTACT_OF_LEG = statement("SELECT contact_id FROM call_legs WHERE landlord_id = :landlord AND id = :leg")

ANNOUNCED = statement("SELECT to_jsonb(a) FROM call_announcements a WHERE a.landlord_id = :landlord AND a.id = :id")

END = statement("""
WITH first AS (
    INSERT INTO ended_contacts (landlord_id, contact_id, incident_id, officer, reason, channel, at, warnings_heard)
    VALUES (:landlord, CAST(:contact_id AS uuid), :incident, :officer, :reason, :channel, :at, :warnings_heard)
    ON CONFLICT DO NOTHING RETURNING contact_id
)
INSERT INTO incidents (landlord_id, id, customer_id, contact_id, officer, head, at, note)
SELECT :landlord, :incident, coalesce((SELECT s.decision ->> 'counted_for' FROM contact_steps s
        WHERE s.landlord_id = :landlord AND s.contact_id = first.contact_id ORDER BY s.event_id DESC LIMIT 1), ''),
    first.contact_id, :officer, :reason, :at, CAST(:note AS bytea)
FROM first RETURNING id
""")
"""Ends a contact, once, with the draft of an incident about the customer for whom the contact stands."""

NOTICES_NOW = statement("""
SELECT to_jsonb(a) FROM call_legs l
JOIN call_announcements a ON a.landlord_id = l.landlord_id AND a.contact_id = l.contact_id AND a.leg = l.id
WHERE l.landlord_id = :landlord AND l.over_at IS NULL AND l.state = 'answered'
  AND a.state = 'planned' AND a.due_at <= :now AND NOT (l.emergency AND a.announcement = ANY(:notices))
ORDER BY a.due_at, a.id LIMIT :limit
""")

ENDS = statement("""
SELECT to_jsonb(l) FROM call_legs l
WHERE l.landlord_id = :landlord AND l.over_at IS NULL AND l.state NOT IN ('over', 'failed', 'unanswered')
  AND l.ends_at <= :now
ORDER BY l.ends_at, l.id LIMIT :limit
""")

LIMITS = statement("""
SELECT to_jsonb(l) FROM call_legs l
WHERE l.landlord_id = :landlord AND l.over_at IS NULL AND l.state NOT IN ('over', 'failed', 'unanswered')
  AND l.emergency AND l."limit" IS NOT NULL AND l.leg_id <> ''
ORDER BY l.placed_at, l.id LIMIT :limit
""")

NOT_HEARD = statement("""
SELECT to_jsonb(a) FROM call_announcements a
WHERE a.landlord_id = :landlord AND a.sent_at < :before
  AND a.announcement IN ('first_warning', 'final_warning') AND a.state IN ('sent', 'failed')
  AND (a.state = 'sent' OR NOT EXISTS (SELECT FROM tasks t WHERE t.landlord_id = :landlord
                                       AND t.contact_id = a.contact_id AND t.code = :task))
ORDER BY a.sent_at, a.id LIMIT :limit
""")

UNPLACED = statement("""
SELECT to_jsonb(l) FROM call_legs l
WHERE l.landlord_id = :landlord AND l.state IN ('wanted', 'unclear') AND l.leg_id = '' AND l.placed_at < :before
ORDER BY l.placed_at, l.id LIMIT :limit
""")

OPEN = statement("""
SELECT to_jsonb(l) FROM call_legs l
WHERE l.landlord_id = :landlord AND l.state NOT IN ('over', 'failed') AND l.placed_at < :before
  AND NOT (l.state = 'unanswered'
           AND EXISTS (SELECT FROM call_legs n WHERE n.landlord_id = l.landlord_id AND n.contact_id = l.contact_id
                       AND n.turn > l.turn))
ORDER BY l.placed_at, l.id LIMIT :limit
""")
