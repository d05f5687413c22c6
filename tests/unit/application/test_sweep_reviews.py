"""Reviews come up by themselves, in time, once, with their evidence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.sweep_reviews import SweepReviews
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.working_days import Nation
from tests.builders import MONDAY, new_person, policy, restriction
from tests.fakes.casework_services import memory_casework
from tests.fakes.clock import FakeClock
from tests.fakes.counters import MemoryCounters
from tests.fakes.memory import Memory
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies
from tests.fakes.restrictions import MemoryRestrictions

LANDLORD = "example"
DECIDED = DecidedBy(officer="lee", grounds=Grounds.HARASSMENT, decided_at=MONDAY, policy_version=1)


class Office:
    """A landlord with one restriction, and the sweep."""

    def __init__(self, review_on: date, nation: Nation = Nation.ENGLAND_AND_WALES) -> None:
        self.clock = FakeClock()
        self.memory = Memory(self.clock)
        self.restrictions = MemoryRestrictions(self.memory)

        def read(landlord: str, version: int, source: str, _: str) -> Policy:
            return policy(landlord=landlord, version=version, nation=nation)

        policies = MemoryPolicies(self.memory, read)
        policies.import_pack(LANDLORD, "Example Homes", MONDAY)
        MemoryPeople(self.memory).add(LANDLORD, new_person())
        memory_casework(self.memory, policies).take_over(LANDLORD, restriction(review_on=review_on), DECIDED)
        self.sweep = SweepReviews(
            restrictions=self.restrictions,
            counters=MemoryCounters(self.memory),
            policies=policies,
            bank_holidays=bank_holidays,
            clock=self.clock,
        )

    def at(self, year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
        self.clock.stand_at(datetime(year, month, day, hour, minute, tzinfo=UTC))
        return self.sweep(LANDLORD)


@pytest.mark.clause("TUN-8.4")
def test_a_review_comes_up_on_its_day_once() -> None:
    office = Office(review_on=date(2026, 9, 1))
    assert office.at(2026, 8, 31, 12) == 0
    assert office.at(2026, 9, 1, 4) == 1
    assert office.at(2026, 9, 1, 5) == 0
    assert office.at(2026, 9, 2, 5) == 0
    [due] = office.restrictions.reviews_due(LANDLORD)
    assert (due.due_on, due.customer_name, due.restriction.id) == (date(2026, 9, 1), "Sam Example", "restriction-1")


def test_the_day_begins_at_midnight_in_the_landlords_zone() -> None:
    office = Office(review_on=date(2026, 9, 1))
    assert office.at(2026, 8, 31, 22, 59) == 0
    assert office.at(2026, 8, 31, 23, 0) == 1


@pytest.mark.parametrize(
    ("review_on", "due_on"),
    [
        (date(2026, 9, 5), date(2026, 9, 4)),  # a Saturday
        (date(2026, 9, 6), date(2026, 9, 4)),  # a Sunday
        (date(2026, 4, 6), date(2026, 4, 2)),  # Easter Monday, with Good Friday before the weekend
        (date(2026, 12, 25), date(2026, 12, 24)),
        (date(2026, 9, 7), date(2026, 9, 7)),
    ],
)
def test_a_review_on_a_day_that_nobody_works_is_due_on_the_working_day_before(review_on: date, due_on: date) -> None:
    office = Office(review_on=review_on)
    assert office.at(due_on.year, due_on.month, due_on.day - 1, 12) == 0
    assert office.at(due_on.year, due_on.month, due_on.day, 12) == 1
    assert [due.due_on for due in office.restrictions.reviews_due(LANDLORD)] == [due_on]


def test_a_sweep_missed_on_friday_is_made_up_for_on_sunday() -> None:
    office = Office(review_on=date(2026, 9, 6))
    assert office.at(2026, 9, 6, 12) == 1
    assert [due.due_on for due in office.restrictions.reviews_due(LANDLORD)] == [date(2026, 9, 4)]


def test_each_nation_keeps_its_own_holidays() -> None:
    saint_andrews = date(2026, 11, 30)
    assert Office(saint_andrews, Nation.SCOTLAND).at(2026, 11, 27, 12) == 1
    assert Office(saint_andrews).at(2026, 11, 27, 12) == 0


def test_the_evidence_is_what_was_counted_since_the_start() -> None:
    office = Office(review_on=date(2026, 9, 1))
    counters = office.memory.of(LANDLORD).counters
    counters["sam", Channel.VOICE, datetime(2026, 2, 28, 23, tzinfo=UTC)] = Counts(attempts=100)
    counters["sam", Channel.VOICE, datetime(2026, 3, 1, tzinfo=UTC)] = Counts(attempts=3, declined=2)
    counters["sam", Channel.EMAIL, datetime(2026, 8, 31, tzinfo=UTC)] = Counts(attempts=1, held=1)
    counters["kim", Channel.EMAIL, datetime(2026, 8, 31, tzinfo=UTC)] = Counts(attempts=50)
    assert office.at(2026, 9, 1, 12) == 1
    [due] = office.restrictions.reviews_due(LANDLORD)
    assert due.counts == Counts(attempts=4, declined=2, held=1)


def test_nothing_ends_on_its_review_date() -> None:
    office = Office(review_on=date(2026, 9, 1))
    office.at(2026, 10, 1, 12)
    [standing] = office.restrictions.of_customer(LANDLORD, "sam")
    assert standing.planned_end is None
