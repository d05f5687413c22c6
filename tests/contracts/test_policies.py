from __future__ import annotations

import pytest

from contact_gateway.application.errors import NotFound
from contact_gateway.application.records import ContactKey
from tests.builders import MONDAY, contact
from tests.contracts.worlds import HERE, THERE, World
from tests.fakes.policies import BESIDE


def test_the_landlords_are_listed_once_they_have_a_policy(world: World) -> None:
    assert world.policies.landlords() == [HERE, THERE]
    assert world.policies.import_pack("elsewhere", "elsewhere homes", MONDAY) == 1
    assert world.policies.landlords() == ["elsewhere", HERE, THERE]


def test_the_last_import_is_in_force_and_the_ones_before_it_stay_to_be_read(world: World) -> None:
    assert world.policies.import_pack(HERE, "new words", MONDAY) == 2
    current = world.policies.current(HERE)
    assert (current.landlord, current.version, current.name) == (HERE, 2, "new words")
    assert world.policies.version(HERE, 1).name == "here homes"


def test_the_same_pack_again_makes_no_new_version(world: World) -> None:
    assert world.policies.import_pack(HERE, "here homes", MONDAY) == 1
    assert world.policies.import_pack(HERE, "new words", MONDAY) == 2
    assert world.policies.import_pack(HERE, "here homes", MONDAY) == 3


def test_an_import_is_in_force_at_once_where_it_was_made(world: World) -> None:
    assert world.policies.current(HERE).version == 1
    world.policies.import_pack(HERE, "new words", MONDAY)
    assert world.policies.current(HERE).version == 2


def test_an_import_changes_nothing_for_another_landlord(world: World) -> None:
    world.policies.import_pack(HERE, "new words", MONDAY)
    assert world.policies.current(THERE).name == "there homes"


@pytest.mark.parametrize("version", [-1, 0, 2])
def test_a_version_that_is_not_there_is_not_found(world: World, version: int) -> None:
    with pytest.raises(NotFound):
        world.policies.version(HERE, version)


def test_a_landlord_nobody_knows_has_no_policy(world: World) -> None:
    with pytest.raises(NotFound):
        world.policies.current("nobody")
    with pytest.raises(NotFound):
        world.policies.version("nobody", 1)


def test_a_policy_stands_beside_the_main_one_and_both_are_in_force(world: World) -> None:
    assert world.policies.import_pack(HERE, f"{BESIDE}markers", MONDAY) == 2
    assert world.policies.import_pack(HERE, f"{BESIDE}habits", MONDAY) == 3
    assert world.policies.beside(HERE) == ["habits", "markers"]
    assert world.policies.beside(THERE) == []
    main, markers = world.policies.current(HERE), world.policies.current(HERE, "markers")
    assert (main.code, main.version, main.name) == ("main", 1, "here homes")
    assert (markers.code, markers.version, markers.name) == ("markers", 2, "here homes: markers")
    assert world.policies.version(HERE, 3).code == "habits"


def test_calls_go_by_the_main_policy_whatever_stands_beside_it(world: World) -> None:
    world.policies.import_pack(HERE, f"{BESIDE}markers", MONDAY)
    with world.log.attempt(HERE, ContactKey("twilio", "CA1")) as attempt:
        assert attempt.load(contact(), MONDAY).policy_version == 1


def test_a_new_main_policy_puts_what_stands_beside_it_in_force_anew_and_old_versions_stay(world: World) -> None:
    world.policies.import_pack(HERE, f"{BESIDE}markers", MONDAY)
    assert world.policies.import_pack(HERE, "new words", MONDAY) == 3
    markers = world.policies.current(HERE, "markers")
    assert (markers.version, markers.name) == (4, "new words: markers")
    assert world.policies.version(HERE, 2).name == "here homes: markers"
    assert world.policies.import_pack(HERE, f"{BESIDE}markers", MONDAY) == 4
    assert world.policies.import_pack(HERE, "new words", MONDAY) == 3


def test_nothing_stands_beside_no_policy_and_nobody_has_a_code_that_is_not_there(world: World) -> None:
    with pytest.raises(ValueError, match="stands beside nothing"):
        world.policies.import_pack("elsewhere", f"{BESIDE}markers", MONDAY)
    assert world.policies.landlords() == [HERE, THERE]
    with pytest.raises(NotFound):
        world.policies.current(HERE, "markers")
