"""Who decides at Octavia, after whom was asked, and what can be done at once."""

from __future__ import annotations

from datetime import date

import pytest

from contact_gateway.application.casework.record_disclosure import Disclosure
from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.domain.casework.acts_on_record import Basis, Recipient
from contact_gateway.domain.restrictions import Grounds
from tests.unit.application.casework.course_at import BAN, CAP, CourseAt
from tests.unit.application.casework.room import HERE, refusal

VARIED = [
    {"kind": "single_point_of_contact", "terms": {"officer": "mo"}},
    {"kind": "time_cap", "terms": {"minutes": 30, "per": "week"}},
    BAN,
    {"kind": "representative_only", "terms": {"any_of": ["solicitor"]}},
    {"kind": "accompanied_only", "terms": {}},
]
LIMITED = [
    {"kind": "service_limit", "terms": {"limits": ["improvements"]}},
    {"kind": "essential_repairs_only", "terms": {}},
    {"kind": "response_times_varied", "terms": {"times": "within a month"}},
]


def course_with(**said: object) -> CourseAt:
    """A proposal at Octavia about which the other teams were asked."""
    course = CourseAt("octavia")
    course.proposed(**{"channels": (), **said})
    course.room.does.consult(HERE, "r1", "mo", ("repairs",), "agreed")
    return course


def writes_the_letter(course: CourseAt) -> str:
    (task,) = [one for one in course.room.memory.of(HERE).tasks.values() if one.code == "issue_letter"]
    return task.for_officer


@pytest.mark.clause("OCT-4.2a")
@pytest.mark.parametrize("said", VARIED, ids=lambda said: said["kind"])
def test_a_service_manager_authorises_changes_to_contact(said: dict[str, object]) -> None:
    course = course_with(**said)
    assert refusal(lambda: course.authorise("officer")) == "not_authorised"
    assert refusal(lambda: course.authorise("mo")) == "not_authorised"
    assert course.authorise("service_manager").shown == "authorised"


@pytest.mark.clause("OCT-4.2c")
@pytest.mark.parametrize("said", LIMITED, ids=lambda said: said["kind"])
def test_an_assistant_director_authorises_limits_of_service(said: dict[str, object]) -> None:
    course = course_with(**said, reason="Staff were hurt twice.")
    assert refusal(lambda: course.authorise("service_manager")) == "not_authorised"
    assert course.authorise("assistant_director").shown == "authorised"


def disclosure(agreed_by: str, basis: Basis = Basis.CRIME_AND_DISORDER) -> Disclosure:
    said = {"asked_by": "PC Example", "purpose": "an inquiry", "shared": "two dates"}
    return Disclosure(to=Recipient.POLICE, basis=basis, agreed_by=agreed_by, **said)


@pytest.mark.clause("OCT-4.2c")
def test_an_assistant_director_agrees_to_telling_the_police_unless_a_life_is_at_stake() -> None:
    record = CourseAt("octavia").room.does.record_disclosure
    assert refusal(lambda: record(HERE, "sam", "mo", disclosure("service_manager"))) == "not_authorised"
    assert record(HERE, "sam", "mo", disclosure("assistant_director")).shown == "recorded"
    assert record(HERE, "sam", "mo", disclosure("mo", Basis.VITAL_INTERESTS)).shown == "recorded"
    elsewhere = CourseAt("magna").room.does.record_disclosure
    assert elsewhere(HERE, "sam", "mo", disclosure("officer")).shown == "recorded"


@pytest.mark.clause("OCT-4.2c")
def test_an_assistant_director_considers_the_police_and_the_tenancy() -> None:
    course = CourseAt("octavia")
    report = IncidentReport(grounds=Grounds.THREAT, what_happened="A knife.")
    assert "consider_police_or_law" in course.room.does.record_incident(HERE, "sam", "mo", report).tasks
    (task,) = [one for one in course.room.memory.of(HERE).tasks.values() if one.code == "consider_police_or_law"]
    assert task.for_officer == "assistant_director"


