"""What somebody did to acts and restrictions past the application is found by `audit verify`."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url

from contact_gateway.adapters.database.audit_trail import DatabaseAuditTrail
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.encryption import LandlordEncryption
from contact_gateway.application.erase_person import ErasePerson
from contact_gateway.application.records_of_casework import RestrictionNow
from contact_gateway.application.verify_audit import VerifyAudit
from contact_gateway.domain.procedure.words import Kept
from tests.contracts.cases import BAN, DECIDED, FROM_WEDNESDAY, add, banned, deed, proposed, settle, warned
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
OF_ANOTHER_ACT = """
    UPDATE case_acts a SET words = b.words FROM case_acts b WHERE a.id = 'w1' AND b.id = 'w2'
"""
CUT = "UPDATE {table} SET {column} = substring({column}, 1, length({column}) - 1) WHERE {column} IS NOT NULL"
UNDER_NO_KEY = "UPDATE case_acts SET words = overlay(words PLACING 'nobody-s'::bytea FROM 2) WHERE id = 'w1'"
PUT_IN = """
    INSERT INTO restrictions SELECT (jsonb_populate_record(r, '{"id": "r9"}')).* FROM restrictions r
"""
PAST_WHAT_NAMES_IT = """
    SET LOCAL session_replication_role = 'replica'; DELETE FROM restrictions
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
        connection.execute("ALTER TABLE restrictions NO FORCE ROW LEVEL SECURITY")
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


@pytest.mark.parametrize("harm", [OF_ANOTHER_ACT, UNDER_NO_KEY])
def test_words_that_were_exchanged_or_altered_are_found(world: World, direct_url: str, harm: str) -> None:
    as_owner(direct_url, harm)
    assert found(world) == ["The words of the act w1 do not open: they are not those that were sealed for it."]


@pytest.mark.parametrize("column", ["narrative", "evidence"])
def test_grounds_that_were_altered_are_found(world: World, direct_url: str, column: str) -> None:
    add(world, banned())
    as_owner(direct_url, CUT.format(table="restrictions", column=column))
    (fault,) = found(world)
    assert fault.startswith(f"The {column} of the restriction {BAN.id} does not open")


def test_without_any_key_words_are_not_looked_at_and_that_is_said(
    world: World, database: Database, direct_url: str
) -> None:
    as_owner(direct_url, OF_ANOTHER_ACT)
    report = VerifyAudit(trail=DatabaseAuditTrail(database, LandlordEncryption({})))(HERE)
    assert (report.faults, report.words_opened) == ((), False)
    assert VerifyAudit(trail=world.audit_trail)(HERE).words_opened


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE restrictions SET terms = terms || '{\"calls\": 9}'", "is not as row"),
        ("UPDATE restrictions SET review_on = review_on + 1", "is not as row"),
        ("UPDATE restrictions SET ended_at = now()", "is not as row"),
        ("UPDATE restrictions SET binds = '{}'", "is not as row"),
        ("UPDATE restrictions SET evidence = NULL", "is not as row"),
        (PAST_WHAT_NAMES_IT, "is missing, of which acts tell."),
    ],
)
def test_what_somebody_did_to_a_restriction_past_the_application_is_found(
    world: World, direct_url: str, harm: str, said: str
) -> None:
    add(world, banned())
    assert found(world) == []
    as_owner(direct_url, harm)
    (fault,) = found(world)
    assert fault.startswith(f"The restriction {BAN.id} {said}")


def test_a_restriction_that_was_put_in_is_found(world: World, direct_url: str) -> None:
    add(world, banned())
    as_owner(direct_url, PUT_IN)
    assert "The restriction r9 was put in: no act tells of it." in found(world)


def test_a_restriction_is_told_of_anew_by_each_act_that_writes_it(world: World) -> None:
    add(world, banned(), banned(binds=()))
    assert found(world) == []


def test_what_erasure_and_retention_leave_of_restrictions_is_as_the_trail_tells(world: World, direct_url: str) -> None:
    over = RestrictionNow(restriction=BAN, decided=DECIDED, binds=FROM_WEDNESDAY, ended_at=FROM_WEDNESDAY[0].start)
    add(world, deed(proposed(), BAN.id, restriction=over))
    world.clock.stand_at(FROM_WEDNESDAY[-1].end)
    ErasePerson(erasures=world.erasures, people=world.people, files=world.files, clock=world.clock).erase(
        HERE, "sam", "lee"
    )
    assert found(world) == []
    as_owner(direct_url, "UPDATE restrictions SET binds = '{}'")
    assert len(found(world)) == 1
    world.retention.forget(HERE, {Kept.CASES: LATER})
    assert found(world) == []
