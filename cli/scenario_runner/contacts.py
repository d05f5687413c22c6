"""Reads a `contact`: how it arrives, what is keyed in later, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cli.scenario_runner.context import WITHHELD, Context
from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.model import Call, ContactPlayed
from cli.scenario_runner.nodes import Node
from cli.scenario_runner.readers import Reader, a_duration, a_number, a_table, a_text, a_truth, any_text, many, one_of
from contact_gateway.domain.calls import LONGEST_CALL
from contact_gateway.domain.contact import Channel, Contact, Key, Subject
from contact_gateway.domain.standing import Role

PROVIDER = "scenario"
"""The provider of every contact of a file, so that a provider's id is one contact's within it."""

_KEYS = frozenset("0123456789*")

_AS_WRITTEN = (
    *("subject", "text", "attachments", "copied_to", "issue", "new_evidence", "authenticated", "auto_submitted"),
    *("about_staff", "in_response", "appointment"),
)


def read_contact(node: Node, at: datetime, number: int, context: Context) -> tuple[ContactPlayed, str]:
    """Read one contact, the so-manieth event of its file; return it with the words that name it."""
    values = a_table(node, _keys(context), required=("channel", "from"))
    _check_call(node, values)
    channel, (sender, relayed) = values["channel"], values["from"]
    by_voice = channel is Channel.VOICE
    pressed, keyed = values.get("press", ""), values.get("reference", ())
    arrives = Contact(
        provider=PROVIDER,
        provider_id=values.get("provider_id", f"event {number}"),
        channel=channel,
        sender=sender,
        received_at=at,
        dialled=values.get("to", ""),
        pressed="" if by_voice else pressed,
        reference="" if by_voice else "".join(keyed[:1]),
        relay=by_voice and relayed,
        **{name: values[name] for name in _AS_WRITTEN if name in values},
    )
    call = Call(talk_seconds=values.get("talk"), unanswered=values.get("unanswered", False))
    played = ContactPlayed(
        arrives=arrives,
        keyed=keyed if by_voice else (),
        pressed=pressed if by_voice else "",
        unanswered_by=frozenset(values.get("unanswered_by", ())),
        call=call,
    )
    pressing = f", presses {pressed}" if pressed else ""
    return played, f"{channel} from {sender or WITHHELD}{pressing}"


def _check_call(node: Node, values: Mapping[str, Any]) -> None:
    if "talk" in values and values.get("unanswered"):
        raise ScenarioFault(node.line, "A contact that nobody answered has no talk.", "talk or unanswered: true")
    if values["channel"] is Channel.VOICE and values.get("talk", 0) > LONGEST_CALL:
        raise ScenarioFault(node.line, "No call is that long.", f"talk of {LONGEST_CALL // 3600}h at most")
    if values["channel"] is not Channel.VOICE and "unanswered_by" in values:
        raise ScenarioFault(node.line, "Only a call is put through to somebody who may not answer.", "channel: voice")


def _keys(context: Context) -> Mapping[str, Reader[Any]]:
    return {
        "channel": one_of(Channel),
        "from": context.a_sender,
        "to": context.an_addressee,
        "talk": a_duration,
        "unanswered": a_truth,
        "unanswered_by": many(context.a_destination),
        "press": _a_key(context),
        "reference": many(_a_reference),
        "subject": any_text,
        "text": any_text,
        "attachments": a_number,
        "copied_to": a_number,
        "issue": a_text,
        "new_evidence": a_truth,
        "authenticated": a_truth,
        "auto_submitted": a_truth,
        "provider_id": a_text,
        "about_staff": context.a_person(Role.OFFICER),
        "in_response": a_truth,
        "appointment": a_truth,
    }


def _a_reference(node: Node) -> str:
    """Read what is keyed in where a reference is asked for: one key alone is taken for a choice, and # for the end."""
    text = a_text(node)
    if text in _KEYS or "#" in text:
        raise ScenarioFault(
            node.line, f"{text!r} is no reference: one key is a choice, and # ends it.", "two keys or more, or press"
        )
    return text


def _a_key(context: Context) -> Reader[str]:
    """Make a reader of what a caller pressed: a key of the landlord's menu, or what such a key stands for."""
    menu = context.policy.menu
    meanings = dict.fromkeys([*map(str, Key), *map(str, Subject), *menu.values()])

    def read(node: Node) -> str:
        text = a_text(node)
        if text not in menu and text not in meanings:
            raise ScenarioFault(node.line, f"{text!r} is no key of the menu.", ", ".join([*meanings, *menu]))
        return menu.get(text, text)

    return read
