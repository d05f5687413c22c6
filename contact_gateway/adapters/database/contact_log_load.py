"""Everything that a decision may ask about, read in one statement."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping

from contact_gateway.adapters.database.codec import (
    JsonObject,
    instant,
    read_contact,
    read_decision,
    read_restriction,
    step_key,
)
from contact_gateway.adapters.database.plain_data import from_plain, storable
from contact_gateway.adapters.database.sealed_values import WORDS, Seal
from contact_gateway.adapters.database.statement import statement
from contact_gateway.application.records import ContactKey, Facts, RecordedStep
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.counting import Event
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.periods import Schedule, parse_window
from contact_gateway.domain.standing import Officer, Person, Role
from contact_gateway.domain.usage import Allowance, Purpose, Tally, Usage

LONGEST_PERIOD = timedelta(days=32)
"""No allowance is counted over more than a month, whose start may lie a day off in UTC."""

_RECORDED = """
    recorded AS (
        SELECT s.step, s.event_id, s.contact_id,
               jsonb_build_object('contact_id', s.contact_id, 'contact', c.contact || s.said, 'decision', s.decision,
                                  'step', s.step, 'words', encode(s.words, 'base64')) AS body
        FROM contact_steps s
        JOIN contacts c ON c.landlord_id = s.landlord_id AND c.received_at = s.received_at AND c.id = s.contact_id
        WHERE s.landlord_id = :landlord AND s.provider = :provider AND s.provider_id = :provider_id
    ),
    told AS (
        SELECT jsonb_agg(jsonb_build_object('happening', e.happening, 'at', e.at, 'talk_seconds', e.talk_seconds)
                         ORDER BY e.at, e.happening, e.talk_seconds) AS events
        FROM contact_events e
        WHERE e.landlord_id = :landlord AND e.contact_id = (SELECT contact_id FROM recorded LIMIT 1)
    )
"""
_LAST = "(SELECT body FROM recorded ORDER BY event_id DESC LIMIT 1) AS last_step, (SELECT events FROM told) AS events"

LOAD_RECORDED = statement(f"WITH {_RECORDED} SELECT {_LAST}")

_NAMED = "/* named */"
"""Where `LOOK` reads one person more; for a contact that arrives, another branch would cost and never find anybody."""

LOAD = statement(f"""
WITH {_RECORDED},
keyed AS (
    SELECT coalesce(nullif(:reference, ''),
                    (SELECT body -> 'contact' ->> 'reference' FROM recorded ORDER BY event_id DESC LIMIT 1),
                    '') AS reference
),
found AS (
    SELECT person_id AS id, true AS by_point, false AS by_reference FROM contact_points
    WHERE landlord_id = :landlord AND kind = :sender_kind AND value = :sender
    UNION ALL
    (SELECT id, false, true FROM people
     WHERE landlord_id = :landlord AND lower(reference) = lower((SELECT reference FROM keyed))
       AND (SELECT reference FROM keyed) <> '' AND role IN ('customer', 'household')
     ORDER BY id LIMIT 1) {_NAMED}
),
who AS (SELECT id, bool_or(by_point) AS by_point, bool_or(by_reference) AS by_reference FROM found GROUP BY id),
in_force AS (
    SELECT * FROM restrictions r
    WHERE r.landlord_id = :landlord AND r.customer_id IN (SELECT id FROM who)
      AND r.binds @> CAST(:now AS timestamptz)
),
named AS (
    SELECT r.terms ->> 'officer' AS id FROM in_force r
    UNION SELECT jsonb_array_elements_text(r.terms -> 'deputies') FROM in_force r
),
mentioned AS (
    SELECT id FROM named
    UNION SELECT r.terms ->> 'representative' FROM in_force r
    UNION SELECT p.of_person FROM people p WHERE p.landlord_id = :landlord AND p.id IN (SELECT id FROM who)
)
SELECT l.policy_version, l.zone, {_LAST},
    (SELECT body FROM recorded WHERE step = :step) AS same_step,
    (SELECT jsonb_agg(to_jsonb(p) - 'health_facts' || jsonb_build_object(
        'by_point', who.by_point, 'by_reference', who.by_reference,
        'restrictions', (SELECT jsonb_agg(to_jsonb(r) - 'narrative' - 'evidence' - 'binds' ORDER BY r.starts_at, r.id)
                         FROM in_force r WHERE r.customer_id = p.id),
        'complained_about', (SELECT jsonb_agg(s.officer_id) FROM staff_complaints s
                             WHERE s.landlord_id = :landlord AND s.customer_id = p.id),
        'asked', EXISTS (SELECT FROM contact_requests q
                         WHERE q.landlord_id = :landlord AND q.person_id = p.id AND q.channel = :channel
                           AND q.until > :now AND (q.used_contact_id IS NULL
                                OR q.used_contact_id = (SELECT contact_id FROM recorded LIMIT 1)))
     ) ORDER BY p.created_at, p.id)
     FROM who JOIN people p ON p.landlord_id = :landlord AND p.id = who.id) AS people,
    (SELECT jsonb_agg(jsonb_build_object(
        'id', p.id, 'name', p.name, 'hours', p.hours,
        'points', (SELECT jsonb_agg(jsonb_build_array(c.kind, c.value) ORDER BY c.position, c.value)
                   FROM contact_points c WHERE c.landlord_id = :landlord AND c.person_id = p.id)
     ) ORDER BY p.name, p.id)
     FROM named JOIN people p ON p.landlord_id = :landlord AND p.id = named.id AND p.role = 'officer') AS officers,
    (SELECT jsonb_object_agg(p.id, p.name) FROM people p
     WHERE p.landlord_id = :landlord AND p.id IN (SELECT id FROM mentioned)) AS names,
    (SELECT array_agg(DISTINCT o.channel) FROM outages o
     WHERE o.landlord_id = :landlord AND o.starts_at <= :now AND o.ends_at > :now) AS down,
    (SELECT jsonb_agg(to_jsonb(a)) FROM allowances a
     WHERE a.landlord_id = :landlord AND a.period_start >= :counted_from
       AND a.restriction_id IN (SELECT id FROM in_force)) AS tallies
