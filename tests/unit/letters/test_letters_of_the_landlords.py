"""The letters of the five landlords: each holds what its policy requires, and is kept as it left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.adapters.letters.press import TypstPress
from contact_gateway.adapters.policy_files.faults import PackFaults
from contact_gateway.adapters.policy_files.letter_files import shipped_letter_words
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.make_letters import MakeLetters, written
from contact_gateway.domain.casework.letters import missing_parts, required_parts
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.letters.numbers import readable
from contact_gateway.domain.letters.proof import finished
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.procedure.words import LetterType, Part
from tests.fakes.blobs import MemoryBlobs
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import ENCRYPTION
from tests.unit.letters.letters_to_write import facts, restricted
from tests.unit.policies.reading import SHIPPED, policy_of, shipped
from tools.picture_letters import LETTERS, decision_letter

PRESS = TypstPress()
EVERY_LANDLORD = pytest.mark.parametrize("landlord", sorted(LETTERS))


def make_letters() -> MakeLetters:
    return MakeLetters(PRESS, SealedFiles(MemoryBlobs(FakeClock()), ENCRYPTION), shipped_letter_words())


def test_every_shipped_landlord_has_its_picture() -> None:
    assert set(LETTERS) == set(SHIPPED)


@EVERY_LANDLORD
@pytest.mark.parametrize("letter", [LetterType.DECISION, LetterType.VARIATION, LetterType.REVIEW_COMING])
def test_a_letter_of_a_case_holds_what_the_landlords_policy_requires(landlord: str, letter: LetterType) -> None:
    policy, shown = shipped(landlord), LETTERS[landlord]
    content = decision_letter(policy, shown, letter)
    done = finished(content, PRESS.text_of(PRESS.pdf(content)), shown.kind)
    assert missing_parts(done, policy.casework) == {}
    assert done.parts


@EVERY_LANDLORD
@pytest.mark.parametrize("letter", LetterType)
def test_every_type_of_letter_can_hold_what_the_landlords_policy_requires(landlord: str, letter: LetterType) -> None:
    policy = shipped(landlord)
    required = required_parts(letter, Kind.WARNING_FLAG, policy.casework)
    made = make_letters().make(
        policy,
        facts(letter, restriction=restricted(Kind.WARNING_FLAG, category="two_people")),
        Order(required=frozenset(required)),
    )
    assert missing_parts(made.finished, policy.casework) == {}


def test_tuntum_sends_its_policy_with_the_decision() -> None:
    annex = decision_letter(shipped("tuntum"), LETTERS["tuntum"]).annex
    assert annex is not None
    assert annex.title == ("Unacceptable Customer Behaviour Policy, version 1, 1 April 2024 (version 1 in our records)")


@pytest.mark.clause("OCT-3.5")
@pytest.mark.parametrize("letter", [LetterType.DECISION, LetterType.VARIATION])
def test_octavia_says_that_no_complaint_is_made_of_a_decision_and_that_the_ombudsman_can_be_reached(
    letter: LetterType,
) -> None:
    said = as_text(decision_letter(shipped("octavia"), LETTERS["octavia"], letter))
    assert (
        "Our complaints process does not deal with this. You can contact the Housing Ombudsman about it at any time."
        in said
    )


def test_the_letters_dates_are_those_of_the_clocks() -> None:
    said = as_text(decision_letter(shipped("tuntum"), LETTERS["tuntum"]))
    assert "Start date: Wednesday 22 April 2026" in said
    assert "We look at this again by: Tuesday 20 October 2026" in said
    assert "Appeal by: Thursday 22 October 2026" in said


def test_a_letter_is_kept_as_the_file_that_left_and_printed_again_the_same() -> None:
    letters = make_letters()
    made = letters.make(shipped("octavia"), facts(), Order(required=frozenset(Part)))
    kept = letters.files.get("octavia", made.id)
    assert kept.name == "letter-decision-2026-04-20.pdf"
    assert PRESS.text_of(kept.content) == made.finished.text
    assert letters.print_again("octavia", made.id) == kept


def test_welsh_is_written_only_where_the_landlord_has_it_on() -> None:
    to = replace(facts().to, language="cy")
    on = policy_of(SHIPPED["tuntum"] + '\n[languages]\non = ["cy"]\n')
    assert written(on, facts(to=to), Order(), shipped_letter_words()).greeting == "Annwyl Pat Example"
    assert written(shipped("tuntum"), facts(to=to), Order(), shipped_letter_words()).greeting == "Dear Pat Example"


def test_a_landlords_own_words_and_name_stand_in_its_letters() -> None:
    own = policy_of(SHIPPED["tuntum"] + '\n[letter_texts.en]\nsupport = "Come to {landlord} on Mondays."\n')
    said = as_text(written(own, facts(), Order(), shipped_letter_words()))
    assert "Come to Tuntum Housing Association on Mondays." in said
    assert "PO Box 20" in said


@pytest.mark.parametrize(
    ("pack", "told"),
    [
        ('[letterhead]\ncolour = "#ffff00"', "contrast of 1.1"),
        ('[letterhead]\ncolour = "red"', "is not a colour"),
        ('[letter_texts.en]\nsupport = "{nobody}"', "Nothing is put in for {nobody}"),
        ('[letter_texts.en]\nhelp = "x"', "'help' is not a word for this"),
    ],
)
def test_a_faulty_letterhead_is_told_in_a_sentence(pack: str, told: str) -> None:
    text = SHIPPED["tuntum"].replace("[letterhead]\n", "[letterhead]\n" if "texts" in pack else "[old]\n")
    with pytest.raises(PackFaults, match=told):
        policy_of(text + "\n" + pack + "\n")


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("+441632960300", "01632 960300"),
        ("+442079460300", "020 7946 0300"),
        ("+448081570300", "0808 157 0300"),
        ("+447700900123", "07700 900123"),
        ("+33123456789", "+33123456789"),
    ],
)
def test_numbers_are_written_in_groups(number: str, read: str) -> None:
    assert readable(number) == read


@pytest.mark.parametrize(
    ("landlord", "offered"), [("torus", "A mediator may help us"), ("magna", "an agency that gives support")]
)
def test_a_landlord_offers_the_help_that_its_policy_speaks_of(landlord: str, offered: str) -> None:
    assert offered in as_text(decision_letter(shipped(landlord), LETTERS[landlord]))
