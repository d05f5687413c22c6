"""Taking over a limit: what may be left out, what is said about it, and that nothing typed is lost."""

from __future__ import annotations

from html import unescape

import pytest

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.enforced import ContactCap, PermittedTimes, SinglePointOfContact
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.periods import Per, parse_window
from contact_gateway.domain.restrictions import Grounds, Mode
from tests.builders import contact, restriction
from tests.unit.web.desk.desk_app import LANDLORD, Desk

PAGE = "/desk/customers/sam/restrictions/new"
REVIEW = {"review-day": "2", "review-month": "9", "review-year": "2026"}
TOLD = {"told-day": "2", "told-month": "3", "told-year": "2026", "sent_by": "hand"}
LIMIT: dict[str, str | list[str]] = {
    "kind": "contact_cap",
    "limit": "1",
    "per": "week",
    "channels": ["voice"],
    "grounds": "harassment",
    "proposed_by": "kim",
    "decided_by": "lee",
    **TOLD,
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


SAME = "The very same stands for this person already: there is nothing more to take over."

CHOSEN = {"deputy", "kind", "per", "point", "grounds", "proposed_by", "sent_by"}


def test_the_form_starts_with_calls_a_week_and_says_what_it_is_for_and_who_puts_it_on_record(desk: Desk) -> None:
    page = unescape(desk.signed_in("manager").get(PAGE).text)
    for said in (
        "Take over a limit that was decided already",
        "Only for what was decided, and told to the customer, before",
        "A new decision is made step by step",
        "docs/api.md",
        "You are signed in as Lee Officer",
        'value="voice" checked',
        'value="week" checked',
        "from 1 month to 12 months after it came into force (a default",
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
        "Kim Officer",
        "Monday 2 March 2026, by hand",
        "In force from",
        "Put on record by",
        "Lee Officer",
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


def test_its_acts_name_who_proposed_and_who_decided_it(desk: Desk) -> None:
    desk.signed_in("manager").send(PAGE, {**LIMIT, "step": "confirm"})
    assert [one.act.by for _, one in desk.memory.of(LANDLORD).acts] == ["kim", "lee", "lee"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "The limit is taken over and in force."),
        ({"sent_by": "post"}, "It is in force from Wednesday 4 March 2026 on."),
    ],
    ids=["by hand today", "by post today"],
)
def test_the_customers_page_says_whether_it_is_in_force(desk: Desk, told: dict[str, str], said: str) -> None:
    manager = desk.signed_in("manager")
    manager.send(PAGE, {**LIMIT, **told, "step": "confirm"})
    page = manager.get("/desk/customers/sam").text
    assert said in page
    assert "May make 1 contact a week." in page


def test_what_counts_as_received_the_day_after_tomorrow_declines_nobody_today(desk: Desk) -> None:
    desk.signed_in("manager").send(PAGE, {**LIMIT, "sent_by": "post", "step": "confirm"})
    outcomes = [desk.receive(contact(provider_id=f"CA{number}")).decision.outcome for number in range(3)]
    assert outcomes == [Outcome.CONNECT] * 3


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
        "Choose what was decided.",
        "Choose who proposed it.",
        "Choose who decided it.",
        "Enter the date on which the customer was told",
        "Choose how the customer was told.",
        "Choose which ways of contact this is about.",
        "Choose the grounds.",
        "Enter a real date for the review",
    ):
        assert said in answer.text
    assert 'href="#review-day"' in answer.text


