"""Two officers act in one case at the same instant: one after the other, each knowing what the other did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest

from contact_gateway.adapters.database.engine import Database
from contact_gateway.application.casework.proposal_at_hand import ProposalRequest
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Authorised, LetterIssued, Lifted, Proposed
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.working_days import Delivery
from tests.builders import MONDAY, new_officer, restriction_request
from tests.contracts.cases import settle
from tests.contracts.worlds import HERE, World, postgres_world
from tests.integration.database.world import count

ROUNDS = tuple(f"r{number}" for number in range(4))
"""Who is first is chance, so it is tried more than once."""


@pytest.fixture
def world(database_url: str, direct_url: str) -> Iterator[World]:
    """Proposals about Sam, and two officers beside whoever proposed them."""
    with postgres_world(database_url, direct_url) as made:
        settle(made)
        made.people.add(HERE, new_officer(id="ann"))
        made.people.add(HERE, new_officer(id="bea"))
        wanted = restriction_request(review_on=(MONDAY + timedelta(days=120)).date())
        for one in ROUNDS:
            made.casework.propose(HERE, ProposalRequest(wanted=wanted, restriction_id=one))
        yield made


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def at_once(*acts: Callable[[], Answer]) -> list[str]:
    """The state after each or, where it was refused, the code."""
    start = Barrier(len(acts))

    def done(act: Callable[[], Answer]) -> str:
        start.wait(10)
        try:
            return act().state
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))


def acts_about(world: World, restriction_id: str) -> list[type[object]]:
    return [type(one.act) for one in world.case_files.history(HERE, restriction_id)]


def test_of_two_who_sign_at_once_one_decides_and_the_other_hears_so(world: World, database: Database) -> None:
    for one in ROUNDS:
        came = at_once(*(partial(world.casework.authorise, HERE, one, by) for by in ("ann", "bea")))
        assert sorted(came) == ["already_decided", State.AUTHORISED]
        assert acts_about(world, one) == [Proposed, Authorised]
        assert count(database, "audit", f"tag = 'staff:case:act' AND subject_id = '{one}'", slug=HERE) == 2


def test_what_is_lifted_as_its_letter_is_issued_is_told_before_or_never(world: World) -> None:
    signed = [Proposed, Authorised]
    done = {State.ACTIVE.value: [*signed, LetterIssued, Lifted], "already_over": [*signed, Lifted]}
    for one in ROUNDS:
        world.casework.authorise(HERE, one, "ann")
        issue = partial(world.casework.issue_letter, HERE, one, "ann", Delivery.HAND)
        told, ended = at_once(issue, partial(world.casework.lift, HERE, one, "bea"))
        assert (ended, acts_about(world, one)) == (State.ENDED, done[told])
