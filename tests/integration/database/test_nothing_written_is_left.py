"""A telling word in whatever people write about a customer: after an erasure no table holds it, opened or not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import insert, select, text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.erased_terms import STAYS
from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.adapters.database.tables_of_restrictions import ALLOWANCES
from contact_gateway.application.erase_person import ErasePerson
from contact_gateway.application.legal_holds import HoldForLaw
from contact_gateway.application.records_of_casework import RestrictionNow
from contact_gateway.domain.casework.acts import Consulted, Proposed
from contact_gateway.domain.kinds.enforced import SinglePointOfContact
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.shown import CourtOrder
from contact_gateway.domain.kinds.terms import written_terms
from contact_gateway.domain.restrictions import Restriction, Scope
from tests.builders import MONDAY, restriction
from tests.contracts.cases import DECIDED, add, an_act, deed, proposed, settle
from tests.contracts.worlds import HERE, World, postgres_world

WORD = "Zebrafinch"
WRITTEN = {kind: names for kind in Kind if (names := written_terms(kind) - STAYS)}
SCOPE = Scope(services=frozenset({WORD}), teams=frozenset({WORD}), to=frozenset({WORD}))


@pytest.fixture
def world(database_url: str, direct_url: str) -> Iterator[World]:
    with postgres_world(database_url, direct_url) as made:
        settle(made)
        yield made


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def decided(world: World, it: Restriction) -> None:
    """Let it be proposed, and over."""
    now = RestrictionNow(restriction=it, decided=DECIDED, ended_at=MONDAY)
    add(world, deed(proposed(restriction=it, words={"impact": WORD}), it.id, restriction=now))


def holding(world: World) -> HoldForLaw:
    return HoldForLaw(holds=world.legal_holds, people=world.people, clock=world.clock)


def erase(world: World) -> None:
    erasing = ErasePerson(erasures=world.erasures, people=world.people, files=world.files, clock=world.clock)
    erasing.erase(HERE, "sam", "lee")


def where_it_stands(world: World, database: Database) -> set[str]:
    """The tables with the word in them, and the kinds of rows with it once they are opened."""
    with database.transaction(HERE) as connection:
        dump = {
            name: json.dumps(list(connection.execute(select(text(f"to_jsonb(t)::text FROM {name} t"))).scalars()))
            for name in metadata().tables
        }
    opened = {
        f"opened {kind}": json.dumps(rows) for kind, rows in world.subject_records.held(HERE, "sam").kinds.items()
    }
    return {name for name, said in {**opened, **dump}.items() if WORD in said}


@pytest.mark.parametrize("kind", WRITTEN)
def test_no_term_that_somebody_wrote_outlives_an_erasure(world: World, database: Database, kind: Kind) -> None:
    before = restriction(kind, dict.fromkeys(WRITTEN[kind], WORD), scope=SCOPE)
    decided(world, before)
    assert where_it_stands(world, database) == {"restrictions", "case_acts", "opened restrictions", "opened case"}
    erase(world)
    assert where_it_stands(world, database) == set()
    (filed,) = world.case_files.read(HERE, "sam", "lee")
    assert isinstance(filed.act, Proposed)
    assert (filed.act.restriction.kind, filed.act.restriction.review_on) == (kind, before.review_on)


def test_days_and_whom_the_landlord_named_of_its_own_stay(world: World) -> None:
    order = restriction(Kind.COURT_ORDER, {"reference": WORD, "terms": WORD, "end": "2026-03-01"}, id="order")
    point = restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee", "deputies": ["repairs"]}, id="point")
    decided(world, order)
    decided(world, point)
    erase(world)
    terms = [
        one.act.restriction.terms for one in world.case_files.read(HERE, "sam", "lee") if isinstance(one.act, Proposed)
    ]
    assert terms == [
        CourtOrder(reference="erased", terms="erased", end="2026-03-01"),
        SinglePointOfContact(officer="lee", deputies=("repairs",)),
    ]


def test_no_claim_no_issue_and_nobody_who_was_asked_outlives_an_erasure(world: World, database: Database) -> None:
    decided(world, restriction(Kind.ISSUE_CAP, {"limit": 1, "per": "week"}))
    add(world, deed(an_act(Consulted, with_whom=(WORD,), replied=True), "restriction-1"))
    used = {"restriction_id": "restriction-1", "purpose": "issue", "period_start": MONDAY, "issue": WORD}
    with database.transaction(HERE) as connection:
        connection.execute(insert(ALLOWANCES).values(landlord_id=HERE, **used))
    holding(world).place(HERE, "sam", f"The claim of {WORD}", "lee", "h1")
    holding(world).lift(HERE, "h1", "lee")
    there = {"case_acts", "allowances", "opened case", "opened allowances", "opened legal_holds"}
    assert where_it_stands(world, database) == there
    erase(world)
    assert where_it_stands(world, database) == set()


def test_the_claim_that_a_hold_is_for_lies_sealed(world: World, database: Database) -> None:
    holding(world).place(HERE, "sam", WORD, "lee", "h1")
    assert [one.reference for one in world.legal_holds.standing(HERE)] == [WORD]
    with database.transaction(HERE) as connection:
        stored = connection.execute(text("SELECT reference FROM legal_holds")).scalar_one()
    assert WORD.encode() not in bytes(stored)
