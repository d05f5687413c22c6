"""Every field of every act: in the export of whom it is about, emptied by erasure or kept for a reason, gone in time.

Acts are made here of their own fields, so that a field that is added tomorrow is looked at too.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database.act_rows import ACTS, IN_COLUMNS
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.erased_acts import EMPTIED, STAYS
from contact_gateway.application.erase_person import ErasePerson
from contact_gateway.domain.casework import acts as first_room
from contact_gateway.domain.casework import acts_beside, acts_on_bare_decisions, acts_on_items, acts_on_record
from contact_gateway.domain.casework.acts import Act
from contact_gateway.domain.casework.acts_on_items import AskedFor
from contact_gateway.domain.casework.incident_words import Actor
from contact_gateway.domain.procedure.words import Kept
from contact_gateway.domain.restrictions import Grounds, Restriction
from tests.builders import MONDAY
from tests.contracts.cases import BAN, add, an_act, deed, settle
from tests.contracts.worlds import HERE, World, postgres_world

ROOMS = (first_room, acts_beside, acts_on_bare_decisions, acts_on_items, acts_on_record)
LATER = datetime(2090, 1, 1, tzinfo=UTC)
SOMETHING: dict[object, object] = {
    bool: True,
    int: 2,
    date: date(2026, 4, 1),
    datetime: MONDAY,
    Restriction: BAN,
}


@pytest.fixture
def world(database_url: str, direct_url: str) -> Iterator[World]:
    with postgres_world(database_url, direct_url) as made:
        settle(made)
        add(made, *(deed(an_act_that_says_everything(name)) for name in ACTS))
        yield made


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def members(name: str) -> dict[str, object]:
    hints = get_type_hints(ACTS[name])
    return {one.name: hints[one.name] for one in fields(ACTS[name]) if one.name not in IN_COLUMNS}


def said(name: str, field: str) -> str:
    return f"the {field} of {name}"


def something(kind: Any, text: str) -> object:  # noqa: ANN401 - a type, or what stands for one
    """A value that is nobody's default."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return something(arguments[0], text)
    if origin in {tuple, frozenset}:
        return origin([something(arguments[0], text)])
    if kind is str:
        return text
    return SOMETHING[kind] if kind in SOMETHING else a_word(kind)


def a_word(kind: type[Enum]) -> Enum:
    words: list[Enum] = [*kind]
    return words[-1]


def an_act_that_says_everything(name: str) -> Act:
    told = {field: something(kind, said(name, field)) for field, kind in members(name).items()}
    build: Any = ACTS[name]
    made: Act = build(id=name, by="lee", at=MONDAY, words={"why": f"The words of {name}."}, **told)
    return made


def case_of_sam(world: World) -> dict[str, dict[str, Any]]:
    """The acts as the export has them, in their order."""
    return {str(row["act"]): dict(row) for row in world.subject_records.held(HERE, "sam").kinds["case"]}


def test_every_act_there_is_has_a_name_in_rows() -> None:
    there = {one for room in ROOMS for one in vars(room).values() if isinstance(one, type) and issubclass(one, Act)}
    assert there - {Act} == set(ACTS.values())


@pytest.mark.parametrize("name", ACTS)
def test_of_every_field_it_is_said_whether_erasure_empties_it(name: str) -> None:
    emptied = set(EMPTIED.get(name, {}))
    assert emptied | STAYS[name] == set(members(name))
    assert emptied.isdisjoint(STAYS[name])


def test_every_field_of_every_act_is_in_the_export(world: World) -> None:
    case = case_of_sam(world)
    assert set(case) == set(ACTS)
    for name, row in case.items():
        assert row["data"].keys() == members(name).keys()
        assert (row["by"], row["words"]) == ("lee", {"why": f"The words of {name}."})
        for field, kind in members(name).items():
            if kind is str:
                assert row["data"][field] == said(name, field)


def test_erasure_leaves_no_words_and_of_each_act_what_stays(world: World) -> None:
    before = case_of_sam(world)
    erasing = ErasePerson(erasures=world.erasures, people=world.people, files=world.files, clock=world.clock)
    erasing.erase(HERE, "sam", "lee")
    after = case_of_sam(world)
    assert list(after) == list(before)
    for name, row in after.items():
        less = json.loads(json.dumps(EMPTIED.get(name, {})))
        assert row == {**before[name], "words": None, "data": {**before[name]["data"], **less}}
        for field in EMPTIED.get(name, {}):
            assert row["data"][field] != before[name]["data"][field], (name, field)
    assert len(world.case_files.read(HERE, "sam", "lee")) == len(ACTS)


def test_no_act_says_afterwards_what_was_not_so(world: World) -> None:
    add(world, deed(an_act(first_room.Incident, id="far", grounds=Grounds.ABUSE, done_by=Actor.VISITOR, off_duty=True)))
    add(
        world,
        deed(
            an_act(
                acts_on_record.CourtOrderMade, id="court", reference="X 1", made_on=MONDAY.date(), power_of_arrest=True
            )
        ),
    )
    add(world, deed(an_act(acts_on_items.NotGiven, id="hard", asked_for=AskedFor.EVIDENCE, difficulty=True)))
    ErasePerson(erasures=world.erasures, people=world.people, files=world.files, clock=world.clock).erase(
        HERE, "sam", "lee"
    )
    there: dict[str, Any] = {one.act.id: one.act for one in world.case_files.read(HERE, "sam", "lee")}
    assert (there["far"].done_by, there["far"].off_duty) == (Actor.VISITOR, True)
    assert (there["court"].reference, there["court"].power_of_arrest) == ("", True)
    assert there["hard"].difficulty is None


def test_every_act_goes_in_time(world: World, database: Database) -> None:
    with database.transaction(HERE) as connection:
        connection.execute(text("UPDATE tasks SET done_at = now()"))
    assert len(case_of_sam(world)) == len(ACTS)
    world.retention.forget(HERE, {Kept.CASES: LATER})
    assert set(case_of_sam(world)) == {"disclosed"}
    world.retention.forget(HERE, {Kept.DISCLOSURES: LATER})
    assert case_of_sam(world) == {}
