"""The pages of the recipes: short, whole, and about files that are there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from contact_gateway.application.records_of_api import ApiScope
from tests.journeys.integrations.house import RECIPES

PAGES = sorted(RECIPES.glob("*/README.md"))
_LINK = re.compile(r"\]\(([\w./-]+)\)")


def test_the_first_page_leads_to_every_recipe() -> None:
    linked = _LINK.findall((RECIPES / "README.md").read_text())
    assert sorted(RECIPES / link for link in linked) == PAGES
    assert len(PAGES) == 7


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_a_page_fits_a_screen_and_shows_every_file_of_its_recipe(page: Path) -> None:
    text = page.read_text()
    files = {path.name for path in page.parent.iterdir() if path.is_file()} - {"README.md"}
    assert len(text.splitlines()) <= 50
    assert set(_LINK.findall(text)) == files


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_a_page_says_how_to_begin_what_holds_in_an_outage_and_what_comes_back(page: Path) -> None:
    text = page.read_text()
    assert "**Set up**" in text
    assert "**When the gateway does not answer**" in text
    assert "**What comes back**" in text


@pytest.mark.parametrize("page", [RECIPES / "README.md", *PAGES], ids=lambda page: page.parent.name)
def test_the_scopes_that_a_page_asks_for_are_scopes(page: Path) -> None:
    assert set(re.findall(r"\b[a-z]+:(?:read|write)\b", page.read_text())) <= set(ApiScope)


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*/*.json")), ids=lambda path: path.name)
def test_every_json_file_is_json(path: Path) -> None:
    assert isinstance(json.loads(path.read_text()), dict)
