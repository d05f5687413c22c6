"""The log lies in months, and no month is ever missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from contact_gateway.adapters.database.contact_cards import PostgresContactCards
from contact_gateway.adapters.database.desk_feed import PostgresFeed
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.log_months import DatabaseLogMonths
from contact_gateway.adapters.desk_bus import DeskBus
from contact_gateway.application.prepare_months import PrepareMonths
from tests import builders
from tests.fakes.clock import FakeClock
from tests.integration.database.world import LANDLORD, add_landlord, receiver

CALL = builders.contact()


def ensure(database: Database, first: date, last: date) -> int:
    with database.transaction("") as connection:
        known = {"first": first, "last": last}
        made: int = connection.execute(text("SELECT ensure_contact_partitions(:first, :last)"), known).scalar_one()
        return made


def places(database: Database) -> list[str]:
    with database.engine.connect() as connection:
        asked = text("SELECT tableoid::regclass::text FROM contacts ORDER BY received_at")
        return list(connection.execute(asked).scalars())


def test_a_contact_lies_in_the_month_in_which_it_began_to_the_microsecond(database: Database) -> None:
    add_landlord(database)
    ensure(database, date(2031, 1, 15), date(2031, 2, 1))
    receive = receiver(database)
    for number, began in enumerate(
        (
            datetime(2031, 1, 1, tzinfo=UTC),
            datetime(2031, 1, 31, 23, 59, 59, 999999, tzinfo=UTC),
            datetime(2031, 2, 1, tzinfo=UTC),
            datetime(2031, 3, 1, tzinfo=UTC),
        )
    ):
        receive(LANDLORD, replace(CALL, provider_id=str(number), received_at=began))
    assert places(database) == ["contacts_y2031m01", "contacts_y2031m01", "contacts_y2031m02", "contacts_default"]
    assert len(PostgresContactCards(database, DeskBus(PostgresFeed(database.url))).latest(LANDLORD)) == 4


def test_months_are_made_once_and_the_next_ones_are_there_from_the_start(database: Database) -> None:
    assert ensure(database, date(2031, 1, 31), date(2032, 1, 1)) == 13
    assert ensure(database, date(2031, 1, 31), date(2032, 1, 1)) == 0
    today = datetime.now(UTC).date()
    assert ensure(database, today, today) == 0


def test_the_next_three_months_are_there_before_they_begin(database: Database) -> None:
    clock = FakeClock(datetime(2031, 11, 30, 23, 59, tzinfo=UTC))
    prepare = PrepareMonths(months=DatabaseLogMonths(database), clock=clock)
    assert [prepare(), prepare()] == [5, 0]
    clock.advance(timedelta(minutes=1))
    assert prepare() == 0
    add_landlord(database)
    receiver(database)(LANDLORD, replace(CALL, received_at=datetime(2032, 3, 1, tzinfo=UTC)))
    assert places(database) == ["contacts_y2032m03"]


def test_a_month_that_the_default_already_holds_stays_there(database: Database) -> None:
    add_landlord(database)
    receiver(database)(LANDLORD, replace(CALL, received_at=datetime(2031, 1, 5, tzinfo=UTC)))
    assert ensure(database, date(2030, 12, 1), date(2031, 2, 1)) == 2
    assert places(database) == ["contacts_default"]


def test_a_new_month_is_under_the_law_too(database: Database) -> None:
    ensure(database, date(2031, 1, 1), date(2031, 1, 1))
    with database.engine.connect() as connection:
        asked = "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = 'contacts_y2031m01'"
        granted = "SELECT has_table_privilege('contact_gateway_app', 'contacts_y2031m01', 'SELECT')"
        assert connection.execute(text(asked)).scalar_one() is True
        assert connection.execute(text(granted)).scalar_one() is False
