"""Statements are prepared on the server, but not through a pooler that would lose them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import make_url, text

from contact_gateway.adapters.database.engine import Database
from tests.integration.database.world import LANDLORD

OFTEN = 10


@pytest.mark.parametrize(("said", "are_prepared"), [("yes", True), ("no", False), (None, True)])
def test_the_url_says_whether_statements_are_prepared(direct_url: str, said: str | None, *, are_prepared: bool) -> None:
    url = make_url(direct_url).update_query_dict({"prepared": said} if said else {})
    database = Database(url.render_as_string(hide_password=False), pool_size=1)
    found = 0
    for _ in range(OFTEN):
        with database.transaction(LANDLORD) as connection:
            found = connection.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar_one()
    assert (found > 0) == are_prepared
    database.close()


def test_many_who_ask_the_same_at_once_are_all_answered(database_url: str) -> None:
    """A pooler gives each transaction another connection of the server, which knows nothing of the one before."""
    database = Database(database_url)

    def ask(_: int) -> int:
        with database.transaction(LANDLORD) as connection:
            answer: int = connection.execute(text("SELECT 1 FROM pg_sleep(0.01)")).scalar_one()
            return answer

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(20 * OFTEN))) == 20 * OFTEN
    database.close()
