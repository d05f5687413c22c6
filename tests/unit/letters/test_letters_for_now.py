"""The letter about what was decided at once, in immediate danger, and that nobody authorised yet."""

from __future__ import annotations

import pytest

from contact_gateway.domain.letters.content import Format
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.procedure.words import LetterType
from tests.unit.letters.letters_to_write import facts, letter


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_what_holds_at_once_is_said_to_be_for_now_by_whom_and_until_when(how: Format) -> None:
    said = as_text(letter(facts(LetterType.INTERIM, format=how)))
    assert "only for now" in said or "It is for now only." in said
    assert "Decided by: Duty Manager" in said
    assert "at the end of Friday 24 April 2026" in said
    assert "Ends by itself at the end of: Friday 24 April 2026" in said
    assert "You can contact us by" in said
    assert "You can ask us to look at this" in said


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_it_promises_nothing_that_only_a_signature_brings(how: Format) -> None:
    said = as_text(letter(facts(LetterType.INTERIM, format=how)))
    assert "until you have our answer" not in said
    assert "look at this again by" not in said
    assert "20 October" not in said
