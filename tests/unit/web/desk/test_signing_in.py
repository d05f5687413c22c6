"""Signing in and out: who comes in, for how long, and what a guesser learns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contact_gateway.web.sessions import LIFETIME, safe_destination
from tests.unit.web.desk.desk_app import LANDLORD, PASSWORD, Desk

EMAIL = f"agent@{LANDLORD}.example.org"


def test_an_agent_who_signs_in_sees_the_contacts(desk: Desk) -> None:
    answer = desk.visitor().sign_in(EMAIL, PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/desk/")


def test_a_visitor_is_sent_to_sign_in_and_then_to_the_page_that_was_wanted(desk: Desk) -> None:
    browser = desk.visitor()
    assert browser.get("/desk/reviews").location == "/desk/sign-in?next=/desk/reviews"
    answer = browser.sign_in(f"manager@{LANDLORD}.example.org", PASSWORD, next="/desk/reviews")
    assert answer.location == "/desk/reviews"


def test_whoever_is_signed_in_is_not_asked_again(desk: Desk) -> None:
    assert desk.signed_in("agent").get("/desk/sign-in").location == "/desk/"


def test_an_unknown_account_and_a_wrong_password_get_the_same_answer(desk: Desk) -> None:
    wrong = desk.visitor().sign_in(EMAIL, "wrong")
    unknown = desk.visitor().sign_in("nobody@example.org", "wrong")
    assert wrong.status_code == unknown.status_code == 403
    assert _without_what_varies(wrong.text, EMAIL) == _without_what_varies(unknown.text, "nobody@example.org")


def _without_what_varies(page: str, email: str) -> list[str]:
    return [line for line in page.replace(email, "").splitlines() if "csrf_token" not in line]


def test_the_password_is_never_sent_back(desk: Desk) -> None:
    assert "hunter-two" not in desk.visitor().sign_in(EMAIL, "hunter-two").text


def test_a_guesser_has_to_wait_longer_each_time_and_the_owner_elsewhere_does_not(desk: Desk) -> None:
    guesser = desk.visitor()
    assert [guesser.sign_in(EMAIL, f"guess {number}").status_code for number in range(4)] == [403, 403, 403, 429]
    desk.clock.advance(timedelta(seconds=2))
    assert guesser.sign_in(EMAIL, "guess 5").status_code == 403
    assert guesser.sign_in(EMAIL, "guess 6").headers["Retry-After"] == "4"
    owner = desk.visitor()
    owner.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert owner.sign_in(EMAIL, PASSWORD).status_code == 303


def test_even_the_right_password_waits_while_the_brake_is_on(desk: Desk) -> None:
    guesser = desk.visitor()
    for number in range(3):
        guesser.sign_in(EMAIL, f"guess {number}")
    assert guesser.sign_in(EMAIL, PASSWORD).status_code == 429


def test_the_session_cookie_is_closed_to_scripts_other_sites_and_plain_http() -> None:
    answer = Desk(secure=True).visitor().client.get("/desk/sign-in", base_url="https://desk.example.org")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-contact-gateway=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


def test_signing_in_begins_a_session_of_its_own(desk: Desk) -> None:
    browser = desk.visitor()
    with browser.client.session_transaction() as planted:
        planted["planted"] = "by somebody else"
    browser.sign_in(EMAIL, PASSWORD)
    with browser.client.session_transaction() as session:
        assert "planted" not in session
        assert session.permanent


def test_signing_out_makes_a_copy_of_the_cookie_worthless(desk: Desk) -> None:
    browser, thief = desk.signed_in("agent"), desk.visitor()
    copied = browser.client.get_cookie("contact-gateway")
    assert copied
    thief.client.set_cookie("contact-gateway", copied.value)
    assert thief.get("/desk/").status_code == 200
    assert browser.send("/desk/", {}, to="/desk/sign-out").location == "/desk/sign-in"
    assert browser.get("/desk/").status_code == 303
    assert thief.get("/desk/").status_code == 303


def test_a_session_ends_after_twelve_hours(desk: Desk) -> None:
    browser = desk.signed_in("agent")
    desk.clock.advance(LIFETIME - timedelta(minutes=1))
    assert browser.get("/desk/").status_code == 200
    desk.clock.advance(timedelta(minutes=1))
    assert browser.get("/desk/").status_code == 303


def test_a_session_does_not_move_to_another_browser(desk: Desk) -> None:
    browser = desk.signed_in("agent")
    assert browser.client.get("/desk/", headers={"User-Agent": "another"}).status_code == 303


def test_a_copied_session_is_not_moved_by_claiming_its_owners_address(desk: Desk) -> None:
    browser = desk.signed_in("agent")
    assert browser.get("/desk/").status_code == 200
    browser.client.environ_base["REMOTE_ADDR"] = "192.0.2.66"
    assert browser.client.get("/desk/", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 303


def test_an_account_that_is_no_more_is_signed_out(desk: Desk) -> None:
    browser = desk.signed_in("agent")
    with browser.client.session_transaction() as session:
        session["_user_id"] = '["example", "gone"]'
    assert browser.get("/desk/").status_code == 303


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example.org/desk/",
        "//evil.example.org/desk/",
        "/desk//evil.example.org",
        "/\\evil.example.org/desk/",
        "/desk/\\evil",
        "/desk/\nLocation: x",
        "javascript:alert(1)",
        "/webhooks/example/twilio/voice/incoming",
        "/deskside",
        "",
    ],
)
def test_nobody_is_sent_outside_the_desk(wanted: str) -> None:
    assert safe_destination(wanted, "/desk/") == "/desk/"


def test_a_wanted_page_keeps_its_path_and_loses_the_rest() -> None:
    assert safe_destination("/desk/customers/sam?x=1#y", "/desk/") == "/desk/customers/sam"
