"""A housing system's screen pop: the address that it opens, and what the agent then sees."""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlsplit

import httpx
import pytest

from contact_gateway.application.records import User
from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction
from tests.contracts.worlds import HERE
from tests.journeys.integrations.house import RECIPES, SAM, House

LINKS = json.loads((RECIPES / "screen-pop" / "links.json").read_text())
PASSWORD = "correct horse battery"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_FRAGMENT = re.compile(r"(?:phone|email)=(.+)")


def send(agent: httpx.Client, page: str, **fields: str) -> httpx.Response:
    token = _TOKEN.search(agent.get(page).text)
    assert token
    return agent.post(page, data={"csrf_token": token[1], **fields})


@pytest.mark.parametrize(("link", "value"), [("phone", SAM), ("email", "sam@example.org")])
def test_the_link_leads_an_agent_to_the_banner_and_the_server_never_sees_the_fragment(
    house: House, link: str, value: str
) -> None:
    house.decide(restriction(Kind.CONTACT_CAP, {"limit": 2, "per": "week"}))
    agent = User(id="agent", landlord=HERE, email="agent@example.org", name="Alex", roles=frozenset({"agent"}))
    house.world.users.add(agent, PASSWORD)
    opened = urlsplit(re.sub(r"\{\w+\}", quote(value, safe=""), LINKS[link]))
    posted = _FRAGMENT.fullmatch(opened.fragment)
    assert posted
    assert (opened.path, opened.query) == ("/desk/pop", "")
    with httpx.Client(base_url=house.url, follow_redirects=True) as browser:
        send(browser, "/desk/sign-in", email=agent.email, password=PASSWORD)
        page = send(browser, opened.path, point=value).text
    assert "Sam Example" in page
    assert "May make 2 contacts a week." in page
