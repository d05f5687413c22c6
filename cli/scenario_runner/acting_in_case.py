"""Plays the acts that are about a customer and no restriction, each through its use case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from cli.scenario_runner.model import Act, ActPlayed
from contact_gateway.application.casework.for_the_letter import ForTheLetter
from contact_gateway.application.casework.naming import naming
from contact_gateway.application.casework.proposal_at_hand import ProposalRequest
from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.casework.record_disclosure import Disclosure
from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.casework.warn import WarningGiven
from contact_gateway.application.casework_services import CaseworkServices
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.application.restriction_request import RestrictionRequest
from contact_gateway.domain.casework.acts import Form
from contact_gateway.domain.casework.acts_on_record import Basis, Recipient
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.procedure.words import Question
from contact_gateway.domain.restrictions import Grounds

Doing = Callable[[CaseworkServices, str, ActPlayed, datetime], Answer]
"""Carries an act out: the use cases, the landlord, the act, when."""

NO_GROUNDS = Grounds.EXCESSIVE_CONTACT
"""What stands where a file says of an incident that there was one, and no more."""

_LANGUAGE = "language:"
_OF_A_WARNING = ("why", "stage", "change_by", "policy", "sent_by")
_OF_A_PROPOSAL = ("informing_officer", "immediate", "reason", "varies", "stage", "policy")


def _warn(casework: CaseworkServices, landlord: str, act: ActPlayed, now: datetime) -> Answer:
    said = act.values
    warning = WarningGiven(
        form=said.get("form", Form.WRITTEN),
        told=ForTheLetter(must_change=said.get("must_change", ""), if_continues=said.get("if_continues", "")),
        contact_id=said.get("contact", f"at {now.isoformat()}"),
        **{name: said[name] for name in _OF_A_WARNING if name in said},
    )
    warn = naming(casework.warn, act.named) if act.named else casework.warn
    return warn(landlord, act.on, act.by, warning)


def _record_incident(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    return casework.record_incident(landlord, act.on, act.by, IncidentReport(**{"grounds": NO_GROUNDS, **act.values}))


def _record_attempt(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    said = act.values
    channel, reached = said.get("channel", Channel.VOICE), said.get("reached", False)
    return casework.record_attempt(landlord, act.on, act.by, channel, reached=reached, result=said.get("result", ""))


def _record_causes(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    said = act.values
    return casework.record_causes(landlord, act.on, act.by, said.get("referral", "no"), said.get("found", ""))


def _record_adjustment(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    said = dict(act.values)
    agreed = said.pop("adjustment")
    spoken = agreed.startswith(_LANGUAGE)
    request = AdjustmentRequest(
        adjustment=None if spoken else Adjustment(agreed),
        language=agreed.removeprefix(_LANGUAGE) if spoken else "",
        review_on=said.pop("review", None),
        **said,
    )
    return casework.record_adjustment(landlord, act.on, act.by, request)


def _record_disclosure(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    usual = {"to": Recipient.POLICE, "basis": Basis.CRIME_AND_DISORDER}
    return casework.record_disclosure(landlord, act.on, act.by, Disclosure(**{**usual, **act.values}))


def _agree(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    said = act.values
    return casework.agree(
        landlord, act.on, act.by, said.get("text", ""), until=said.get("until"), stage=said.get("stage", "")
    )


def _mediate(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    said = act.values
    return casework.mediate(landlord, act.on, act.by, said.get("result", "offered"), said.get("account", ""))


def _monitor(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    said = act.values
    return casework.monitor(landlord, act.on, act.by, said["stage"], said["until"], said.get("policy", ""))


def _complain(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    return casework.complain(landlord, act.on, act.by, act.values["about"], act.values.get("account", ""))


def _ask(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    return casework.ask_to_be_contacted(landlord, act.on, act.by, act.values["channel"], act.values["until"])


def _propose(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    said = act.values
    request = ProposalRequest(
        wanted=_wanted(act),
        answers={question: said[question] for question in Question if question in said},
        restriction_id=act.named,
        **{name: said[name] for name in _OF_A_PROPOSAL if name in said},
    )
    return casework.propose(landlord, request)


def _wanted(act: ActPlayed) -> RestrictionRequest:
    said, scope = act.values, act.values.get("scope", {})
    return RestrictionRequest(
        customer_id=act.on,
        kind=said["kind"],
        officer=act.by,
        grounds=said.get("grounds", ""),
        review_on=said.get("review"),
        terms=said["terms"],
        channels=tuple(said.get("channels", ())),
        starts_at=said.get("from"),
        planned_end=said.get("ends"),
        narrative=said.get("what_happened", ""),
        services=tuple(scope.get("services", ())),
        teams=tuple(scope.get("teams", ())),
        to=tuple(scope.get("to", ())),
        **{name: said[name] for name in ("mode", "reply") if name in said},
    )


IN_CASE: Mapping[Act, Doing] = {
    Act.WARN: _warn,
    Act.RECORD_INCIDENT: _record_incident,
    Act.RECORD_ATTEMPT: _record_attempt,
    Act.RECORD_CAUSES: _record_causes,
    Act.RECORD_ADJUSTMENT: _record_adjustment,
    Act.RECORD_DISCLOSURE: _record_disclosure,
    Act.AGREE: _agree,
    Act.MEDIATE: _mediate,
    Act.MONITOR: _monitor,
    Act.COMPLAIN: _complain,
    Act.ASK_TO_BE_CONTACTED: _ask,
    Act.PROPOSE: _propose,
}
"""The acts about a customer."""