FROM landlords l WHERE l.slug = :landlord
""")  # noqa: S608 - put together from the pieces above, nothing that anybody gave

LOOK = statement(
    LOAD.text.replace(
        _NAMED,
        "UNION ALL SELECT id, false, true FROM people"
        " WHERE landlord_id = :landlord AND id = :customer_id AND role IN ('customer', 'household')",
    )
)
"""As `LOAD`; `customer_id` names who it is, as a reference that was keyed in would."""


def key_parameters(landlord: str, key: ContactKey) -> dict[str, object]:
    """Return what both statements need to find a contact."""
    return {"landlord": landlord, "provider": storable(key.provider), "provider_id": storable(key.provider_id)}


def parameters(contact: Contact, now: datetime) -> dict[str, object]:
    """Return what `LOAD` needs beside the contact's key."""
    return {
        "step": step_key(contact),
        "channel": contact.channel.value,
        "sender_kind": contact.sender.kind.value if contact.sender else "",
        "sender": storable(contact.sender.value) if contact.sender else "",
        "reference": storable(contact.reference.strip()),
        "now": now,
        "counted_from": now - LONGEST_PERIOD,
    }


def read_facts(row: RowMapping, now: datetime, seal: Seal) -> Facts:
    """Build the facts from the one row of `LOAD`. Raises `NoKey` and `Unreadable`."""
    people = row["people"] or []
    return Facts(
        policy_version=row["policy_version"],
        same_step=read_recorded(row["same_step"], seal),
        last_step=read_recorded(row["last_step"], seal),
        events=read_events(row["events"]),
        people=tuple(_person(found) for found in people if found["by_point"]),
        by_reference=next((_person(found) for found in people if found["by_reference"]), None),
        officers=tuple(_officer(found, ZoneInfo(row["zone"]), now) for found in row["officers"] or ()),
        down=frozenset(map(Channel, row["down"] or ())),
        names=row["names"] or {},
        usage=Usage(dict(map(_tally, row["tallies"] or ()))),
    )


def read_recorded(body: JsonObject | None, seal: Seal) -> RecordedStep | None:
    """Build a stored step, or None where there is none. Raises `NoKey` and `Unreadable`."""
    if body is None:
        return None
    sealed = base64.b64decode(body["words"]) if body["words"] else None
    words = seal.read_members(WORDS, (body["contact_id"], body["step"]), sealed)
    contact, decision = read_contact({**body["contact"], **words}), read_decision(body["decision"])
    return RecordedStep(contact_id=body["contact_id"], contact=contact, decision=decision)


def read_events(stored: Iterable[JsonObject] | None) -> tuple[Event, ...]:
    """Build what was told about a contact."""
    return tuple(from_plain(Event, event) for event in stored or ())


def _person(found: JsonObject) -> Person:
    return Person(
        id=found["id"],
        role=Role(found["role"]),
        name=found["name"],
        of=found["of_person"],
        body=Body(found["body"]) if found["body"] else None,
        restrictions=tuple(map(read_restriction, found["restrictions"] or ())),
        adjustments=frozenset(map(Adjustment, found["adjustments"])),
        language=found["language"],
        complained_about=frozenset(found["complained_about"] or ()),
        asked_to_be_contacted=found["asked"],
        priority=found["priority"],
    )


def _officer(found: JsonObject, zone: ZoneInfo, now: datetime) -> Officer:
    main = dict(reversed(found["points"] or []))  # of several points of a kind the first stands
    hours = Schedule(windows=tuple(map(parse_window, found["hours"])), zone=zone)
    return Officer(
        id=found["id"],
        name=found["name"],
        phone=main.get("phone", ""),
        email=main.get("email", ""),
        reachable=not hours.windows or hours.is_open(now),
    )


def _tally(found: JsonObject) -> tuple[Allowance, Tally]:
    allowance = Allowance(
        found["restriction_id"], Purpose(found["purpose"]), instant(found["period_start"]), found["issue"]
    )
    return allowance, Tally(found["used"], found["reserved"], found["version"])
