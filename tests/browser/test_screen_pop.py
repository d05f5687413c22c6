"""The screen pop in a browser: what stands behind the # reaches the page, and no address that anybody else sees."""

from __future__ import annotations

from tests.browser.conftest import SignIn
from tests.browser.demo import Demo

NUMBER = "+447700900123"
# nobody has it, and no other test calls from it: whoever has just called is on the page as well
SILENT = "07700900871"


def test_a_link_with_a_number_shows_the_banner_and_leaves_no_number_behind(demo: Demo, sign_in: SignIn) -> None:
    demo.call("tuntum", NUMBER)
    page = sign_in("agent", "tuntum")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("about:blank")
    page.goto(f"/desk/pop#phone={NUMBER}")
    page.get_by_text("This contact is on").wait_for()
    assert page.get_by_label("Telephone number or e-mail address").input_value() == NUMBER
    assert page.url == f"{demo.url}/desk/pop"
    assert not [url for url in asked if "7700900123" in url.partition("#")[0]]
    page.go_back()
    assert "7700900123" not in page.url


def test_the_next_call_in_the_same_tab_replaces_the_one_before(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("agent", "tuntum")
    page.goto(f"/desk/pop#phone={SILENT}")
    page.get_by_text("Not known: ask who it is").wait_for()
    page.evaluate("window.location.hash = '#email=nobody%40example.org'")
    page.get_by_text("nobody@example.org").first.wait_for()
    assert page.url == f"{demo.url}/desk/pop"


def test_without_a_script_the_number_is_keyed_into_the_form(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("agent", "tuntum", java_script=False)
    page.goto("/desk/pop")
    page.get_by_label("Telephone number or e-mail address").fill(SILENT)
    page.get_by_role("button", name="Look up").click()
    assert page.get_by_text("Not known: ask who it is").is_visible()