@pytest.mark.clause("OCT-4.2e")
def test_nobody_signs_before_the_other_teams_replied_and_they_hear_of_it() -> None:
    course = CourseAt("octavia")
    course.proposed(**BAN)
    assert refusal(lambda: course.authorise("service_manager")) == "consultation_missing"
    course.room.does.consult(HERE, "r1", "mo", ("repairs_desk",))
    assert refusal(lambda: course.authorise("service_manager")) == "consultation_missing"
    course.room.does.consult(HERE, "r1", "mo", ("repairs_desk",), "We agree.")
    assert "repairs_desk" in course.authorise("service_manager").notified


@pytest.mark.clause("OCT-4.2f")
def test_the_teams_choose_who_tells_the_resident_and_that_officer_has_the_letter_to_write() -> None:
    course = course_with(**BAN, informing_officer="")
    assert refusal(lambda: course.authorise("service_manager")) == "consultation_missing"
    course.room.does.consult(HERE, "r1", "mo", ("repairs",), "agreed", "officer_2")
    assert course.authorise("service_manager").shown == "authorised"
    assert writes_the_letter(course) == "officer_2"


@pytest.mark.clause("OCT-4.2f")
def test_whoever_proposes_may_name_that_officer_and_the_teams_another() -> None:
    course = course_with(**BAN, informing_officer="officer")
    course.authorise("service_manager")
    assert writes_the_letter(course) == "officer"
    course = course_with(**BAN, informing_officer="officer")
    course.room.does.consult(HERE, "r1", "mo", ("repairs",), "agreed", "officer_2")
    course.authorise("service_manager")
    assert writes_the_letter(course) == "officer_2"


@pytest.mark.clause("OCT-4.3h")
def test_what_is_on_no_list_is_for_an_assistant_director_and_is_said_in_words() -> None:
    assert refusal(lambda: course_with(kind="other", terms={})) == "impossible_terms"
    course = course_with(kind="other", terms={"text": "No parcels left at the office."})
    assert refusal(lambda: course.authorise("service_manager")) == "not_authorised"
    assert course.authorise("assistant_director").shown == "authorised"


@pytest.mark.clause("OCT-3.3")
def test_where_safety_is_at_stake_it_binds_at_once_without_a_warning_and_with_a_reason() -> None:
    course = CourseAt("octavia").at("2026-04-20T10:00")
    at_once = {**BAN, "immediate": True}
    assert refusal(lambda: course.room.propose(**at_once)) == "warning_missing"
    answer = course.room.propose(**at_once, reason="She threatened to come with a knife.")
    assert (answer.shown, answer.in_force_from) == ("interim", date(2026, 4, 20))
    assert course.room.binds()
    assert course.at("2026-04-22T23:59").room.binds()
    assert not course.at("2026-04-23T00:00").room.binds()


@pytest.mark.clause("OCT-3.3")
def test_what_binds_at_once_is_authorised_and_told_after_it() -> None:
    course = CourseAt("octavia").at("2026-04-20T10:00")
    course.room.propose(**BAN, immediate=True, reason="She threatened to come with a knife.")
    course.room.does.consult(HERE, "r1", "mo", ("repairs",), "agreed")
    assert refusal(lambda: course.authorise("officer")) == "not_authorised"
    assert course.at("2026-04-21T10:00").authorise("service_manager").shown == "interim"
    assert course.at("2026-04-27T10:00").room.binds()
    course.room.does.issue_letter(HERE, "r1", "service_manager")
    assert course.at("2026-04-29T10:00").room.does.show_life(HERE, "r1").state == "active"


def test_a_cap_of_contacts_is_none_of_octavia_s_kinds() -> None:
    assert refusal(lambda: course_with(**CAP)) == "kind_not_in_policy"
