"""All that one decision, or one event, brings with it, written in one statement."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text
from uuid6 import uuid7

from contact_gateway.adapters.database.codec import JsonObject, arrived, as_json, said, step_key, write_decision
from contact_gateway.adapters.database.plain_data import storable
from contact_gateway.adapters.database.tables_of_contacts import COUNTS
from contact_gateway.application.records import Document, OutgoingMessage, StepRecord
from contact_gateway.domain.contact import Contact, Subject
from contact_gateway.domain.counting import Event
from contact_gateway.domain.outcome import Decision

CHANNEL = "desk"
"""What the live pages listen to."""

_COLUMNS = ", ".join(COUNTS)
_TYPED = ", ".join(f"{name} integer" for name in COUNTS)
_ADDED = ", ".join(f"{name} = held.{name} + excluded.{name}" for name in COUNTS)


def _moves(condition: str) -> str:
    """Return the parts that move allowances and counters. A row of `taken` stands for an allowance that moved."""
    return f"""
    asked AS (
        SELECT * FROM jsonb_to_recordset(CAST(:allowances AS jsonb)) AS a(
            restriction_id text, purpose text, period_start timestamptz, issue text,
            used integer, reserved integer, seen integer)
    ),
    taken AS (
        INSERT INTO allowances AS held (landlord_id, restriction_id, purpose, period_start, issue, used, reserved)
        SELECT :landlord, restriction_id, purpose, period_start, issue, used, reserved FROM asked WHERE {condition}
        ON CONFLICT (landlord_id, restriction_id, purpose, period_start, issue) DO UPDATE
        SET used = held.used + excluded.used, reserved = held.reserved + excluded.reserved, version = held.version + 1
        WHERE EXISTS (
            SELECT FROM asked a
            WHERE (a.restriction_id, a.purpose, a.period_start, a.issue)
                = (excluded.restriction_id, excluded.purpose, excluded.period_start, excluded.issue)
              AND (a.seen IS NULL OR a.seen = held.version))
        RETURNING 1
    ),
    counted AS (
        INSERT INTO counters AS held (landlord_id, customer_id, channel, hour, {_COLUMNS})
        SELECT :landlord, customer_id, channel, hour, {_COLUMNS}
        FROM jsonb_to_recordset(CAST(:counters AS jsonb)) AS c(
            customer_id text, channel text, hour timestamptz, {_TYPED})
        WHERE {condition}
        ON CONFLICT (landlord_id, customer_id, channel, hour) DO UPDATE SET {_ADDED}
    )"""  # noqa: S608 - the names of our own columns


RECORD_STEP = text(f"""
WITH {_moves("true")},
keyed AS (
    INSERT INTO contact_keys (landlord_id, provider, provider_id, contact_id, received_at)
    SELECT :landlord, :provider, :provider_id, :contact_id, :received_at WHERE :is_first
),
arrived AS (
    INSERT INTO contacts (landlord_id, received_at, id, provider, provider_id, channel, sender_kind, sender, dialled,
                          contact)
    SELECT :landlord, :received_at, :contact_id, :provider, :provider_id, :channel, :sender_kind, :sender, :dialled,
           CAST(:arrived AS jsonb) WHERE :is_first
),
decided AS (
    INSERT INTO contact_steps (landlord_id, provider, provider_id, step, contact_id, received_at, said, decision,
                               decided_at, policy_version)
    VALUES (:landlord, :provider, :provider_id, :step, :contact_id, :received_at, CAST(:said AS jsonb),
            CAST(:decision AS jsonb), :decided_at, :policy_version)
),
kept_after_all AS (
    DELETE FROM breaches WHERE landlord_id = :landlord AND contact_id = :contact_id AND NOT :is_breach
),
broken AS (
    INSERT INTO breaches (landlord_id, contact_id, customer_id, restriction_id, at, outcome)
    SELECT :landlord, :contact_id, :customer_id, :restriction_id, :received_at, :outcome WHERE :is_breach
    ON CONFLICT (landlord_id, contact_id) DO UPDATE
    SET customer_id = excluded.customer_id, restriction_id = excluded.restriction_id, outcome = excluded.outcome
),
used_up AS (
    UPDATE contact_requests q SET used_contact_id = :contact_id
    FROM (SELECT person_id, until FROM contact_requests
          WHERE landlord_id = :landlord AND person_id = ANY(CAST(:asked_people AS text[])) AND channel = :channel
            AND until > :decided_at AND used_contact_id IS NULL
          ORDER BY until LIMIT 1) AS open
    WHERE q.landlord_id = :landlord AND q.channel = :channel
      AND q.person_id = open.person_id AND q.until = open.until
),
audited AS (
    INSERT INTO audit (landlord_id, at, tag, subject_id, actor, details)
    VALUES (:landlord, :decided_at, 'gateway:contact:decided', :subject, 'gateway', CAST(:details AS jsonb))
),
sent AS (
    INSERT INTO outbox (landlord_id, id, contact_id, kind, channel, payload)
    SELECT :landlord, id, :contact_id, kind, channel, payload
    FROM jsonb_to_recordset(CAST(:messages AS jsonb)) AS m(id uuid, kind text, channel text, payload jsonb)
),
filed AS (
    INSERT INTO documents (landlord_id, id, contact_id, name, content_type, content)
    SELECT :landlord, :document_id, :contact_id, :document_name, :content_type, :content
    WHERE CAST(:document_id AS uuid) IS NOT NULL
)
SELECT (SELECT count(*) FROM taken) AS taken, pg_notify('{CHANNEL}', :note)
""")  # noqa: S608 - as above

RECORD_EVENT = text(f"""
WITH noted AS (
    INSERT INTO contact_events (landlord_id, contact_id, happening, at, talk_seconds)
    VALUES (:landlord, :contact_id, :happening, :at, :talk_seconds)
    ON CONFLICT DO NOTHING RETURNING 1
), {_moves("EXISTS (SELECT FROM noted)")}
SELECT count(*) FROM noted
""")  # noqa: S608 - as above


def step_parameters(landlord: str, contact_id: str, record: StepRecord) -> dict[str, object]:
    """Return what `RECORD_STEP` needs beside the contact's key, the moves and whether it is the first step."""
    contact, decision = record.contact, record.decision
    return {
        **_about_contact(contact),
        **_about_document(record.document),
        "contact_id": contact_id,
        "step": step_key(contact),
        "decision": as_json(write_decision(decision)),
        "decided_at": record.decided_at,
        "policy_version": record.policy_version,
        "is_breach": decision.is_breach,
        "customer_id": decision.counted_for,
        "restriction_id": next((reason.restriction_id for reason in decision.reasons if reason.restriction_id), ""),
        "outcome": decision.outcome.value,
        "subject": contact_id,
        "details": as_json(_audited(contact, decision, record.policy_version)),
        "messages": as_json(tuple(map(_message, record.messages))),
        "note": as_json({"landlord": landlord, "contact_id": contact_id}),
    }


