"""`make pictures`: what the pages look like, kept in `docs/pictures`.

Starts the demo as anybody does, lets a few people call, opens each page in Chromium and saves what is seen. Fails where
a page does not come to look as it should, and exits 1 where a picture is too large.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from cli.demo.keys import EXCHANGE_PORT_AFTER_WEB
from tests.browser.conftest import CHROMIUM, fill_in_how_it_came_about, fill_in_sign_in
from tests.browser.demo import running_demo

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
LARGEST = 150_000
"""Bytes."""

DESK, TELEPHONE = 1280, 390
SOON = 20_000
LANDLORD = "tuntum"
CALLERS = (("07700900123",), ("07700900124",), ("07700900125",), ("07700900125", "--press", "1"), ("anonymous",))
"""Who calls before anything is looked at: somebody without an arrangement, with one, in an emergency, unknown."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page that a manager at the desk, or whoever tries a call, has before them; sizes in pixels."""

    name: str
    show: Callable[[Page], object]
    width: int = DESK
    height: int = 860


def _call(page: Page) -> None:
    """Let Ali call the landlord at whose desk one officer serves him, and stop when a warning was played to both."""
    page.goto("/")
    page.get_by_label("Who calls").select_option(label="Ali Example")
    page.get_by_label("Whom").select_option(label="Magna")
    page.get_by_label("When").fill("2027-03-02T10:00")
    page.get_by_role("button", name="Call", exact=True).click()
    page.get_by_role("button", name="Answer").click(timeout=SOON)
    log = page.get_by_role("log")
    expect(log).to_contain_text("can talk to the other", timeout=SOON)
    page.get_by_role("button", name="First warning").click()
    expect(log).to_contain_text("Please speak to us with courtesy", timeout=SOON)


def _contacts(page: Page) -> None:
    page.goto("/desk/")
    expect(page.get_by_text("Live: new contacts appear by themselves.")).to_be_visible(timeout=SOON)


def _limit(page: Page) -> None:
    page.goto("/desk/customers/sam/restrictions/new")
    page.get_by_label("Contact limit").check()
    page.get_by_label("How many contacts").fill("2")
    page.get_by_label("Excessive contact").check()
    fill_in_how_it_came_about(page)


def _answers(page: Page) -> None:
    _limit(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Call, when the limit is used up")).to_be_visible()


AT_THE_DOOR = Picture("sign-in", lambda page: page.goto("/desk/sign-in"))
AT_THE_DESK = (
    Picture("contacts", _contacts, height=1100),
    Picture("contacts-on-a-telephone", _contacts, TELEPHONE, 844),
    Picture("customers", lambda page: page.goto("/desk/customers")),
    Picture("customer", lambda page: page.goto("/desk/customers/jo")),
    Picture("take-over-a-limit", _limit, height=1640),
    Picture("check-your-answers", _answers, height=1300),
    Picture("reviews", lambda page: page.goto("/desk/reviews")),
)
AT_THE_TELEPHONE = (
    Picture("telephone", _call, height=1200),
    Picture("telephone-on-a-telephone", _call, TELEPHONE, 1900),
)


def main() -> int:
    """Take every picture; return what the command exits with."""
    path = shutil.which("chromium")
    if path is None:
        print("The pictures need Chromium; on Debian: apt-get install chromium.", file=sys.stderr)
        return 1
    with running_demo() as demo, sync_playwright() as playwright:
        for number, *more in CALLERS:
            demo.call(LANDLORD, number, *more)
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM))
        port = (urlsplit(demo.url).port or 0) + EXCHANGE_PORT_AFTER_WEB
        taken = [_taken(browser, one, f"http://127.0.0.1:{port}") for one in AT_THE_TELEPHONE]
        taken += [_taken(browser, one, demo.url, sign_in=True) for one in AT_THE_DESK]
        taken += [_taken(browser, AT_THE_DOOR, demo.url)]
        browser.close()
    return 0 if all(taken) else 1


def _taken(browser: Browser, picture: Picture, url: str, *, sign_in: bool = False) -> bool:
    """Take a picture, and say whether it is small enough to be kept."""
    size = ViewportSize(width=picture.width, height=picture.height)
    context = browser.new_context(base_url=url, viewport=size, reduced_motion="reduce")
    page = context.new_page()
    if sign_in:
        fill_in_sign_in(page, "manager", LANDLORD)
        page.wait_for_url("**/desk/")
    picture.show(page)
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
    kept = FOLDER / f"{picture.name}.png"
    page.screenshot(path=kept, animations="disabled")
    context.close()
    print(f"{kept.name}: {kept.stat().st_size // 1000} kB")
    return kept.stat().st_size <= LARGEST


if __name__ == "__main__":
    sys.exit(main())
