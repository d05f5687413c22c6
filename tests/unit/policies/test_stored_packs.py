"""A pack that is stored keeps what held by default when it was, so that no later release changes what it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from contact_gateway.adapters.policy_files.packs import parse_pack
from contact_gateway.adapters.policy_files.release import joined, this_release
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.scripts import Script
from tests.unit.policies.reading import HARBOUR, QUAY, SHIPPED, faults_of, policy_of

STORED = Path(__file__).with_name("stored_in_november_2026.toml").read_text(encoding="utf-8")
"""Harbour's pack as a release stored it. It is never written anew: what is in a database cannot be, either."""


@pytest.mark.parametrize("text", [HARBOUR, QUAY, *SHIPPED.values()])
def test_a_stored_pack_says_what_the_pack_says(text: str) -> None:
    assert policy_of(joined(text)) == policy_of(text)


@pytest.mark.parametrize(
    ("was", "became"),
    [
        ('hard_stop = "12 months"', 'hard_stop = "3 months"'),
        ("[letters.end.parts]\ndates = true", "[letters.end.parts]\ndates = true\nsupport = true"),
        ("relay_calls = 2.0", "relay_calls = 1.0"),
        ('name = "English"', 'name = "Englisch"'),
        ("Calls from this number can be taken again on", "We can take calls from this number again on"),
    ],
)
def test_what_held_by_default_comes_from_what_is_stored_and_not_from_this_release(was: str, became: str) -> None:
    stored = joined(HARBOUR)
    assert stored.count(was) == 1
    assert policy_of(stored.replace(was, became)) != policy_of(HARBOUR)


def test_what_letters_must_hold_by_default_is_not_added_to_by_a_later_release() -> None:
    stored = joined(HARBOUR).replace('hard_stop = "12 months"', 'hard_stop = "3 months"')
    stored = stored.replace("[letters.decision.parts]\nwhat_happened = true\n", "[letters.decision.parts]\n")
    policy = policy_of(stored)
    assert policy.casework.reviews.hard_stop == Span(3, Unit.MONTHS)
    assert Part.WHAT_HAPPENED not in policy.casework.letters[LetterType.DECISION].parts
    assert policy.sources["review.hard_stop"] == "default"


def test_a_script_and_a_span_that_were_not_known_then_are_todays() -> None:
    stored = joined(HARBOUR).replace('post_until = "17:00"\n', "")
    assert policy_of(stored) == policy_of(HARBOUR)
    silent = joined(HARBOUR)
    goodbye = f'goodbye = "{policy_of(HARBOUR).known_languages["en"].scripts[Script.GOODBYE]}"\n'
    assert silent.count(goodbye) == 1
    assert policy_of(silent.replace(goodbye, "")) == policy_of(HARBOUR)


def test_a_pack_of_an_earlier_release_is_read_as_it_was_then() -> None:
    policy = policy_of(STORED)
    assert policy.name == "Harbour Homes"
    assert policy.casework.reviews.hard_stop == Span(12, Unit.MONTHS)
    assert policy.known_languages.keys() == {"cy", "en"}
    assert policy.scripts["en"]["decline_until"] == "Calls from this number can be taken again on {when}."


def test_a_stored_pack_is_stored_again_as_it_is() -> None:
    assert joined(STORED) == STORED


def test_a_pack_that_is_no_toml_is_left_as_it_is() -> None:
    assert joined("[landlord") == "[landlord"


def test_every_text_of_this_release_can_stand_in_a_pack() -> None:
    release = this_release()
    found = parse_pack(joined(HARBOUR)).release
    assert replace(found, languages=tuple(sorted(found.languages))) == release


@pytest.mark.parametrize("table", ['defaults = "x"', 'languages = { en = "x" }', "defaults = 1\nlanguages = {}"])
def test_nobody_writes_that_table_by_hand(table: str) -> None:
    (fault,) = faults_of(f"{HARBOUR}\n[release]\n{table}\n")
    assert "when a pack is stored" in fault.what
