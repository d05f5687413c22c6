"""Whoever works for one landlord, with every id of another in hand, learns nothing and changes nothing there."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from typing import get_type_hints

import pytest

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.application import (
    ports,
    ports_of_api,
    ports_of_audit,
    ports_of_calls,
    ports_of_casework,
    ports_of_encryption,
    ports_of_evidence,
    ports_of_files,
    ports_of_registers,
    ports_of_reports,
    ports_of_retention,
    ports_of_scripts,
    ports_of_subject_access,
)
from contact_gateway.application.api_services import ApiServices
from contact_gateway.application.call_services import CallServices
from contact_gateway.application.casework_services import CaseworkJobs, CaseworkServices, ItemServices, LetterServices
from contact_gateway.application.errors import GatewayError
from contact_gateway.application.governance_services import GovernanceServices
from contact_gateway.application.ids import new_id
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.relay_outbox import RelayOutbox
from contact_gateway.application.script_services import ScriptServices
from contact_gateway.application.services import Services
from contact_gateway.application.set_restriction import SetRestriction
from contact_gateway.application.sweep_files import SweepFiles
from contact_gateway.application.sweep_reviews import SweepReviews
from tests.builders import MONDAY
from tests.contracts.worlds import THERE, postgres_world
from tests.fakes.mailer import FakeMailer
from tests.integration.intruder import PORTS, USE_CASES, Intruder
from tests.integration.intruder_of_calls import CALL_PORTS, CALL_USE_CASES
from tests.integration.intruder_of_casework import CASE_PORTS, CASE_USE_CASES
from tests.integration.intruder_of_files import FILE_PORTS
from tests.integration.intruder_of_governance import GOVERNANCE_PORTS, GOVERNANCE_USE_CASES
from tests.integration.intruder_of_scripts import SCRIPT_PORTS, SCRIPT_USE_CASES
from tests.integration.intruder_of_the_api import API_PORTS, API_USE_CASES
from tests.integration.the_other_landlord import LATER, PASSWORD, SECRET, THEIR_USER, furnish, rows_of_the_other
from tests.plugins.database import database_copied, url_of

CALLS = {
    **PORTS,
    **API_PORTS,
    **FILE_PORTS,
    **CALL_PORTS,
    **CASE_PORTS,
    **SCRIPT_PORTS,
    **GOVERNANCE_PORTS,
    **USE_CASES,
    **API_USE_CASES,
    **SCRIPT_USE_CASES,
    **CALL_USE_CASES,
    **CASE_USE_CASES,
    **GOVERNANCE_USE_CASES,
}
STORED_PORTS = (
    ports.Attempt,
    ports.ContactLog,
    ports.ContactCards,
    ports.Counters,
    ports.Policies,
    ports.People,
    ports.Restrictions,
    ports.Outbox,
    ports.Users,
    ports.JobRuns,
    ports_of_api.Tokens,
    ports_of_api.KeptAnswers,
    ports_of_registers.PersonFiles,
    ports_of_registers.RestrictionFiles,
    ports_of_registers.ContactLookup,
    ports_of_registers.CounterRows,
    ports_of_scripts.Scripts,
    ports_of_files.Files,
    ports_of_files.Blobs,
    ports_of_files.FileUses,
    ports_of_encryption.SealedTexts,
    ports_of_calls.OpenBook,
    ports_of_calls.CallBook,
    ports_of_calls.OpenCalls,
    ports_of_calls.Tasks,
    ports_of_calls.Recordings,
    ports_of_casework.OpenCase,
    ports_of_casework.CaseFiles,
    ports_of_evidence.Evidence,
    ports_of_reports.Reports,
    ports_of_audit.AuditTrail,
    ports_of_audit.Looks,
    ports_of_retention.Retention,
    ports_of_retention.LegalHolds,
    ports_of_retention.Erasures,
    ports_of_subject_access.SubjectRecords,
    ports_of_subject_access.SubjectExports,
)
"""The ports behind which landlords' rows lie."""


