"""What letters say, in every language, of every type and about every kind of restriction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.adapters.policy_files.faults import PackFaults
from contact_gateway.adapters.policy_files.letter_files import read_letter_words, shipped_letter_words
from contact_gateway.adapters.policy_files.shipped import language_texts, letter_texts
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.content import Fact, Format, LetterContent, Paragraph
from contact_gateway.domain.letters.facts import (
    Addressee,
    Dates,
    LetterFacts,
    PolicyShown,
    Result,
    Told,
)
from contact_gateway.domain.letters.messages import as_mail, as_text, as_text_message
from contact_gateway.domain.letters.plain_data import from_plain, to_plain
from contact_gateway.domain.letters.words import Text, own_words
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.restrictions import Grounds
from tests.unit.letters.letters_to_write import (
    DATES,
    EVERY_PART,
    HOUSE,
    RESULTS,
    TOLD,
    facts,
    letter,
    restricted,
    speaker,
)

WORDS = shipped_letter_words()
EVERY_LANGUAGE = pytest.mark.parametrize("language", WORDS)
SIX_YEARS_OF_SCHOOL = 6


def text(of: LetterFacts | None = None, language: str = "en", order: Order | None = None) -> str:
    return as_text(letter(of, order, language=language))


def long_sentences(content: LetterContent) -> list[str]:
    paragraphs = [
        one.text
        for section in content.sections
        for one in section.passages
        if isinstance(one, Paragraph) and not re.search(r"[:,] ", one.text)
    ]
    return [one for text in paragraphs for one in re.split(r"(?<=[.!?]) ", text) if len(one.split()) > 25]


def grade_needed(texts: Iterable[str]) -> float:
    """Return the automated readability index of texts: years of school that it takes to read them."""
    text = re.sub(r"\{\w+\}", "this", re.sub(r"^[-=] ", "", "\n".join(texts), flags=re.MULTILINE))
    sentences = [one for one in re.split(r"(?<=[.!?:])\s+|\n", text) if one.strip()]
    words = re.findall(r"[\w’'-]+", text)
    return 4.71 * sum(map(len, words)) / len(words) + 0.5 * len(words) / len(sentences) - 21.43


def test_every_language_of_callers_has_words_for_letters() -> None:
    assert set(letter_texts()) == set(language_texts())


def test_only_english_is_checked_by_a_speaker_so_far() -> None:
    assert [code for code, words in WORDS.items() if words.checked] == ["en"]


@EVERY_LANGUAGE
@pytest.mark.parametrize("what", LetterType)
@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_every_letter_is_whole_in_every_language(language: str, what: LetterType, how: Format) -> None:
    said = text(facts(what, format=how), language)
    assert WORDS[language].titles[what].upper() in said
    assert "{" not in said
    assert "None" not in said
    assert not re.search(r": *\n\n[^-]", said.replace(":\n\n- ", ""))


def test_the_same_dates_are_printed_in_full_in_the_language_of_the_letter() -> None:
    assert "Start date: Wednesday 22 April 2026" in text()
    assert "Dyddiad dechrau: dydd Mercher 22 Ebrill 2026" in text(language="cy")


@pytest.mark.parametrize(
    ("what", "printed"),
    [
        (LetterType.DECISION, ["22 April", "20 October"]),
        (LetterType.INTERIM, ["22 April", "24 April"]),
        (LetterType.REVIEW_COMING, ["22 April", "20 October", "6 October"]),
        (LetterType.REVIEW_OUTCOME, ["22 April", "20 October", "24 April"]),
        (LetterType.APPEAL_RECEIVED, ["24 April", "1 May", "18 May"]),
        (LetterType.END, ["22 April", "3 August"]),
    ],
)
def test_only_the_dates_that_belong_to_a_letter_stand_in_it(what: LetterType, printed: list[str]) -> None:
    (dates,) = (section for section in letter(facts(what)).sections if section.name == "dates")
    values = [one.value for one in dates.passages if isinstance(one, Fact)]
    assert [re.sub(r"^\w+ | 2026$", "", value) for value in values] == printed


def test_what_was_lifted_has_no_next_review() -> None:
    assert "We look at this again by" not in text(facts(LetterType.REVIEW_OUTCOME, result=Result.LIFT))


def test_what_never_began_is_not_said_to_start() -> None:
    said = text(facts(LetterType.END, dates=replace(DATES, ended=date(2026, 4, 21))))
    assert "Ended on: Tuesday 21 April 2026" in said
    assert "Start date" not in said


def test_a_window_to_appeal_is_a_date_and_a_late_appeal_is_welcome() -> None:
    said = text(facts(dates=Dates(starts=DATES.starts, review=DATES.review, appeal_by=date(2026, 10, 22))))
    assert "Appeal by: Thursday 22 October 2026" in said
    assert "If your appeal comes after Thursday 22 October 2026, say why it is late." in said
    assert "Please appeal by" not in said


def test_without_a_window_an_appeal_is_welcome_as_long_as_the_decision_lasts() -> None:
    said = text()
    assert "Please appeal by: Thursday 21 May 2026" in said
    assert "You can still appeal after Thursday 21 May 2026, for as long as our decision lasts." in said
    warned = text(facts(LetterType.WARNING, restriction=None, grounds=None))
    assert "You can still appeal after Thursday 21 May 2026.\n" in warned
    assert "our decision" not in warned


def test_what_nobody_wrote_is_not_printed_as_a_gap() -> None:
    said = text(facts(told=Told(), grounds=Grounds.ABUSE))
    assert "You spoke or wrote to our staff in a way that was abusive." in said
    assert "This is how it affected" not in said


def test_adjustments_that_are_known_are_named() -> None:
    to = Addressee(name="Pat Example", adjustments=frozenset({Adjustment.LARGE_PRINT, Adjustment.RELAY_CALLS}))
    assert "you need: large print and calls through a relay service." in text(facts(to=to))


def test_a_marker_is_explained_with_its_data_protection() -> None:
    marked = facts(restriction=restricted(Kind.WARNING_FLAG, category="two_people"))
    assert "a note on our records about you: two people come together." in text(marked, order=Order())
    assert "Information Commissioner" not in text(order=Order())


@pytest.mark.clause("OCT-4.5")
def test_the_tenancy_is_named_only_where_it_is_at_risk() -> None:
    assert "you could lose your home" in text(facts(told=Told(tenancy_at_risk=True)), order=Order())
    assert "you could lose your home" not in text(order=Order())


@pytest.mark.clause("OCT-3.4")
@pytest.mark.clause("OCT-4.4g")
def test_varied_answering_times_are_written_out() -> None:
    varied = facts(restriction=restricted(Kind.RESPONSE_TIMES_VARIED, times="within a month"))
    assert "Instead: within a month" in text(varied, order=Order())


@pytest.mark.parametrize("what", LetterType)
def test_sentences_are_short(what: LetterType) -> None:
    assert long_sentences(letter(facts(what))) == []


@pytest.mark.parametrize("texts", [WORDS["en"].texts, WORDS["en"].kinds, WORDS["en"].grounds, WORDS["en"].easy])
def test_a_child_of_eleven_can_read_what_letters_say(texts: Mapping[str, str]) -> None:
    assert grade_needed(texts.values()) <= SIX_YEARS_OF_SCHOOL
    assert grade_needed(["Notwithstanding the aforementioned considerations regarding behavioural expectations."]) > 20


def test_in_easy_words_every_paragraph_is_one_sentence() -> None:
    content = letter(facts(format=Format(easy_read=True)))
    paragraphs = [one.text for s in content.sections for one in s.passages if isinstance(one, Paragraph)]
    assert [one for one in paragraphs if re.search(r"[.!] [A-Z]", one)] == []
    assert len(paragraphs) > 20


def test_a_placeholder_in_what_somebody_wrote_is_printed_and_not_filled_in() -> None:
    said = text(facts(told=replace(TOLD, what_happened="You wrote {landlord}.\n- and a line\n= a: b")))
    assert "You wrote {landlord}.\n\n- and a line\n\n= a: b" in said


def test_the_landlords_own_policy_text_goes_with_the_letter_where_it_gave_one() -> None:
    own = replace(HOUSE, policy=PolicyShown(name="Our Policy", version=7, text="Foreword.\n# 1 Aim\nTo be fair."))
    content = letter(house=own)
    assert content.annex is not None
    assert [section.heading for section in content.annex.sections] == ["Our Policy (version 7 in our records)", "1 Aim"]
    assert content.enclosures == ("Our Policy (version 7 in our records)",)


def test_without_a_text_of_its_own_the_policy_is_told_as_it_is_carried_out() -> None:
    annex = letter().annex
    assert annex is not None
    assert "how often you can contact us in a day, week or month" in as_text(letter())
    assert annex.title == "Unacceptable Behaviour Policy (version 3 in our records)"


def test_no_policy_goes_with_a_letter_that_needs_none() -> None:
    assert letter(order=Order()).annex is None
    assert letter(order=Order(required=EVERY_PART, omit=frozenset({Part.POLICY_COPY}))).annex is None


def test_a_landlords_own_text_takes_the_place_of_the_shipped_one_in_easy_words_too() -> None:
    words = own_words(WORDS["en"], {Text.SUPPORT: "Come to our coffee morning."})
    assert words.text(Text.SUPPORT, easy=False) == words.text(Text.SUPPORT, easy=True) == "Come to our coffee morning."
    assert own_words(WORDS["en"], {}) == WORDS["en"]


@pytest.mark.parametrize("what", LetterType)
def test_a_letter_is_kept_as_plain_data_and_read_again_the_same(what: LetterType) -> None:
    content = letter(facts(what, format=Format(easy_read=True)))
    assert from_plain(to_plain(content)) == content


def test_the_subject_of_the_mail_and_the_text_message_say_nothing_of_what_it_is_about() -> None:
    mail = as_mail(letter(), HOUSE, speaker().words)
    message = as_text_message(letter(), HOUSE, speaker().words)
    assert mail.subject == "A letter from Octavia Housing"
    assert len(message) <= 160
    assert not re.search("decision|contact us by|restrict|warning|behav|appeal|policy", message + mail.subject)
    assert "Please do not contact us by e-mail." in mail.text


def test_channels_stand_in_the_order_in_which_people_know_them() -> None:
    limited = restricted(Kind.CONTACT_CAP, (Channel.EMAIL, Channel.VOICE), limit=1, per="week")
    assert "This is about contact by telephone or e-mail only." in text(facts(restriction=limited))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Dear {name}", "Dear {nmae}", "Nothing is put in for {nmae}"),
        ('last = "and"\n', "", "The key 'last' is missing"),
        ("{page} of {pages}", "{page}", "is not a pattern for this"),
        ("[kinds]\n", '[kinds]\nbans = "no"\n', "There is no key 'bans'"),
    ],
)
def test_a_fault_in_a_file_of_words_is_told_with_its_line(old: str, new: str, told: str) -> None:
    with pytest.raises(PackFaults, match=re.escape(told)) as caught:
        read_letter_words("en", letter_texts()["en"].replace(old, new))
    assert re.match(r"letters/en.toml:\d+: ", str(caught.value))


def test_results_are_told_plainly() -> None:
    assert "Our decision stays as it is for now." in text(facts(LetterType.REVIEW_OUTCOME))
    assert set(RESULTS) == {LetterType.REVIEW_OUTCOME, LetterType.APPEAL_OUTCOME, LetterType.END}
