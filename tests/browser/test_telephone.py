"""The telephone of the demo, in a real browser: the caller and whoever answers are one person with one mouse."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from cli.demo.keys import EXCHANGE_PORT_AFTER_WEB
from tests.browser.demo import Demo

SOON = 20_000


@pytest.fixture(params=[1280, 390], ids=["on-a-desk", "on-a-phone"])
def telephone(demo: Demo, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    port = (urlsplit(demo.url).port or 0) + EXCHANGE_PORT_AFTER_WEB
    page.goto(f"http://127.0.0.1:{port}/")
    yield page
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= request.param
    assert faults == []


def test_a_declined_caller_presses_the_emergency_key_and_is_put_through(telephone: Page) -> None:
    call(telephone, "Ali Example", "Tuntum Housing Association")
    log = telephone.get_by_role("log")
    expect(log).to_contain_text("If this is an emergency, press 1 now.", timeout=SOON)
    telephone.get_by_role("button", name="1", exact=True).click()
    expect(telephone.get_by_role("button", name="Answer")).to_be_visible(timeout=SOON)
    telephone.get_by_role("button", name="Answer").click()
    expect(log).to_contain_text("is connected to Emergency line", timeout=SOON)
    telephone.get_by_role("button", name="Hang up", exact=True).click()
    expect(telephone.get_by_role("button", name="Call", exact=True)).to_be_enabled(timeout=SOON)


def test_whoever_answers_sees_the_banner_and_plays_a_warning(telephone: Page) -> None:
    call(telephone, "Ali Example", "Magna", at="2027-03-02T10:00")
    telephone.get_by_role("button", name="Answer").click(timeout=SOON)
    expect(telephone.locator("#banner")).to_contain_text("Put through to Lee Officer only.")
    log = telephone.get_by_role("log")
    expect(log).to_contain_text("can talk to the other", timeout=SOON)
    telephone.get_by_role("button", name="First warning").click()
    telephone.get_by_role("button", name="Final warning").click()
    told = telephone.locator("#told")
    expect(told).to_contain_text("First warning: The warning is being played.")
    expect(told).to_contain_text("Final warning: Another warning is being played; wait until it has been said.")
    expect(log).to_contain_text("Please speak to us with courtesy, so that we can carry on.", timeout=SOON)
    telephone.get_by_role("button", name="Hang up for the landlord").click()
    expect(log).to_contain_text("the call ends", timeout=SOON)


def test_a_telephone_that_is_away_says_so_and_gives_the_call_button_back(telephone: Page) -> None:
    call(telephone, "Ali Example", "Tuntum Housing Association")
    expect(telephone.get_by_role("log")).to_contain_text("press 1 now.", timeout=SOON)
    telephone.route("**/calls/**", lambda route: route.abort())
    expect(telephone.locator("#told")).to_contain_text("The telephone is out of order. Call again.", timeout=SOON)
    expect(telephone.get_by_role("button", name="Call", exact=True)).to_be_enabled(timeout=SOON)


def test_a_call_that_another_rehearsal_took_away_is_told(telephone: Page) -> None:
    call(telephone, "Ali Example", "Magna", at="2027-03-02T10:00")
    expect(telephone.get_by_role("button", name="Answer")).to_be_visible(timeout=SOON)
    where = telephone.url
    caller = telephone.get_by_label("Who calls").input_value()
    said = {"landlord": "magna", "caller": caller, "at": "2027-03-03T10:00"}
    assert telephone.request.post(f"{where}calls", data=said).status == 201
    expect(telephone.locator("#told")).to_contain_text("somebody began another rehearsal", timeout=SOON)
    expect(telephone.get_by_role("button", name="Call", exact=True)).to_be_enabled(timeout=SOON)


def call(page: Page, who: str, whom: str, at: str = "") -> None:
    page.get_by_label("Who calls").select_option(label=who)
    page.get_by_label("Whom").select_option(label=whom)
    page.get_by_label("When").fill(at)
    page.get_by_role("button", name="Call", exact=True).click()
