"""The screen pop: the banner for a number or an address that another system hands over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.web.desk.pop import STILL_ON
from tests.builders import SAM_PHONE, contact, new_person, phone, restriction
from tests.unit.web.desk.desk_app import LANDLORD, OTHER_LANDLORD, Desk


def once_a_week() -> Restriction:
    return restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}, [Channel.VOICE])


def look_up(desk: Desk, point: str, landlord: str = LANDLORD) -> TestResponse:
    return desk.signed_in("agent", landlord).send("/desk/pop", {"point": point})


def test_the_page_has_a_form_that_works_without_any_script(desk: Desk) -> None:
    page = desk.signed_in("agent").get("/desk/pop").text
    assert 'method="post" action="/desk/pop"' in page
    assert 'name="point"' in page


def test_the_script_is_a_file_of_ours_that_leaves_nothing_in_the_address(desk: Desk) -> None:
    browser = desk.signed_in("agent")
    assert "desk/pop.js" in browser.get("/desk/pop").text
    with browser.get("/desk/static/desk/pop.js") as file:
        script = file.get_data(as_text=True)
    assert script.index("replaceState") < script.index("requestSubmit")


@pytest.mark.parametrize("point", ["+447700900123", "07700 900123", "sam@example.org"])
def test_the_banner_of_the_person_is_shown(desk: Desk, point: str) -> None:
    desk.decide(restriction(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}))
    page = look_up(desk, point).text
    assert "Sam Example" in page
    assert "May make 2 contacts a week." in page
    assert "One now would come out like this" in page


def test_nothing_is_recorded_by_looking(desk: Desk) -> None:
    look_up(desk, "+447700900123")
    assert desk.services.cards.latest(LANDLORD, 10) == []


def test_the_call_that_is_on_is_shown_as_it_was_decided_though_it_used_the_last_one(desk: Desk) -> None:
    desk.decide(once_a_week())
    desk.receive(contact())
    page = look_up(desk, "+447700900123").text
    assert "This contact is on" in page
    assert "Connected" in page
    assert "Declined" not in page


def test_a_call_of_long_ago_is_not_taken_for_the_one_that_is_on(desk: Desk) -> None:
    desk.decide(once_a_week())
    desk.receive(contact())
    desk.clock.advance(STILL_ON + timedelta(minutes=1))
    page = look_up(desk, "+447700900123").text
    assert "This contact is on" not in page
    assert "Declined" in page


def test_everybody_who_uses_a_shared_number_is_shown_and_the_agent_is_told_to_ask(desk: Desk) -> None:
    desk.services.people.add(LANDLORD, new_person(id="ola", name="Ola Muster", contact_points=(SAM_PHONE,)))
    desk.decide(restriction(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}))
    page = look_up(desk, "+447700900123").text
    assert "2 people use “+447700900123”. Ask who it is" in page
    assert page.index("Ola Muster") < page.index("Sam Example")
    assert page.count("May make 2 contacts a week.") == 1


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("+447700900555", "Not known: ask who it is"),
        ("nobody@example.org", "Not known: ask who it is"),
        ("anonymous", "Number withheld: ask who it is"),
        ("<b>", "Not known: ask who it is"),
    ],
)
def test_whoever_is_not_known_is_to_be_asked(desk: Desk, point: str, said: str) -> None:
    page = look_up(desk, point).text
    assert said in page
    assert "<b>" not in page


def test_a_call_that_is_on_from_an_unknown_number_is_shown_once_and_not_said_to_be_over(desk: Desk) -> None:
    desk.receive(contact(sender=phone("+447700900555")))
    page = look_up(desk, "+447700900555").text
    assert "This contact is on" in page
    assert "No contact from" not in page
    assert page.count("Not known: ask who it is") == 1


def test_while_a_call_from_a_shared_number_is_on_the_agent_still_sees_whom_to_tell_apart(desk: Desk) -> None:
    desk.services.people.add(LANDLORD, new_person(id="ola", name="Ola Muster", contact_points=(SAM_PHONE,)))
    desk.decide(once_a_week())
    desk.receive(contact())
    page = look_up(desk, "+447700900123").text
    assert "This contact is on" in page
    assert "2 people use “+447700900123”. Ask who it is" in page
    assert "Ola Muster" in page


@pytest.mark.parametrize("point", ["", "   ", "7" * 255])
def test_without_a_number_or_an_address_the_page_asks_for_one(desk: Desk, point: str) -> None:
    answer = look_up(desk, point)
    assert answer.status_code == 400
    assert "Give a telephone number or an e-mail address." in answer.text


def test_another_landlord_learns_nothing(desk: Desk) -> None:
    desk.receive(contact())
    page = look_up(desk, "+447700900123", OTHER_LANDLORD).text
    assert "Sam" not in page
    assert "This contact is on" not in page


def test_grounds_are_not_shown(desk: Desk) -> None:
    desk.decide(once_a_week())
    assert "harassment" not in look_up(desk, "+447700900123").text.casefold()
