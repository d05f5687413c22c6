"""A newer version adds columns while this one runs: what this one has prepared on the server goes on working."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import sqlalchemy

from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.application.records import ContactKey
from contact_gateway.domain.standing import Role
from tests import builders
from tests.contracts.worlds import HERE, World, postgres_world
from tests.integration.database.world import NOON

PREPARED_AFTER = 8
"""Times that the same is done before the driver has surely prepared it."""

ADD = "; ".join(f"ALTER TABLE {table} ADD COLUMN of_the_next_version text" for table in sorted(metadata().tables))


def recorded(world: World) -> object:
    with world.log.attempt(HERE, ContactKey("twilio", "CA1")) as attempt:
        return attempt.load(builders.contact(), NOON), attempt.load_recorded()


ASKED: Mapping[str, Callable[[World], object]] = {
    "users": lambda world: world.users.check("nobody@example.org", "a password"),
    "user": lambda world: world.users.get(HERE, "nobody"),
    "tokens": lambda world: world.tokens.find("no token"),
    "cards": lambda world: world.cards.latest(HERE),
    "since": lambda world: world.cards.since(HERE, 0),
    "customers": lambda world: world.people.find_customers(HERE),
    "restrictions": lambda world: world.restrictions.of_customer(HERE, "sam"),
    "reviews": lambda world: world.restrictions.due_for_review(HERE, date(2026, 3, 4)),
    "outbox": lambda world: world.outbox.claim(HERE, 1, 1),
    "counters": lambda world: world.counters.of_customer(HERE, "sam", NOON, NOON),
    "policies": lambda world: world.policies.landlords(),
    "recorded": recorded,
    "person": lambda world: world.person_files.one(HERE, Role.CUSTOMER, "sam"),
}


def test_everything_that_was_prepared_goes_on_working(database_url: str, direct_url: str) -> None:
    with postgres_world(database_url, direct_url) as world:
        world.people.add(HERE, builders.new_person())
        before = {name: [ask(world) for _ in range(PREPARED_AFTER)][-1] for name, ask in ASKED.items()}
        owner = sqlalchemy.create_engine(direct_url, poolclass=sqlalchemy.NullPool)
        with owner.begin() as connection:
            connection.execute(sqlalchemy.text(ADD))
        assert {name: ask(world) for name, ask in ASKED.items()} == before
