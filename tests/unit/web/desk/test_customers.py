"""Finding a customer, and what stands on the customer's page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from contact_gateway.application.records import ContactKey, ReviewDue
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts, Event, Happening
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Mode
from tests.builders import MONDAY, contact, new_person, restriction
from tests.unit.web.desk.desk_app import LANDLORD, Desk


@pytest.mark.parametrize("words", ["sam", "EXAMPLE", "T-1001", "07700 900123", "+447700900123", "sam@example.org"])
def test_a_customer_is_found_by_name_reference_number_as_dialled_or_address(desk: Desk, words: str) -> None:
    desk.services.people.add(LANDLORD, new_person(id="ola", name="Ola Muster", contact_points=(), reference="T-2"))
    page = desk.signed_in("manager").send("/desk/customers", {"words": words}).text
    assert "1 found" in page
    assert 'href="/desk/customers/sam"' in page
    assert "Ola Muster" not in page


def test_a_search_that_finds_nobody_says_so_and_keeps_the_words(desk: Desk) -> None:
    page = desk.signed_in("manager").send("/desk/customers", {"words": "zebra"}).text
    assert "Nobody found for “zebra”" in page
    assert 'value="zebra"' in page


def test_a_search_is_posted_so_that_no_address_holds_a_name(desk: Desk) -> None:
    page = desk.signed_in("manager").get("/desk/customers").text
    assert '<form class="cg-search" method="post"' in page


def test_a_customer_without_a_restriction_is_like_everybody_else(desk: Desk) -> None:
    page = desk.signed_in("manager").get("/desk/customers/sam").text
    assert "Nothing: Sam Example may make contact like everybody else." in page
    assert 'href="/desk/customers/sam/restrictions/new"' in page


def test_arrangements_are_shown_with_their_state_and_review(desk: Desk) -> None:
    desk.decide(restriction(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}, [Channel.VOICE]))
    desk.decide(restriction(id="r2", starts_at=MONDAY + timedelta(days=3)))
    desk.decide(restriction(Kind.VOICEMAIL_ONLY, id="r3", mode=Mode.SHADOW))
    page = desk.signed_in("manager").get("/desk/customers/sam").text
    for said in (
        "May make 2 contacts a week.",
        "In force",
        "Not yet in force",
        "On trial",
        "Tuesday 1 September 2026 (183 days left)",
        "Clause EXA-1",
    ):
        assert said in page


def test_counters_of_the_last_30_days_are_shown_by_way_of_contact(desk: Desk) -> None:
    for days in (0, 29, 30):
        desk.receive(contact(provider_id=f"CA{days}", received_at=MONDAY - timedelta(days=days)))
    key = ContactKey("twilio", "CA0")
    desk.services.record_outcome(LANDLORD, key, Event(happening=Happening.ANSWERED, at=MONDAY))
    desk.services.record_outcome(LANDLORD, key, Event(happening=Happening.ENDED, at=MONDAY, talk_seconds=370))
    page = desk.signed_in("manager").get("/desk/customers/sam").text
    assert page.count('data-column="Attempts">2<') == 2
    assert page.count('data-column="Got through">1<') == 2
    assert "6 min 10 s" in page
    assert ">Letter<" not in page


def test_a_customer_who_is_not_there_is_not_found(desk: Desk) -> None:
    answer = desk.signed_in("manager").get("/desk/customers/nobody")
    assert answer.status_code == 404
    assert "Page not found" in answer.text


def test_no_review_is_due(desk: Desk) -> None:
    assert "No review is due." in desk.signed_in("manager").get("/desk/reviews").text


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 2, 28), "Overdue by 2 days"),
        (date(2026, 3, 1), "Overdue by 1 day"),
        (date(2026, 3, 2), "Due today"),
        (date(2026, 3, 3), "1 day left"),
        (date(2026, 3, 9), "7 days left"),
    ],
)
def test_a_review_says_how_far_off_it_is_and_what_happened_since(desk: Desk, due: date, said: str) -> None:
    standing = restriction(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}, review_on=due)
    desk.decide(standing)
    counts = Counts(attempts=14, accepted=9, declined=4, emergencies=1, talk_seconds=4210)
    review = ReviewDue(restriction=standing, customer_name="Sam Example", due_on=due, counts=counts)
    desk.services.restrictions.put_before_manager(LANDLORD, review, MONDAY)
    page = desk.signed_in("manager").get("/desk/reviews").text
    assert said in page
    for cell in (
        'data-column="Attempts">14<',
        'data-column="Declined">4<',
        "1 h 10 min",
        "May make 2 contacts a week.",
    ):
        assert cell in page
