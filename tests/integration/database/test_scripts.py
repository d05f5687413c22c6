"""Edits of what is said at the same instant, in other processes, and on record."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.policies import DatabasePolicies
from contact_gateway.adapters.database.scripts import DatabaseScripts
from contact_gateway.adapters.policy_copies import SealedPolicyCopies
from contact_gateway.application.errors import Stale
from contact_gateway.domain.script_edits import ScriptEdit
from contact_gateway.domain.scripts import Script
from tests.builders import MONDAY
from tests.fakes.encryption import ENCRYPTION
from tests.fakes.policies import plain_reader

HERE = "here"
AT_ONCE = 10

OF_A_LATER_RELEASE = """
    INSERT INTO scripts (landlord_id, language, script, version, wording, text, edited_by, edited_at)
    VALUES ('here', 'en', 'anthem', 1, 2, 'La la', 'robin', now())
"""


@pytest.fixture
def policies(database: Database) -> DatabasePolicies:
    known = DatabasePolicies(database, plain_reader)
    known.import_pack(HERE, "Here Homes", MONDAY)
    return known


def edit_of(script: Script, said: str = "Good day.") -> ScriptEdit:
    return ScriptEdit(language="en", script=script, text=said)


def test_of_many_who_edit_the_same_script_at_once_one_does(database: Database, policies: DatabasePolicies) -> None:
    scripts = DatabaseScripts(database, policies.forget)

    def tried(number: int) -> bool:
        try:
            scripts.add(HERE, edit_of(Script.GREETING, f"Good day {number}."), 0, "robin", MONDAY)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(AT_ONCE) as people:
        assert list(people.map(tried, range(AT_ONCE))).count(True) == 1
    assert len(scripts.versions(HERE, "en", Script.GREETING)) == 1


def test_an_edit_is_in_the_copy_that_calls_have_without_the_database(database: Database) -> None:
    copies = SealedPolicyCopies(ENCRYPTION, plain_reader)
    known = DatabasePolicies(database, plain_reader, copies=copies)
    known.import_pack(HERE, "Here Homes", MONDAY)
    known.version(HERE, 1)
    assert copies.last(HERE) is None
    DatabaseScripts(database, known.forget).add(HERE, edit_of(Script.GREETING), 0, "robin", MONDAY)
    in_force = known.current(HERE)
    assert (in_force.scripts["en"][Script.GREETING], copies.last(HERE)) == ("Good day.", in_force)


def test_many_edits_at_once_are_numbered_without_a_gap(database: Database, policies: DatabasePolicies) -> None:
    scripts, plain = DatabaseScripts(database, policies.forget), [Script.GREETING, Script.GOODBYE, Script.RECEIVED]
    with ThreadPoolExecutor(AT_ONCE) as people:
        made = people.map(lambda script: scripts.add(HERE, edit_of(script), 0, "robin", MONDAY), plain)
    assert sorted(one.wording for one in made) == [1, 2, 3]
    assert policies.current(HERE).wording == 3


def test_an_edit_by_another_process_is_said_here_within_a_minute(database: Database) -> None:
    clock = [0.0]
    here = DatabasePolicies(database, plain_reader, lambda: clock[0])
    here.import_pack(HERE, "Here Homes", MONDAY)
    elsewhere = DatabasePolicies(database, plain_reader)
    assert here.current(HERE).wording == 0
    DatabaseScripts(database, elsewhere.forget).add(HERE, edit_of(Script.GREETING), 0, "robin", MONDAY)
    assert elsewhere.current(HERE).scripts["en"][Script.GREETING] == "Good day."
    clock[0] = 59.9
    assert here.current(HERE).wording == 0
    clock[0] = 60
    assert here.version(HERE, 1).scripts["en"][Script.GREETING] == "Good day."


def test_each_edit_is_on_record_by_its_numbers_and_who_made_it(database: Database, policies: DatabasePolicies) -> None:
    scripts = DatabaseScripts(database, policies.forget)
    scripts.add(HERE, edit_of(Script.GREETING), 0, "token:crm", MONDAY)
    scripts.add(HERE, edit_of(Script.GREETING, ""), 1, "token:crm", MONDAY)
    with database.transaction(HERE) as connection:
        rows = connection.execute(text("SELECT tag, subject_id, actor, details FROM audit WHERE tag LIKE '%script%'"))
        assert [tuple(row) for row in rows] == [
            ("manager:script:edited", "en/greeting", "token:crm", {"version": 1, "wording": 1}),
            ("manager:script:taken_back", "en/greeting", "token:crm", {"version": 2, "wording": 2}),
        ]


def test_what_only_a_later_release_knows_is_left_out(database: Database, policies: DatabasePolicies) -> None:
    scripts = DatabaseScripts(database, policies.forget)
    scripts.add(HERE, edit_of(Script.GREETING), 0, "robin", MONDAY)
    with database.transaction(HERE) as connection:
        connection.execute(text(OF_A_LATER_RELEASE))
    policies.forget(HERE)
    assert (policies.current(HERE).wording, "anthem" in policies.current(HERE).scripts["en"]) == (1, False)
    assert [one.script for one in scripts.last_versions(HERE, "en")] == [Script.GREETING]
