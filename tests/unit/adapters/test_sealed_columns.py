"""No sealed column is forgotten by rotation, and the statements of a contact stay short enough to be remembered."""

from __future__ import annotations

from itertools import product

import pytest
import sqlalchemy
from sqlalchemy import LargeBinary

from contact_gateway.adapters.database.contact_log_load import LOAD, LOAD_RECORDED
from contact_gateway.adapters.database.contact_log_statements import record_step
from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.adapters.database.sealed_values import SEALED_COLUMNS

DIALECT = sqlalchemy.create_engine("postgresql+psycopg://").dialect

FILES = {"files.content", "documents.content"}
"""Rotated as files, and older than sealing."""

SUMS = {"audit_seals.hash", "audit_seals.previous", "audit_seals.marks"}
"""Of rows of the audit trail: they prove something and say nothing."""

REMEMBERED = 4096
"""How long a statement may be for the driver to remember how it translated it."""


def test_every_column_of_bytes_is_rotated_or_known_not_to_be() -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in metadata().sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert columns - FILES - SUMS == {sealed.kind for sealed in SEALED_COLUMNS}


def test_the_key_of_a_sealed_column_is_there_and_tells_rows_apart() -> None:
    for sealed in SEALED_COLUMNS:
        assert set(sealed.key) <= set(sealed.table.c.keys())
        assert "landlord_id" not in sealed.key
    assert len({sealed.place("1") for sealed in SEALED_COLUMNS}) == len(SEALED_COLUMNS)


def length(statement: sqlalchemy.TextClause) -> int:
    return len(str(statement.compile(dialect=DIALECT)))


@pytest.mark.parametrize("statement", [LOAD, LOAD_RECORDED], ids=["load", "recorded"])
def test_what_reads_a_contact_is_short_enough_to_be_remembered(statement: sqlalchemy.TextClause) -> None:
    assert length(statement) <= REMEMBERED


@pytest.mark.parametrize(("is_breach", "has_messages"), list(product([True, False], repeat=2)))
def test_what_writes_a_first_step_is_short_enough_to_be_remembered(is_breach: bool, has_messages: bool) -> None:
    usual = record_step(is_first=True, is_breach=is_breach, was_asked_for=False, has_messages=has_messages)
    assert length(usual) <= REMEMBERED
