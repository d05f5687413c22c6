"""Banners: what whoever serves a contact must know, before it is recorded and after."""

from __future__ import annotations

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.domain.contact import Contact
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.outcome import Decision
from contact_gateway.web.api.contact_reading import NOT_RECORDED, phone_point
from contact_gateway.web.api.decision_answers import banner_lines
from contact_gateway.web.api.operations import Call, Operation, Reply
from contact_gateway.web.api.shapes.contacts import (
    BannerAnswer,
    BannerOfCustomer,
    BannerOfEmail,
    BannerOfPhone,
    BannerOfReference,
    BannerQuestion,
)


def search(call: Call) -> Reply:
    """Answer the banner for somebody who is there now; nothing is recorded."""
    asked = call.body_as(BannerQuestion).root
    sender, customer_id, reference = None, "", ""
    match asked:
        case BannerOfPhone():
            sender = phone_point(asked.phone, call.services.phone_numbers)
        case BannerOfEmail():
            sender = ContactPoint.email(asked.email)
        case BannerOfReference():
            reference = asked.reference
        case BannerOfCustomer():
            customer_id = asked.customer_id
    contact = Contact(
        provider=NOT_RECORDED,
        provider_id=NOT_RECORDED,
        channel=asked.channel,
        sender=sender,
        received_at=call.services.clock.now(),
        reference=reference,
    )
    tried = call.api.try_decision(call.landlord, contact, customer_id)
    if reference and not tried.decision.counted_for:
        raise NotFound("There is no customer with this reference.")
    return Reply(body=_answer(tried.decision))


def show(call: Call) -> Reply:
    """Answer the banner of a recorded contact."""
    card = call.services.cards.one(call.landlord, call.ids["contact_id"])
    return Reply(body=_answer(card.decision, card.contact_id))


def _answer(decision: Decision, contact_id: str | None = None) -> BannerAnswer:
    return BannerAnswer(
        **dict(banner_lines(decision.banner)),
        contact_id=contact_id,
        customer_id=decision.counted_for or None,
        outcome=decision.outcome,
        next_allowed=decision.next_allowed,
    )


OPERATIONS = (
    Operation(
        method="POST",
        path="/banners/search",
        name="searchBanner",
        summary="The banner for a telephone number, an e-mail address, a customer or a reference",
        scope=ApiScope.BANNERS_READ,
        view=search,
        body=BannerQuestion,
        answer=BannerAnswer,
        may_miss=True,
        refusals=("impossible_number",),
    ),
    Operation(
        method="GET",
        path="/banners/<id:contact_id>",
        name="showBanner",
        summary="The banner of a recorded contact",
        scope=ApiScope.BANNERS_READ,
        view=show,
        answer=BannerAnswer,
    ),
)
