"""What the statements that write a step or an event are given."""

from __future__ import annotations

import base64

from contact_gateway.adapters.database.codec import JsonObject, arrived, as_json, said, words, write_decision
from contact_gateway.adapters.database.plain_data import storable
from contact_gateway.adapters.database.sealed_values import MESSAGE, WORDS, Seal
from contact_gateway.application.ids import new_id
from contact_gateway.application.records import OutgoingMessage, StepRecord
from contact_gateway.domain.contact import Contact, Subject
from contact_gateway.domain.counting import Event
from contact_gateway.domain.outcome import Decision


def step_parameters(seal: Seal, contact_id: str, step: str, record: StepRecord) -> dict[str, object]:
    """Return what `record_step` needs beside the contact's key and the moves. Raises `NoKey`."""
    contact, decision = record.contact, record.decision
    return {
        **_about_contact(contact),
        "contact_id": contact_id,
        "step": step,
        "words": seal.members(WORDS, (contact_id, step), words(contact)),
        "decision": as_json(write_decision(decision)),
        "decided_at": record.decided_at,
        "policy_version": record.policy_version,
        "wording": record.wording,
        "customer_id": decision.counted_for,
        "restriction_id": next((reason.restriction_id for reason in decision.reasons if reason.restriction_id), ""),
        "outcome": decision.outcome.value,
        "subject": contact_id,
        "details": as_json(_audited(step, decision, record.policy_version)),
        "messages": as_json(tuple(_message(seal, message) for message in record.messages)),
        "note": as_json({"landlord": seal.landlord, "contact_id": contact_id}),
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
    return {
        "received_at": contact.received_at,
        "channel": contact.channel.value,
        "sender_kind": sender.kind.value if sender else None,
        "sender": storable(sender.value) if sender else None,
        "dialled": storable(contact.dialled),
        "arrived": as_json(arrived(contact)),
        "said": as_json(said(contact)),
    }


def _audited(step: str, decision: Decision, policy_version: int) -> JsonObject:
    """Return ids, codes and hashes only: the trail stays whole where a person is forgotten."""
    return {
        "step": step,
        "outcome": decision.outcome.value,
        "reasons": tuple(reason.code for reason in decision.reasons),
        "restrictions": tuple(reason.restriction_id for reason in decision.reasons if reason.restriction_id),
        "policy_version": policy_version,
    }


def _message(seal: Seal, message: OutgoingMessage) -> JsonObject:
    message_id = new_id()
    sealed = seal.members(MESSAGE, (message_id,), message.payload) or b""
    return {
        "id": message_id,
        "kind": message.kind,
        "channel": message.channel.value,
        "sealed": base64.b64encode(sealed).decode(),
    }
