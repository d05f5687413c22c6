"""How long a copy of a policy is given out, and what an import leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.policies import DatabasePolicies
from contact_gateway.domain.policy import Policy
from tests.builders import MONDAY
from tests.fakes.policies import plain_reader


@dataclass
class Reader:
    """Reads packs and counts how often; a stopwatch that stands where it is put."""

    seconds: float = 0.0
    reads: list[tuple[str, int]] = field(default_factory=list)

    def read(self, landlord: str, version: int, source: str, main: str) -> Policy:
        if source == "nonsense":
            raise ValueError("line 1: not a pack")
        self.reads.append((landlord, version))
        return plain_reader(landlord, version, source, main)

    def policies(self, database: Database) -> DatabasePolicies:
        return DatabasePolicies(database, self.read, lambda: self.seconds)


def _rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.transaction("here") as connection:
        return [tuple(row) for row in connection.execute(text(query))]


@pytest.mark.parametrize("ask", [lambda it: it.current("here"), lambda it: it.version("here", 1)])
def test_a_copy_is_given_out_for_less_than_a_minute(
    database: Database, ask: Callable[[DatabasePolicies], Policy]
) -> None:
    reader = Reader()
    policies = reader.policies(database)
    policies.import_pack("here", "the first", MONDAY)
    reader.reads.clear()
    first = ask(policies)
    reader.seconds = 59.9
    assert ask(policies) is first
    assert len(reader.reads) == 1
    reader.seconds = 60
    assert ask(policies) == first
    assert len(reader.reads) == 2


def test_an_import_by_another_process_is_in_force_here_within_a_minute(database: Database) -> None:
    here, elsewhere = Reader(), Reader()
    policies = here.policies(database)
    policies.import_pack("here", "the first", MONDAY)
    assert policies.current("here").name == "the first"
    elsewhere.policies(database).import_pack("here", "the second", MONDAY)
    assert policies.current("here").name == "the first"
    here.seconds = 60
    assert policies.current("here").name == "the second"


def test_a_pack_that_cannot_be_read_changes_nothing(database: Database) -> None:
    policies = Reader().policies(database)
    policies.import_pack("here", "the first", MONDAY)
    with pytest.raises(ValueError, match="line 1"):
        policies.import_pack("here", "nonsense", MONDAY)
    with pytest.raises(ValueError, match="line 1"):
        policies.import_pack("nobody", "nonsense", MONDAY)
    assert policies.current("here").name == "the first"
    assert policies.landlords() == ["here"]
    assert _rows(database, "SELECT version FROM policies") == [(1,)]


def test_an_import_names_the_landlord_and_its_zone_and_is_on_record(database: Database) -> None:
    Reader().policies(database).import_pack("here", "Example Homes", MONDAY)
    found = _rows(database, "SELECT name, zone, policy_version FROM landlords WHERE slug = 'here'")
    assert found == [("Example Homes", "Europe/London", 1)]
    assert _rows(database, "SELECT imported_at FROM policies") == [(MONDAY,)]
    audited = _rows(database, "SELECT tag, subject_id, details ->> 'version' FROM audit")
    assert audited == [("command:policy:imported", "here", "1")]


def test_many_imports_at_once_make_one_version_each_and_the_same_pack_only_one(database: Database) -> None:
    policies = Reader().policies(database)
    packs = [f"pack {number % 3}" for number in range(9)]
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda pack: policies.import_pack("here", pack, MONDAY), packs))
    stored = [pack for (pack,) in _rows(database, "SELECT source FROM policies ORDER BY version")]
    assert [stored[number - 1] for number in numbers] == packs
    assert all(one != following for one, following in pairwise(stored))
    assert policies.version("here", len(stored)) == policies.current("here")


def test_what_held_by_default_is_stored_with_a_pack_and_new_defaults_make_a_new_version(database: Database) -> None:
    release = ["then"]
    policies = DatabasePolicies(database, plain_reader, complete=lambda pack: f"{pack}, {release[0]}")
    assert policies.import_pack("here", "Example Homes", MONDAY) == 1
    assert policies.import_pack("here", "Example Homes", MONDAY) == 1
    release[0] = "now"
    assert policies.import_pack("here", "Example Homes", MONDAY) == 2
    assert policies.version("here", 1).name == "Example Homes, then"
    assert policies.current("here").name == "Example Homes, now"


def test_a_pack_is_judged_as_it_was_written_before_anything_is_added_to_it(database: Database) -> None:
    policies = DatabasePolicies(database, Reader().read, complete=lambda pack: f"{pack}, with what held that day")
    with pytest.raises(ValueError, match="line 1"):
        policies.import_pack("here", "nonsense", MONDAY)
    assert policies.landlords() == []
