"""Values that lie sealed in a column, each bound to its table, its column and its row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Table

from contact_gateway.adapters.database.codec import JsonObject, as_json
from contact_gateway.adapters.database.plain_data import storable
from contact_gateway.adapters.database.tables_of_api import KEPT_ANSWERS, PERSON_ADDRESSES
from contact_gateway.adapters.database.tables_of_audit import LEGAL_HOLDS
from contact_gateway.adapters.database.tables_of_calls import INCIDENTS, TASKS
from contact_gateway.adapters.database.tables_of_casework import CASE_ACTS
from contact_gateway.adapters.database.tables_of_contacts import CONTACT_STEPS
from contact_gateway.adapters.database.tables_of_people import PEOPLE
from contact_gateway.adapters.database.tables_of_restrictions import RESTRICTIONS
from contact_gateway.adapters.database.tables_of_service import OUTBOX
from contact_gateway.application.ports_of_encryption import Encryption, Place


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed values. `key` names its row within the landlord, and must never change."""

    table: Table
    name: str
    key: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What reports call these values."""
        return f"{self.table.name}.{self.name}"

    @property
    def column(self) -> Column[bytes | None]:
        """The column itself."""
        return self.table.c[self.name]

    def place(self, *row: str) -> Place:
        """Return the place of a row's value; `row` is what stands in the columns of the key."""
        return (self.table.name, self.name, *row)


ADDRESS = SealedColumn(PERSON_ADDRESSES, "address", ("person_id",))
HEALTH_FACTS = SealedColumn(PEOPLE, "health_facts", ("id",))
NARRATIVE = SealedColumn(RESTRICTIONS, "narrative", ("id",))
EVIDENCE = SealedColumn(RESTRICTIONS, "evidence", ("id",))
WORDS = SealedColumn(CONTACT_STEPS, "words", ("contact_id", "step"))
MESSAGE = SealedColumn(OUTBOX, "sealed", ("id",))
ANSWER = SealedColumn(KEPT_ANSWERS, "body", ("client", "key"))
NOTE = SealedColumn(INCIDENTS, "note", ("id",))
REASON = SealedColumn(TASKS, "reason", ("id",))
ACT_WORDS = SealedColumn(CASE_ACTS, "words", ("id",))
CLAIM = SealedColumn(LEGAL_HOLDS, "reference", ("id",))

SEALED_COLUMNS = (ADDRESS, HEALTH_FACTS, NARRATIVE, EVIDENCE, WORDS, MESSAGE, ANSWER, NOTE, REASON, ACT_WORDS, CLAIM)
"""All of them: what is not in this list is not rotated."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One landlord's seal on columns. Nothing to say is NULL, and back."""

    encryption: Encryption
    landlord: str

    def text(self, column: SealedColumn, row: tuple[str, ...], text: str) -> bytes | None:
        """Seal a text for a row. Raises `NoKey`."""
        return self.encryption.seal(self.landlord, column.place(*row), storable(text).encode()) if text else None

    def read_text(self, column: SealedColumn, row: tuple[str, ...], sealed: bytes | None) -> str:
        """Open a text. Raises `NoKey` and `Unreadable`."""
        return "" if sealed is None else self.encryption.open(self.landlord, column.place(*row), sealed).decode()

    def members(self, column: SealedColumn, row: tuple[str, ...], members: Mapping[str, object]) -> bytes | None:
        """Seal the members of a JSON object for a row. Raises `NoKey`."""
        return self.encryption.seal(self.landlord, column.place(*row), as_json(members).encode()) if members else None

    def read_members(self, column: SealedColumn, row: tuple[str, ...], sealed: bytes | None) -> JsonObject:
        """Open the members of a JSON object. Raises `NoKey` and `Unreadable`."""
        if sealed is None:
            return {}
        members: JsonObject = json.loads(self.encryption.open(self.landlord, column.place(*row), sealed))
        return members
