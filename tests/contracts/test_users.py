from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.application.errors import Refused
from contact_gateway.application.records import User
from tests.contracts.worlds import HERE, THERE, World

MAX = User(
    id="max",
    landlord=HERE,
    email="Max@Landlord.example.org",
    name="Max Manager",
    roles=frozenset({"manager", "agent"}),
    officer_id="lee",
)
SECRET = "correct horse battery staple"
STORED = replace(MAX, email="max@landlord.example.org")


def test_address_and_password_together_open_the_account(world: World) -> None:
    world.users.add(MAX, SECRET)
    assert world.users.check("max@landlord.example.org", SECRET) == STORED


def test_the_case_of_the_address_and_spaces_around_it_do_not_matter(world: World) -> None:
    world.users.add(MAX, SECRET)
    assert world.users.check("  MAX@landlord.EXAMPLE.org ", SECRET) == STORED


@pytest.mark.parametrize("password", ["", SECRET.upper(), SECRET + " ", "wrong"])
def test_another_password_opens_nothing(world: World, password: str) -> None:
    world.users.add(MAX, SECRET)
    assert world.users.check(MAX.email, password) is None


@pytest.mark.parametrize("email", ["", "nobody@example.org", "%", "max@landlord.example.or_"])
def test_another_address_opens_nothing(world: World, email: str) -> None:
    world.users.add(MAX, SECRET)
    assert world.users.check(email, SECRET) is None


def test_a_new_password_replaces_the_old_one_and_ends_the_sessions(world: World) -> None:
    world.users.add(MAX, SECRET)
    world.users.add(replace(MAX, name="Max Again"), "something else entirely")
    assert world.users.check(MAX.email, SECRET) is None
    changed = world.users.check(MAX.email, "something else entirely")
    assert changed == replace(STORED, name="Max Again", session_epoch=1)
    assert world.users.get(HERE, "max") == changed


def test_a_new_address_replaces_the_old_one(world: World) -> None:
    world.users.add(MAX, SECRET)
    world.users.add(replace(MAX, email="m@landlord.example.org"), SECRET)
    assert world.users.check(MAX.email, SECRET) is None
    assert world.users.check("m@landlord.example.org", SECRET) is not None


@pytest.mark.parametrize("landlord", [HERE, THERE])
def test_an_address_belongs_to_one_account_in_the_whole_installation(world: World, landlord: str) -> None:
    world.users.add(MAX, SECRET)
    with pytest.raises(Refused, match="Somebody else") as refused:
        world.users.add(replace(MAX, id="mia", landlord=landlord), "another")
    assert refused.value.code == "email_taken"
    assert world.users.check(MAX.email, SECRET) == STORED


def test_a_user_is_known_to_the_own_landlord_only(world: World) -> None:
    world.users.add(MAX, SECRET)
    assert world.users.get(HERE, "max") == STORED
    assert world.users.get(THERE, "max") is None
    assert world.users.get(HERE, "nobody") is None
    assert world.users.by_email(HERE, " Max@Landlord.example.ORG") == STORED
    assert world.users.by_email(THERE, MAX.email) is None
    assert world.users.by_email(HERE, "nobody@example.org") is None


def test_a_user_who_is_removed_signs_in_no_more_and_only_the_own_landlord_removes_one(world: World) -> None:
    world.users.add(MAX, SECRET)
    world.users.remove(THERE, "max")
    assert world.users.check(MAX.email, SECRET) == STORED
    world.users.remove(HERE, "max")
    assert world.users.check(MAX.email, SECRET) is None
    assert world.users.get(HERE, "max") is None
    world.users.remove(HERE, "max")
    world.users.add(replace(MAX, id="mia"), SECRET)
    assert world.users.check(MAX.email, SECRET) == replace(STORED, id="mia")


def test_ending_the_sessions_of_a_user_raises_the_epoch_of_that_user_alone(world: World) -> None:
    world.users.add(MAX, SECRET)
    before = world.users.get(MAX.landlord, MAX.id)
    world.users.end_sessions("another_landlord", MAX.id)
    assert world.users.get(MAX.landlord, MAX.id) == before
    world.users.end_sessions(MAX.landlord, MAX.id)
    after = world.users.get(MAX.landlord, MAX.id)
    assert before is not None
    assert after == replace(before, session_epoch=before.session_epoch + 1)
