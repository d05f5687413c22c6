"""Where a policy hears no appeal, its letters say that, and nothing that is not so."""

from __future__ import annotations

from dataclasses import replace

from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.letters.writing import Order, write_letter
from contact_gateway.domain.procedure.rules import AppealRules
from tests.unit.letters.letters_to_write import EVERY_PART, HOUSE, POLICY, facts, letter, speaker


def test_a_letter_says_that_the_policy_has_no_appeal() -> None:
    said = as_text(letter(facts(appeal=None)))
    assert "You cannot appeal to us about this, because our policy has no appeal about it or because it was not" in said
    assert "because it is about legal action" not in said


def test_the_policy_that_is_enclosed_offers_no_appeal_that_nobody_hears() -> None:
    silent = replace(POLICY, casework=replace(POLICY.casework, appeals=(AppealRules(tiers=()),)))
    order = Order(required=EVERY_PART)
    asked = "You can ask us to look at a decision again"
    assert asked in str(write_letter(facts(), HOUSE, speaker(), POLICY, order).annex)
    assert asked not in str(write_letter(facts(appeal=None), HOUSE, speaker(), silent, order).annex)
