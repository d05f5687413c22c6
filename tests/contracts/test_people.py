from __future__ import annotations

from datetime import timedelta

import pytest

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.standing import Officer, Role
from tests.builders import MONDAY, SAM_EMAIL, SAM_PHONE, new_officer, new_person, phone
from tests.contracts.worlds import HERE, THERE, World


def test_a_customer_comes_back_as_stored(world: World) -> None:
    world.people.add(HERE, new_person(adjustments=("large_print", "relay_calls")))
    customer = world.people.customer(HERE, "sam")
    assert (customer.name, customer.reference) == ("Sam Example", "T-1001")
    assert customer.contact_points == (SAM_PHONE, SAM_EMAIL)
    assert customer.adjustments == {Adjustment.LARGE_PRINT, Adjustment.RELAY_CALLS}


def test_storing_a_person_again_replaces_all_of_it(world: World) -> None:
    world.people.add(HERE, new_person(adjustments=("large_print",)))
    moved = phone("+447700900124")
    world.people.add(HERE, new_person(name="Sam Elsewhere", contact_points=(SAM_EMAIL, moved)))
    customer = world.people.customer(HERE, "sam")
    assert customer.name == "Sam Elsewhere"
    assert customer.contact_points == (SAM_EMAIL, moved)
    assert customer.adjustments == frozenset()


def test_an_address_comes_back_in_its_lines_and_goes_when_it_is_not_known_any_more(world: World) -> None:
    address = "Flat 2\n1 Zoë Street\nLondon"
    world.people.add(HERE, new_person(address=address))
    assert world.people.customer(HERE, "sam").address == address
    assert [customer.address for customer in world.people.find_customers(HERE)] == [address]
    assert world.people.find_customers(HERE, "Zoë") == []
    world.people.add(HERE, new_person())
    assert world.people.customer(HERE, "sam").address == ""


def test_health_facts_are_given_to_whoever_asks_by_name_only(world: World) -> None:
    world.people.add(HERE, new_person(health_facts="hears badly on the telephone"))
    world.people.add(HERE, new_person(id="alex", reference="T-1002"))
    assert world.people.health_facts_of(HERE, "sam", "lee") == "hears badly on the telephone"
    assert world.people.health_facts_of(HERE, "alex", "lee") == ""
    assert "hears badly" not in repr(world.people.customer(HERE, "sam"))
    for landlord, person in ((HERE, "nobody"), (THERE, "sam")):
        with pytest.raises(NotFound):
            world.people.health_facts_of(landlord, person, "lee")


def test_one_contact_point_may_belong_to_several_people(world: World) -> None:
    world.people.add(HERE, new_person())
    world.people.add(HERE, new_person(id="alex", name="Alex Example", reference="T-1002"))
    found = world.people.find_customers(HERE, "+447700900123")
    assert [customer.id for customer in found] == ["alex", "sam"]


def test_an_adjustment_that_nobody_knows_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="no adjustment") as refused:
        world.people.add(HERE, new_person(adjustments=("louder",)))
    assert refused.value.code == "unknown_adjustment"
    assert world.people.find_customers(HERE) == []


@pytest.mark.parametrize("words", ["sam ex", "EXAMPLE", "t-100", "900123", "Sam@Example", "  sam  ", ""])
def test_a_customer_is_found_by_a_part_of_name_reference_or_contact_point(world: World, words: str) -> None:
    world.people.add(HERE, new_person())
    assert [customer.id for customer in world.people.find_customers(HERE, words)] == ["sam"]


@pytest.mark.parametrize("words", ["%", "_", "s%m", "sa_", "\\", "/", "'; DROP TABLE people; --", "samuel"])
def test_words_are_looked_for_as_they_stand(world: World, words: str) -> None:
    world.people.add(HERE, new_person())
    assert world.people.find_customers(HERE, words) == []


def test_a_percent_sign_finds_a_percent_sign(world: World) -> None:
    world.people.add(HERE, new_person(id="p", name="100% Example"))
    world.people.add(HERE, new_person())
    assert [customer.id for customer in world.people.find_customers(HERE, "0% e")] == ["p"]


def test_customers_are_listed_by_name_and_no_more_than_asked_for(world: World) -> None:
    for number, name in enumerate(["Cleo", "Abel", "Bea"]):
        world.people.add(HERE, new_person(id=f"c{number}", name=name))
    world.people.add(HERE, new_person(id="kim", role=Role.REPRESENTATIVE, of="c1", name="Aaron"))
    assert [customer.name for customer in world.people.find_customers(HERE, limit=2)] == ["Abel", "Bea"]


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.SENDER, Role.OFFICER])
def test_only_a_customer_or_somebody_of_a_household_is_given_out_as_one(world: World, role: Role) -> None:
    world.people.add(HERE, new_person(role=role))
    with pytest.raises(NotFound):
        world.people.customer(HERE, "sam")


def test_somebody_of_a_household_is_shown_as_a_customer_is_and_not_listed_among_them(world: World) -> None:
    world.people.add(HERE, new_person(id="kim", role=Role.HOUSEHOLD, of="sam", name="Kim"))
    assert world.people.customer(HERE, "kim").name == "Kim"
    assert world.people.find_customers(HERE) == []


def test_officers_are_listed_by_name_with_their_first_phone_and_mailbox(world: World) -> None:
    world.people.add(HERE, new_officer())
    second = ContactPoint.email("lee@elsewhere.example.org")
    world.people.add(
        HERE, new_officer(id="ann", name="Ann Officer", contact_points=(phone("+441632960002"), second, SAM_EMAIL))
    )
    assert world.people.officers(HERE) == [
        Officer(id="ann", name="Ann Officer", phone="+441632960002", email="lee@elsewhere.example.org"),
        Officer(id="lee", name="Lee Officer", phone="+441632960001", email="lee@landlord.example.org"),
    ]


def test_asking_for_contact_or_complaining_needs_people_who_are_there(world: World) -> None:
    world.people.add(HERE, new_person())
    until = MONDAY + timedelta(days=1)
    with pytest.raises(NotFound):
        world.people.ask_to_be_contacted(HERE, "nobody", Channel.VOICE, until)
    with pytest.raises(NotFound):
        world.people.complain(HERE, "sam", "nobody")
    with pytest.raises(NotFound):
        world.people.complain(HERE, "nobody", "sam")


def test_saying_the_same_twice_is_harmless(world: World) -> None:
    world.people.add(HERE, new_person())
    world.people.add(HERE, new_officer())
    for _ in range(2):
        world.people.complain(HERE, "sam", "lee")
        world.people.ask_to_be_contacted(HERE, "sam", Channel.VOICE, MONDAY)
        world.people.add_outage(HERE, Channel.EMAIL, MONDAY, MONDAY + timedelta(hours=1))
    assert world.people.customer(HERE, "sam").id == "sam"


def test_an_outage_that_ends_before_it_starts_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="holds no time"):
        world.people.add_outage(HERE, Channel.EMAIL, MONDAY, MONDAY - timedelta(hours=1))


def test_two_landlords_may_use_the_same_id_and_never_see_each_others_people(world: World) -> None:
    world.people.add(HERE, new_person(name="Sam Here"))
    world.people.add(THERE, new_person(name="Sam There"))
    world.people.add(HERE, new_officer())
    assert world.people.customer(HERE, "sam").name == "Sam Here"
    assert [customer.name for customer in world.people.find_customers(THERE)] == ["Sam There"]
    assert world.people.officers(THERE) == []
