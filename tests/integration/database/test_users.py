"""What only the real accounts have: hashes, and the same work for whoever is not there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from argon2 import PasswordHasher
from sqlalchemy import text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.users import DatabaseUsers
from contact_gateway.application.records import User
from tests.contracts.worlds import QUICK_HASHER

MAX = User(id="max", landlord="here", email="max@landlord.example.org", name="Max", roles=frozenset({"manager"}))
SECRET = "correct horse battery staple"


@dataclass
class CountingHasher(PasswordHasher):
    """Counts how often a password is compared with a hash."""

    verified: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 the name that the library gives it
        self.verified.append(str(hash))
        return super().verify(hash, password)


def _hash(database: Database) -> str:
    with database.transaction("here") as connection:
        return str(connection.execute(text("SELECT password_hash FROM users")).scalar_one())


def test_a_password_is_stored_as_an_argon2id_hash_and_nowhere_else(database: Database) -> None:
    DatabaseUsers(database).add(MAX, SECRET)
    with database.transaction("here") as connection:
        row = str(connection.execute(text("SELECT to_jsonb(users) FROM users")).scalar_one())
    assert _hash(database).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert SECRET not in row


def test_a_stranger_costs_the_same_work_as_a_wrong_password(database: Database) -> None:
    hasher = CountingHasher()
    users = DatabaseUsers(database, hasher)
    users.add(MAX, SECRET)
    for email in (MAX.email, "nobody@landlord.example.org", "", "%"):
        assert users.check(email, "a guess") is None
    assert len(hasher.verified) == 4
    parameters = {hashed.rsplit("$", 2)[0] for hashed in hasher.verified}
    assert len(parameters) == 1


def test_a_hash_made_under_older_settings_is_renewed_at_the_next_sign_in(database: Database) -> None:
    DatabaseUsers(database, QUICK_HASHER).add(MAX, SECRET)
    before = _hash(database)
    stronger = DatabaseUsers(database, PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert stronger.check(MAX.email, "a guess") is None
    assert _hash(database) == before
    assert stronger.check(MAX.email, SECRET) == MAX
    assert _hash(database).startswith("$argon2id$v=19$m=16,t=2,p=1$")
    assert stronger.check(MAX.email, SECRET) == MAX
