"""Contacts: what would become of one, recording one, what happened to it later, and hearing of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from http import HTTPStatus

from contact_gateway.application.errors import Refused
from contact_gateway.application.receive_contact import Answer
from contact_gateway.application.records import ContactCard
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.domain.contact import Channel, Contact, Step
from contact_gateway.domain.counting import Event, Happening
from contact_gateway.web.api.contact_reading import NOT_RECORDED, contact_of, refuse_the_future
from contact_gateway.web.api.decision_answers import banner_lines, decision_answer, reason_answers
from contact_gateway.web.api.operations import Call, Keyed, Operation, Reply
from contact_gateway.web.api.shapes.contacts import ContactFeed, FeedQuery, NewOutcome, RecordedContact
from contact_gateway.web.api.shapes.decisions import (
    ContactAnswer,
    ContactStep,
    DecisionAnswer,
    DecisionQuestion,
    KeyPressed,
    NewContact,
    NotAnswered,
    ReferenceKeyed,
)


def try_decision(call: Call) -> Reply:
    """Answer what would be decided; nothing is recorded."""
    asked = call.body_as(DecisionQuestion)
    contact = contact_of(call, asked, NOT_RECORDED)
    if asked.pressed:
        contact = replace(contact, step=Step.KEY, pressed=asked.pressed.value)
    tried = call.api.try_decision(call.landlord, contact, asked.customer_id or "")
    return Reply(body=decision_answer(call, contact.channel, tried.decision, tried.policy))


def receive(call: Call) -> Reply:
    """Record a contact and answer what is decided."""
    said = call.body_as(NewContact)
    contact = contact_of(call, said, call.key)
    refuse_the_future(contact.received_at, call.services.clock.now())
    answer = call.services.receive_contact(call.landlord, contact)
    _refuse_another(contact if said.received_at else replace(contact, received_at=answer.contact.received_at), answer)
    return Reply(
        body=_answered(call, contact.channel, answer),
        status=HTTPStatus.CREATED,
        location=f"/api/v1/contacts/{answer.contact_id}",
    )


def take_step(call: Call) -> Reply:
    """Decide what follows from a key, from a reference, or from nobody's answer."""
    answer = _next(partial(call.api.continue_contact, call.landlord, call.ids["contact_id"]), call.body_as(ContactStep))
    return Reply(body=_answered(call, Channel.VOICE, answer))


def take_outcome(call: Call) -> Reply:
    """Record what happened."""
    told = call.body_as(NewOutcome)
    now = call.services.clock.now()
    handled = told.happening is Happening.HANDLED
    seconds = told.handling_minutes * 60 if handled else told.talk_seconds
    event = Event(happening=told.happening, at=told.at or now, talk_seconds=seconds)
    refuse_the_future(event.at, now)
    call.api.continue_contact.happened(call.landlord, call.ids["contact_id"], event)
    return Reply(body=None, status=HTTPStatus.NO_CONTENT)


def show(call: Call) -> Reply:
    """Answer one contact."""
    return Reply(body=_recorded(call.services.cards.one(call.landlord, call.ids["contact_id"])))


def feed(call: Call) -> Reply:
    """Answer the contacts that came since."""
    asked = call.query_as(FeedQuery)
    cards, mark = call.services.cards.page(call.landlord, asked.cursor, asked.limit)
    return Reply(body=ContactFeed(items=[_recorded(card) for card in cards], next_cursor=mark))


def _next(continued: Callable[..., Answer], step: ContactStep) -> Answer:
    match step.root:
        case KeyPressed(pressed=pressed):
            return continued(Step.KEY, pressed=pressed.value)
        case ReferenceKeyed(reference=reference):
            return continued(Step.REFERENCE, reference=reference)
        case NotAnswered(unanswered_by=unanswered_by):
            return continued(Step.UNANSWERED, unanswered_by=unanswered_by)


def _refuse_another(contact: Contact, answer: Answer) -> None:
    """Raise `Refused` where the key is that of a contact with other words: these are recorded nowhere."""
    if contact != answer.contact:
        raise Refused("idempotency_key_reused", "This Idempotency-Key belongs to another contact; make a new one.")


def _answered(call: Call, channel: Channel, answer: Answer) -> ContactAnswer:
    decided = decision_answer(call, channel, answer.decision, answer.policy)
    return ContactAnswer(contact_id=answer.contact_id, **dict(decided))


def _recorded(card: ContactCard) -> RecordedContact:
    return RecordedContact(
        contact_id=card.contact_id,
        received_at=card.received_at,
        channel=card.channel,
        step=card.step,
        sender=card.sender or None,
        outcome=card.decision.outcome,
        reasons=reason_answers(card.decision),
        customer_id=card.decision.counted_for or None,
        next_allowed=card.decision.next_allowed,
        banner=banner_lines(card.decision.banner),
    )


OPERATIONS = (
    Operation(
        method="POST",
        path="/decisions",
        name="tryDecision",
        summary="What would become of a contact; nothing is recorded",
        scope=ApiScope.DECISIONS_READ,
        view=try_decision,
        body=DecisionQuestion,
        answer=DecisionAnswer,
        may_miss=True,
    ),
    Operation(
        method="POST",
        path="/contacts",
        name="receiveContact",
        summary="Record a contact and learn what to do with it",
        scope=ApiScope.CONTACTS_WRITE,
        view=receive,
        body=NewContact,
        answer=ContactAnswer,
        status=HTTPStatus.CREATED,
        keyed=Keyed.REQUIRED,
        located=True,
        refusals=("in_the_future",),
    ),
    Operation(
        method="GET",
        path="/contacts",
        name="listContacts",
        summary="Contacts as they were decided, from a cursor on",
        scope=ApiScope.CONTACTS_READ,
        view=feed,
        query=FeedQuery,
        answer=ContactFeed,
    ),
    Operation(
        method="GET",
        path="/contacts/<id:contact_id>",
        name="showContact",
        summary="One contact, with the decision that stands",
        scope=ApiScope.CONTACTS_READ,
        view=show,
        answer=RecordedContact,
    ),
    Operation(
        method="POST",
        path="/contacts/<id:contact_id>/steps",
        name="continueContact",
        summary="A key was pressed, a reference keyed in, or nobody answered: what now?",
        scope=ApiScope.CONTACTS_WRITE,
        view=take_step,
        body=ContactStep,
        answer=ContactAnswer,
        refusals=("other_provider", "not_put_through"),
    ),
    Operation(
        method="POST",
        path="/contacts/<id:contact_id>/outcomes",
        name="recordOutcome",
        summary="What became of a contact: answered, missed, ended",
        scope=ApiScope.CONTACTS_WRITE,
        view=take_outcome,
        body=NewOutcome,
        answer=None,
        status=HTTPStatus.NO_CONTENT,
        refusals=("other_provider", "in_the_future"),
    ),
)
