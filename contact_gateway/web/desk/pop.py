"""The screen pop: another system opens `/desk/pop#phone=…`, and the agent sees what to do with whoever that is.

A fragment never leaves the browser; the page's script posts it, so that no address, history or log holds a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from contact_gateway.application.records import ContactCard
from contact_gateway.domain.contact import Channel, Contact, Step
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.web.authentication import signed_in
from contact_gateway.web.desk import here
from contact_gateway.web.desk.contact_cards import CardView, card_views

STILL_ON = timedelta(minutes=30)
"""For how long a contact that came in is taken for the one that the agent is asking about."""

_SEVERAL = 2
_LATEST = 200
_LONGEST = 254
_NOWHERE = "-"
"""Provider and id of a contact that is only asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Who was asked about, the contact that is on, and what would become of one from each person it might be.

    Where a contact is on, the latter says something only for a number of several people of whom nobody was named.
    """

    asked: str
    on_now: list[CardView]
    would_be: list[CardView]


@signed_in("agent")
def pop() -> ResponseReturnValue:
    """Show the form; the page's script fills it in from the fragment and sends it."""
    return render_template("desk/pop.html", asked="", found=None, fault="")


@signed_in("agent")
def find_pop() -> ResponseReturnValue:
    """Show the banner of each person who uses a number or an address; nothing is recorded."""
    asked = request.form.get("point", "").strip()
    if not asked or len(asked) > _LONGEST:
        fault = "Give a telephone number or an e-mail address."
        return render_template("desk/pop.html", asked="", found=None, fault=fault), 400
    return render_template("desk/pop.html", asked=asked, found=_find(asked), fault="")


def _find(asked: str) -> Found:
    point = ContactPoint.email(asked) if "@" in asked else here.services().phone_numbers.read(asked)
    on_now, people = _on_now(point), _people(point)
    told = bool(on_now) and (len(people) < _SEVERAL or bool(on_now[0].decision.counted_for))
    officers = here.services().people.officers(here.landlord())
    return Found(
        asked=asked,
        on_now=card_views(on_now, here.policy(), officers),
        would_be=[] if told else card_views(_would_be(asked, point, people), here.policy(), officers),
    )


def _on_now(point: ContactPoint | None) -> list[ContactCard]:
    """Return the newest contact from here that may still be on: what was decided about it stands."""
    since = here.services().clock.now() - STILL_ON
    latest = here.services().cards.latest(here.landlord(), _LATEST) if point else []
    mine = [card for card in latest if point and card.sender == point.value and card.received_at >= since]
    return sorted(mine, key=lambda card: card.event_id)[-1:]


def _people(point: ContactPoint | None) -> list[str]:
    """Return the ids of the customers who use a point."""
    found = here.services().api.person_files.with_point(here.landlord(), point) if point else []
    return [customer.id for customer in found]


def _would_be(asked: str, point: ContactPoint | None, people: list[str]) -> Iterable[ContactCard]:
    """Decide a contact from each of these customers, or from whoever else it may be."""
    services, landlord, now = here.services(), here.landlord(), here.services().clock.now()
    channel = Channel.EMAIL if "@" in asked else Channel.VOICE
    contact = Contact(provider=_NOWHERE, provider_id=_NOWHERE, channel=channel, sender=point, received_at=now)
    for customer_id in people or [""]:
        tried = services.api.try_decision(landlord, contact, customer_id)
        yield ContactCard(
            event_id=0,
            contact_id=f"would-be-{customer_id}",
            received_at=now,
            channel=channel,
            step=Step.RECEIVED,
            sender=point.value if point else "",
            decision=tried.decision,
        )
