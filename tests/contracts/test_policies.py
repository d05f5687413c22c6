from __future__ import annotations

import pytest

from contact_gateway.application.errors import NotFound
from tests.builders import MONDAY
from tests.contracts.worlds import HERE, THERE, World


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
