from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contact_gateway.application.errors import NotFound, Stale
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.records_of_scripts import ScriptVersion
from contact_gateway.domain.contact import Key, Step
from contact_gateway.domain.script_edits import ScriptEdit
from contact_gateway.domain.scripts import Script
from tests.builders import MONDAY, contact
from tests.contracts.worlds import HERE, THERE, World

HELLO = ScriptEdit(language="en", script=Script.GREETING, text="Good day.")
HWYL = ScriptEdit(language="cy", script=Script.GOODBYE, text="Hwyl.", recording="a" * 43)
FILE = "0192f0c8-0000-7000-8000-000000000001"


def edit(world: World, made: ScriptEdit, seen: int = 0, landlord: str = HERE, file_id: str = "") -> ScriptVersion:
    return world.scripts.add(landlord, made, seen, "robin", MONDAY, file_id=file_id)


def test_edits_are_counted_for_each_script_and_over_all(world: World) -> None:
    made = [edit(world, HELLO), edit(world, HWYL, file_id=FILE), edit(world, replace(HELLO, text=""), 1)]
    assert [(one.version, one.wording) for one in made] == [(1, 1), (1, 2), (2, 3)]
    assert [one.taken_back for one in made] == [False, False, True]
    assert world.scripts.versions(HERE, "en", Script.GREETING) == [made[2], made[0]]
    assert world.scripts.last_versions(HERE, "en") == [made[2]]
    assert world.scripts.last_versions(HERE, "cy") == [made[1]]
    assert (made[1].edited_by, made[1].edited_at, made[1].file_id) == ("robin", MONDAY, FILE)


def test_the_same_text_in_another_language_or_at_another_landlord_is_another_script(world: World) -> None:
    edit(world, HELLO)
    assert edit(world, HELLO, landlord=THERE).wording == 1
    assert edit(world, replace(HELLO, language="cy")).version == 1
    assert world.scripts.versions(THERE, "cy", Script.GREETING) == []


@pytest.mark.parametrize("seen", [0, 2])
def test_whoever_has_not_seen_the_last_edit_changes_nothing(world: World, seen: int) -> None:
    first = edit(world, HELLO)
    with pytest.raises(Stale):
        edit(world, replace(HELLO, text="Hi."), seen)
    assert world.scripts.versions(HERE, "en", Script.GREETING) == [first]


def test_an_edit_is_in_the_policy_at_once_where_it_was_made(world: World) -> None:
    before = world.policies.current(HERE)
    edit(world, HELLO)
    edit(world, HWYL, file_id=FILE)
    now = world.policies.current(HERE)
    assert (now.scripts["en"]["greeting"], now.wording) == ("Good day.", 2)
    assert now.scripts["en"] == {**before.scripts["en"], "greeting": "Good day."}
    assert now.recordings == {"cy": {"goodbye": f"said/{HWYL.recording}"}}
    assert world.policies.current(THERE).wording == 0


def test_an_edit_stays_in_every_later_pack_until_it_is_taken_back(world: World) -> None:
    edit(world, HELLO)
    world.policies.import_pack(HERE, "new words", MONDAY)
    assert world.policies.current(HERE).scripts["en"]["greeting"] == "Good day."
    edit(world, replace(HELLO, text=""), 1)
    assert world.policies.current(HERE).scripts["en"]["greeting"] == "Greeting."
    assert world.policies.current(HERE).wording == 2


def test_the_policy_of_an_earlier_wording_can_still_be_had(world: World) -> None:
    edit(world, HELLO)
    edit(world, replace(HELLO, text="Hi."), 1)
    said = [world.policies.version(HERE, 1, wording) for wording in (0, 1, 2)]
    assert [one.scripts["en"]["greeting"] for one in said] == ["Greeting.", "Good day.", "Hi."]
    assert [one.wording for one in said] == [0, 1, 2]


def test_each_step_of_a_contact_keeps_the_wording_that_was_said(world: World) -> None:
    receive_contact = ReceiveContact(log=world.log, policies=world.policies, clock=world.clock)
    call = contact()
    contact_id = receive_contact(HERE, call).contact_id
    edit(world, HELLO)
    receive_contact(HERE, replace(call, step=Step.KEY, pressed=Key.EMERGENCY))
    first, second = world.scripts.decided(HERE, contact_id)
    assert [(one.step, one.wording) for one in (first, second)] == [(Step.RECEIVED, 0), (Step.KEY, 1)]
    assert (first.decided_at, first.policy_version) == (MONDAY, 1)
    assert Script.GREETING in first.decision.scripts
    for landlord, unknown in ((THERE, contact_id), (HERE, FILE)):
        with pytest.raises(NotFound):
            world.scripts.decided(landlord, unknown)


def test_the_wording_of_any_time_can_be_told(world: World) -> None:
    edit(world, HELLO)
    world.scripts.add(HERE, HWYL, 0, "robin", MONDAY + timedelta(hours=1))
    told = [world.scripts.wording_at(HERE, MONDAY + timedelta(minutes=minutes)) for minutes in (-1, 0, 59, 60)]
    assert told == [0, 1, 1, 2]
    assert world.scripts.wording_at(THERE, MONDAY + timedelta(days=1)) == 0


def test_recorded_audio_is_found_under_its_address_alone(world: World) -> None:
    edit(world, HELLO)
    edit(world, HWYL, file_id=FILE)
    assert world.scripts.file_of(HERE, HWYL.recording) == FILE
    for landlord, address in ((THERE, HWYL.recording), (HERE, "b" * 43), (HERE, "")):
        with pytest.raises(NotFound):
            world.scripts.file_of(landlord, address)
