"""How letters speak to people: of what is over as over, and with no reproach that is not called for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.content import Format
from contact_gateway.domain.letters.facts import DecidedBy, LetterFacts, Result, Told
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.letters.words import Heading
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Grounds
from tests.unit.letters.letters_to_write import DATES, ENDED, TOLD, facts, letter, restricted


def text(of: LetterFacts | None = None, order: Order | None = None) -> str:
    return as_text(letter(of, order))


@pytest.mark.parametrize(
    ("what", "result"),
    [
        (LetterType.END, Result.ENDED),
        (LetterType.REVIEW_OUTCOME, Result.LIFT),
        (LetterType.APPEAL_OUTCOME, Result.REMOVED),
    ],
)
def test_nobody_is_told_to_be_free_while_another_decision_stands(what: LetterType, result: Result) -> None:
    free, bound = (text(facts(what, result=result, others_stand=stand)) for stand in (False, True))
    assert "in the same way as everybody else" in free
    assert "in the same way as everybody else" not in bound
    assert "Another decision about how we work with you still holds." in bound


@pytest.mark.parametrize(
    ("what", "result"), [(LetterType.REVIEW_OUTCOME, Result.LIFT), (LetterType.APPEAL_OUTCOME, Result.REMOVED)]
)
def test_what_is_over_is_not_told_as_if_it_held(what: LetterType, result: Result) -> None:
    said = text(facts(what, result=result))
    assert "This was our decision. It no longer holds.\n\nPlease do not contact us by e-mail." in said
    assert "Ended on: Monday 3 August 2026" in said
    assert "stays in place" not in said
    assert "as long as our decision lasts" not in said


AT_RISK = replace(TOLD, tenancy_at_risk=True)
MARKED = restricted(Kind.WARNING_FLAG, over=(), category="dog")
SLOWER = restricted(Kind.RESPONSE_TIMES_VARIED, over=(), times="20 working days.")
OF_EFFECTS = {Heading.RESPONSE_TIMES, Heading.DATA_PROTECTION, Heading.TENANCY}
LATER = [LetterType.REVIEW_OUTCOME, LetterType.APPEAL_RECEIVED, LetterType.APPEAL_OUTCOME]


def sections(of: LetterFacts) -> set[str]:
    """The parts that a letter has where no policy asks for any."""
    return {section.name for section in letter(of, Order()).sections}


@pytest.mark.parametrize("what", LATER)
@pytest.mark.parametrize(
    ("on_hold", "stay"), [(False, set()), (True, {Heading.TENANCY})], ids=["what is over", "what is on hold"]
)
def test_what_a_decision_brings_about_has_no_part_where_it_does_so_no_more(
    what: LetterType, on_hold: bool, stay: set[Heading]
) -> None:
    told, parts = set[str](), set[str]()
    for one in (MARKED, SLOWER):
        held = facts(what, restriction=one, told=AT_RISK, dates=DATES)
        told |= sections(replace(held, result=None))
        parts |= sections(replace(held, on_hold=on_hold, dates=DATES if on_hold else replace(DATES, ended=ENDED)))
    assert told >= OF_EFFECTS
    assert parts & OF_EFFECTS == stay


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_where_a_policy_asks_for_those_parts_they_say_that_it_does_so_no_more(how: Format) -> None:
    for one in (MARKED, SLOWER):
        ended = facts(LetterType.REVIEW_OUTCOME, result=Result.LIFT, restriction=one, told=AT_RISK, format=how)
        over, on_hold = text(ended), text(replace(ended, result=None, dates=DATES, on_hold=True))
        for said in (over, on_hold):
            assert "You will have answers from us within our usual times." in said
            assert ("do not see the note about you now: take care with the dog" in said) is (one is MARKED)
            assert "do not apply to you" not in said
            assert "can see what to do" not in said
        assert "Nothing in this letter changes the agreement for your home." in over
        assert "This decision asks nothing of you any more." in over
        assert "This decision goes no further." in over
        for present in ("lose your home", TOLD.must_change, TOLD.if_continues):
            assert present not in over
            assert present in on_hold


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_whoever_did_nothing_is_reproached_with_nothing(how: Format) -> None:
    known = text(facts(grounds=Grounds.KNOWN_RISK, told=Told(), format=how))
    assert "We know of something that could put the people who meet you at risk." in known
    done = text(facts(told=Told(), format=how))
    for reproach in ("upset", "calm", "If this goes on"):
        assert reproach in done
        assert reproach not in known


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
@pytest.mark.parametrize("what", [LetterType.REVIEW_COMING, LetterType.REVIEW_OUTCOME, LetterType.APPEAL_OUTCOME])
def test_what_happened_is_recalled_and_nobody_is_reproached_with_it_again(what: LetterType, how: Format) -> None:
    said = text(facts(what, format=how))
    assert "This is why we decided it." in said
    assert TOLD.what_happened in said
    assert "we cannot accept this" not in said
    assert "this is not all right" not in said


def test_a_decision_says_who_decided() -> None:
    for what in (LetterType.DECISION, LetterType.VARIATION, LetterType.INTERIM):
        assert "Decided by: Duty Manager" in text(facts(what))


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
@pytest.mark.parametrize(
    ("decided", "english", "welsh"),
    [
        (DecidedBy(names=("Housing", "Manager")), "Housing and Manager", "Housing a Rheolwr"),
        (DecidedBy(names=("Elder",), panel=True), "a panel (Elder)", "panel (Elder)"),
        (DecidedBy(names=("Board", "Manager"), panel=True), "a panel (Board or Manager)", "panel (Board neu Rheolwr)"),
    ],
)
def test_where_several_decided_all_are_named(decided: DecidedBy, english: str, welsh: str, how: Format) -> None:
    for what in (LetterType.DECISION, LetterType.VARIATION):
        of = facts(what, decided_by=decided, format=how)
        assert f"Decided by: {english}\n" in text(of)
        assert f"Penderfynwyd gan: {welsh}\n" in as_text(letter(of, language="cy"))


def test_the_grounds_of_a_decision_stand_in_no_letter_to_do_with_its_review_or_its_end() -> None:
    for what in (LetterType.REVIEW_COMING, LetterType.REVIEW_OUTCOME, LetterType.APPEAL_RECEIVED, LetterType.END):
        said = text(facts(what), order=Order())
        assert "far more often" not in said
        assert TOLD.what_happened not in said