@pytest.fixture(scope="module")
def furnished(database_server: str, database_template: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """A database in which the other landlord has something to hide, to copy from; a contact and a mail of theirs."""
    with database_copied(database_server, database_template) as name:
        url = url_of(database_server, name)
        with postgres_world(url, url) as world:
            ids = furnish(world)
        yield name, ids


@pytest.fixture
def direct_url(database_server: str, furnished: tuple[str, tuple[str, str]]) -> Iterator[str]:
    with database_copied(database_server, furnished[0]) as name:
        yield url_of(database_server, name)


@pytest.fixture
def intruder(database_url: str, direct_url: str, furnished: tuple[str, tuple[str, str]]) -> Iterator[Intruder]:
    contact_id, message_id = furnished[1]
    with postgres_world(database_url, direct_url) as world:
        mailer = FakeMailer()
        yield Intruder(
            world=world,
            receive_contact=ReceiveContact(log=world.log, policies=world.policies, clock=world.clock),
            record_outcome=RecordOutcome(log=world.log),
            set_restriction=SetRestriction(
                world.restrictions, world.people, world.policies, world.clock, new_id, world.casework.take_over
            ),
            relay_outbox=RelayOutbox(outbox=world.outbox, mailer=mailer),
            sweep_reviews=SweepReviews(
                restrictions=world.restrictions,
                counters=world.counters,
                policies=world.policies,
                bank_holidays=bank_holidays,
                clock=world.clock,
            ),
            sweep_files=SweepFiles(files=world.files, uses=world.file_uses, clock=world.clock),
            mailer=mailer,
            contact_id=contact_id,
            message_id=message_id,
            file_id=next(iter(world.files.entries(THERE))).id,
        )


@pytest.mark.parametrize("name", CALLS)
def test_nothing_of_another_landlord_is_seen_or_changed(intruder: Intruder, database_url: str, name: str) -> None:
    before = rows_of_the_other(database_url)
    try:
        given = repr(CALLS[name](intruder))
    except GatewayError as error:
        given = str(error)
    assert SECRET not in given
    assert rows_of_the_other(database_url) == before


def test_the_other_landlord_has_something_to_hide_in_every_table(intruder: Intruder, database_url: str) -> None:
    assert intruder.contact_id
    empty = {table for table, rows in rows_of_the_other(database_url).items() if not rows}
    assert empty == set()


def test_the_rightful_landlord_does_see_it(intruder: Intruder) -> None:
    world = intruder.world
    seen = (
        world.people.find_customers(THERE, SECRET),
        world.people.officers(THERE),
        world.restrictions.of_customer(THERE, "their-sam"),
        world.restrictions.reviews_due(THERE),
        world.cards.one(THERE, intruder.contact_id),
        world.outbox.claim(THERE, 100, 60),
        world.users.check(THEIR_USER.email, PASSWORD),
        world.people.health_facts_of(THERE, "their-sam", "their-max"),
        world.restrictions.grounds_of(THERE, "their-restriction", "their-max").narrative,
        world.files.get(THERE, intruder.file_id),
        world.call_book.live(THERE, intruder.contact_id),
        world.call_book.notices_due(THERE, MONDAY),
        world.call_book.ends_due(THERE, MONDAY),
        world.call_book.warnings_not_heard(THERE, LATER),
        world.open_calls.without_end(THERE, MONDAY + timedelta(hours=1)),
        world.tasks.open(THERE),
        world.recordings.to_delete(THERE, MONDAY),
        world.case_files.read(THERE, "their-sam", "their-lee"),
        world.evidence.past_contacts(THERE, "their-sam", MONDAY, MONDAY + timedelta(hours=1)),
    )
    assert all(SECRET in repr(given) for given in seen)


def test_no_port_and_no_use_case_is_left_out() -> None:
    methods = {
        f"{port.__name__}.{name}"
        for port in STORED_PORTS
        for name, member in inspect.getmembers(port, inspect.isfunction)
        if not name.startswith("_")
    }
    assert methods == {*PORTS, *API_PORTS, *FILE_PORTS, *CALL_PORTS, *CASE_PORTS, *SCRIPT_PORTS, *GOVERNANCE_PORTS}
    assert use_cases_of(Services) == {name for name in USE_CASES if "." not in name}
    assert use_cases_of(CallServices) == {name for name in CALL_USE_CASES if "." not in name}
    of_cases = (CaseworkServices, ItemServices, LetterServices, CaseworkJobs)
    in_cases = {name for services in of_cases for name in use_cases_of(services)}
    assert in_cases == {name for name in CASE_USE_CASES if "." not in name}
    assert use_cases_of(ScriptServices) == {name for name in SCRIPT_USE_CASES if "." not in name}
    assert use_cases_of(GovernanceServices) == {name for name in GOVERNANCE_USE_CASES if "." not in name}
    assert use_cases_of(ApiServices) == {name for name in API_USE_CASES if "." not in name}


def use_cases_of(
    services: type[
        Services
        | ApiServices
        | CallServices
        | ScriptServices
        | CaseworkServices
        | ItemServices
        | LetterServices
        | CaseworkJobs
        | GovernanceServices
    ],
) -> set[str]:
    types = get_type_hints(services)
    return {field.name for field in fields(services) if "__call__" in vars(types[field.name])}


def test_every_port_that_names_a_landlord_holds_rows_or_is_known_not_to() -> None:
    elsewhere = {
        "Mailer",
        "SignatureCheck",
        "MailSignatures",
        "FloodGuard",
        "Encryption",
        "LiveCalls",
        "RecordingStore",
        "Numbers",
        "Letters",
    }
    named = {
        name
        for module in (
            ports,
            ports_of_api,
            ports_of_audit,
            ports_of_calls,
            ports_of_casework,
            ports_of_encryption,
            ports_of_files,
            ports_of_registers,
            ports_of_retention,
            ports_of_scripts,
            ports_of_subject_access,
        )
        for name, port in inspect.getmembers(module, inspect.isclass)
        if port.__module__ == module.__name__
        and any(
            "landlord" in inspect.signature(member).parameters
            for _, member in inspect.getmembers(port, inspect.isfunction)
        )
    }
    assert named - elsewhere <= {port.__name__ for port in STORED_PORTS}
