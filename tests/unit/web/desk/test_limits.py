"""Setting a limit: what may be left out, what is said about it, and that nothing typed is lost."""

from __future__ import annotations

from html import unescape

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.enforced import ContactCap, PermittedTimes, SinglePointOfContact
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.periods import Per, parse_window
from contact_gateway.domain.restrictions import Grounds
from tests.builders import contact
from tests.unit.web.desk.desk_app import LANDLORD, Desk

PAGE = "/desk/customers/sam/restrictions/new"
REVIEW = {"review-day": "2", "review-month": "9", "review-year": "2026"}
LIMIT: dict[str, str | list[str]] = {
    "kind": "contact_cap",
    "limit": "1",
    "per": "week",
    "channels": ["voice"],
    "grounds": "harassment",
    **REVIEW,
}
TIMES = {
    **LIMIT,
    "kind": "permitted_times",
    "mon-opens": "9",
    "mon-closes": "12.30",
    "thu-opens": "14:00",
    "thu-closes": "16:00",
}
POINT = {**LIMIT, "kind": "single_point_of_contact", "point": "officer:lee", "channels": ["every"]}


def test_the_form_starts_with_calls_a_week_and_the_usual_review(desk: Desk) -> None:
    page = desk.signed_in("manager").get(PAGE).text
    for said in (
        'value="voice" checked',
        'value="week" checked',
        'name="review-month" type="text" value="9"',
        "a default",
    ):
        assert said in " ".join(page.split())


def test_a_limit_is_checked_in_the_words_that_the_customer_will_hear(desk: Desk) -> None:
    answer = desk.signed_in("manager").send(PAGE, {**LIMIT, "step": "check"})
    assert answer.status_code == 200
    page = unescape(answer.text)
    for said in (
        "Check your answers",
        "1 a week",
        "Call, when the limit is used up",
        "Calls from this number can be taken again on Monday 9 March",
        "You can also reach us by text message",
        "Wednesday 2 September 2026",
    ):
        assert said in page
    assert not desk.services.restrictions.of_customer(LANDLORD, "sam")


def test_a_confirmed_limit_declines_the_next_call_but_one(desk: Desk) -> None:
    answer = desk.signed_in("manager").send(PAGE, {**LIMIT, "step": "confirm"})
    assert (answer.status_code, answer.location) == (303, "/desk/customers/sam")
    outcomes = [desk.receive(contact(provider_id=f"CA{number}")).decision.outcome for number in range(2)]
    assert outcomes == [Outcome.CONNECT, Outcome.DECLINE]


def test_what_is_stored_is_what_was_chosen(desk: Desk) -> None:
    desk.signed_in("manager").send(PAGE, {**LIMIT, "step": "confirm"})
    ((stored, decided),) = desk.memory.of(LANDLORD).restrictions.values()
    assert stored.terms == ContactCap(limit=1, per=Per.WEEK)
    assert stored.scope.channels == {Channel.VOICE}
    assert stored.review_on.isoformat() == "2026-09-02"
    assert (decided.officer, decided.grounds) == ("lee", Grounds.HARASSMENT)


def test_the_customers_page_says_that_it_is_in_force(desk: Desk) -> None:
    manager = desk.signed_in("manager")
    manager.send(PAGE, {**LIMIT, "step": "confirm"})
    page = manager.get("/desk/customers/sam").text
    assert "The limit is in force from now on." in page
    assert "May make 1 contact a week." in page


def test_times_are_read_as_people_write_them(desk: Desk) -> None:
    desk.signed_in("manager").send(PAGE, {**TIMES, "step": "confirm"})
    (stored,) = desk.services.restrictions.of_customer(LANDLORD, "sam")
    assert stored.terms == PermittedTimes(windows=(parse_window("mon 09:00-12:30"), parse_window("thu 14:00-16:00")))


def test_a_single_point_of_contact_covers_every_channel_and_may_have_a_deputy(desk: Desk) -> None:
    desk.signed_in("manager").send(PAGE, {**POINT, "deputy": "team:complaints", "step": "confirm"})
    (stored,) = desk.services.restrictions.of_customer(LANDLORD, "sam")
    assert stored.terms == SinglePointOfContact(officer="lee", deputies=("complaints",))
    assert not stored.scope.channels


@pytest.mark.parametrize(
    ("chosen", "said"), [(TIMES, "Monday 09:00 to 12:30; Thursday 14:00 to 16:00"), (POINT, "Lee Officer")]
)
def test_the_other_kinds_are_checked_in_words_too(desk: Desk, chosen: dict[str, str | list[str]], said: str) -> None:
    assert said in desk.signed_in("manager").send(PAGE, {**chosen, "step": "check"}).text


