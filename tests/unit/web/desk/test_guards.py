"""What keeps strangers out: roles, landlords, forged forms, and what the browser is told to refuse."""

from __future__ import annotations

import pytest

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.web.authentication import authentication_of
from contact_gateway.web.desk.blueprint import ROUTES
from tests.builders import contact, new_person, restriction
from tests.unit.web.desk.desk_app import LANDLORD, OTHER_LANDLORD, Desk

PAGES = [rule.replace("<customer_id>", "sam") for method, rule, _ in ROUTES if method == "GET" and rule != "/sign-in"]
MANAGERS_PAGES = [page for page in PAGES if page not in {"/", "/events", "/pop"}]
CHANGES = [rule.replace("<customer_id>", "sam") for method, rule, _ in ROUTES if method == "POST"]


def test_every_route_of_the_desk_says_who_may_use_it() -> None:
    assert all(authentication_of(view) for _, _, view in ROUTES)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_opens_without_signing_in(desk: Desk, page: str) -> None:
    assert desk.visitor().get(f"/desk{page}").status_code == 303


@pytest.mark.parametrize("page", MANAGERS_PAGES)
def test_an_agent_does_not_open_a_managers_page(desk: Desk, page: str) -> None:
    answer = desk.signed_in("agent").get(f"/desk{page}")
    assert answer.status_code == 403
    assert "This page is for managers" in answer.text
    assert "Sam" not in answer.text


def test_an_agent_cannot_set_a_limit_by_posting_the_form(desk: Desk) -> None:
    answer = desk.signed_in("agent").send("/desk/", {"step": "confirm"}, to="/desk/customers/sam/restrictions/new")
    assert answer.status_code == 403
    assert not desk.services.restrictions.of_customer(LANDLORD, "sam")


@pytest.mark.parametrize("change", CHANGES)
def test_a_form_without_our_token_changes_nothing(desk: Desk, change: str) -> None:
    browser = desk.signed_in("manager")
    answer = browser.client.post(f"/desk{change}", data={"email": "x", "step": "confirm"})
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.text
    assert browser.get("/desk/").status_code == 200


@pytest.mark.parametrize("page", ["/customers/sam", "/customers/sam/restrictions/new", "/customers/nobody"])
def test_ids_of_another_landlord_are_not_there(desk: Desk, page: str) -> None:
    answer = desk.signed_in("manager", OTHER_LANDLORD).get(f"/desk{page}")
    assert answer.status_code == 404
    assert "Sam Example" not in answer.text


def test_a_limit_on_another_landlords_customer_cannot_be_set(desk: Desk) -> None:
    browser = desk.signed_in("manager", OTHER_LANDLORD)
    answer = browser.send("/desk/", {"step": "confirm"}, to="/desk/customers/sam/restrictions/new")
    assert answer.status_code == 404


def test_contacts_and_searches_stay_within_the_landlord(desk: Desk) -> None:
    desk.receive(contact())
    browser = desk.signed_in("manager", OTHER_LANDLORD)
    assert "Sam Example" not in browser.get("/desk/").text
    assert "Sam Example" not in browser.send("/desk/customers", {"words": "sam"}).text


def test_grounds_stand_on_no_page_that_is_looked_at(desk: Desk) -> None:
    desk.decide(restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}))
    desk.receive(contact())
    browser = desk.signed_in("manager")
    for page in ("/desk/", "/desk/customers/sam", "/desk/reviews"):
        assert "harassment" not in browser.get(page).text.casefold()


@pytest.mark.parametrize("page", ["/desk/sign-in", "/desk/", "/desk/nowhere", "/desk/customers"])
def test_every_answer_forbids_inline_scripts_frames_and_keeping(desk: Desk, page: str) -> None:
    headers = desk.signed_in("manager").get(page).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", ["/desk/", "/desk/customers", "/desk/customers/sam/restrictions/new"])
def test_pages_hold_no_inline_script_and_no_inline_style(desk: Desk, page: str) -> None:
    desk.receive(contact())
    text = desk.signed_in("manager").get(page).text
    assert " style=" not in text
    assert "<style" not in text
    assert text.count("<script") == text.count('<script type="module" src=') + text.count("<script src=")


def test_browsers_stay_on_https_only_where_the_world_reaches_us_by_it(desk: Desk) -> None:
    assert "Strict-Transport-Security" not in desk.visitor().get("/desk/sign-in").headers
    assert "Strict-Transport-Security" in Desk(secure=True).visitor().get("/desk/sign-in").headers


def test_markup_in_a_name_or_a_search_is_only_text(desk: Desk) -> None:
    desk.services.people.add(LANDLORD, new_person(name="<b>Sam</b>"))
    desk.receive(contact())
    browser = desk.signed_in("manager")
    searched = browser.send("/desk/customers", {"words": "<b>nobody"})
    for page in (browser.get("/desk/"), browser.get("/desk/customers/sam"), searched):
        assert "<b>" not in page.text
        assert "&lt;b&gt;" in page.text
