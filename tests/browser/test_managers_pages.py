"""A manager at work in a real browser: find a customer, take over a limit, see it kept."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn, fill_in_how_it_came_about
from tests.browser.demo import Demo

SAM = "07700900123"


def open_form(page: Page) -> None:
    page.get_by_role("link", name="Customers").click()
    page.get_by_label("Name, reference, number or e-mail address").fill("07700 900123")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Sam Example").click()
    page.get_by_role("button", name="Take over a limit").click()


def test_a_limit_that_a_manager_takes_over_declines_the_second_call(demo: Demo, sign_in: SignIn) -> None:
    page = sign_in("manager", "tuntum")
    open_form(page)
    page.get_by_label("Contact limit").check()
    page.get_by_label("How many contacts").fill("1")
    page.get_by_label("Excessive contact").check()
    fill_in_how_it_came_about(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Put on record by")).to_be_visible()
    expect(page.get_by_role("heading", name="Call, when the limit is used up")).to_contain_text("Declined")
    expect(page.get_by_text("Calls from this number can be taken again on")).to_be_visible()
    page.get_by_role("button", name="Confirm and take over").click()
    expect(page.get_by_role("alert")).to_contain_text("The limit is taken over and in force.")
    expect(page.get_by_text("May make 1 contact a week.")).to_be_visible()

    demo.call("tuntum", SAM)
    heard = demo.call("tuntum", SAM)
    assert "Calls from this number can be taken again on" in heard
    page.get_by_role("link", name="Contacts").click()
    newest = page.locator("[data-contact]").first
    expect(newest).to_contain_text("Declined")
    expect(newest).to_contain_text("Contact limit used up")
    expect(page.locator("[data-contact]").nth(1)).to_contain_text("Connected")


def test_a_wrong_answer_is_named_and_the_summary_leads_to_its_field(sign_in: SignIn) -> None:
    page = sign_in("manager", "tuntum")
    open_form(page)
    page.get_by_label("Permitted times").check()
    page.get_by_label("Monday from").fill("12")
    page.get_by_label("Monday to").fill("9")
    page.get_by_label("Harassment").check()
    fill_in_how_it_came_about(page)
    page.get_by_role("button", name="Continue").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("12:00-09:00 ends before it starts")
    expect(page.get_by_label("Monday from")).to_have_value("12")
    expect(page.get_by_label("Harassment")).to_be_checked()
    summary.get_by_role("link").click()
    expect(page.get_by_label("Monday from")).to_be_focused()


def test_only_the_fields_of_the_chosen_kind_are_shown(sign_in: SignIn) -> None:
    page = sign_in("manager", "tuntum")
    open_form(page)
    expect(page.get_by_label("How many contacts")).to_be_hidden()
    page.get_by_label("Single point of contact").check()
    expect(page.get_by_label("All contact goes to")).to_be_visible()
    expect(page.get_by_label("How many contacts")).to_be_hidden()


def test_without_scripts_every_field_is_there_and_the_form_works(sign_in: SignIn) -> None:
    page = sign_in("manager", "magna", java_script=False)
    open_form(page)
    page.get_by_label("Single point of contact").check()
    page.get_by_label("All contact goes to").select_option(label="Lee Officer")
    page.get_by_label("All ways of contact, also any added later").check()
    page.get_by_label("Telephone").uncheck()
    page.get_by_label("Harassment").check()
    fill_in_how_it_came_about(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Confirm and take over").click()
    expect(page.get_by_text("The limit is taken over and in force.")).to_be_visible()


def test_an_agent_is_kept_out_of_the_managers_pages(sign_in: SignIn) -> None:
    page = sign_in("agent", "tuntum")
    expect(page.get_by_role("link", name="Customers")).to_have_count(0)
    page.goto("/desk/customers")
    expect(page.get_by_role("heading", name="This page is for managers")).to_be_visible()


def test_after_signing_out_going_back_shows_nothing(sign_in: SignIn) -> None:
    page = sign_in("manager", "tuntum")
    page.goto("/desk/customers")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/desk/sign-in*")
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Sam Example")).to_have_count(0)


def test_no_page_is_wider_than_a_telephone(sign_in: SignIn) -> None:
    page = sign_in("manager", "octavia")
    page.set_viewport_size({"width": 320, "height": 640})
    paths = ("/desk/", "/desk/customers", "/desk/customers/jo", "/desk/customers/jo/restrictions/new", "/desk/reviews")
    for path in paths:
        page.goto(path)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, path
