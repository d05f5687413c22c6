"""A browser, the demo, and people who sign in there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from contact_gateway.domain.periods import add_months
from tests.browser.demo import PASSWORD, Demo, running_demo
from tests.builders import LONDON

CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

SignIn = Callable[..., Page]
"""Opens a browser of one's own, signs in as a role at a landlord and returns the page."""


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    with running_demo() as demo:
        yield demo


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "The browser tests need Chromium; on Debian: apt-get install chromium."
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM))
        yield chromium
        chromium.close()


@pytest.fixture
def sign_in(demo: Demo, browser: Browser) -> Iterator[SignIn]:
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(role: str, landlord: str, *, java_script: bool = True) -> Page:
        context = browser.new_context(base_url=demo.url, java_script_enabled=java_script)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        fill_in_sign_in(page, role, landlord)
        page.wait_for_url("**/desk/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def fill_in_sign_in(page: Page, role: str, landlord: str) -> None:
    page.goto("/desk/sign-in")
    page.get_by_label("E-mail address").fill(f"{role}@{landlord.replace('_', '-')}.example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def fill_in_how_it_came_about(page: Page) -> None:
    """Say that Lee proposed it and Kim decided it, that it is handed over today, and looked at in half a year."""
    today = datetime.now(LONDON).date()
    page.get_by_label("Who proposed it").select_option(label="Lee Officer")
    page.get_by_label("Who decided it").select_option(label="Kim Manager")
    page.get_by_label("By hand").check()
    for legend, day in (("When the customer was told", today), ("Review date", add_months(today, 6))):
        group = page.get_by_role("group", name=legend)
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(part).fill(str(number))


def _complaint(message: ConsoleMessage) -> list[str]:
    """What the browser complains of, such as a refused inline script; less the answers that a test arranges."""
    expected = (
        "the server responded with a status of 4",
        "the server responded with a status of 503",
        "net::ERR_FAILED",
    )
    return [] if message.type != "error" or any(words in message.text for words in expected) else [message.text]
