"""The agent's page: contacts as they come, each with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from contact_gateway.application.records import ContactCard
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.standing import Officer
from contact_gateway.web.authentication import signed_in
from contact_gateway.web.desk import here
from contact_gateway.web.desk.contact_cards import CardView, card_views
from contact_gateway.web.desk.event_stream import EventStream, Render

_NEWEST = 50


@signed_in("agent")
def contacts() -> ResponseReturnValue:
    """Show the newest contacts; the page's script adds what comes after them."""
    services, landlord = here.services(), here.landlord()
    cards = services.cards.latest(landlord, _NEWEST)
    views = card_views(cards, here.policy(), services.people.officers(landlord))
    return render_template(
        "desk/contacts.html", cards=views, after=max((card.event_id for card in cards), default=0), newest=_NEWEST
    )


@signed_in("agent")
def events() -> ResponseReturnValue:
    """Send contacts as they come, from `Last-Event-ID` on, or from `after` where the page has just been opened.

    Where all seats are taken the page is told what is new by now, and asks again by itself after a second.
    """
    services, landlord = here.services(), here.landlord()
    feed = EventStream(
        cards=services.cards,
        clock=services.clock,
        landlord=landlord,
        render=_in_markup(here.policy(), services.people.officers(landlord)),
    )
    seats = here.seats()
    stays = seats.take()
    told = stream_with_context(feed.since(_last_event(), stays=stays))
    answer = Response(told, mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})
    if stays:
        answer.call_on_close(seats.give_back)
    return answer


def _last_event() -> int:
    said = request.headers.get("Last-Event-ID") or request.args.get("after", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0


def _in_markup(policy: Policy, officers: Sequence[Officer]) -> Render:
    def render(cards: Sequence[ContactCard]) -> list[tuple[CardView, str]]:
        views = card_views(cards, policy, officers)
        return [(view, render_template("desk/card.html", card=view)) for view in views]

    return render
