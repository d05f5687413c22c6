"""What letters say of appeals: against what, who hears them, what holds meanwhile, and what changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.letters.content import Format
from contact_gateway.domain.letters.facts import AppealedAgainst, LetterFacts, Result, Waiting
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.letters.words import Label
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.procedure.words import Hearing, LetterType
from tests.unit.letters.letters_to_write import APPEAL, DATES, ENDED, TOLD, facts, letter


def text(of: LetterFacts | None = None, order: Order | None = None) -> str:
    return as_text(letter(of, order))


def test_an_appeal_that_came_on_a_saturday_is_not_said_to_have_come_on_the_monday_it_counts_from() -> None:
    appealed = facts(LetterType.APPEAL_RECEIVED, dates=replace(DATES, appeal_received=date(2026, 11, 23)))
    assert "Your appeal counts as received on: Monday 23 November 2026" in text(appealed)


@pytest.mark.parametrize(
    ("what", "result"), [(LetterType.REVIEW_OUTCOME, Result.VARY), (LetterType.APPEAL_OUTCOME, Result.VARIED)]
)
def test_what_is_to_change_is_told_as_what_was_decided_before(what: LetterType, result: Result) -> None:
    said = text(facts(what, result=result))
    assert "Another letter tells you how, and from when." in said
    before = "This is what we decided before. It holds until the change begins."
    assert f"{before}\n\nPlease do not contact us by e-mail." in said


@pytest.mark.parametrize("what", [LetterType.REVIEW_OUTCOME, LetterType.APPEAL_OUTCOME])
@pytest.mark.parametrize("result", [Result.CONTINUE, Result.UPHELD, Result.VARY, Result.VARIED])
def test_what_has_ended_since_is_told_as_over_whatever_was_found(what: LetterType, result: Result) -> None:
    said = text(facts(what, result=result, dates=replace(DATES, ended=ENDED), others_stand=True))
    assert "By now, the decision that this letter is about has ended." in said
    assert "Another decision about how we work with you still holds." in said
    assert "This was our decision. It no longer holds.\n\nPlease do not contact us by e-mail." in said
    assert "Ended on: Monday 3 August 2026" in said
    assert "It holds until" not in said
    assert "stays in place" not in said


def test_what_was_taken_back_before_it_began_names_no_day_of_an_end_and_what_was_decided_before_holds() -> None:
    of = facts(LetterType.APPEAL_OUTCOME, result=Result.UPHELD, dates=replace(DATES, ended=ENDED))
    said = text(replace(of, never_held=True, earlier_stands=True, others_stand=True))
    assert "By now, we have taken back the decision that this letter is about. It never began." in said
    assert "What we had decided before still holds. We have not changed it." in said
    assert "Ended on" not in said
    assert "Another decision" not in said


def test_an_appeal_that_came_before_the_end_is_received_without_a_word_that_it_still_holds() -> None:
    said = text(facts(LetterType.APPEAL_RECEIVED, dates=replace(DATES, ended=ENDED)))
    assert "It no longer holds" in said
    assert "stays in place" not in said


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_where_no_grade_is_named_somebody_more_senior_hears(how: Format) -> None:
    nobody = replace(APPEAL, hearer="")
    assert "somebody more senior than whoever decided\n" in text(facts(appeal=replace(nobody, senior=True), format=how))
    assert "somebody more senior" not in text(facts(appeal=nobody, format=how))
    assert "somebody more senior" not in text(facts(appeal=replace(APPEAL, senior=True), format=how))


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
@pytest.mark.parametrize("what", [LetterType.APPEAL_RECEIVED, LetterType.APPEAL_OUTCOME])
@pytest.mark.parametrize(
    ("against", "said_so"),
    [
        (Label.ABOUT_DECISION, "our decision of Monday 20 April 2026 about how you can contact us"),
        (Label.ABOUT_ORDER, "what a court ordered, as we told you on Monday 20 April 2026"),
        (Label.ABOUT_WARNING, "the warning that we gave you on Monday 20 April 2026"),
        (Label.ABOUT_ITEM, "our decision of Monday 20 April 2026 not to answer something that you sent us"),
        (Label.ABOUT_COMPLAINT, "our decision of Monday 20 April 2026 not to take up a complaint of yours"),
    ],
)
def test_a_letter_about_an_appeal_says_against_what_it_is(
    how: Format, what: LetterType, against: Label, said_so: str
) -> None:
    about = AppealedAgainst(what=against, decided_on=date(2026, 4, 20))
    assert f": {said_so}" in text(facts(what, appealed=about, format=how))


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_a_letter_about_what_is_not_heard_here_says_so_and_promises_no_answer(how: Format) -> None:
    unheard = facts(LetterType.APPEAL_RECEIVED, appeal=None, dates=replace(DATES, answer_by=None), format=how)
    said = text(unheard, order=Order())
    assert "You cannot appeal to us about this" in said
    assert "Your appeal counts as received on: Friday 1 May 2026" in said
    assert "our answer" not in said
    assert "We will do this" not in said
    assert "You cannot appeal" not in text(facts(LetterType.APPEAL_RECEIVED, format=how), order=Order())


RESTS = replace(APPEAL, meanwhile=Hearing.SUSPENDED)


def test_what_holds_during_an_appeal_is_what_the_policy_says() -> None:
    assert "Our decision stays in place until you have our answer." in text()
    said = text(facts(appeal=RESTS))
    assert "If you appeal in time, our decision is on hold until you have our answer." in said
    assert "Our decision is on hold until" not in said
    assert "stays in place" not in said
    received = text(facts(LetterType.APPEAL_RECEIVED, appeal=RESTS), order=Order())
    assert "Our decision is on hold until you have our answer." in received
    assert "If you appeal in time" not in received


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
@pytest.mark.parametrize("what", [LetterType.REVIEW_OUTCOME, LetterType.REVIEW_COMING, LetterType.APPEAL_OUTCOME])
def test_whoever_reads_that_the_time_to_appeal_is_over_reads_what_can_still_be_done(
    how: Format, what: LetterType
) -> None:
    over = replace(DATES, appeal_by=None, appeal_best_by=None, appeal_ended=date(2026, 4, 17))
    said = " ".join(text(facts(what, dates=over, appeal=RESTS, format=how)).split())
    assert "ended on Friday 17 April 2026" in said
    assert "say why" in said
    assert "A person will decide" in said
    assert "Appeal by" not in said
    assert "appeal in time" not in said


def test_a_review_that_comes_to_other_terms_says_that_their_letter_has_its_own_appeal() -> None:
    assert "that letter says how, and by when." in text(facts(LetterType.REVIEW_OUTCOME, result=Result.VARY))
    assert "says how, and by when" not in text(facts(LetterType.REVIEW_OUTCOME))


def test_the_answer_that_says_from_when_it_holds_again_does_not_say_that_it_is_on_hold() -> None:
    holds_again = replace(DATES, resumes=date(2026, 5, 20))
    said = text(facts(LetterType.APPEAL_OUTCOME, appeal=RESTS, dates=holds_again))
    assert "Holds again from: Wednesday 20 May 2026" in said
    assert "on hold" not in said


def test_easy_words_speak_of_nobody_who_was_not_named() -> None:
    said = text(facts(appeal=replace(APPEAL, hearer=""), format=Format(easy_read=True)))
    assert "A new person will look at it." in said
    assert "They did not help" not in said
    assert "This is who" not in said


@pytest.mark.parametrize("what", [LetterType.REVIEW_COMING, LetterType.REVIEW_OUTCOME, LetterType.APPEAL_RECEIVED])
@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_what_is_suspended_is_said_to_be_on_hold_and_never_to_stay_in_place(how: Format, what: LetterType) -> None:
    said = " ".join(text(facts(what, on_hold=True, format=how)).split())
    held = "It is on hold for now. You do not have to keep to it until we take it up again. Please do not contact us by"
    assert held in said
    assert "stays in place" not in said
    assert "What we decided stays until" not in said
    assert "on hold for now" not in " ".join(text(facts(what, format=how)).split())


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_what_nobody_looked_at_in_time_is_said_to_hold_again_from_when_somebody_does(how: Format) -> None:
    said = " ".join(text(facts(LetterType.REVIEW_COMING, on_hold=True, unreviewed=True, format=how)).split())
    assert "It is on hold, because we did not look at it again in time." in said
    assert "lets it continue, it holds again from then on. We will write to you at once." in said
    assert "until we" not in said


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
@pytest.mark.parametrize("what", [LetterType.REVIEW_OUTCOME, LetterType.APPEAL_RECEIVED, LetterType.APPEAL_OUTCOME])
def test_whoever_is_told_of_what_nobody_signed_reads_until_when_it_lasts(how: Format, what: LetterType) -> None:
    dates = replace(DATES, review=None, ends=None, lapses=date(2026, 5, 7))
    said = text(facts(what, dates=dates, format=how))
    assert "Ends by itself at the end of: Thursday 7 May 2026" in said
    assert "We look at this again by" not in said


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_whoever_is_agreed_with_is_not_told_again_what_they_did(how: Format) -> None:
    said = text(facts(LetterType.APPEAL_OUTCOME, result=Result.REMOVED, format=how))
    assert "This is what we told you before we looked at everything again:\n\n- ‘You contacted us far more" in said
    assert "This is how it affected" not in said
    assert "we cannot accept this" not in said
    assert "this is not all right" not in said
    assert "What happened".upper() in said.upper()


def test_a_warning_that_is_taken_back_is_said_to_count_no_more() -> None:
    about = AppealedAgainst(what=Label.ABOUT_WARNING, decided_on=date(2026, 4, 20))
    warned = facts(LetterType.APPEAL_OUTCOME, result=Result.REMOVED, appealed=about, restriction=None, grounds=None)
    assert "We agree with you, and take back the warning. It counts no more." in text(warned)
    assert "decision has ended" not in text(warned)
    assert "our decision has ended" in text(facts(LetterType.APPEAL_OUTCOME, result=Result.REMOVED))
    assert "take back" not in text(replace(warned, result=Result.UPHELD))


def test_a_review_that_is_late_is_announced_without_a_day_that_has_passed_to_comment_by() -> None:
    late = replace(DATES, review=None, overdue=date(2026, 10, 20), comment_by=date(2026, 11, 6))
    said = text(facts(LetterType.REVIEW_COMING, dates=late))
    assert "We should have looked at this again by: Tuesday 20 October 2026" in said
    assert "Tell us what you think by: Friday 6 November 2026" in said
    assert "We look at this again by" not in said


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_whose_appeal_came_late_reads_that_a_person_decides_whether_it_is_heard(how: Format) -> None:
    dates = replace(DATES, appeal_ended=date(2026, 4, 30))
    said = " ".join(text(facts(LetterType.APPEAL_RECEIVED, waiting=Waiting.LATE, dates=dates, format=how)).split())
    assert "Thursday 30 April 2026" in said
    assert "A person will decide" in said
    assert "A person will decide" not in text(facts(LetterType.APPEAL_RECEIVED, dates=dates, format=how))


def test_whose_appeal_was_heard_before_reads_that_a_person_decides_whether_it_is_heard_once_more() -> None:
    said = text(facts(LetterType.APPEAL_RECEIVED, waiting=Waiting.HEARD_BEFORE))
    assert "We have answered an appeal of yours against this decision before." in said
    assert "A person will decide whether we look at it once more" in said


def test_nothing_rests_for_an_appeal_that_nobody_hears_yet() -> None:
    rests = replace(APPEAL, meanwhile=Hearing.SUSPENDED)
    waiting = facts(LetterType.APPEAL_RECEIVED, waiting=Waiting.LATE, appeal=rests)
    assert "Our decision stays in place until you have our answer." in text(waiting)
    assert "on hold until you have our answer" in text(facts(LetterType.APPEAL_RECEIVED, appeal=rests))


@pytest.mark.parametrize("how", [Format(), Format(easy_read=True)])
def test_a_suspension_and_a_resumption_say_from_when_and_why_and_how_to_appeal(how: Format) -> None:
    told = replace(TOLD, reason="", rest_reason="You told us that you are in hospital.")
    off = facts(
        LetterType.REVIEW_OUTCOME,
        result=None,
        rest=Result.SUSPENDED,
        told=told,
        on_hold=True,
        dates=replace(DATES, rests_from=date(2026, 5, 4)),
        format=how,
    )
    on = replace(off, rest=Result.RESUMED, on_hold=False, dates=replace(DATES, resumes=date(2026, 5, 13)))
    for written, title, day in (
        (off, "Our decision about how we work with you is on hold", "On hold from: Monday 4 May 2026"),
        (on, "Our decision about how we work with you holds again", "Holds again from: Wednesday 13 May 2026"),
    ):
        said = " ".join(text(written).split())
        assert title.upper() in said
        assert day in said
        assert "You told us that you are in hospital." in said
        assert "This is called an appeal." in said
        assert "We have looked" not in said
