"""Acts of casework as rows: who and when in columns, codes and dates as JSON, what is told in words sealed apart.

A row says everything, also what stands at its default, so that a later default changes nothing that was done. What an
older program does not know it refuses: half an act is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, get_type_hints

from contact_gateway.adapters.database.codec import JsonObject, read_restriction, write_restriction
from contact_gateway.adapters.database.plain_data import from_plain, to_plain
from contact_gateway.application.errors import Unusable
from contact_gateway.domain.casework import acts, acts_beside, acts_on_bare_decisions, acts_on_items, acts_on_record
from contact_gateway.domain.casework.acts import Act
from contact_gateway.domain.restrictions import Restriction

IN_COLUMNS = frozenset({"id", "by", "at", "words"})
"""What an act has in columns of its own."""

ACTS: Mapping[str, type[Act]] = {
    "incident": acts.Incident,
    "attempt": acts.Attempt,
    "causes": acts.Causes,
    "agreed": acts.Agreed,
    "mediated": acts.Mediated,
    "warned": acts.Warned,
    "monitored": acts.Monitored,
    "proposed": acts.Proposed,
    "consulted": acts.Consulted,
    "authorised": acts.Authorised,
    "letter_issued": acts.LetterIssued,
    "letter_handled": acts.LetterHandled,
    "reviewed": acts.Reviewed,
    "commented": acts.Commented,
    "appealed": acts.Appealed,
    "hearer_named": acts.HearerNamed,
    "appeal_decided": acts.AppealDecided,
    "suspended": acts.Suspended,
    "lifted": acts.Lifted,
    "replaced": acts.Replaced,
    "adjustment_agreed": acts_beside.AdjustmentAgreed,
    "complained": acts_beside.Complained,
    "asked_for_contact": acts_beside.AskedForContact,
    "disclosed": acts_on_record.Disclosed,
    "tenancy_action_taken": acts_on_record.TenancyActionTaken,
    "court_order_made": acts_on_record.CourtOrderMade,
    "authority_shown": acts_on_record.AuthorityShown,
    "item_decided": acts_on_items.ItemDecided,
    "not_given": acts_on_items.NotGiven,
    "acknowledged": acts_on_items.Acknowledged,
    "bare_appealed": acts_on_bare_decisions.BareAppealed,
    "bare_appeal_decided": acts_on_bare_decisions.BareAppealDecided,
}
"""The names stand in rows for ever."""


def _members(kind: type[Act]) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if field.name not in IN_COLUMNS}


_MEMBERS: Mapping[type[Act], Mapping[str, Any]] = {kind: _members(kind) for kind in ACTS.values()}
_NAMES: Mapping[type[Act], str] = {kind: name for name, kind in ACTS.items()}
_RESTRICTION = frozenset(
    {
        *("id", "customer_id", "kind", "terms", "scope", "starts_at", "review_on", "planned_end"),
        *("mode", "reply", "clause"),
    }
)


def name_of(act: Act) -> str:
    """Return what rows call this sort of act."""
    return _NAMES[type(act)]


def data_of(act: Act) -> JsonObject:
    """Return codes, ids and dates of an act; nothing that was told in words."""
    return {name: _plain(getattr(act, name)) for name in _MEMBERS[type(act)]}


def read_act(row: Mapping[str, Any], words: Mapping[str, str]) -> Act:
    """Build the act of a row. Raises `Unusable` for a sort of act, or a member, that this program does not know."""
    kind, data = ACTS.get(row["act"]), row["data"]
    if kind is None:
        raise Unusable(f"This program does not know what the act {row['act']!r} is; a newer one stored it.")
    members = _MEMBERS[kind]
    _refuse_strange(row["act"], data, members)
    at = datetime.fromisoformat(row["at"]) if isinstance(row["at"], str) else row["at"]
    try:
        said = {name: _value(members[name], value) for name, value in data.items()}
        return kind(id=row["id"], by=row["by"], at=from_plain(datetime, at.isoformat()), words=dict(words), **said)
    except (KeyError, TypeError, ValueError) as fault:
        raise Unusable(f"The act {row['id']} cannot be read as {row['act']!r}.") from fault


def _plain(value: object) -> object:
    return to_plain(write_restriction(value) if isinstance(value, Restriction) else value)


def _value(kind: Any, plain: Any) -> object:  # noqa: ANN401 a type or what stands for one, and what JSON holds
    if kind is Restriction:
        _refuse_strange("restriction", plain, _RESTRICTION)
        return read_restriction(plain)
    value: object = from_plain(kind, plain)
    return value


def _refuse_strange(what: str, data: Mapping[str, object], known: Mapping[str, object] | frozenset[str]) -> None:
    strange = sorted(set(data) - set(known))
    if strange:
        raise Unusable(f"This program does not know {strange[0]!r} of {what!r}; a newer one stored it.")
