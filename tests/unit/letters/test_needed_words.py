"""A landlord's own text goes on saying what its part is there for, and so do those that come with the service."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.adapters.policy_files.letter_files import shipped_letter_words
from contact_gateway.domain.letters.content import Fact, Items, LetterContent, Paragraph
from contact_gateway.domain.letters.needed import NEEDED, unsaid
from contact_gateway.domain.letters.proof import finished
from contact_gateway.domain.letters.words import Text, own_words
from contact_gateway.domain.letters.writing import Order, write_letter
from contact_gateway.domain.procedure.words import Part
from tests.unit.letters.letters_to_write import DATES, EVERY_PART, HOUSE, POLICY, facts, speaker


@pytest.mark.parametrize("language", list(shipped_letter_words()))
@pytest.mark.parametrize("key", NEEDED)
def test_the_texts_of_the_service_say_what_is_asked_of_a_landlords_own(language: str, key: Text) -> None:
    words = shipped_letter_words()[language]
    assert unsaid(key, words.texts[key]) == ()
    assert unsaid(key, words.easy.get(key, words.texts[key])) == ()


def test_two_dates_in_one_line_are_lost_together() -> None:
    assert ("starts",) in unsaid(Text.DATES, "From {starts} to {ends}.")
    assert ("starts",) not in unsaid(Text.DATES, "From {starts}.\nTo {ends}.")


def test_any_one_way_to_appeal_is_enough() -> None:
    ours = "By {appeal_by}.\nBest by {appeal_best_by}.\n{appeal_ended}\nTo {hearer}, within {answer_within}."
    assert unsaid(Text.APPEAL, ours) == (("appeal_email", "appeal_telephone", "appeal_desk", "post"),)
    assert unsaid(Text.APPEAL, f"{ours}\nCall {{appeal_telephone}}.") == ()


@pytest.mark.parametrize(
    ("key", "text", "part"),
    [
        (Text.DATES, "We will tell you the dates.", Part.DATES),
        (Text.DATES, "= Start date: {starts}", Part.DATES),
        (Text.APPEAL, "You cannot appeal.", Part.APPEAL),
    ],
)
def test_a_part_is_not_proved_where_the_text_says_none_of_its_dates(key: Text, text: str, part: Part) -> None:
    usual = speaker()
    said = replace(usual, words=own_words(usual.words, {key: text}))
    dated = replace(DATES, appeal_by=date(2026, 5, 20))
    content = write_letter(facts(dates=dated), HOUSE, said, POLICY, Order(required=EVERY_PART))
    assert set(Part) - set(finished(content, _printed(content)).parts) == {part}


def test_a_date_may_stand_in_a_sentence_instead_of_a_line_of_its_own() -> None:
    usual = speaker()
    told = "\n".join(f"There is a date: {{{name}}}." for (name,) in NEEDED[Text.DATES])
    said = replace(usual, words=own_words(usual.words, {Text.DATES: told}))
    content = write_letter(facts(), HOUSE, said, POLICY, Order(required=EVERY_PART))
    assert Part.DATES in finished(content, _printed(content)).parts


def _printed(letter: LetterContent) -> str:
    """Return a letter's sections as plain text, a passage each line."""
    lines: list[str] = []
    for section in letter.sections:
        lines.append(section.heading)
        for passage in section.passages:
            match passage:
                case Paragraph(text):
                    lines.append(text)
                case Items(texts):
                    lines += texts
                case Fact(label, value):
                    lines.append(f"{label}: {value}")
    return "\n".join(lines)
