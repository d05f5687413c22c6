from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from contact_gateway.application.end_restriction import EndRestriction
from contact_gateway.application.errors import NotFound, Refused, Stale
from contact_gateway.application.records_of_registers import PersonFile, RegisterRow, RestrictionFile
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Mode, Restriction
from tests.builders import MONDAY, contact, new_officer, restriction
from tests.contracts.test_restrictions import DECIDED
from tests.contracts.worlds import HERE, THERE, World

LATER = MONDAY + timedelta(days=30)


def stored(world: World, *made: Restriction) -> list[RestrictionFile]:
    world.person_files.add(HERE, PersonFile(id="sam", name="Sam Example", address="1 Example Street"), "crm")
    world.people.add(HERE, new_officer())
    for one in made:
        world.casework.take_over(HERE, one, DECIDED)
    return [RestrictionFile(restriction=one, decided=DECIDED) for one in made]


def ender(world: World) -> EndRestriction:
    return EndRestriction(restrictions=world.restriction_files, lift=world.casework.lift)


def test_a_restriction_comes_back_with_who_decided_it(world: World) -> None:
    (file,) = stored(world, restriction(planned_end=LATER))
    assert world.restriction_files.one(HERE, "restriction-1") == file
    assert file.ends_at == LATER
    for landlord, restriction_id in ((HERE, "nothing"), (THERE, "restriction-1")):
        with pytest.raises(NotFound):
            world.restriction_files.one(landlord, restriction_id)


def test_pages_hold_all_that_ever_were_by_id(world: World) -> None:
    over = restriction(id="b", planned_end=MONDAY - timedelta(hours=1))
    files = stored(world, restriction(id="c"), over, restriction(id="a", mode=Mode.SHADOW))
    pages = [world.restriction_files.page(HERE, after, 2) for after in ("", "b", "c")]
    assert [[one.restriction.id for one in page] for page in pages] == [["a", "b"], ["c"], []]
    by_id = sorted(files, key=lambda one: one.restriction.id)
    assert [*pages[0], *pages[1]] == by_id
    assert world.restriction_files.page(HERE, "", 9, customer_id="alex") == []
    assert len(world.restriction_files.page(HERE, "", 9, customer_id="sam")) == 3


def test_an_officer_ends_it_and_it_binds_no_more(world: World) -> None:
    (was,) = stored(world, restriction())
    ended = ender(world)(HERE, was, "lee")
    assert ended == replace(was, ended_at=MONDAY)
    assert world.restriction_files.one(HERE, "restriction-1") == ended
    assert world.restrictions.of_customer(HERE, "sam") == []
    facts = world.contact_lookup.look(HERE, contact(sender=None), MONDAY, "sam")
    assert facts.by_reference is not None
    assert facts.by_reference.restrictions == ()


def test_it_can_end_at_a_later_time_and_binds_until_then(world: World) -> None:
    (was,) = stored(world, restriction())
    assert ender(world)(HERE, was, "lee", LATER).ends_at == LATER
    world.clock.stand_at(LATER - timedelta(seconds=1))
    assert len(world.restrictions.of_customer(HERE, "sam")) == 1
    world.clock.stand_at(LATER)
    assert world.restrictions.of_customer(HERE, "sam") == []


def test_of_two_who_read_the_same_only_the_first_ends_it(world: World) -> None:
    (was,) = stored(world, restriction())
    ender(world)(HERE, was, "lee", LATER)
    with pytest.raises(Stale):
        ender(world)(HERE, was, "lee")
    assert world.restriction_files.one(HERE, "restriction-1").ends_at == LATER


@pytest.mark.parametrize(
    ("officer", "hours", "code"),
    [("nobody", 0, "unknown_officer"), ("lee", -1, "impossible_end"), ("lee", 49, "impossible_end")],
)
def test_only_an_officer_ends_it_and_only_from_now_to_its_end(
    world: World, officer: str, hours: int, code: str
) -> None:
    (was,) = stored(world, restriction(planned_end=MONDAY + timedelta(hours=48)))
    with pytest.raises(Refused) as refused:
        ender(world)(HERE, was, officer, MONDAY + timedelta(hours=hours))
    assert refused.value.code == code
    assert world.restriction_files.one(HERE, "restriction-1") == was


def test_what_is_over_is_not_ended_again(world: World) -> None:
    (was,) = stored(world, restriction(planned_end=MONDAY))
    with pytest.raises(Refused) as refused:
        ender(world)(HERE, was, "lee")
    assert refused.value.code == "already_over"


@pytest.mark.clause("TUN-8.9")
def test_the_register_holds_name_address_start_end_and_what(world: World) -> None:
    capped = restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}, id="a")
    banned, tried = restriction(id="b", planned_end=LATER), restriction(id="c", mode=Mode.SHADOW)
    first, *_ = stored(world, capped, banned, tried)
    ender(world)(HERE, first, "lee")
    rows = [
        RegisterRow(
            restriction=capped,
            name="Sam Example",
            address="1 Example Street",
            starts_at=capped.starts_at,
            ends_at=MONDAY,
            stops_at=MONDAY,
        ),
        RegisterRow(
            restriction=banned,
            name="Sam Example",
            address="1 Example Street",
            starts_at=banned.starts_at,
            ends_at=LATER,
            stops_at=LATER,
        ),
    ]
    assert world.restriction_files.register(HERE, "", 10) == rows
    assert world.restriction_files.register(HERE, "", 1) == rows[:1]
    assert world.restriction_files.register(HERE, "a", 10) == rows[1:]
    assert world.restriction_files.register(THERE, "", 10) == []