@pytest.mark.parametrize(
    ("wrong", "said", "field"),
    [
        ({"limit": ""}, "Enter how many contacts are allowed,", "limit"),
        ({"limit": "none"}, "Enter how many contacts are allowed, a whole number from 1 to 10000.", "limit"),
        ({"limit": "0"}, "a whole number from 1 to 10000.", "limit"),
        ({"limit": "9" * 5000}, "a whole number from 1 to 10000.", "limit"),
        ({"per": "fortnight"}, "Choose whether that is a day, a week or a month.", "limit"),
        ({"channels": ["pigeon"]}, "Choose which ways of contact this is about.", "channels"),
        ({"grounds": "dislike"}, "Choose the grounds.", "grounds"),
        ({"review-day": "31", "review-month": "6"}, "Enter a real date for the review", "review-day"),
        ({"review-year": "2030"}, "choose a day from 2 April 2026 to 2 March 2027", "review-day"),
        ({"kind": "no_contact"}, "Choose what was decided.", "kind"),
        ({"proposed_by": "lee"}, "Whoever proposes a restriction does not authorise it", "proposed_by"),
        ({"proposed_by": "mia"}, "Choose who proposed it.", "proposed_by"),
        ({"told-day": "3"}, "Nobody was told on 3 March 2026 yet; give a day up to today, 2 March 2026.", "told-day"),
        ({"told-year": "2024", "review-year": "2024"}, "Nobody reviewed it in time", "told-day"),
        ({"told-year": "99999999999"}, "Enter the date on which the customer was told", "told-day"),
        ({"review-year": "99999999999"}, "Enter a real date for the review", "review-day"),
        ({"told-year": "26"}, "Enter the date on which the customer was told", "told-day"),
        ({"told-day": "30", "told-month": "2"}, "Enter the date on which the customer was told", "told-day"),
        ({"sent_by": "pigeon"}, "Choose how the customer was told.", "sent_by"),
        ({"kind": "permitted_times"}, "Enter the times of at least one day", "mon-opens"),
        ({"kind": "permitted_times", "tue-opens": "9"}, "Enter both times for Tuesday, or none.", "mon-opens"),
        (
            {"kind": "permitted_times", "tue-opens": "12", "tue-closes": "9"},
            "12:00-09:00 ends before it starts",
            "mon-opens",
        ),
        ({"kind": "permitted_times", "tue-opens": "noon", "tue-closes": "two"}, "is not a weekly window", "mon-opens"),
        ({"kind": "single_point_of_contact"}, "Choose who all contact goes to.", "point"),
        ({"kind": "single_point_of_contact", "point": "officer:mia"}, "Choose who all contact goes to.", "point"),
        ({"kind": "single_point_of_contact", "point": "officer:"}, "Choose who all contact goes to.", "point"),
        ({**POINT, "deputy": "team:moon"}, "Choose somebody of the list for when they are away", "point"),
        ({"kind": "single_point_of_contact", "point": "team:moon"}, "Choose who all contact goes to.", "point"),
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
        if isinstance(typed, str) and typed and name not in CHOSEN:
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


@pytest.mark.parametrize("sent_by", ["hand", "post"])
def test_a_button_pressed_twice_takes_over_one_limit(desk: Desk, sent_by: str) -> None:
    manager = desk.signed_in("manager")
    locations = [manager.send(PAGE, {**LIMIT, "sent_by": sent_by, "step": "confirm"}).location for _ in range(2)]
    assert locations == ["/desk/customers/sam"] * 2
    assert len(desk.services.restrictions.of_customer(LANDLORD, "sam")) == 1


def test_a_limit_that_is_in_force_already_is_not_offered_again(desk: Desk) -> None:
    manager = desk.signed_in("manager")
    manager.send(PAGE, {**LIMIT, "step": "confirm"})
    answer = manager.send(PAGE, {**LIMIT, "step": "check"})
    assert answer.status_code == 422
    assert SAME in answer.text


def test_a_button_pressed_twice_is_told_that_nothing_more_was_taken_over(desk: Desk) -> None:
    manager = desk.signed_in("manager")
    for said in ("The limit is taken over and in force.", SAME):
        manager.send(PAGE, {**LIMIT, "step": "confirm"})
        assert said in manager.get("/desk/customers/sam").text


def test_a_trial_of_the_same_hinders_nobody_to_take_it_over(desk: Desk) -> None:
    terms = {"limit": 1, "per": "week"}
    desk.decide(restriction(Kind.CONTACT_CAP, terms, channels=[Channel.VOICE], id="trial", mode=Mode.SHADOW))
    desk.signed_in("manager").send(PAGE, {**LIMIT, "step": "confirm"})
    held = desk.services.restrictions.of_customer(LANDLORD, "sam")
    assert sorted(one.mode for one in held) == [Mode.ENFORCED, Mode.SHADOW]


def test_an_account_without_an_officer_takes_over_nothing(desk: Desk) -> None:
    desk.add_user("manager", LANDLORD, officer_id="")
    answer = desk.signed_in("manager").send(PAGE, {**LIMIT, "step": "confirm"})
    assert answer.status_code == 422
    assert "not tied to an officer" in answer.text
    assert not desk.services.restrictions.of_customer(LANDLORD, "sam")
