"""What letters tell of the end of a decision, and of whoever hears an appeal against it."""

from __future__ import annotations

from datetime import date

import pytest

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.casework.for_the_letter import ForTheLetter
from contact_gateway.application.casework.warn import WarningGiven
from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Finding, Form, Outcome
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.working_days import Delivery
from tests.unit.application.casework.course_at import CourseAt
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.domain.casework.cases import local


@pytest.fixture
def room() -> Room:
    """A landlord like Octavia."""
    return Room()


def the_letter(room: Room) -> LetterFacts:
    return room.letters.written[-1]


def test_the_end_of_one_decision_does_not_hide_that_another_still_holds(room: Room) -> None:
    room.told()
    room.propose(restriction_id="r2", kind="contact_cap", terms={"limit": 1, "per": "week"}, channels=())
    room.does.consult(HERE, "r2", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r2", "sue")
    room.does.issue_letter(HERE, "r2", "sue")
    room.at("2026-05-04T10:00").does.lift(HERE, "r1", "mo", "It is settled.")
    room.does.issue_letter(HERE, "r1", "sue")
    assert the_letter(room).others_stand
    room.does.lift(HERE, "r2", "mo", "It is settled.")
    room.does.issue_letter(HERE, "r2", "sue")
    assert not the_letter(room).others_stand


def test_a_letter_names_no_hearer_whom_the_gateway_would_refuse(room: Room) -> None:
    room.signed()
    room.does.issue_letter(HERE, "r1", "sue")
    assert "Assistant Director" in str(the_letter(room).appeal)
    room.does.lift(HERE, "r1", "mo")
    room.propose(restriction_id="r2")
    room.does.consult(HERE, "r2", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r2", "ann")
    room.does.issue_letter(HERE, "r2", "sue")
    path = the_letter(room).appeal
    assert path
    assert path.hearer == "Director"
    appeal = AppealRequest(received_at=room.memory.clock.now(), hearer="dee")
    assert room.does.appeal(HERE, "r2", "mo", appeal).mark == "under_appeal"


@pytest.mark.parametrize(("by", "hearer"), [("mo", "Assistant Director"), ("ann", "Director"), ("dee", "Director")])
def test_a_warning_names_a_hearer_above_whoever_warned(room: Room, by: str, hearer: str) -> None:
    change = ForTheLetter(must_change="One a week.")
    room.does.warn(HERE, "sam", by, WarningGiven(form=Form.WRITTEN, why="140 e-mails.", told=change))
    path = the_letter(room).appeal
    assert path
    assert path.hearer == hearer


@pytest.mark.parametrize(("by", "senior"), [("customer_excellence_leader", True), ("director", False)])
def test_where_no_grade_is_named_letters_say_that_somebody_more_senior_hears_if_there_is_somebody(
    by: str, *, senior: bool
) -> None:
    course = CourseAt("tuntum")
    course.told(by)
    path = the_letter(course.room).appeal
    assert path
    assert (path.hearer, path.senior) == ("", senior)


def test_what_ends_as_a_day_begins_ends_on_the_day_before_and_is_not_looked_at_again(room: Room) -> None:
    room.told(planned_end=local("2026-06-01T00:00"))
    dates = the_letter(room).dates
    assert (dates.ends, dates.review) == (date(2026, 5, 31), None)


def test_the_end_is_told_once_it_has_come(room: Room) -> None:
    room.told()
    room.at("2026-05-04T10:00").does.lift(HERE, "r1", "mo", "It is settled.", local("2026-05-11T00:00"))
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "sue")) == "letter_missing"
    room.at("2026-05-11T00:00").does.issue_letter(HERE, "r1", "sue")
    assert the_letter(room).dates.ended == date(2026, 5, 10)


def test_what_can_be_told_now_is_told_before_an_end_that_is_still_to_come(room: Room) -> None:
    room.told()
    room.at("2026-05-04T10:00").does.lift(HERE, "r1", "mo", "It is settled.", local("2026-12-24T00:00"))
    room.at("2026-05-05T10:00").does.review(HERE, "r1", "sue", Outcome.CONTINUE, "Until then.")
    assert room.does.letters.draft_letter(HERE, "r1", "sue").type is LetterType.REVIEW_OUTCOME
    room.does.issue_letter(HERE, "r1", "sue")
    assert the_letter(room).type is LetterType.REVIEW_OUTCOME
    assert refusal(lambda: room.does.issue_letter(HERE, "r1", "sue")) == "letter_missing"
    room.at("2026-12-24T00:00").does.issue_letter(HERE, "r1", "sue")
    assert the_letter(room).type is LetterType.END


def test_the_answer_to_an_appeal_tells_the_old_terms_as_over_once_the_new_ones_took_their_place(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").appeal(hearer="ann")
    room.does.decide_appeal(HERE, "r1", "ann", Finding.VARIED, "Once a week is enough.")
    room.propose(restriction_id="r2", varies="r1", kind="contact_cap", terms={"limit": 1, "per": "week"})
    room.does.consult(HERE, "r2", "sue", ("repairs", "complaints"), "agreed")
    room.does.authorise(HERE, "r2", "sue")
    room.does.issue_letter(HERE, "r1", "sue", letter=LetterType.APPEAL_OUTCOME)
    assert (the_letter(room).result, the_letter(room).over) == ("varied", False)
    room.does.issue_letter(HERE, "r2", "sue", Delivery.HAND)
    room.at("2026-04-28T10:00").does.issue_letter(HERE, "r1", "sue", letter=LetterType.APPEAL_OUTCOME)
    assert (the_letter(room).result, the_letter(room).over) == ("varied", True)
    assert the_letter(room).others_stand


def test_before_an_end_that_was_fixed_its_letter_and_its_draft_say_from_when_it_can_be_issued(room: Room) -> None:
    room.told()
    room.at("2026-05-04T10:00").does.lift(HERE, "r1", "mo", "It is settled.", local("2026-05-30T00:00"))
    for tried in (room.does.issue_letter, room.does.letters.draft_letter):
        with pytest.raises(Refused, match="not ended yet; this letter can be issued from 30 May 2026 on") as refused:
            tried(HERE, "r1", "sue", letter=LetterType.END)
        assert refused.value.code == "letter_missing"
    room.at("2026-05-30T00:00")
    assert room.does.letters.draft_letter(HERE, "r1", "sue").type is LetterType.END