def test_an_empty_form_is_told_everything_that_is_missing_at_once(desk: Desk) -> None:
    answer = desk.signed_in("manager").send(PAGE, {"step": "check"})
    assert answer.status_code == 422
    for said in (
        "There is a problem",
        "Choose what is decided.",
        "Choose which ways of contact this is about.",
        "Choose the grounds.",
        "Enter a real date for the review",
    ):
        assert said in answer.text
    assert 'href="#review-day"' in answer.text


@pytest.mark.parametrize(
    ("wrong", "said", "field"),
    [
        ({"limit": ""}, "Enter how many contacts are allowed.", "limit"),
        ({"limit": "none"}, "Limit needs a whole number from 1 to 10000, got 'none'.", "limit"),
        ({"limit": "0"}, "Limit needs a whole number from 1 to 10000, got '0'.", "limit"),
        ({"per": "fortnight"}, "Per cannot be 'fortnight'; allowed: day, week, month.", "limit"),
        ({"channels": ["pigeon"]}, "has no channel 'pigeon'", "channels"),
        ({"grounds": "dislike"}, "'dislike' is not among the grounds", "grounds"),
        ({"review-day": "31", "review-month": "6"}, "Enter a real date for the review", "review-day"),
        ({"review-year": "2030"}, "choose a day from 2 April 2026 to 2 March 2027", "review-day"),
        ({"kind": "no_contact"}, "Choose what is decided.", "kind"),
        ({"kind": "permitted_times"}, "Enter the times of at least one day", "mon-opens"),
        ({"kind": "permitted_times", "tue-opens": "9"}, "Enter both times for Tuesday, or none.", "mon-opens"),
        (
            {"kind": "permitted_times", "tue-opens": "12", "tue-closes": "9"},
            "12:00-09:00 ends before it starts",
            "mon-opens",
        ),
        ({"kind": "permitted_times", "tue-opens": "noon", "tue-closes": "two"}, "is not a weekly window", "mon-opens"),
        ({"kind": "single_point_of_contact"}, "Choose who all contact goes to.", "point"),
        ({"kind": "single_point_of_contact", "point": "officer:mia"}, "There is no officer 'mia'", "point"),
        ({"kind": "single_point_of_contact", "point": "team:moon"}, "There is no team 'moon'", "point"),
    ],
)
def test_a_wrong_field_is_named_in_a_sentence_and_linked_and_nothing_typed_is_lost(
    desk: Desk, wrong: dict[str, str | list[str]], said: str, field: str
) -> None:
    answer = desk.signed_in("manager").send(PAGE, {**LIMIT, **wrong, "step": "confirm"})
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert page.count(said) >= 2  # in the summary, and beside the field
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    for name, typed in wrong.items():
        if isinstance(typed, str) and typed and name not in {"kind", "per", "point", "grounds"}:
            assert f'value="{typed}"' in page
    assert not desk.services.restrictions.of_customer(LANDLORD, "sam")


def test_going_back_to_change_keeps_everything(desk: Desk) -> None:
    page = " ".join(desk.signed_in("manager").send(PAGE, {**TIMES, "step": "change"}).text.split())
    for said in (
        'value="permitted_times" checked',
        'value="12.30"',
        'value="harassment" checked',
        'name="review-day" type="text" value="2"',
    ):
        assert said in page


def test_the_check_page_carries_every_field_to_the_confirmation(desk: Desk) -> None:
    manager = desk.signed_in("manager")
    page = manager.send(PAGE, {**TIMES, "step": "check"}).text
    for name, value in TIMES.items():
        for one in [value] if isinstance(value, str) else value:
            assert f'name="{name}" value="{one}"' in page


def test_a_button_pressed_twice_sets_one_limit(desk: Desk) -> None:
    manager = desk.signed_in("manager")
    locations = [manager.send(PAGE, {**LIMIT, "step": "confirm"}).location for _ in range(2)]
    assert locations == ["/desk/customers/sam"] * 2
    assert len(desk.services.restrictions.of_customer(LANDLORD, "sam")) == 1


def test_a_limit_that_is_in_force_already_is_not_offered_again(desk: Desk) -> None:
    manager = desk.signed_in("manager")
    manager.send(PAGE, {**LIMIT, "step": "confirm"})
    answer = manager.send(PAGE, {**LIMIT, "step": "check"})
    assert answer.status_code == 422
    assert "in force already" in answer.text


def test_an_account_without_an_officer_decides_nothing(desk: Desk) -> None:
    desk.add_user("manager", LANDLORD, officer_id="")
    answer = desk.signed_in("manager").send(PAGE, {**LIMIT, "step": "confirm"})
    assert answer.status_code == 422
    assert "not tied to an officer" in answer.text
    assert not desk.services.restrictions.of_customer(LANDLORD, "sam")
