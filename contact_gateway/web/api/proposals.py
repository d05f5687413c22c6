"""A restriction before it is signed: proposed, written anew, consulted about."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from contact_gateway.application.casework.naming import naming
from contact_gateway.application.casework.proposal_at_hand import ProposalRequest
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.restriction_request import RestrictionRequest
from contact_gateway.domain.procedure.words import Question
from contact_gateway.web.api.case_operations import (
    OF_RESTRICTION,
    about_restriction,
    act_of_restriction,
    as_the_caller_saw,
    on_restriction,
    on_what_was_seen,
)
from contact_gateway.web.api.operations import Call, Keyed, Operation, Reply
from contact_gateway.web.api.shapes.lives import Acted, NewConsultation, NewProposal, NewSignature
from contact_gateway.web.api.telling import for_the_letter

_REFUSALS = (
    *("unknown_officer", "kind_not_in_policy", "out_of_scope", "unverified_identity", "warning_missing"),
    *("reason_required", "evidence_missing", "impact_missing", "equality_check_missing", "review_out_of_range"),
    *("conflicts_with_adjustment", "no_channel_left", "not_authorised", "impossible_terms", "unknown_channel"),
    *(
        "erased",
        "unknown_policy",
        "unknown_team",
        "shadow_too_long",
        "already_decided",
        "id_taken",
        "impossible_day",
        "not_in_force",
        "appeal_open",
    ),
)


def propose(call: Call) -> Reply:
    """Write down what an officer proposes; it binds nobody, but for immediate danger."""
    said, does = call.body_as(NewProposal), naming(call.services.casework.propose, call.made_id)
    return about_restriction(call, call.made_id, partial(does, call.landlord, request_of(said, call.made_id)))


def rewrite(call: Call) -> Reply:
    """Write a proposal anew that nobody has signed."""
    restriction_id, does = call.ids["restriction_id"], call.services.casework.propose
    request = request_of(call.body_as(NewProposal), restriction_id)
    return about_restriction(call, restriction_id, lambda: as_the_caller_saw(call, does)(call.landlord, request))


def consult(call: Call) -> Reply:
    """Record who was asked and what they said."""
    said, does = call.body_as(NewConsultation), call.services.casework.consult
    return on_restriction(call, does, said.officer, tuple(said.asked), said.replies, said.informing_officer or "")


def sign(call: Call) -> Reply:
    """Sign what the officer saw."""
    said, does = call.body_as(NewSignature), call.services.casework.authorise
    return on_what_was_seen(call, does, said.officer, said.reason)


def request_of(said: NewProposal, restriction_id: str) -> ProposalRequest:
    """Return what an officer proposes; without an id, under one that nobody has."""
    return ProposalRequest(
        wanted=_wanted(said),
        answers={
            Question.EVIDENCE: said.evidence,
            Question.IMPACT: said.impact,
            Question.SEVERITY: said.severity,
            Question.FREQUENCY: said.frequency,
            Question.ADJUSTMENTS: said.adjustments_considered,
            Question.VULNERABILITY: said.vulnerability,
        },
        told=for_the_letter(said),
        informing_officer=said.informing_officer or "",
        immediate=said.immediate,
        reason=said.reason,
        varies=said.varies or "",
        stage=said.stage,
        policy=said.policy,
        restriction_id=restriction_id,
    )


def _wanted(said: NewProposal) -> RestrictionRequest:
    return RestrictionRequest(
        customer_id=said.customer_id,
        kind=said.kind,
        officer=said.officer,
        grounds=said.grounds or "",
        review_on=said.review_on,
        terms=said.terms,
        channels=tuple(said.channels),
        services=tuple(said.services),
        teams=tuple(said.teams),
        to=tuple(said.to),
        starts_at=said.starts_at,
        planned_end=said.planned_end,
        mode=said.mode,
        reply=said.reply,
        narrative=said.what_happened,
        evidence=said.evidence,
    )


OPERATIONS = (
    Operation(
        method="POST",
        path="/proposals",
        name="proposeRestriction",
        summary="Propose a restriction, or other terms for one; somebody else signs",
        scope=ApiScope.CASES_WRITE,
        view=propose,
        body=NewProposal,
        answer=Acted,
        status=HTTPStatus.CREATED,
        keyed=Keyed.OPTIONAL,
        located=True,
        may_miss=True,
        refusals=_REFUSALS,
    ),
    Operation(
        method="PUT",
        path=f"{OF_RESTRICTION}/proposal",
        name="rewriteProposal",
        summary="Write a proposal anew that nobody has signed",
        scope=ApiScope.CASES_WRITE,
        view=rewrite,
        body=NewProposal,
        answer=Acted,
        status=HTTPStatus.CREATED,
        guarded=True,
        located=True,
        refusals=_REFUSALS,
    ),
    act_of_restriction(
        "/consultations",
        "consult",
        "Record who was asked before a decision, and what they said",
        consult,
        NewConsultation,
        ("already_over",),
    ),
    act_of_restriction(
        "/signatures",
        "signProposal",
        "Sign a proposal as it was seen; the last signature that the policy asks for decides it",
        sign,
        NewSignature,
        ("already_decided", "already_over", "not_authorised", "same_person", "consultation_missing", "not_in_force"),
        guarded=True,
    ),
)
