"""Whom else a customer can go to is what the landlord's policy names, wherever a letter speaks of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.domain.casework.appeals import NOT_HEARD_HERE
from contact_gateway.domain.letters.content import Format, LetterContent
from contact_gateway.domain.letters.house import house_of
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.letters.words import Heading
from contact_gateway.domain.procedure.rules import Ombudsman
from tests.unit.letters.letters_to_write import HOUSE, POLICY, facts, letter

ELSEWHERE = Ombudsman(name="Isles Ombudsman", words="You can contact the Isles Ombudsman at any time.")
FOR_HOMES = Ombudsman(
    name="Homes Tribunal", words="The Homes Tribunal is open to you at any time.", contact="0808 157 0988"
)


def to_isles(language: str = "en", *, easy: bool = False) -> LetterContent:
    rules = replace(POLICY.casework, ombudsmen=(ELSEWHERE, FOR_HOMES))
    named = house_of(replace(POLICY, casework=rules))
    house = replace(
        HOUSE,
        ombudsmen=named.ombudsmen,
        ombudsmen_named=named.ombudsmen_named,
        ombudsmen_reached=named.ombudsmen_reached,
    )
    return letter(replace(facts(), format=Format(easy_read=easy)), house=house, language=language)


@pytest.mark.parametrize(("language", "easy"), [("en", False), ("en", True), ("cy", False)])
def test_a_letter_names_no_ombudsman_but_those_of_the_policy(language: str, easy: bool) -> None:
    content = to_isles(language, easy=easy)
    said = as_text(content) + str(content.annex)
    assert ELSEWHERE.words in said
    assert "Homes Tribunal: 0808 157 0988" in said
    assert "Housing Ombudsman" not in said
    assert "Ombwdsmon Tai" not in said


def test_the_policy_that_goes_with_a_letter_names_whom_else_one_can_go_to() -> None:
    annex = to_isles().annex
    assert annex is not None
    (appeal,) = (section for section in annex.sections if section.name == Heading.ANNEX_APPEAL)
    assert "Isles Ombudsman or Homes Tribunal" in str(appeal.passages)


def test_who_hears_no_appeal_sends_nobody_to_an_ombudsman_that_is_not_theirs() -> None:
    assert "Housing" not in NOT_HEARD_HERE.sentence
