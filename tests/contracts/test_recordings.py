from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.application.ids import id_from
from contact_gateway.application.records_of_calls import MOST_FAULTS, Recording, RecordingKind
from tests.builders import MONDAY
from tests.contracts.calls import MINUTE, a_call
from tests.contracts.worlds import HERE, THERE, World

FILE = id_from("file")
EXPIRY = MONDAY + 10 * MINUTE


@pytest.fixture
def message(world: World, call: str) -> Recording:
    """A message that Sam left, as the provider told of it."""
    made = Recording(id="RE1", contact_id=call, kind=RecordingKind.VOICEMAIL, seconds=40, made_at=MONDAY)
    assert world.recordings.add(HERE, made)
    return made


def to_fetch(world: World) -> list[str]:
    return [one.id for one in world.recordings.to_fetch(HERE)]


def to_delete(world: World, minutes: int) -> list[str]:
    return [one.id for one in world.recordings.to_delete(HERE, MONDAY + minutes * MINUTE)]


def test_a_recording_is_known_by_its_contact(world: World, message: Recording) -> None:
    later = replace(message, id="RE0", made_at=MONDAY + MINUTE)
    world.recordings.put(HERE, later)
    assert world.recordings.of_contact(HERE, message.contact_id) == [message, later]
    assert world.recordings.of_contact(THERE, message.contact_id) == []
    assert world.recordings.of_contact(HERE, a_call(world, 2)) == []


def test_told_again_a_recording_stays_what_it_has_become(world: World, message: Recording) -> None:
    fetched = replace(message, file_id=FILE, fetched_at=MONDAY, delete_after=EXPIRY, faults=2)
    world.recordings.put(HERE, fetched)
    assert not world.recordings.add(HERE, message)
    assert world.recordings.of_contact(HERE, message.contact_id) == [fetched]


def test_what_failed_least_is_fetched_first_and_oldest_first(world: World, message: Recording) -> None:
    world.recordings.put(HERE, replace(message, faults=1))
    for name, minutes in (("RE3", 2), ("RE2", 1)):
        world.recordings.add(HERE, replace(message, id=name, made_at=MONDAY + minutes * MINUTE))
    assert to_fetch(world) == ["RE2", "RE3", "RE1"]
    assert [one.id for one in world.recordings.to_fetch(HERE, limit=1)] == ["RE2"]
    assert world.recordings.to_fetch(THERE) == []


def test_what_is_fetched_deleted_or_failed_too_often_is_left_alone(world: World, message: Recording) -> None:
    for settled in (
        replace(message, fetched_at=MONDAY, file_id=FILE),
        replace(message, deleted_at=MONDAY),
        replace(message, faults=MOST_FAULTS),
    ):
        world.recordings.put(HERE, settled)
        assert to_fetch(world) == []
    world.recordings.put(HERE, replace(message, faults=MOST_FAULTS - 1))
    assert to_fetch(world) == ["RE1"]


def test_the_providers_copy_goes_once_we_have_ours_and_ours_when_its_time_is_over(
    world: World, message: Recording
) -> None:
    assert to_delete(world, 0) == []
    fetched = replace(message, file_id=FILE, fetched_at=MONDAY, delete_after=EXPIRY)
    world.recordings.put(HERE, fetched)
    assert to_delete(world, 0) == ["RE1"]
    ours = replace(fetched, deleted_at=MONDAY)
    world.recordings.put(HERE, ours)
    assert to_delete(world, 9) == []
    assert to_delete(world, 10) == ["RE1"]
    world.recordings.put(HERE, replace(ours, file_id=""))
    assert to_delete(world, 99) == []
    assert world.recordings.to_delete(THERE, EXPIRY) == []


def test_what_could_never_be_fetched_is_deleted_at_the_provider_when_its_time_is_over(
    world: World, message: Recording
) -> None:
    world.recordings.put(HERE, replace(message, delete_after=EXPIRY, faults=MOST_FAULTS))
    assert to_delete(world, 9) == []
    assert to_delete(world, 10) == ["RE1"]


def test_without_an_expiry_our_copy_is_kept(world: World, message: Recording) -> None:
    world.recordings.put(HERE, replace(message, file_id=FILE, fetched_at=MONDAY, deleted_at=MONDAY))
    assert to_delete(world, 10**6) == []


def test_what_failed_least_is_deleted_first(world: World, message: Recording) -> None:
    fetched = replace(message, file_id=FILE, fetched_at=MONDAY)
    for one in (replace(fetched, faults=3), replace(fetched, id="RE2", faults=1)):
        world.recordings.put(HERE, one)
    assert to_delete(world, 0) == ["RE2", "RE1"]
    assert len(world.recordings.to_delete(HERE, MONDAY, limit=1)) == 1
