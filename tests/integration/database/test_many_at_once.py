"""Many calls at the same instant, from several processes: never one too many, never one lost."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.counters import PostgresCounters
from contact_gateway.adapters.database.engine import Database
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import ContactKey
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts, Event, Happening
from contact_gateway.domain.outcome import Code, Outcome
from contact_gateway.domain.periods import Per, period_of
from tests import builders
from tests.integration.database.world import LANDLORD, NOON, InterruptedLog, add_sam, cap, count, receiver

ROOT = Path(__file__).parents[3]
CALL = builders.contact(received_at=NOON)


def ringing(url: str, first: int, how_often: int, *more: str) -> subprocess.Popen[str]:
    module = [sys.executable, "-m", "tests.integration.database.call_often", url, str(first), str(how_often), *more]
    return subprocess.Popen(module, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def hour(database: Database) -> Counts:
    around = period_of(NOON, Per.HOUR, builders.LONDON)
    return PostgresCounters(database).of_customer(LANDLORD, "sam", around.start, around.end)


def test_fifty_callers_on_a_cap_of_three_are_connected_three_times(database: Database, database_url: str) -> None:
    add_sam(database, cap(3))
    processes = [ringing(database_url, first, 10) for first in range(0, 50, 10)]
    said = [line for process in processes for line in process.communicate(timeout=60)[0].splitlines()]
    assert [process.returncode for process in processes] == [0] * 5
    outcomes = Counter(line.split()[0] for line in said)
    assert outcomes == {Outcome.CONNECT: 3, Outcome.DECLINE: 47}
    assert count(database, "allowances", "reserved = 3 AND used = 0") == 1
    assert hour(database) == Counts(attempts=50, declined=47)
    assert count(database, "breaches") == 47
    assert count(database, "contact_steps", f"decision::text LIKE '%{Code.BUSY}%'") == 0


def test_a_webhook_delivered_ten_times_at_once_is_one_contact_with_one_answer(database: Database) -> None:
    add_sam(database, cap(3))
    receive = receiver(database)
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: receive(LANDLORD, CALL), range(10)))
    assert len({answer.contact_id for answer in answers}) == 1
    assert all(answer.decision == answers[0].decision for answer in answers)
    assert hour(database) == Counts(attempts=1)
    assert count(database, "allowances", "reserved = 1") == 1


def test_reports_told_many_times_at_once_count_once(database: Database, log: PostgresContactLog) -> None:
    add_sam(database, cap(3))
    receiver(database)(LANDLORD, CALL)
    tell = RecordOutcome(log=log)
    told = [
        Event(happening=Happening.ANSWERED, at=NOON),
        Event(happening=Happening.ENDED, at=NOON, talk_seconds=61),
    ]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda event: tell(LANDLORD, ContactKey("twilio", "CA1"), event), told * 8))
    assert hour(database) == Counts(attempts=1, accepted=1, talk_seconds=61)
    assert count(database, "allowances", "used = 1 AND reserved = 0") == 1


def test_a_process_killed_right_after_its_answer_has_lost_nothing(database: Database, database_url: str) -> None:
    add_sam(database, cap(3))
    process = ringing(database_url, 0, 1, "die")
    said = process.communicate(timeout=60)[0].split()
    assert process.returncode == -9
    again = receiver(database)(LANDLORD, builders.contact(received_at=NOON, provider_id="CA0"))
    assert [again.decision.outcome, again.contact_id] == said
    assert hour(database) == Counts(attempts=1)
    for table in ("contact_keys", "contacts", "contact_steps", "audit", "allowances"):
        assert count(database, table) == 1, table


def test_an_attempt_that_raises_leaves_nothing(database: Database, log: PostgresContactLog) -> None:
    add_sam(database, cap(3))

    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        receiver(database, InterruptedLog(log, before_commit=fail))(LANDLORD, CALL)
    for table in ("contact_keys", "contacts", "contact_steps", "audit", "allowances", "counters"):
        assert count(database, table) == 0, table


def test_whoever_finds_the_tally_moved_decides_again(database: Database, log: PostgresContactLog) -> None:
    add_sam(database, cap(1))
    others = iter(["CA2"])

    def others_are_faster() -> None:
        for provider_id in others:
            receiver(database)(LANDLORD, replace(CALL, provider_id=provider_id))

    slow = receiver(database, InterruptedLog(log, before_write=others_are_faster))
    assert slow(LANDLORD, CALL).decision.outcome is Outcome.DECLINE
    assert count(database, "allowances", "reserved = 1 AND version = 1") == 1
    assert hour(database) == Counts(attempts=2, declined=1)


def test_where_others_are_always_faster_the_last_try_counts_all_the_same(
    database: Database, log: PostgresContactLog
) -> None:
    add_sam(database, cap(20))
    numbers = map(str, range(20))

    def others_are_faster() -> None:
        receiver(database)(LANDLORD, replace(CALL, provider_id=next(numbers)))

    slow = receiver(database, InterruptedLog(log, before_write=others_are_faster))
    assert slow(LANDLORD, CALL).decision.reasons[-1].code == Code.BUSY
    others = int(next(numbers))
    assert count(database, "allowances", f"reserved = {others + 1}") == 1
    assert hour(database) == Counts(attempts=others + 1)


def test_calls_of_other_customers_never_wait_for_each_other(database: Database, log: PostgresContactLog) -> None:
    add_sam(database, cap(3))
    with log.attempt(LANDLORD, ContactKey("twilio", "CA1"), in_line="sam") as attempt:
        attempt.load(CALL, NOON)
        other = builders.contact(
            Channel.SMS, received_at=NOON, provider_id="SM1", sender=builders.phone("+447700900777")
        )
        assert receiver(database)(LANDLORD, other).decision.outcome is Outcome.CONNECT
