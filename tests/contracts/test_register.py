"""The register as files, on the fakes and on a real database."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from contact_gateway.adapters.tables.csv_file import table_as_csv
from contact_gateway.application.errors import Refused
from contact_gateway.application.register import Register
from contact_gateway.domain.audit_chain import BEFORE_ALL
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Mode
from contact_gateway.domain.tables import Table, TableFormat
from tests.builders import MONDAY, restriction
from tests.contracts.cases import banned, settle
from tests.contracts.test_restriction_files import LATER, ender, stored
from tests.contracts.worlds import HERE, THERE, World


def register_of(world: World) -> Register:
    return Register(
        restrictions=world.restriction_files,
        people=world.people,
        policies=world.policies,
        looks=world.looks,
        formats={TableFormat.CSV: table_as_csv},
        clock=world.clock,
    )


def lines(world: World, landlord: str = HERE, read_at_once: int = 500) -> list[list[str]]:
    register = replace(register_of(world), read_at_once=read_at_once)
    content = register.export(landlord, TableFormat.CSV, "max").content
    return [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


@pytest.mark.clause("TUN-8.9")
def test_the_register_has_exactly_the_columns_that_the_policy_asks_for(world: World) -> None:
    stored(world, restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}, planned_end=LATER))
    assert lines(world) == [
        ["Name", "Address", "In force from", "In force until", "Restriction"],
        ["Sam Example", "1 Example Street", "2026-03-01", "2026-04-01", "May make 1 contact a week."],
    ]


@pytest.mark.clause("TUN-8.9")
def test_where_nobody_fixed_an_end_the_register_says_the_day_of_the_review(world: World) -> None:
    made = restriction(id="a")
    (was,) = stored(world, made)
    assert lines(world)[1][3] == made.review_on.isoformat()
    ender(world)(HERE, was, "lee", MONDAY + timedelta(days=3))
    assert lines(world)[1][3] == "2026-03-05"


@pytest.mark.clause("TUN-8.9")
def test_what_ends_as_a_day_begins_is_in_the_register_until_the_day_before(world: World) -> None:
    winter, summer = datetime(2026, 3, 10, tzinfo=UTC), datetime(2026, 4, 9, 23, tzinfo=UTC)
    stored(world, restriction(id="a", planned_end=winter), restriction(id="b", planned_end=summer))
    assert [line[3] for line in lines(world)[1:]] == ["2026-03-09", "2026-04-09"]


@pytest.mark.clause("TUN-8.9")
def test_what_is_overdue_is_in_the_register_until_it_stops_and_then_until_it_stopped(world: World) -> None:
    stored(world, restriction(review_on=date(2026, 9, 2)))
    seen = []
    for today in ("2026-09-02", "2026-09-03", "2027-02-28", "2027-03-01", "2028-03-01"):
        world.clock.stand_at(datetime.fromisoformat(f"{today}T12:00+00:00"))
        seen.append((lines(world)[1][3], len(world.restrictions.of_customer(HERE, "sam"))))
    assert seen == [
        ("2026-09-02", 1),
        ("2027-02-28", 1),
        ("2027-02-28", 1),
        ("2027-02-28", 0),
        ("2027-02-28", 0),
    ]


def test_what_is_on_hold_is_in_the_register_until_the_day_on_which_it_last_was_in_force(world: World) -> None:
    stored(world, restriction())
    world.clock.stand_at(MONDAY + timedelta(days=3))
    world.casework.suspend(HERE, "restriction-1", "lee", "They are in hospital.")
    world.clock.stand_at(MONDAY + timedelta(days=9))
    assert lines(world)[1][3] == "2026-03-05"


def test_what_comes_into_force_on_a_later_day_says_that_day_and_that_it_is_not_in_force_before(world: World) -> None:
    stored(world, restriction(starts_at=MONDAY + timedelta(days=2)))
    seen: list[Table] = []

    def read(table: Table) -> bytes:
        seen.append(table)
        return b""

    replace(register_of(world), formats={TableFormat.PDF: read}).export(HERE, TableFormat.PDF, "max")
    (table,) = seen
    assert [str(row[2]) for row in table.rows] == ["2026-03-04"]
    assert table.note.startswith("As it stood on 2 March 2026. ")
    assert "What is in force from a later day is decided and told, and not in force before that day." in table.note


def test_what_was_never_carried_out_stands_in_no_register(world: World) -> None:
    stored(world, restriction(mode=Mode.SHADOW))
    assert len(lines(world)) == 1
    assert len(lines(world, THERE)) == 1


def test_the_register_is_whole_however_long_and_in_the_order_in_which_it_came_into_force(world: World) -> None:
    made = [restriction(id=f"r{number:04}", starts_at=MONDAY - timedelta(days=number)) for number in range(7)]
    stored(world, *made)
    days = [line[2] for line in lines(world, read_at_once=3)[1:]]
    assert len(days) == 7
    assert days == sorted(days)


def test_each_look_at_the_register_is_put_on_record(world: World) -> None:
    register_of(world).page(HERE, "", 10, "max")
    file = register_of(world).export(HERE, TableFormat.CSV, "ann")
    read, exported = (repr(row) for row in world.audit_trail.rows(HERE, BEFORE_ALL, None, 100)[-2:])
    assert "staff:register:read" in read
    assert "max" in read
    assert "staff:register:exported" in exported
    assert "ann" in exported
    assert file.name == "register-here-2026-03-02.csv"


def test_a_format_that_nobody_can_write_is_refused_and_no_look(world: World) -> None:
    before = len(world.audit_trail.rows(HERE, BEFORE_ALL, None, 100))
    with pytest.raises(Refused) as refused:
        register_of(world).export(HERE, TableFormat.PDF, "max")
    assert refused.value.code == "format_missing"
    assert len(world.audit_trail.rows(HERE, BEFORE_ALL, None, 100)) == before


@pytest.mark.clause("TUN-8.9")
def test_a_draft_stands_in_no_register_and_what_came_into_force_does_from_that_day(world: World) -> None:
    settle(world)
    with world.case_files.open(HERE, "sam") as case:
        case.add(banned(()))
    assert len(lines(world)) == 1
    with world.case_files.open(HERE, "sam") as case:
        case.add(banned())
    assert [line[2] for line in lines(world)[1:]] == ["2026-03-04"]
