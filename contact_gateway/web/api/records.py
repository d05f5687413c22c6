"""What is put on record beside a case: adjustments, complaints about staff, disclosures, courts' orders, proofs."""

from __future__ import annotations

from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.casework.record_authority import AuthorityReport
from contact_gateway.application.casework.record_court_order import CourtOrderReport
from contact_gateway.application.casework.record_disclosure import Disclosure
from contact_gateway.application.casework.record_tenancy_action import TenancyAction
from contact_gateway.web.api.case_operations import act_of_customer, on_customer
from contact_gateway.web.api.operations import Call, Reply
from contact_gateway.web.api.representatives import REPRESENTATIVES
from contact_gateway.web.api.shapes.records import (
    NewAdjustment,
    NewAuthority,
    NewComplaint,
    NewContactRequest,
    NewCourtOrder,
    NewDisclosure,
    NewTenancyAction,
)


def adjustment(call: Call) -> Reply:
    """Record an adjustment that the customer asked for, and let it hold."""
    said, record = call.body_as(NewAdjustment), call.services.casework.record_adjustment
    wanted = AdjustmentRequest(
        adjustment=said.adjustment,
        language=said.language or "",
        paper=said.paper,
        asked=said.asked,
        helps=said.helps,
        disclosed=said.disclosed,
        review_on=said.review_on,
        until=said.until,
    )
    return on_customer(call, record, said.officer, wanted)


def complaint(call: Call) -> Reply:
    """Record a complaint about an officer, to whom this customer's contact goes no more."""
    said, complain = call.body_as(NewComplaint), call.services.casework.complain
    return on_customer(call, complain, said.officer, said.about, said.account)


def contact_request(call: Call) -> Reply:
    """Ask the customer to make contact: a channel is open for it, once."""
    said, ask = call.body_as(NewContactRequest), call.services.casework.ask_to_be_contacted
    return on_customer(call, ask, said.officer, said.channel, said.until)


def disclosure(call: Call) -> Reply:
    """Record that somebody outside was told something."""
    said, record = call.body_as(NewDisclosure), call.services.casework.record_disclosure
    told = Disclosure(
        to=said.to,
        basis=said.basis,
        agreed_by=said.agreed_by,
        asked_by=said.asked_by,
        purpose=said.purpose,
        shared=said.shared,
        law=said.law,
    )
    return on_customer(call, record, said.officer, told)


def tenancy_action(call: Call) -> Reply:
    """Record that the landlord acts on the tenancy."""
    said, record = call.body_as(NewTenancyAction), call.services.casework.items.record_tenancy_action
    action = TenancyAction(said.agreed_by, what=said.what, broken=said.broken)
    return on_customer(call, record, said.officer, action)


def court_order(call: Call) -> Reply:
    """Record what a court ordered."""
    said, record = call.body_as(NewCourtOrder), call.services.casework.record_court_order
    order = CourtOrderReport(
        reference=said.reference,
        made_on=said.made_on,
        ends_on=said.ends_on,
        power_of_arrest=said.power_of_arrest,
        court=said.court,
        terms=said.terms,
    )
    return on_customer(call, record, said.officer, order)


def authority(call: Call) -> Reply:
    """Record what shows that a representative may act for the customer."""
    said, record = call.body_as(NewAuthority), call.services.casework.record_authority
    shown = AuthorityReport(
        representative=REPRESENTATIVES.held(call).id,
        proof=said.proof,
        scope=said.scope,
        review_on=said.review_on,
        until=said.until,
    )
    return on_customer(call, record, said.officer, shown)


OPERATIONS = (
    act_of_customer(
        "/adjustments", "recordAdjustment", "Record an adjustment that was asked for", adjustment, NewAdjustment
    ),
    act_of_customer("/complaints", "recordComplaint", "Record a complaint about an officer", complaint, NewComplaint),
    act_of_customer(
        "/contact-requests",
        "askForContact",
        "Ask the customer to make contact: a channel is open for it, once",
        contact_request,
        NewContactRequest,
        ("impossible_terms",),
    ),
    act_of_customer(
        "/disclosures",
        "recordDisclosure",
        "Record that somebody outside was told something, and on which basis",
        disclosure,
        NewDisclosure,
        ("not_authorised", "reason_required"),
    ),
    act_of_customer(
        "/court-orders",
        "recordCourtOrder",
        "Record what a court ordered",
        court_order,
        NewCourtOrder,
        ("impossible_terms",),
    ),
    act_of_customer(
        "/tenancy-actions",
        "recordTenancyAction",
        "Record that the landlord acts on the tenancy",
        tenancy_action,
        NewTenancyAction,
        ("not_authorised", "reason_required"),
    ),
    act_of_customer(
        "/representatives/<id:representative_id>/authority",
        "recordAuthority",
        "Record what shows that a representative may act",
        authority,
        NewAuthority,
        ("evidence_missing",),
    ),
)
