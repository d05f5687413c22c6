"""Terms as one type: read from plain data, written back to plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, cast, get_args

from contact_gateway.domain.kinds import enforced, shown
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.reading import ImpossibleTerms, a_text, plain, texts

Terms = (
    enforced.SinglePointOfContact
    | enforced.PermittedTimes
    | enforced.ContactCap
    | enforced.TimeCap
    | enforced.ChannelBan
    | enforced.OnlyChannels
    | enforced.SingleForm
    | enforced.VoicemailOnly
    | enforced.ByAppointment
    | enforced.RepresentativeOnly
    | enforced.NoFurtherConsideration
    | enforced.IssueCap
    | enforced.ConsolidatedReply
    | enforced.PersonalContactBan
    | enforced.PremisesBan
    | enforced.NoContact
    | shown.EssentialRepairsOnly
    | shown.ServiceLimit
    | shown.HandlingBudget
    | shown.AccompaniedOnly
    | shown.ResponseTimesVaried
    | shown.WarningFlag
    | shown.BehaviourAgreement
    | shown.CourtOrder
    | shown.SocialMediaAction
    | shown.Other
)

_BY_KIND: Mapping[Kind, type[Terms]] = {kind_of.kind: kind_of for kind_of in get_args(Terms)}


def read_terms(kind: Kind, given: Mapping[str, object]) -> Terms:
    """Build a kind's terms from plain data, as a form, a scenario or a stored row holds it.

    Raises `ImpossibleTerms`, a sentence that says what is wrong and what is allowed.
    """
    known = {field.name: field for field in fields(_BY_KIND[kind])}
    unknown = sorted(set(given) - set(known))
    if unknown:
        allowed = ", ".join(known) or "none"
        message = f"{kind} has no term {unknown[0]!r}; its terms are: {allowed}."
        raise ImpossibleTerms(message)
    missing = [name for name, field in known.items() if name not in given and _is_required(field)]
    if missing:
        message = f"{kind} needs the term {missing[0]!r}."
        raise ImpossibleTerms(message)
    return _BY_KIND[kind](**{name: known[name].metadata["read"](name, value) for name, value in given.items()})


def write_terms(terms: Terms) -> dict[str, object]:
    """Return the terms as plain data from which `read_terms` builds the same terms again."""
    return {field.name: plain(getattr(terms, field.name)) for field in fields(terms) if _is_said(terms, field)}


def written_terms(kind: Kind) -> frozenset[str]:
    """Return which terms of a kind hold what somebody wrote, rather than a number, a day or a word of a list."""
    return frozenset(field.name for field in fields(_BY_KIND[kind]) if field.metadata["read"] in {a_text, texts})


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _is_said(terms: Terms, field: Field[Any]) -> bool:
    value = cast("object", getattr(terms, field.name))
    return _is_required(field) or value not in (None, "", (), frozenset(), False)
