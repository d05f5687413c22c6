"""No table that says something about a person is left out of what is held on them."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, MetaData, Table, Text

from contact_gateway.adapters.database import erasures
from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.adapters.database.held_tables import ABOUT_NOBODY, HELD_TABLES
from contact_gateway.adapters.database.sealed_values import ANSWER, SEALED_COLUMNS
from contact_gateway.adapters.parcels.page import TITLES
from contact_gateway.application.records_of_retention import Fate

ABOUT_A_PERSON = frozenset({"customer_id", "person_id", "contact_id", "restriction_id", "of_person"})
"""Columns that tell whom a row is about."""

WITH_THE_CONTACTS = frozenset({"contact_keys"})
"""Tables that name a contact and say nothing of it."""


def left_out(tables: MetaData) -> set[str]:
    """Tables that are neither held nor known to be about nobody."""
    return set(tables.tables) - {held.table.name for held in HELD_TABLES} - set(ABOUT_NOBODY)


def test_every_table_is_held_or_known_to_be_about_nobody() -> None:
    assert left_out(metadata()) == set()
    assert {held.table.name for held in HELD_TABLES}.isdisjoint(ABOUT_NOBODY)
    assert set(ABOUT_NOBODY) <= set(metadata().tables)


def test_no_table_with_a_person_in_it_is_known_to_be_about_nobody() -> None:
    about = {table.name for table in metadata().sorted_tables if ABOUT_A_PERSON & set(table.c.keys())}
    assert about & set(ABOUT_NOBODY) == WITH_THE_CONTACTS


def test_a_new_table_with_a_customer_in_it_is_found() -> None:
    more = MetaData()
    Table("grudges", more, Column("customer_id", Text))
    assert left_out(more) == {"grudges"}


def test_every_sealed_value_is_opened_in_some_table() -> None:
    opened = {
        (one.table.name, one.name) for held in HELD_TABLES for one in held.sealed if one.name not in held.leaves_out
    }
    assert opened == {(one.table.name, one.name) for one in SEALED_COLUMNS if one is not ANSWER}


def test_every_kind_has_a_name_of_its_own_and_a_title() -> None:
    kinds = [held.kind for held in HELD_TABLES]
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) == set(TITLES)


def test_erasure_knows_what_to_do_with_every_kind_once() -> None:
    gone = (*erasures.TAKEN_OUT, *erasures.WITH_CONTACTS)
    known = [*gone, *erasures.BLANKED, *erasures.STAYS, erasures.SILENCED]
    assert sorted(known) == sorted(held.kind for held in HELD_TABLES)
    assert {erasures.fate_of(kind) for kind in gone} == {Fate.GONE}


def test_erasure_leaves_nothing_that_lies_sealed() -> None:
    theirs = [held for held in HELD_TABLES if held.kind != "household"]  # each of whom is a `person` to be erased
    for held in theirs:
        left = {one.name for one in held.sealed} - set(erasures.BLANKED.get(held.kind, {}))
        assert not left or erasures.fate_of(held.kind) is Fate.GONE, held.kind


@pytest.mark.parametrize("held", HELD_TABLES, ids=lambda held: held.kind)
def test_what_a_table_leaves_out_is_a_column_of_it(held: object) -> None:
    (found,) = [one for one in HELD_TABLES if one is held]
    assert found.leaves_out <= set(found.table.c.keys())
