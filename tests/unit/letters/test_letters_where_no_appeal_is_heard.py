"""Where a policy hears no appeal, its letters say that, and nothing that is not so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.content import Format
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.letters.writing import Order, write_letter
from contact_gateway.domain.procedure.rules import AppealRules
from contact_gateway.domain.procedure.words import LetterType
from tests.unit.letters.letters_to_write import EVERY_PART, HOUSE, POLICY, facts, letter, restricted, speaker


def test_a_letter_says_that_the_policy_has_no_appeal() -> None:
    said = as_text(letter(facts(appeal=None)))
    assert "You cannot appeal to us about this, because our policy has no appeal about it." in said
    assert "it was a court" not in said


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_a_court_s_order_is_no_decision_that_can_be_appealed_against_here(how: Format) -> None:
    ordered = restricted(Kind.COURT_ORDER, reference="A1", terms="stay away", end="2027-01-01")
    said = as_text(letter(facts(appeal=None, restriction=ordered, format=how)))
    assert "You cannot appeal to us about this" in said
    assert "our policy has no appeal" not in said
    assert "court" in said.split("IF YOU DO NOT AGREE")[1].split("IF YOU NEED")[0]


def test_whoever_had_an_answer_already_is_not_told_that_nobody_hears_appeals() -> None:
    said = as_text(letter(facts(LetterType.REVIEW_OUTCOME, appeal=None, was_heard=True)))
    assert "You have appealed about this, and we have given you our answer." in said
    assert "You cannot appeal" not in said


def test_whoever_has_no_answer_yet_is_not_told_that_it_was_given() -> None:
    heard = facts(LetterType.REVIEW_OUTCOME, appeal=None, was_heard=True, answer_comes=True)
    said = as_text(letter(heard))
    assert "You have appealed about this. You do not have our answer yet. It comes in a letter of its own." in said
    assert "have given you" not in said


def test_the_policy_that_is_enclosed_offers_no_appeal_that_nobody_hears() -> None:
    silent = replace(POLICY, casework=replace(POLICY.casework, appeals=(AppealRules(tiers=()),)))
    order = Order(required=EVERY_PART)
    asked = "You can ask us to look at a decision again"
    assert asked in str(write_letter(facts(), HOUSE, speaker(), POLICY, order).annex)
    assert asked not in str(write_letter(facts(appeal=None), HOUSE, speaker(), silent, order).annex)
