"""What packs say in English is Welsh in a Welsh letter: the Ombudsman's sentence, teams, grades, whoever signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from contact_gateway.adapters.policy_files.letter_files import shipped_letter_words
from contact_gateway.application.make_letters import written
from contact_gateway.domain.letters.content import LetterContent
from contact_gateway.domain.letters.facts import DecidedBy
from contact_gateway.domain.letters.house import house_of
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.letters.of_case import appeal_path_by, graded
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.policy import Policy
from tests.unit.letters.letters_to_write import facts, restricted
from tests.unit.policies.reading import SHIPPED, shipped

WELSH = shipped_letter_words()["cy"]
EVERY_LANDLORD = pytest.mark.parametrize("landlord", SHIPPED)


def said_in_english(policy: Policy) -> Iterator[str]:
    """Give what this pack puts into letters of every language."""
    house = house_of(policy)
    yield from (*house.ombudsmen, *house.ombudsmen_named, house.signed_by, house.support)
    yield from (graded(grade) for grade in policy.grades)
    for found in policy.casework.appeals:
        for tier in range(1, len(found.tiers) + 1):
            path = appeal_path_by(found, policy, tier, policy.grades[0])
            yield from (path.desk, path.hearer) if path else ()


def in_welsh(policy: Policy) -> LetterContent:
    told = facts()
    path = appeal_path_by(policy.casework.appeals[-1], policy, 1, policy.grades[0])
    told = replace(told, to=replace(told.to, language="cy"), appeal=path, restriction=restricted())
    told = replace(told, decided_by=DecidedBy(names=(graded(policy.grades[-1]),)))
    return written(replace(policy, languages=policy.languages | {"cy"}), told, Order(), shipped_letter_words())


@EVERY_LANDLORD
def test_a_welsh_letter_keeps_no_english_of_the_pack(landlord: str) -> None:
    policy = shipped(landlord)
    said, english = as_text(in_welsh(policy)), set(filter(None, said_in_english(policy)))
    assert english <= WELSH.phrases.keys()
    assert [one for one in english if re.search(rf"\b{re.escape(one)}", said)] == []
    assert "r Ombwdsmon Tai" in said


def test_what_a_landlord_says_in_words_of_its_own_stays_as_it_is() -> None:
    assert WELSH.phrase("The kind team") == "The kind team"
    assert shipped_letter_words()["en"].phrase("Complaints team") == "Complaints team"
