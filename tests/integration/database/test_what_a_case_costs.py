"""However much there is in a case, looking at it takes no more statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import event

from contact_gateway.adapters.database.case_files import DatabaseCaseFiles
from contact_gateway.adapters.database.engine import Database
from contact_gateway.application.casework.proposal_at_hand import ProposalRequest
from contact_gateway.application.casework.remind import Remind
from tests.builders import MONDAY, restriction_request
from tests.contracts.cases import settle
from tests.contracts.worlds import HERE, postgres_world
from tests.fakes.encryption import ENCRYPTION


def test_the_daily_look_at_a_case_takes_three_statements(
    database: Database, database_url: str, direct_url: str
) -> None:
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
    with postgres_world(database_url, direct_url) as world:
        settle(world)
        wanted = restriction_request(review_on=(MONDAY + timedelta(days=120)).date())
        for number in range(5):
            world.casework.propose(HERE, ProposalRequest(wanted=wanted, restriction_id=f"r{number}"))
        work = world.casework.jobs.remind.work
        files = DatabaseCaseFiles(database, ENCRYPTION)
        Remind(work=replace(work, files=files))(HERE)
    to_list_the_cases, to_look_at_one = 2, 3
    assert len(statements) == to_list_the_cases + to_look_at_one
