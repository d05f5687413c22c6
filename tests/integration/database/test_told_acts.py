"""An act of a case that somebody altered, took out or put in past the application is found by `audit verify`."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url

from contact_gateway.application.erase_person import ErasePerson
from contact_gateway.application.verify_audit import VerifyAudit
from contact_gateway.domain.procedure.words import Kept
from tests.contracts.cases import add, deed, settle, warned
from tests.contracts.worlds import HERE, World, postgres_world
from tests.integration.database.test_every_act_of_somebody import LATER

COPIED = """
    INSERT INTO case_acts (landlord_id, id, customer_id, act, by, at, data, policy_version)
    SELECT landlord_id, 'w3', customer_id, act, by, at, data, policy_version FROM case_acts WHERE id = 'w1'
"""
BACK = """
    INSERT INTO case_acts (landlord_id, id, customer_id, act, by, at, data, policy_version)
    VALUES ('here', 'w1', 'sam', 'warned', 'lee', now(), '{}', 1)
"""


@pytest.fixture
def world(database_url: str, direct_url: str) -> Iterator[World]:
    with postgres_world(database_url, direct_url) as made:
        settle(made)
        add(made, deed(warned(id="w1", contact_id="c1")), deed(warned(id="w2")))
        yield made


def as_owner(direct_url: str, statement: str) -> None:
    url = make_url(direct_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE case_acts NO FORCE ROW LEVEL SECURITY")
        connection.execute(statement.encode())


def found(world: World) -> list[str]:
    return [str(fault) for fault in VerifyAudit(trail=world.audit_trail)(HERE).faults]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE case_acts SET data = data || '{\"contact_id\": \"c2\"}' WHERE id = 'w1'", "The act w1 is not as row"),
        ("UPDATE case_acts SET by = 'kim' WHERE id = 'w1'", "The act w1 is not as row"),
        ("UPDATE case_acts SET at = at + interval '1 microsecond' WHERE id = 'w1'", "The act w1 is not as row"),
        ("UPDATE case_acts SET words = NULL WHERE id = 'w1'", "The act w1 is not as row"),
        ("UPDATE case_acts SET policy_version = 9 WHERE id = 'w1'", "The act w1 is not as row"),
        ("DELETE FROM case_acts WHERE id = 'w1'", "The act w1 is missing, of which row"),
        (COPIED, "The act w3 was put in: no row tells"),
    ],
)
def test_what_somebody_did_to_an_act_past_the_application_is_found(
    world: World, direct_url: str, harm: str, said: str
) -> None:
    assert found(world) == []
    as_owner(direct_url, harm)
    (fault,) = found(world)
    assert fault.startswith(said)


def test_what_erasure_leaves_of_acts_is_as_the_trail_tells(world: World, direct_url: str) -> None:
    ErasePerson(erasures=world.erasures, people=world.people, files=world.files, clock=world.clock).erase(
        HERE, "sam", "lee"
    )
    assert found(world) == []
    as_owner(direct_url, "UPDATE case_acts SET by = 'kim' WHERE id = 'w2'")
    assert len(found(world)) == 1


def test_acts_that_were_kept_long_enough_are_not_missing_and_do_not_come_back(world: World, direct_url: str) -> None:
    world.retention.forget(HERE, {Kept.CASES: LATER})
    assert world.case_files.acts(HERE, "sam") == []
    assert found(world) == []
    as_owner(direct_url, BACK)
    (fault,) = found(world)
    assert fault.startswith("The act w1 was put in")
