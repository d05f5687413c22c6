from __future__ import annotations

from contact_gateway.application.records_of_audit import Look
from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.application.seal_audit import SealAudit
from contact_gateway.application.verify_audit import VerifyAudit
from contact_gateway.domain.audit_chain import BEFORE_ALL, seal
from tests.builders import MONDAY
from tests.contracts.worlds import HERE, THERE, World


def add(world: World, *names: str) -> None:
    for name in names:
        world.person_files.add(HERE, PersonFile(id=name, name=name), "crm")


def unsealed(world: World, landlord: str = HERE) -> int:
    return VerifyAudit(trail=world.audit_trail)(landlord).unsealed


def test_what_was_done_is_sealed_once_and_in_its_order(world: World) -> None:
    assert SealAudit(trail=world.audit_trail, clock=world.clock)(HERE) == () or unsealed(world) == 0
    add(world, "sam", "alex")
    assert unsealed(world) == 2
    rows = world.audit_trail.rows(HERE, BEFORE_ALL, None, 100)
    before = [*world.audit_trail.seals(HERE)]
    new = world.audit_trail.seal(HERE, MONDAY, 100)
    assert new == seal(HERE, before[-1] if before else None, rows[-2:], MONDAY)
    assert [*world.audit_trail.seals(HERE)] == [*before, new]
    assert world.audit_trail.seal(HERE, MONDAY, 100) is None
    assert unsealed(world) == 0


def test_rows_come_by_number_between_two_of_them(world: World) -> None:
    add(world, "sam", "alex", "kim")
    numbers = [row.number for row in world.audit_trail.rows(HERE, BEFORE_ALL, None, 100)]
    assert numbers == sorted(numbers)
    first, second, third = numbers[-3:]
    between = world.audit_trail.rows(HERE, first, third, 100)
    assert [row.number for row in between] == [second, third]
    assert [row.number for row in world.audit_trail.rows(HERE, first, None, 1)] == [second]


def test_a_seal_takes_no_more_rows_than_it_is_told(world: World) -> None:
    add(world, "sam", "alex", "kim")
    sizes = []
    while new := world.audit_trail.seal(HERE, MONDAY, 2):
        sizes.append(len(new.marks))
    assert max(sizes) == 2
    assert VerifyAudit(trail=world.audit_trail)(HERE).faults == ()


def test_one_landlords_trail_says_nothing_of_anothers(world: World) -> None:
    there = len(world.audit_trail.rows(THERE, BEFORE_ALL, None, 100))
    add(world, "sam")
    assert len(world.audit_trail.rows(THERE, BEFORE_ALL, None, 100)) == there


def test_a_look_stands_in_the_trail_with_who_looked(world: World) -> None:
    world.looks.looked(HERE, Look.REGISTER_EXPORTED, "sam", "max", {"rows": 7})
    (row,) = world.audit_trail.rows(HERE, BEFORE_ALL, None, 100)[-1:]
    assert all(said in repr(row) for said in ("staff:register:exported", "sam", "max", "rows", "7"))
