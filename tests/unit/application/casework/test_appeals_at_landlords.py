"""Appeals as the five landlords' policies have them: how long, who hears, by when, what holds meanwhile."""

from __future__ import annotations

from datetime import date

import pytest

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Finding, LetterIssued
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.procedure.words import LetterType, Part
from tests.unit.application.casework.course_at import BAN, POINT, CourseAt
from tests.unit.application.casework.room import HERE, refusal

LEADER = "customer_excellence_leader"


def written(course: CourseAt) -> LetterFacts:
    return course.room.letters.written[-1]


def refused(course: CourseAt, hearer: str) -> str:
    """Why this officer does not hear an appeal; empty where nothing is against it."""
    try:
        course.room.appeal(hearer=hearer, appeal_id="a1")
    except Refused as refusal:
        return refusal.code
    return ""


@pytest.mark.clause("TUN-8.6")
@pytest.mark.clause("TUN-9.1b")
def test_at_tuntum_somebody_more_senior_hears_who_had_no_part_in_it() -> None:
    course = CourseAt("tuntum")
    course.told(LEADER, informing_officer="director_2")
    course.at("2026-05-01T09:00")
    assert refused(course, "officer") == refused(course, f"{LEADER}_2") == "hearer_not_senior"
    assert refused(course, "mo") == refused(course, LEADER) == refused(course, "director_2") == "hearer_involved"
    course.room.does.complain(HERE, "sam", "mo", "director")
    assert refused(course, "director") == "hearer_involved"
    again = CourseAt("tuntum")
    again.told(LEADER)
    assert refused(again.at("2026-05-01T09:00"), "director") == ""


@pytest.mark.clause("TUN-9.1a")
@pytest.mark.parametrize(
    ("at", "late"), [("2026-10-22T16:00", False), ("2026-10-22T23:59", False), ("2026-10-23T00:01", True)]
)
def test_at_tuntum_there_are_six_months_to_appeal_from_when_it_began(at: str, *, late: bool) -> None:
    course = CourseAt("tuntum")
    course.told(LEADER)
    assert written(course).dates.appeal_by == date(2026, 10, 22)
    course.at(at)
    if late:
        assert refusal(course.room.appeal) == "appeal_out_of_time"
        assert course.room.tasks()[-1] == "decide_whether_to_hear"
    else:
        assert course.room.appeal().shown == "under_appeal"


@pytest.mark.clause("TUN-9.1a")
def test_at_tuntum_a_review_is_a_decision_of_its_own_with_six_months_of_its_own() -> None:
    course = CourseAt("tuntum")
    course.told(LEADER)
    course.at("2026-10-19T10:00").review(LEADER)
    course.write()
    assert written(course).type is LetterType.REVIEW_OUTCOME
    assert written(course).dates.appeal_by == date(2027, 4, 21)
    assert course.at("2027-04-21T10:00").room.appeal().mark == "under_appeal"


@pytest.mark.clause("TUN-9.2")
@pytest.mark.parametrize(
    ("received", "due"), [("2026-05-01T09:00", date(2026, 6, 2)), ("2026-05-01T17:30", date(2026, 6, 3))]
)
def test_at_tuntum_the_answer_is_due_within_twenty_working_days(received: str, due: date) -> None:
    course = CourseAt("tuntum")
    course.told(LEADER)
    answer = course.at(received).room.appeal(hearer="director")
    assert answer.appeal_due == due
    course.at(f"{due}T06:00").room.does.jobs.remind(HERE)
    assert "appeal_answer_overdue" not in course.room.tasks()
    course.at("2026-06-04T06:00").room.does.jobs.remind(HERE)
    assert "appeal_answer_overdue" in course.room.tasks()


@pytest.mark.clause("TUN-9.3")
@pytest.mark.parametrize(
    ("finding", "binds", "then"),
    [
        (Finding.UPHELD, True, ("issue_letter",)),
        (Finding.VARIED, True, ("issue_letter", "propose_variation")),
        (Finding.REMOVED, False, ("issue_letter",)),
    ],
)
def test_at_tuntum_it_stands_or_something_else_is_agreed_and_that_is_written(
    finding: Finding, then: tuple[str, ...], *, binds: bool
) -> None:
    course = CourseAt("tuntum")
    course.told(LEADER)
    course.at("2026-05-01T09:00").room.appeal(hearer="director")
    course.write()
    assert written(course).type is LetterType.APPEAL_RECEIVED
    assert course.at("2026-05-05T09:00").decide("director", finding).tasks == then
    assert course.room.binds() is binds
    course.write()
    assert (written(course).type, written(course).result) == (LetterType.APPEAL_OUTCOME, finding.value)
    assert written(course).told.reason == "We looked at it again."
    (last,) = [one.act for one in course.room.files.history(HERE, "r1")][-1:]
    assert isinstance(last, LetterIssued)
    assert (last.letter, last.received_on) == (LetterType.APPEAL_OUTCOME, date(2026, 5, 7))


@pytest.mark.clause("OCT-4.2b")
def test_at_octavia_an_assistant_director_reviews_what_a_service_manager_decided_within_ten_working_days() -> None:
    course = CourseAt("octavia")
    course.told("service_manager", **BAN)
    course.at("2026-05-01T09:00")
    assert refused(course, "service_manager_2") == "hearer_not_senior"
    assert refused(course, "assistant_director") == ""
    assert course.room.does.show_life(HERE, "r1").appeal_due == date(2026, 5, 18)


