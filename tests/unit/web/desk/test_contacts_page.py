"""The agent's page: what stands on a card, and what never does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from tests.builders import MONDAY, SAM_EMAIL, contact, phone, restriction
from tests.unit.web.desk.desk_app import LANDLORD, Desk


def test_an_empty_page_says_what_will_appear(desk: Desk) -> None:
    page = desk.signed_in("agent").get("/desk/").text
    assert "No contacts yet" in page
    assert "data-contact=" not in page


def test_a_card_says_who_what_to_do_what_is_left_and_when_it_is_reviewed(desk: Desk) -> None:
    desk.decide(restriction(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}, [Channel.VOICE]))
    desk.receive(contact())
    page = desk.signed_in("agent").get("/desk/").text
    for said in (
        "Sam Example",
        "Call · 07700900123 · ",
        "Mon 2 Mar 2026, 10:00",
        "Connected",
        "May make 2 contacts a week.",
        "1 of 2 contacts used this week, 1 left",
        "Tuesday 1 September 2026",
    ):
        assert said in page


def test_a_declined_card_says_why_when_again_and_how_else(desk: Desk) -> None:
    desk.decide(restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}, [Channel.VOICE]))
    desk.receive(contact(provider_id="CA1"))
    desk.receive(contact(provider_id="CA2"))
    page = desk.signed_in("agent").get("/desk/").text
    for said in (
        "Declined",
        "Contact limit used up (EXA-1)",
        "Mon 9 Mar 2026, 00:00",
        "Open meanwhile",
        "Text message",
    ):
        assert said in page


def test_a_routed_card_names_the_officer_and_not_only_the_id(desk: Desk) -> None:
    desk.decide(restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee"}))
    desk.receive(contact())
    page = desk.signed_in("agent").get("/desk/").text
    assert "Routed" in page
    assert "<dt>Goes to</dt><dd>Lee Officer</dd>" in page


def test_an_emergency_says_so(desk: Desk) -> None:
    desk.receive(contact(pressed="emergency"))
    page = desk.signed_in("agent").get("/desk/").text
    assert "govuk-tag--red" in page
    assert "Emergency: put through at once." in page
    assert "Always open: emergency" in page


def test_a_withheld_number_is_said_in_words(desk: Desk) -> None:
    desk.receive(contact(sender=None))
    page = desk.signed_in("agent").get("/desk/").text
    assert "No number or address given" in page
    assert "Number withheld" in page


def test_the_newest_contact_stands_first(desk: Desk) -> None:
    desk.receive(contact(provider_id="CA1"))
    desk.receive(contact(Channel.EMAIL, provider_id="M1", sender=SAM_EMAIL, received_at=MONDAY + timedelta(minutes=1)))
    page = desk.signed_in("agent").get("/desk/").text
    assert page.index("E-mail · sam@example.org") < page.index("Call · 07700900123")


def test_times_are_the_landlords_also_in_summer(desk: Desk) -> None:
    desk.receive(contact(received_at=datetime(2026, 7, 1, 9, 5, tzinfo=UTC)))
    assert "Wed 1 Jul 2026, 10:05" in desk.signed_in("agent").get("/desk/").text


def test_a_manager_gets_from_a_card_to_the_customer_and_an_agent_does_not(desk: Desk) -> None:
    desk.receive(contact())
    assert 'href="/desk/customers/sam"' in desk.signed_in("manager").get("/desk/").text
    assert "/desk/customers" not in desk.signed_in("agent").get("/desk/").text


def test_a_stranger_has_no_link_to_a_customer(desk: Desk) -> None:
    desk.receive(contact(sender=phone("+447700900999")))
    assert "Open customer" not in desk.signed_in("manager").get("/desk/").text


def test_the_page_asks_the_feed_for_what_comes_after_it(desk: Desk) -> None:
    desk.receive(contact())
    newest = desk.memory.of(LANDLORD).cards[-1].event_id
    assert f'data-feed="/desk/events?after={newest}"' in desk.signed_in("agent").get("/desk/").text
