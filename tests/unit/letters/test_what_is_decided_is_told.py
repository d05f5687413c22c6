"""What was decided is told to the customer in words, whatever its kind, in every language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from contact_gateway.adapters.policy_files.letter_files import shipped_letter_words
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.content import Fact, Items, Paragraph
from contact_gateway.domain.letters.facts import Result
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.letters.words import Coded, Label, Text
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Scope
from tests.unit.letters.letters_to_write import facts, letter, restricted

EVERY_LANGUAGE = pytest.mark.parametrize("language", shipped_letter_words())
TERMS: dict[Kind, dict[str, Any]] = {
    Kind.SINGLE_POINT_OF_CONTACT: {"officer": "sue", "deputies": ["ann", "bob"]},
    Kind.PERMITTED_TIMES: {"windows": ["tue,thu 09:00-12:00", "mon-fri 16:30-17:00", "sat 22:00-24:00"]},
    Kind.CONTACT_CAP: {"limit": 2, "per": "week"},
    Kind.TIME_CAP: {"minutes": 30, "per": "month"},
    Kind.ONLY_CHANNELS: {"channels": ["letter", "email"]},
    Kind.SINGLE_FORM: {"form": "telephone"},
    Kind.REPRESENTATIVE_ONLY: {"any_of": ["solicitor", "councillor"]},
    Kind.NO_FURTHER_CONSIDERATION: {"issue": "the kitchen ceiling"},
    Kind.ISSUE_CAP: {"limit": 1, "per": "week"},
    Kind.CONSOLIDATED_REPLY: {"per": "week"},
    Kind.SERVICE_LIMIT: {"limits": ["planned_works", "improvements"]},
    Kind.HANDLING_BUDGET: {"minutes": 60, "per": "week"},
    Kind.RESPONSE_TIMES_VARIED: {"times": "within a month"},
    Kind.WARNING_FLAG: {"category": "two_people"},
    Kind.BEHAVIOUR_AGREEMENT: {"text": "to be calm"},
    Kind.COURT_ORDER: {"reference": "A1", "terms": "stay away", "end": "2027-01-01", "power_of_arrest": True},
    Kind.SOCIAL_MEDIA_ACTION: {"action": "hide"},
    Kind.OTHER: {"text": "as agreed"},
}
SAID = {
    Kind.SINGLE_POINT_OF_CONTACT: "are away, you will deal with ann or bob.",
    Kind.PERMITTED_TIMES: "Tuesday and Thursday, 9 am to 12 noon Monday to Friday, 4:30 pm to 5 pm Saturday, 10 pm",
    Kind.CONTACT_CAP: "You can contact us twice a week (Monday to Sunday).",
    Kind.TIME_CAP: "You can talk with us for up to 30 minutes a calendar month. An emergency never counts.",
    Kind.CHANNEL_BAN: "Please do not contact us by e-mail.",
    Kind.ONLY_CHANNELS: "You can contact us by e-mail or letter.",
    Kind.SINGLE_FORM: "You can contact us by telephone.",
    Kind.REPRESENTATIVE_ONLY: "for you: a councillor or a solicitor.",
    Kind.ISSUE_CAP: "You can bring us 1 new matter a week (Monday to Sunday).",
    Kind.SERVICE_LIMIT: "these from us: planned work on your home and permission to make improvements to your home.",
    Kind.PREMISES_BAN: "Please do not come to any of our offices.",
    Kind.COURT_ORDER: "If you do not keep to it, the police can arrest you.",
}
CODED: dict[Kind, Callable[[str], dict[str, Any]]] = {
    Kind.WARNING_FLAG: lambda code: {"category": code},
    Kind.SOCIAL_MEDIA_ACTION: lambda code: {"action": code},
    Kind.SERVICE_LIMIT: lambda code: {"limits": [code]},
}


def told(kind: Kind, language: str, terms: dict[str, Any]) -> str:
    content = letter(facts(restriction=restricted(kind, **terms)), language=language)
    (section,) = (section for section in content.sections if section.name == "restrictions")
    lines = (
        one.texts if isinstance(one, Items) else (one.text,) for one in section.passages if not isinstance(one, Fact)
    )
    return " ".join(text for texts in lines for text in texts)


@EVERY_LANGUAGE
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_restriction_is_told_in_every_language(language: str, kind: Kind) -> None:
    said = told(kind, language, TERMS.get(kind, {}))
    assert len(said) > 5
    assert "{" not in said
    if language == "en":
        assert SAID.get(kind, "") in said


@EVERY_LANGUAGE
@pytest.mark.parametrize("code", Coded)
@pytest.mark.parametrize("kind", CODED)
def test_what_officers_name_by_a_code_is_told_in_words(language: str, kind: Kind, code: Coded) -> None:
    words = shipped_letter_words()[language].codes[code]
    said = as_text(letter(facts(restriction=restricted(kind, **CODED[kind](code.value))), language=language))
    assert len(words.split()) > 1
    assert f": {words}." in said
    assert f": {code.value}." not in said
    assert "_" not in said


@pytest.mark.parametrize("kind", Kind)
def test_no_terms_of_any_kind_are_told_as_a_code(kind: Kind) -> None:
    assert "_" not in told(kind, "en", TERMS.get(kind, {}))


def test_numbers_and_addresses_that_it_is_about_are_told_as_people_write_them() -> None:
    scope = Scope(to=frozenset({"+441632960201", "lets_talk@octavia.example.org"}))
    about = replace(restricted(Kind.CONTACT_CAP, limit=1, per="week"), scope=scope)
    said = as_text(letter(facts(restriction=about)))
    assert "This is about these only: 01632 960201 and lets_talk@octavia.example.org." in said


def test_a_sentence_that_an_officer_wrote_ends_with_one_stop() -> None:
    assert "this matter: The fence is yours. We will" in told(
        Kind.NO_FURTHER_CONSIDERATION, "en", {"issue": "The fence is yours."}
    )


def test_what_an_officer_wrote_in_words_is_told_as_it_is() -> None:
    assert "what to do: Ring before you come." in told(Kind.WARNING_FLAG, "en", {"category": "Ring before you come"})


def test_the_end_of_a_court_s_order_is_printed_as_a_date_and_in_words_as_it_is() -> None:
    ordered = {"reference": "A1", "terms": "stay away"}
    assert "It ends on Friday 1 January 2027." in told(Kind.COURT_ORDER, "en", {**ordered, "end": "2027-01-01"})
    assert "dydd Gwener 1 Ionawr 2027." in told(Kind.COURT_ORDER, "cy", {**ordered, "end": "2027-01-01"})
    assert "It ends on the last day." in told(Kind.COURT_ORDER, "en", {**ordered, "end": "the last day"})


@pytest.mark.parametrize("kind", [Kind.COURT_ORDER, Kind.PERSONAL_CONTACT_BAN])
def test_places_are_named_where_there_are_any_and_all_of_them(kind: Kind) -> None:
    terms = {"reference": "A1", "terms": "stay away"} if kind is Kind.COURT_ORDER else {}
    assert ": High Street and Mill Road." in told(kind, "en", {**terms, "offices": ["High Street", "Mill Road"]})
    nowhere = told(kind, "en", terms)
    assert "our offices" not in nowhere
    assert "these places" not in nowhere
    assert "arrest" not in nowhere


@EVERY_LANGUAGE
def test_what_a_court_ordered_is_nowhere_called_a_decision_of_ours(language: str) -> None:
    words = shipped_letter_words()[language]
    ordered = facts(restriction=restricted(Kind.COURT_ORDER, **TERMS[Kind.COURT_ORDER]), appeal=None)
    content = letter(ordered, language=language)
    assert content.title == words.labels[Label.ORDER_TITLE]
    (section,) = (one for one in content.sections if one.name == "restrictions")
    assert section.heading == words.labels[Label.ORDER_HEADING]
    assert words.texts[Text.OPENING_DECISION].split(".", maxsplit=1)[0] not in as_text(content)


@EVERY_LANGUAGE
@pytest.mark.parametrize(
    ("type_of_letter", "result", "title", "opening"),
    [
        (LetterType.VARIATION, None, Label.ORDER_CHANGED_TITLE, Text.OPENING_ORDER_CHANGED),
        (LetterType.END, Result.LIFT, Label.ORDER_OVER_TITLE, Text.OPENING_ORDER_OVER),
        (LetterType.END, Result.ENDED, Label.ORDER_OVER_TITLE, Text.OPENING_ORDER_OVER),
    ],
)
def test_that_an_order_changed_or_ended_is_no_decision_of_ours_either(
    language: str, type_of_letter: LetterType, result: Result | None, title: Label, opening: Text
) -> None:
    words = shipped_letter_words()[language]
    order = restricted(Kind.COURT_ORDER, **TERMS[Kind.COURT_ORDER])
    content = letter(facts(type_of_letter, restriction=order, appeal=None, result=result), language=language)
    assert content.title == words.labels[title]
    (first, *_) = (one.text for one in content.opening if isinstance(one, Paragraph))
    assert first in words.texts[opening]
    headings = {one.name: one.heading for one in content.sections}
    assert headings["restrictions"] == words.labels[Label.ORDER_HEADING]
    for ours in ("our decision", "ein penderfyniad"):
        assert ours not in as_text(content).casefold()
