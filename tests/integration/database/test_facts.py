"""What one statement reads for a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.engine import Database
from contact_gateway.application.records import ContactKey, Facts
from contact_gateway.domain.contact import Channel, Contact, Step
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.restrictions import Mode, Reply, Restriction, Scope
from contact_gateway.domain.standing import Officer, Role
from contact_gateway.domain.usage import Allowance, Purpose, Tally
from tests import builders
from tests.integration.database.world import (
    LANDLORD,
    NOON,
    add_landlord,
    add_person,
    add_restriction,
    add_sam,
    cap,
    count,
    receiver,
)

CALL = builders.contact(received_at=NOON)


def facts(log: PostgresContactLog, contact: Contact = CALL, now: datetime = NOON) -> Facts:
    with log.attempt(LANDLORD, ContactKey(contact.provider, contact.provider_id)) as attempt:
        return attempt.load(contact, now)


def run(database: Database, statement: str, **values: object) -> None:
    with database.transaction(LANDLORD) as connection:
        connection.execute(text(statement), values)


def spoc() -> Restriction:
    return builders.restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee", "deputies": ["kim"]}, id="spoc")


def test_a_stranger_has_no_restrictions_and_no_usage(database: Database, log: PostgresContactLog) -> None:
    add_landlord(database)
    assert facts(log) == Facts(policy_version=1)


def test_a_person_comes_with_everything_that_is_recorded(database: Database, log: PostgresContactLog) -> None:
    add_landlord(database)
    person = builders.new_person(adjustments=("large_print", "relay_calls"), language="cy", body="mp", of="kim")
    add_person(database, person)
    full = builders.restriction(
        Kind.PERMITTED_TIMES,
        {"windows": ["tue,thu 22:00-02:00"]},
        mode=Mode.SHADOW,
        reply=Reply.NEVER,
        planned_end=datetime(2026, 12, 1, tzinfo=UTC),
        scope=Scope(channels=frozenset({Channel.VOICE, Channel.SMS}), services=frozenset({"rent"})),
    )
    add_restriction(database, full)
    run(database, "INSERT INTO staff_complaints VALUES ('example', 'sam', 'lee')")
    (found,) = facts(log).people
    assert found == builders.person(
        full,
        of="kim",
        body=Body.MP,
        language="cy",
        adjustments=frozenset({Adjustment.LARGE_PRINT, Adjustment.RELAY_CALLS}),
        complained_about=frozenset({"lee"}),
    )


def test_everybody_who_shares_a_number_is_returned(database: Database, log: PostgresContactLog) -> None:
    add_sam(database)
    add_person(database, builders.new_person(id="kim", role=Role.REPRESENTATIVE, of="sam"))
    assert {person.id for person in facts(log).people} == {"sam", "kim"}


def test_a_withheld_number_is_nobodys(database: Database, log: PostgresContactLog) -> None:
    add_sam(database)
    assert facts(log, replace(CALL, sender=None)).people == ()


@pytest.mark.parametrize(
    ("said", "binds"),
    [
        ({"starts_at": NOON}, True),
        ({"starts_at": NOON + timedelta(seconds=1)}, False),
        ({"planned_end": NOON}, False),
        ({"planned_end": NOON + timedelta(seconds=1)}, True),
    ],
)
def test_a_restriction_binds_from_its_start_until_its_end(
    database: Database, log: PostgresContactLog, said: dict[str, Any], *, binds: bool
) -> None:
    add_sam(database, builders.restriction(**said))
    (found,) = facts(log).people
    assert bool(found.restrictions) is binds


def test_a_restriction_that_was_ended_binds_no_more(database: Database, log: PostgresContactLog) -> None:
    add_sam(database, builders.restriction())
    run(database, "UPDATE restrictions SET binds = tstzmultirange(tstzrange(starts_at, :now))", now=NOON)
    (before,) = facts(log, now=NOON - timedelta(seconds=1)).people
    (after,) = facts(log).people
    assert (len(before.restrictions), len(after.restrictions)) == (1, 0)


def test_a_keyed_reference_finds_its_customer_however_it_is_written(
    database: Database, log: PostgresContactLog
) -> None:
    add_sam(database, cap(1))
    keyed = replace(CALL, sender=builders.phone("+447700900999"), step=Step.REFERENCE, reference=" t-1001 ")
    found = facts(log, keyed)
    assert found.people == ()
    assert found.by_reference is not None
    assert (found.by_reference.id, len(found.by_reference.restrictions)) == ("sam", 1)


def test_no_reference_finds_nobody(database: Database, log: PostgresContactLog) -> None:
    add_landlord(database)
    add_person(database, builders.new_person(reference=""))
    assert facts(log).by_reference is None


def test_named_officers_come_with_their_main_points_and_nobody_else_does(
    database: Database, log: PostgresContactLog
) -> None:
    add_sam(database, spoc())
    points = (*builders.new_officer().contact_points, builders.phone("+441632960009"))
    add_person(database, builders.new_officer(contact_points=points))
    add_person(database, builders.new_officer(id="kim", name="Kim", contact_points=()))
    add_person(database, builders.new_officer(id="jo", name="Jo", contact_points=()))
    assert facts(log).officers == (Officer(id="kim", name="Kim"), builders.officer())


@pytest.mark.parametrize(
    ("zone", "hours", "reachable"),
    [
        ("Europe/London", (), True),
        ("Europe/London", ("mon-fri 09:00-17:00",), True),
        ("Europe/London", ("mon-fri 12:31-17:00",), False),
        ("Pacific/Auckland", ("wed 09:00-17:00",), False),
        ("Pacific/Auckland", ("thu 00:00-02:00",), True),
    ],
)
def test_an_officer_is_reachable_in_the_hours_of_the_landlords_clock(
    database: Database, log: PostgresContactLog, zone: str, hours: tuple[str, ...], *, reachable: bool
) -> None:
    add_landlord(database, zone=zone)
    add_person(database, builders.new_person())
    add_person(database, builders.new_officer(hours=hours))
    add_restriction(database, spoc())
    (lee,) = facts(log).officers
    assert lee.reachable is reachable


def test_channels_are_down_from_the_start_of_an_outage_until_its_end(
    database: Database, log: PostgresContactLog
) -> None:
    add_landlord(database)
    for channel, start, end in (("sms", 0, 1), ("voice", 1, 2), ("email", -1, 0)):
        run(
            database,
            "INSERT INTO outages VALUES ('example', :channel, :start, :end)",
            channel=channel,
            start=NOON + timedelta(hours=start),
            end=NOON + timedelta(hours=end),
        )
    assert facts(log).down == frozenset({Channel.SMS})


def test_usage_is_that_of_the_restrictions_in_force_in_periods_that_may_still_run(
    database: Database, log: PostgresContactLog
) -> None:
    add_sam(database, cap(3))
    start = datetime(2026, 3, 1, tzinfo=UTC)
    for restriction_id, period_start in (
        ("restriction-1", start),
        ("restriction-1", NOON - timedelta(days=33)),
        ("another", start),
    ):
        run(
            database,
            "INSERT INTO allowances VALUES ('example', :id, 'issue', :start, 'roof', 2, 1, 7)",
            id=restriction_id,
            start=period_start,
        )
    allowance = Allowance("restriction-1", Purpose.ISSUE, start, "roof")
    assert facts(log).usage.tallies == {allowance: Tally(2, 1, 7)}


def test_contact_the_landlord_asked_for_opens_once(database: Database, log: PostgresContactLog) -> None:
    add_sam(database, builders.restriction(Kind.NO_CONTACT))
    until = NOON + timedelta(days=1)
    run(database, "INSERT INTO contact_requests VALUES ('example', 'sam', 'voice', :until)", until=until)
    receive = receiver(database)
    assert not facts(log, builders.contact(Channel.SMS, received_at=NOON)).people[0].asked_to_be_contacted
    assert receive(LANDLORD, CALL).decision.outcome is Outcome.ROUTE
    pressed = replace(CALL, step=Step.KEY, pressed="repairs")
    assert receive(LANDLORD, pressed).decision.outcome is Outcome.ROUTE
    assert count(database, "contact_requests", "used_contact_id IS NOT NULL") == 1
    assert receive(LANDLORD, replace(CALL, provider_id="CA2")).decision.outcome is Outcome.DECLINE


def test_a_request_is_over_when_its_time_is(database: Database, log: PostgresContactLog) -> None:
    add_sam(database)
    run(database, "INSERT INTO contact_requests VALUES ('example', 'sam', 'voice', :until)", until=NOON)
    assert not facts(log).people[0].asked_to_be_contacted


def test_the_step_before_and_this_very_step_are_told_apart(database: Database, log: PostgresContactLog) -> None:
    add_sam(database, cap(1))
    receive = receiver(database)
    rung = receive(LANDLORD, CALL)
    pressed = replace(CALL, step=Step.KEY, pressed="emergency")
    new = facts(log, pressed)
    assert new.same_step is None
    assert new.last_step is not None
    assert (new.last_step.contact, new.last_step.decision) == (CALL, rung.decision)
    receive(LANDLORD, pressed)
    again = facts(log, CALL)
    assert again.same_step == new.last_step
    assert again.last_step is not None
    assert again.last_step.contact == pressed
