"""What the database's own clock does to kept answers."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.idempotency import DatabaseKeptAnswers
from contact_gateway.application.errors import InProgress, Refused
from contact_gateway.application.records_of_api import KeptAnswer, RequestKey
from tests.fakes.encryption import ENCRYPTION

KEY = RequestKey("telephony", "call-1")
ANSWER = KeptAnswer(status=200, headers=(), body="{}")


def made_older(database: Database, by: str) -> None:
    with database.transaction("example") as connection:
        connection.execute(text("UPDATE kept_answers SET claimed_at = claimed_at - CAST(:by AS interval)"), {"by": by})


def test_a_claim_whose_holder_died_is_free_after_a_minute(database: Database) -> None:
    kept = DatabaseKeptAnswers(database, ENCRYPTION)
    kept.claim("example", KEY, "fingerprint")
    made_older(database, "59 seconds")
    with pytest.raises(Refused):
        kept.claim("example", KEY, "fingerprint")
    made_older(database, "2 seconds")
    assert kept.claim("example", KEY, "fingerprint") is None


@pytest.mark.parametrize(("age", "seconds"), [("4 seconds", {1}), ("20 seconds", {39, 40}), ("59.9 seconds", {1})])
def test_whoever_meets_a_claim_is_told_how_long_it_may_last(database: Database, age: str, seconds: set[int]) -> None:
    kept = DatabaseKeptAnswers(database, ENCRYPTION)
    kept.claim("example", KEY, "fingerprint")
    made_older(database, age)
    with pytest.raises(InProgress) as refused:
        kept.claim("example", KEY, "fingerprint")
    assert refused.value.retry_in_seconds in seconds


def test_a_key_stays_with_its_request_though_whoever_claimed_it_died(database: Database) -> None:
    kept = DatabaseKeptAnswers(database, ENCRYPTION)
    kept.claim("example", KEY, "fingerprint")
    made_older(database, "2 hours")
    with pytest.raises(Refused) as refused:
        kept.claim("example", KEY, "another")
    assert refused.value.code == "idempotency_key_reused"
    assert kept.claim("example", KEY, "fingerprint") is None


def test_an_answer_is_kept_for_a_day_and_deleted_after_two(database: Database) -> None:
    kept = DatabaseKeptAnswers(database, ENCRYPTION)
    kept.claim("example", KEY, "fingerprint")
    kept.keep("example", KEY, ANSWER)
    made_older(database, "24 hours")
    assert kept.sweep("example") == 0
    assert kept.claim("example", KEY, "fingerprint") == ANSWER
    made_older(database, "24 hours 1 second")
    assert kept.sweep("example") == 1
    assert kept.claim("example", KEY, "another") is None


def test_of_many_at_once_one_answers(database: Database) -> None:
    kept = DatabaseKeptAnswers(database, ENCRYPTION)

    def claimed(_: int) -> str:
        try:
            return "mine" if kept.claim("example", KEY, "fingerprint") is None else "kept"
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(8) as threads:
        said = Counter(threads.map(claimed, range(40)))
    assert said == {"mine": 1, "request_in_progress": 39}
