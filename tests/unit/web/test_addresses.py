from __future__ import annotations

import pytest
from flask import Flask

from contact_gateway.web.addresses import refuse_impossible_addresses


@pytest.mark.parametrize(("address", "status"), [("/sam", 200), ("/%00", 404), ("/sam%00", 404), ("/s%0am", 200)])
def test_an_address_with_a_nul_is_found_nowhere(address: str, status: int) -> None:
    app = Flask("example")
    app.add_url_rule("/<anything>", view_func=lambda anything: anything, endpoint="anything")
    refuse_impossible_addresses(app)
    assert app.test_client().get(address).status_code == status
