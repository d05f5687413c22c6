"""Plays the acts that are about a restriction or an appeal, each through its use case.

Where the appeal is against a warning, the act names the customer, and is about no restriction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cli.scenario_runner.acting_in_case import Doing
from cli.scenario_runner.model import Act, ActPlayed
from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.casework_services import CaseworkServices
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.working_days import Delivery

NO_REASON = "The file gives no reason."
"""What stands where an act needs a reason that the format does not ask for."""


def _consult(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    said = act.values
    informing = said.get("informing_officer", "")
    return casework.consult(landlord, act.ref, act.by, said.get("with", ()), said.get("replies", ""), informing)


def _authorise(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    return casework.authorise(landlord, act.ref, act.by, act.values.get("reason", ""))


def _issue_letter(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    said = act.values
    if act.on:
        way = said.get("sent_by", Delivery.POST)
        return casework.items.issue_bare_letter(landlord, act.on, act.appeal, act.by, way)
    return casework.issue_letter(
        landlord,
        act.ref,
        act.by,
        sent_by=said.get("sent_by", Delivery.POST),
        letter=said.get("letter"),
        omit=frozenset(said.get("omit", ())),
    )


def _comment(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    channel = act.values.get("channel", Channel.LETTER)
    return casework.items.comment(landlord, act.ref, act.by, act.values["words"], channel)


def _review(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    said = act.values
    return casework.review(
        landlord, act.ref, act.by, said["outcome"], said.get("reason", ""), next_review_on=said.get("next_review")
    )


def _appeal(casework: CaseworkServices, landlord: str, act: ActPlayed, at: datetime) -> Answer:
    said = act.values
    request = AppealRequest(
        received_at=said["received"](at) if "received" in said else at,
        words=said.get("words", ""),
        new_facts=said.get("new_facts", False),
        hearer=said.get("heard_by", ""),
        appeal_id=act.named,
    )
    if act.on:
        return casework.items.appeal_bare_decision(landlord, act.on, act.ref, act.by, request)
    return casework.appeal(landlord, act.ref, act.by, request)


def _name_hearer(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    if act.on:
        hearer = act.values["heard_by"]
        return casework.items.name_bare_hearer(landlord, act.on, act.appeal, act.by, hearer)
    return casework.name_hearer(landlord, act.ref, act.by, act.values["heard_by"], act.appeal)


def _decide_appeal(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    found, reason = act.values["outcome"], act.values.get("reason", NO_REASON)
    if act.on:
        return casework.items.decide_bare_appeal(landlord, act.on, act.appeal, act.by, found, reason)
    return casework.decide_appeal(landlord, act.ref, act.by, found, reason, act.appeal)


def _suspend(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    said = act.values
    return casework.suspend(landlord, act.ref, act.by, said.get("reason", ""), again=said.get("again", False))


def _lift(casework: CaseworkServices, landlord: str, act: ActPlayed, _: datetime) -> Answer:
    return casework.lift(landlord, act.ref, act.by, act.values.get("reason", ""), act.values.get("ends"))


ON_RESTRICTION: Mapping[Act, Doing] = {
    Act.CONSULT: _consult,
    Act.AUTHORISE: _authorise,
    Act.ISSUE_LETTER: _issue_letter,
    Act.COMMENT: _comment,
    Act.REVIEW: _review,
    Act.APPEAL: _appeal,
    Act.NAME_HEARER: _name_hearer,
    Act.DECIDE_APPEAL: _decide_appeal,
    Act.SUSPEND: _suspend,
    Act.LIFT: _lift,
}
"""The acts about a restriction or an appeal."""
