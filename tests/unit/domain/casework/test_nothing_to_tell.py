"""No letter tells of what never was."""

from __future__ import annotations

import pytest

from contact_gateway.domain.casework.acts import (
    AppealDecided,
    Appealed,
    Finding,
    Lifted,
    Outcome,
    RestrictionAct,
    Reviewed,
)
from contact_gateway.domain.casework.nothing_to_tell import refusal_without_occasion
from contact_gateway.domain.procedure.words import LetterType
from tests.unit.domain.casework.cases import CONSULTED, POSTED, SIGNED, history, local, proposed

DAY = local("2026-09-01T10:00")
ACTS: dict[LetterType, RestrictionAct] = {
    LetterType.REVIEW_COMING: POSTED,
    LetterType.REVIEW_OUTCOME: Reviewed(id="x", by="sue", at=DAY, outcome=Outcome.CONTINUE),
    LetterType.APPEAL_RECEIVED: Appealed(
        id="x", by="mo", at=DAY, appeal_id="a1", received_on=DAY.date(), due_on=DAY.date()
    ),
    LetterType.APPEAL_OUTCOME: AppealDecided(id="x", by="ann", at=DAY, appeal_id="a1", finding=Finding.UPHELD),
}


@pytest.mark.parametrize("letter", ACTS)
def test_a_letter_waits_for_what_it_tells(letter: LetterType) -> None:
    before = history(proposed(), CONSULTED, SIGNED)
    found = refusal_without_occasion(letter, before)
    assert found is not None
    assert found.code == "letter_missing"
    assert "nothing to write" in found.sentence
    assert refusal_without_occasion(letter, history(proposed(), CONSULTED, SIGNED, ACTS[letter])) is None


@pytest.mark.parametrize("letter", [LetterType.DECISION, LetterType.VARIATION, LetterType.WARNING])
def test_a_decision_is_something_to_tell(letter: LetterType) -> None:
    assert refusal_without_occasion(letter, history(proposed())) is None


def test_no_review_is_coming_of_what_has_ended_or_was_not_signed() -> None:
    told = history(proposed(), CONSULTED, SIGNED, POSTED)
    assert refusal_without_occasion(LetterType.REVIEW_COMING, told) is None
    unsigned = history(proposed(immediate=True), POSTED)
    for found in (
        refusal_without_occasion(LetterType.REVIEW_COMING, told, over=True),
        refusal_without_occasion(LetterType.REVIEW_COMING, unsigned),
    ):
        assert found is not None
        assert found.code == "letter_missing"
        assert found.sentence.endswith("no review is coming.")


def test_the_end_is_told_once_it_has_come_whoever_brought_it_about() -> None:
    told = history(proposed(), CONSULTED, SIGNED, POSTED, Lifted(id="x", by="sue", at=DAY))
    assert refusal_without_occasion(LetterType.END, told) is not None
    assert refusal_without_occasion(LetterType.END, told, over=True) is None
