from __future__ import annotations

import pytest

from contact_gateway.application.errors import InProgress, Refused
from contact_gateway.application.records_of_api import KeptAnswer, RequestKey
from tests.contracts.worlds import HERE, THERE, World

KEY = RequestKey("telephony", "call-1")
ANSWER = KeptAnswer(status=201, headers=(("Location", "/there"), ("ETag", '"x"')), body='{"a": "é"}')


def test_the_first_to_ask_answers_and_everybody_after_gets_that_answer(world: World) -> None:
    assert world.kept_answers.claim(HERE, KEY, "fingerprint") is None
    world.kept_answers.keep(HERE, KEY, ANSWER)
    assert [world.kept_answers.claim(HERE, KEY, "fingerprint") for _ in range(2)] == [ANSWER, ANSWER]


def test_whoever_asks_while_it_is_being_answered_is_told_so(world: World) -> None:
    world.kept_answers.claim(HERE, KEY, "fingerprint")
    with pytest.raises(InProgress) as refused:
        world.kept_answers.claim(HERE, KEY, "fingerprint")
    assert (refused.value.code, refused.value.retry_in_seconds) == ("request_in_progress", 1)


@pytest.mark.parametrize("answered", [True, False])
def test_a_key_belongs_to_one_request_for_as_long_as_it_is_kept(world: World, *, answered: bool) -> None:
    world.kept_answers.claim(HERE, KEY, "fingerprint")
    if answered:
        world.kept_answers.keep(HERE, KEY, ANSWER)
    with pytest.raises(Refused) as refused:
        world.kept_answers.claim(HERE, KEY, "another")
    assert refused.value.code == "idempotency_key_reused"


def test_a_claim_that_is_given_back_may_be_taken_by_any_request(world: World) -> None:
    world.kept_answers.claim(HERE, KEY, "fingerprint")
    world.kept_answers.let_go(HERE, KEY)
    assert world.kept_answers.claim(HERE, KEY, "another") is None


def test_an_answer_that_is_kept_is_not_given_back(world: World) -> None:
    world.kept_answers.claim(HERE, KEY, "fingerprint")
    world.kept_answers.keep(HERE, KEY, ANSWER)
    world.kept_answers.let_go(HERE, KEY)
    assert world.kept_answers.claim(HERE, KEY, "fingerprint") == ANSWER


def test_the_same_key_of_another_client_or_landlord_is_another_key(world: World) -> None:
    world.kept_answers.claim(HERE, KEY, "fingerprint")
    assert world.kept_answers.claim(HERE, RequestKey("crm", "call-1"), "fingerprint") is None
    assert world.kept_answers.claim(THERE, KEY, "fingerprint") is None


def test_what_was_kept_today_is_not_swept(world: World) -> None:
    world.kept_answers.claim(HERE, KEY, "fingerprint")
    world.kept_answers.keep(HERE, KEY, ANSWER)
    assert world.kept_answers.sweep(HERE) == 0
    assert world.kept_answers.claim(HERE, KEY, "fingerprint") == ANSWER