def event_parameters(event: Event) -> dict[str, object]:
    """Return what `RECORD_EVENT` needs beside the contact and the moves."""
    return {"happening": event.happening.value, "at": event.at, "talk_seconds": event.talk_seconds}


def was_asked_for(decision: Decision) -> bool:
    """Whether the contact got through because the landlord asked for it."""
    wanted = f"always_open:{Subject.REQUESTED_BY_LANDLORD}"
    return any(reason.code == wanted for reason in decision.reasons)


def _about_contact(contact: Contact) -> dict[str, object]:
    sender = contact.sender
    received_at: datetime = contact.received_at
    return {
        "received_at": received_at,
        "channel": contact.channel.value,
        "sender_kind": sender.kind.value if sender else None,
        "sender": storable(sender.value) if sender else None,
        "dialled": storable(contact.dialled),
        "arrived": as_json(arrived(contact)),
        "said": as_json(said(contact)),
    }


def _about_document(document: Document | None) -> dict[str, object]:
    if document is None:
        return dict.fromkeys(("document_id", "document_name", "content_type", "content"))
    return {
        "document_id": str(uuid7()),
        "document_name": storable(document.name),
        "content_type": storable(document.content_type),
        "content": document.content,
    }


def _audited(contact: Contact, decision: Decision, policy_version: int) -> JsonObject:
    """Return ids, codes and hashes only: the trail stays whole where a person is forgotten."""
    return {
        "step": step_key(contact),
        "outcome": decision.outcome.value,
        "reasons": tuple(reason.code for reason in decision.reasons),
        "restrictions": tuple(reason.restriction_id for reason in decision.reasons if reason.restriction_id),
        "policy_version": policy_version,
    }


def _message(message: OutgoingMessage) -> JsonObject:
    return {
        "id": str(uuid7()),
        "kind": message.kind,
        "channel": message.channel.value,
        "payload": message.payload,
    }
