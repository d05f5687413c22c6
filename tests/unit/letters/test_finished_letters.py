"""What is required of a letter is proved on the finished file, and what is missing is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.adapters.letters.press import TypstPress
from contact_gateway.domain.casework.letters import missing_parts, refusal_to_issue
from contact_gateway.domain.letters.content import Format, LetterContent
from contact_gateway.domain.letters.facts import Dates, Told
from contact_gateway.domain.letters.proof import finished
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.procedure.rules import CaseworkRules, LetterRule, PartRule
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.working_days import Delivery
from tests.unit.letters.letters_to_write import DATES, EVERY_PART, HOUSE, facts, letter

PRESS = TypstPress()
RULES = CaseworkRules(
    letters={
        kind: LetterRule(parts={part: PartRule(clause="OCT-4.2") for part in parts})
        for kind, parts in {
            LetterType.DECISION: Part,
            LetterType.WARNING: (Part.WHAT_HAPPENED, Part.MUST_CHANGE, Part.IF_CONTINUES),
        }.items()
    }
)
FORMATS = [Format(), Format(large_print=True), Format(easy_read=True), Format(bold=True, large_print=True)]


def text_of(content: LetterContent) -> str:
    return PRESS.text_of(PRESS.pdf(content))


@pytest.mark.parametrize("how", FORMATS)
def test_a_whole_decision_letter_lacks_nothing_in_any_format(how: Format) -> None:
    content = letter(facts(format=how))
    done = finished(content, text_of(content))
    assert missing_parts(done, RULES) == {}
    assert set(done.parts) == set(Part)


@pytest.mark.parametrize("part", Part)
def test_a_part_that_is_left_out_is_missed_by_its_name(part: Part) -> None:
    content = letter(order=Order(required=EVERY_PART, omit=frozenset({part})))
    done = finished(content, text_of(content))
    assert list(missing_parts(done, RULES)) == [part]
    refused = refusal_to_issue(done, Delivery.POST, None, RULES)
    assert refused is not None
    assert refused.code == "letter_incomplete"


def test_a_part_is_not_proved_by_its_heading_alone_where_a_date_is_lost() -> None:
    content = letter()
    torn = text_of(content).replace("Tuesday 20 October 2026", "soon")
    assert list(missing_parts(finished(content, torn), RULES)) == [Part.DATES]


def test_a_heading_in_the_middle_of_a_sentence_proves_nothing() -> None:
    content = letter()
    run_on = text_of(content).replace("\nIf you do not agree\n", "\nand If you do not agree with it\n")
    assert Part.APPEAL in missing_parts(finished(content, run_on), RULES)


def test_parts_in_the_wrong_order_are_not_proved() -> None:
    content = letter()
    text = text_of(content)
    moved = "What happened\n" + text.replace("\nWhat happened\n", "\n")
    assert Part.WHAT_HAPPENED in missing_parts(finished(content, moved), RULES)


def test_the_policy_is_missed_where_its_pages_are_lost() -> None:
    content = letter()
    text = text_of(content)
    torn = text[: text.rindex("Unacceptable Behaviour Policy (version 3 in our records)\nThe steps")]
    assert list(missing_parts(finished(content, torn), RULES)) == [Part.POLICY_COPY]


@pytest.mark.parametrize(
    ("told", "missed"),
    [
        (Told(must_change="Be calm.", if_continues="We may limit calls."), Part.WHAT_HAPPENED),
        (Told(what_happened="You shouted.", if_continues="We may limit calls."), Part.MUST_CHANGE),
        (Told(what_happened="You shouted.", must_change="Be calm."), Part.IF_CONTINUES),
    ],
)
def test_a_warning_that_does_not_say_what_it_must_is_incomplete(told: Told, missed: Part) -> None:
    content = letter(facts(LetterType.WARNING, told=told, restriction=None))
    assert list(missing_parts(finished(content, text_of(content)), RULES)) == [missed]


@pytest.mark.parametrize("dates", [replace(DATES, starts=None), replace(DATES, review=None), Dates()])
def test_a_decision_without_its_start_or_its_review_is_incomplete(dates: Dates) -> None:
    content = letter(facts(dates=dates))
    assert Part.DATES in missing_parts(finished(content, text_of(content)), RULES)


@pytest.mark.parametrize("what", [LetterType.REVIEW_COMING, LetterType.APPEAL_RECEIVED, LetterType.END])
def test_a_letter_without_the_date_that_it_is_about_proves_no_dates(what: LetterType) -> None:
    content = letter(facts(what, dates=Dates(starts=DATES.starts)))
    assert Part.DATES not in finished(content, text_of(content)).parts


def test_a_letter_that_names_no_ombudsman_is_incomplete() -> None:
    content = letter(house=replace(HOUSE, ombudsmen=()))
    assert list(missing_parts(finished(content, text_of(content)), RULES)) == [Part.OMBUDSMAN]
