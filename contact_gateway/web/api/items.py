"""Decisions about one item, requests that were not met, and who knows of an arrangement."""

from __future__ import annotations

from contact_gateway.application.casework.decide_item import ItemVerdict
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.web.api.case_operations import OF_RESTRICTION, act_of_customer, on_customer
from contact_gateway.web.api.operations import Call, Operation, Reply
from contact_gateway.web.api.shapes.items import (
    AwareAnswer,
    AwareList,
    NewAcknowledgement,
    NewItemDecision,
    NewNotGiven,
)

_AWARE = f"{OF_RESTRICTION}/acknowledgements"


def decide_item(call: Call) -> Reply:
    """Record what was decided about one item."""
    said, does = call.body_as(NewItemDecision), call.services.casework.items.decide_item
    verdict = ItemVerdict(
        contact_id=said.contact_id, decision=said.decision, reason=said.reason, was_read=said.was_read
    )
    return on_customer(call, does, said.officer, verdict)


def not_given(call: Call) -> Reply:
    """Record what the customer was asked for and did not give."""
    said, does = call.body_as(NewNotGiven), call.services.casework.items.record_not_given
    return on_customer(
        call, does, said.officer, said.asked_for, difficulty=said.difficulty, contact_id=said.contact_id or ""
    )


def acknowledge(call: Call) -> Reply:
    """Record that an officer knows; said again, nothing is added."""
    officer = call.body_as(NewAcknowledgement).officer
    call.services.casework.items.acknowledge(call.landlord, call.ids["restriction_id"], officer)
    return aware(call)


def aware(call: Call) -> Reply:
    """Answer who knows."""
    known = call.services.casework.items.acknowledge.aware(call.landlord, call.ids["restriction_id"])
    return Reply(body=AwareList(items=[AwareAnswer(officer=one.officer, since=one.since) for one in known]))


OPERATIONS = (
    act_of_customer(
        "/item-decisions",
        "decideItem",
        "Record what somebody who read it decided about one letter, mail or complaint",
        decide_item,
        NewItemDecision,
        ("reason_required", "not_read"),
    ),
    act_of_customer(
        "/not-given",
        "recordNotGiven",
        "Record that the customer was asked for something and did not give it",
        not_given,
        NewNotGiven,
    ),
    Operation(
        method="POST",
        path=_AWARE,
        name="acknowledge",
        summary="Record that an officer knows of an arrangement; said again, nothing is added",
        scope=ApiScope.CASES_WRITE,
        view=acknowledge,
        body=NewAcknowledgement,
        answer=AwareList,
        refusals=("unknown_officer", "already_over", "erased"),
    ),
    Operation(
        method="GET",
        path=_AWARE,
        name="listAware",
        summary="Which officers said that they know of an arrangement, and since when",
        scope=ApiScope.CASES_READ,
        view=aware,
        answer=AwareList,
    ),
)