@pytest.mark.clause("OCT-4.2d")
@pytest.mark.parametrize(
    "said",
    [
        {"kind": "service_limit", "terms": {"limits": ["improvements"]}, "reason": "Staff were hurt."},
        {"kind": "essential_repairs_only", "terms": {}, "reason": "Staff were hurt."},
        {"kind": "premises_ban", "terms": {}},
        {"kind": "other", "terms": {"text": "as agreed"}},
        BAN,
    ],
    ids=lambda said: said["kind"],
)
def test_at_octavia_a_director_reviews_what_an_assistant_director_decided(said: dict[str, object]) -> None:
    course = CourseAt("octavia")
    course.told("assistant_director", **{"channels": (), **said})
    course.at("2026-05-01T09:00")
    assert refused(course, "assistant_director_2") == "hearer_not_senior"
    assert refused(course, "director") == ""
    assert course.room.does.show_life(HERE, "r1").appeal_due == date(2026, 5, 18)


@pytest.mark.clause("MAG-20")
def test_at_magna_whatever_the_landlord_decided_may_be_appealed_against_and_the_letter_says_how() -> None:
    for said in (POINT, BAN, {"kind": "warning_flag", "terms": {"category": "two_people"}, "channels": ()}):
        course = CourseAt("magna")
        assert Part.APPEAL in course.told("head_of_service", **said).letter_parts
        facts = written(course)
        assert facts.appeal is not None
        assert facts.appeal.desk == "Safer Communities Lead"
        assert course.at("2026-05-01T09:00").room.appeal(hearer="director").mark == "under_appeal"


@pytest.mark.clause("MAG-20")
def test_at_magna_what_a_court_ordered_is_not_appealed_against_here() -> None:
    terms = {"reference": "C00XX123", "terms": "Not within 100 metres.", "end": "2028-03-31"}
    course = CourseAt("magna")
    answer = course.told("head_of_service", kind="court_order", terms=terms, channels=())
    assert Part.APPEAL not in answer.letter_parts
    assert written(course).appeal is None
    assert refusal(course.at("2026-05-01T09:00").room.appeal) == "not_appealable"


@pytest.mark.clause("DER-12.1")
@pytest.mark.clause("DER-12.2b")
def test_at_derby_homes_an_executive_who_had_no_part_in_it_answers_within_twenty_working_days() -> None:
    course = CourseAt("derby_homes")
    course.told("manager")
    course.at("2026-05-01T09:00")
    assert refused(course, "head_of_service") == "hearer_not_senior"
    assert refused(course, "manager") == "hearer_involved"
    assert refused(course, "executive") == ""
    assert course.room.does.show_life(HERE, "r1").appeal_due == date(2026, 6, 2)


@pytest.mark.clause("DER-12.1")
def test_at_derby_homes_a_review_may_be_appealed_against_too() -> None:
    course = CourseAt("derby_homes")
    course.told("manager")
    course.at("2027-04-01T10:00").review("manager_2")
    course.write()
    assert course.at("2027-04-19T10:00").room.appeal(hearer="executive").mark == "under_appeal"


@pytest.mark.clause("DER-12.2a")
@pytest.mark.parametrize(("at", "late"), [("2026-05-21T16:00", False), ("2026-05-22T09:00", True)])
def test_at_derby_homes_there_are_twenty_working_days_and_the_team_takes_what_comes(at: str, *, late: bool) -> None:
    course = CourseAt("derby_homes")
    course.told("manager")
    facts = written(course)
    assert facts.appeal is not None
    assert (facts.dates.appeal_by, facts.appeal.desk) == (date(2026, 5, 21), "Customer Experience Team")
    course.at(at)
    if late:
        assert refusal(course.room.appeal) == "appeal_out_of_time"
    else:
        assert course.room.appeal().notified == ("customer_experience",)
    assert course.room.mails()[-1:] == ["experience-team@derbyhomes.example.org"]
    assert course.room.does.show_life(HERE, "r1").mark == "under_appeal"


@pytest.mark.clause("DER-12.2c")
def test_at_derby_homes_the_answer_is_sent_and_saved() -> None:
    course = CourseAt("derby_homes")
    course.told("manager")
    course.at("2026-05-01T09:00").room.appeal(hearer="executive")
    decided = course.decide("executive", Finding.UPHELD)
    assert decided.tasks == ("issue_letter", "save_answer_in_housing_system")
    sent = course.write()
    assert Part.OMBUDSMAN in sent.letter_parts
    kept = [one.type for one in course.room.does.letters.list_letters(HERE, "sam")]
    assert kept[-1] is LetterType.APPEAL_OUTCOME


@pytest.mark.clause("DER-12.3a")
def test_at_derby_homes_it_holds_while_the_appeal_is_heard_unless_the_hearer_lets_it_rest() -> None:
    course = CourseAt("derby_homes")
    course.told("manager")
    course.at("2026-05-01T09:00").room.appeal(hearer="executive")
    assert course.room.binds()
    assert course.at("2026-05-29T09:00").room.binds()
    course.room.does.suspend(HERE, "r1", "executive", "Until it is heard.")
    assert not course.room.binds()


@pytest.mark.clause("DER-12.2a")
def test_an_appeal_counts_from_when_any_part_of_the_landlord_received_it() -> None:
    course = CourseAt("derby_homes")
    course.told("manager")
    received = course.at("2026-05-21T10:00").room.memory.clock.now()
    answer = course.at("2026-06-01T10:00").room.does.appeal(HERE, "r1", "mo", AppealRequest(received_at=received))
    assert (answer.mark, answer.appeal_due) == ("under_appeal", date(2026, 6, 19))
