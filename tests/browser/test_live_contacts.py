"""The agent's page in a real browser: contacts come by themselves, and disturb nobody."""

from __future__ import annotations

import time

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import SignIn
from tests.browser.demo import Demo

SHOWN_WITHIN_SECONDS = 2
SAM = "07700900123"
STRANGER = "07700900999"

_NOTE_ARRIVALS = """() => {
    window.arrived = [];
    new MutationObserver(() => window.arrived.push(Date.now())).observe(
        document.querySelector("[data-cards]"), { childList: true });
}"""


def wait_until_live(page: Page) -> None:
    expect(page.get_by_text("Live: new contacts appear by themselves.")).to_be_visible()


def test_a_call_is_shown_within_two_seconds_without_a_reload(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("agent", "tuntum")
    wait_until_live(page)
    cards = page.locator("[data-contact]")
    before = cards.count()
    page.evaluate(_NOTE_ARRIVALS)
    rang = time.time()  # noqa: TID251 compared with the browser's own clock
    demo.call("tuntum", SAM)
    expect(cards).to_have_count(before + 1)
    assert page.evaluate("() => window.arrived[0]") / 1000 - rang <= SHOWN_WITHIN_SECONDS
    expect(cards.first).to_contain_text("Sam Example")
    expect(cards.first).to_contain_text("07700900123")
    expect(page.get_by_role("status")).to_contain_text("Call from Sam Example")


def test_contacts_of_another_landlord_are_never_shown(demo: Demo, sign_in: SignIn) -> None:
    here, there = sign_in("agent", "magna"), sign_in("agent", "torus")
    wait_until_live(here)
    wait_until_live(there)
    seen = there.locator("[data-contact]").count()
    demo.call("magna", SAM)
    expect(here.locator("[data-contact]").first).to_contain_text("Sam Example")
    there.wait_for_timeout(2000)
    expect(there.locator("[data-contact]")).to_have_count(seen)


def test_a_key_press_replaces_the_callers_card_instead_of_adding_one(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("agent", "tuntum")
    wait_until_live(page)
    cards = page.locator("[data-contact]")
    before = cards.count()
    demo.call("tuntum", SAM, "--press", "1")
    expect(cards.first).to_contain_text("Emergency: put through at once.")
    expect(cards).to_have_count(before + 1)


def test_a_new_contact_does_not_take_the_focus(demo: Demo, sign_in: SignIn) -> None:
    demo.call("tuntum", SAM)
    page = sign_in("manager", "tuntum")
    wait_until_live(page)
    cards = page.locator("[data-contact]")
    link = cards.first.get_by_role("link", name="Open customer")
    link.focus()
    held = cards.first.get_attribute("data-contact")
    demo.call("tuntum", STRANGER)
    expect(cards.first).to_contain_text("Not known")
    assert page.evaluate("() => document.activeElement.closest('[data-contact]').dataset.contact") == held


def test_a_page_that_was_cut_off_says_so_and_catches_up(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("agent", "octavia")
    wait_until_live(page)

    def cut(route: Route) -> None:
        route.abort()

    page.route("**/desk/events*", cut)
    page.reload()
    expect(page.get_by_text("Not live: trying again.")).to_be_visible()
    demo.call("octavia", SAM)
    expect(page.locator("[data-contact]")).to_have_count(0)
    page.unroute("**/desk/events*", cut)
    expect(page.locator("[data-contact]").first).to_contain_text("Sam Example", timeout=15_000)
    wait_until_live(page)


def test_a_feed_that_was_refused_for_a_while_comes_back(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("agent", "octavia")

    def refuse(route: Route) -> None:
        route.fulfill(status=503, body="away")

    page.route("**/desk/events*", refuse)
    page.reload()
    expect(page.get_by_text("Not live: trying again.")).to_be_visible()
    page.unroute("**/desk/events*", refuse)
    expect(page.get_by_text("Live: new contacts appear by themselves.")).to_be_visible(timeout=15_000)


def test_without_scripts_a_reload_shows_the_same(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("agent", "derby_homes", java_script=False)
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_visible()
    demo.call("derby_homes", SAM)
    page.reload()
    expect(page.locator("[data-contact]").first).to_contain_text("Sam Example")
    expect(page.get_by_role("heading", name="No contacts yet")).to_be_hidden()
