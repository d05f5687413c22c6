"""When the five landlords' policies look at a restriction again, and what they keep on record of it."""

from __future__ import annotations

from datetime import date

import pytest

from contact_gateway.domain.casework.acts import Outcome
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.reading import ImpossibleTerms
from contact_gateway.domain.kinds.terms import read_terms
from contact_gateway.domain.restrictions import Grounds
from tests.unit.application.casework.course_at import CAP, POINT, CourseAt
from tests.unit.application.casework.room import ANSWERS, HERE, refusal

LEADER = "customer_excellence_leader"


@pytest.mark.clause("TUN-8.4")
def test_at_tuntum_a_review_comes_every_six_months_from_the_start_and_late_ones_do_not_drift() -> None:
    course = CourseAt("tuntum")
    assert course.told(LEADER).review_due == date(2026, 10, 22)
    assert course.at("2026-10-19T10:00").review(f"{LEADER}_2").review_due == date(2027, 4, 22)
    assert course.at("2027-05-10T10:00").review(LEADER).review_due == date(2027, 10, 22)
    assert course.at("2027-10-20T10:00").review(f"{LEADER}_2").review_due == date(2028, 4, 22)


@pytest.mark.clause("TUN-8.4")
def test_at_tuntum_it_stays_until_it_is_reviewed_and_no_longer_than_a_year() -> None:
    course = CourseAt("tuntum")
    course.told(LEADER)
    course.at("2026-10-23T06:00").room.does.jobs.remind(HERE)
    assert course.room.tasks()[-1] == "review_overdue"
    assert course.at("2027-04-21T23:59").room.binds()
    assert not course.at("2027-04-22T00:00").room.binds()
    course.at("2027-04-22T06:00").room.does.jobs.remind(HERE)
    assert course.room.tasks()[-1] == "suspended_unreviewed"
    assert course.at("2027-05-10T10:00").review(LEADER).shown == "active"
    assert course.room.binds()


@pytest.mark.clause("TUN-8.8a")
def test_at_tuntum_nothing_is_proposed_without_grounds_and_the_grounds_stay_on_record() -> None:
    course = CourseAt("tuntum")
    assert refusal(lambda: course.proposed(grounds="")) == "evidence_missing"
    answer = course.signed(LEADER, grounds="abuse")
    assert "record_in_housing_system" in answer.tasks
    _, decided = course.room.memory.of(HERE).restrictions["r1"]
    assert decided.grounds is Grounds.ABUSE
    assert decided.evidence == "About evidence."
    told = [one.act.words for one in course.room.files.read(HERE, "sam", "director")]
    assert set(ANSWERS.values()) <= {words for one in told for words in one.values()}


@pytest.mark.clause("TUN-8.8b")
@pytest.mark.parametrize(
    "vague",
    [{"terms": {}}, {"terms": {"limit": 1}}, {"terms": {"per": "week"}}, {"terms": {"limit": 0, "per": "week"}}],
)
def test_at_tuntum_scope_and_detail_are_said_and_stay_on_record(vague: dict[str, object]) -> None:
    course = CourseAt("tuntum")
    assert refusal(lambda: course.proposed(**vague)) == "impossible_terms"
    course.signed(LEADER, channels=("voice", "sms"))
    restriction, _ = course.room.memory.of(HERE).restrictions["r1"]
    assert restriction.scope.channels == {"voice", "sms"}
    assert (getattr(restriction.terms, "limit", 0), getattr(restriction.terms, "per", "")) == (1, "week")


@pytest.mark.clause("TUN-8.8b")
@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("single_point_of_contact", {"officer": "mo"}),
        ("single_form", {"form": "writing"}),
        ("permitted_times", {"windows": ["tue 09:00-12:00"]}),
        ("contact_cap", {"limit": 1, "per": "week"}),
        ("no_further_consideration", {"issue": "the fence"}),
        ("issue_cap", {"limit": 1, "per": "week"}),
    ],
)
def test_at_tuntum_no_kind_is_without_its_detail(kind: str, terms: dict[str, object]) -> None:
    with pytest.raises(ImpossibleTerms):
        read_terms(Kind(kind), {})
    assert read_terms(Kind(kind), terms) == read_terms(Kind(kind), dict(terms))


@pytest.mark.clause("TUN-8.8c")
@pytest.mark.parametrize(
    ("review_on", "reason", "expected"),
    [
        (date(2026, 10, 21), "", "reason_required"),
        (date(2027, 4, 20), "", "reason_required"),
        (date(2027, 4, 20), "He is away until March.", ""),
        (date(2027, 4, 21), "", "reason_required"),
        (date(2027, 4, 21), "He is away for a year.", "director"),
        (date(2028, 4, 21), "He is away for long.", "review_out_of_range"),
    ],
)
def test_at_tuntum_a_review_is_after_six_months_within_twelve_and_later_only_exceptionally(
    review_on: date, reason: str, expected: str
) -> None:
    course = CourseAt("tuntum")
    if expected in {"reason_required", "review_out_of_range"}:
        assert refusal(lambda: course.proposed(review_on=review_on, reason=reason)) == expected
        return
    course.proposed(review_on=review_on, reason=reason)
    if expected:
        assert refusal(lambda: course.authorise(LEADER)) == "not_authorised"
    assert course.authorise(expected or LEADER).review_due == review_on


@pytest.mark.clause("TUN-8.8c")
def test_at_tuntum_a_review_is_usually_set_after_six_months() -> None:
    assert CourseAt("tuntum").proposed().review_due == date(2026, 10, 20)
    course = CourseAt("tuntum").at("2026-08-31T10:00")
    course.room.warn()
    assert course.room.propose(**CAP).review_due == date(2027, 2, 28)


@pytest.mark.clause("MAG-21")
@pytest.mark.parametrize(
    ("grounds", "usual"),
    [
        ("excessive_contact", date(2026, 7, 20)),
        ("abuse", date(2026, 10, 20)),
        ("threat", date(2027, 4, 20)),
    ],
)
def test_at_magna_the_nature_of_the_behaviour_says_when(grounds: str, usual: date) -> None:
    assert CourseAt("magna").proposed(**POINT, grounds=grounds).review_due == usual


@pytest.mark.clause("MAG-21")
@pytest.mark.parametrize(
    ("grounds", "following"),
    [
        ("excessive_contact", date(2026, 9, 1)),
        ("abuse", date(2026, 12, 1)),
        ("threat", date(2027, 6, 1)),
    ],
)
def test_at_magna_the_nature_of_the_behaviour_says_when_it_is_looked_at_again_too(
    grounds: str, following: date
) -> None:
    course = CourseAt("magna")
    course.told("head_of_service", **POINT, grounds=grounds)
    assert course.at("2026-06-01T10:00").review("head_of_service_2").review_due == following


@pytest.mark.clause("MAG-21")
@pytest.mark.parametrize(
    ("review_on", "is_allowed"),
    [
        (date(2026, 7, 19), False),
        (date(2026, 7, 20), True),
        (date(2027, 4, 20), True),
        (date(2027, 4, 21), False),
    ],
)
def test_at_magna_a_review_is_agreed_between_three_and_twelve_months(review_on: date, *, is_allowed: bool) -> None:
    course = CourseAt("magna")
    if is_allowed:
        assert course.proposed(**POINT, review_on=review_on).review_due == review_on
    else:
        assert refusal(lambda: course.proposed(**POINT, review_on=review_on)) == "review_out_of_range"


@pytest.mark.clause("DER-10.4")
def test_at_derby_homes_it_is_looked_at_again_by_twelve_months_and_sooner_where_need_be() -> None:
    late = CourseAt("derby_homes")
    assert refusal(lambda: late.proposed(review_on=date(2027, 4, 21))) == "review_out_of_range"
    course = CourseAt("derby_homes")
    assert course.told("manager").review_due == date(2027, 4, 22)
    sooner = course.at("2026-06-01T10:00").review("manager_2")
    assert (sooner.shown, sooner.review_due) == ("active", date(2027, 6, 1))
    assert course.at("2026-07-01T10:00").review("head_of_service", Outcome.LIFT).shown == "ended"
    assert not course.room.binds()


@pytest.mark.clause("DER-10.4")
def test_at_derby_homes_whoever_answers_for_it_is_reminded_in_time_and_nothing_holds_unreviewed() -> None:
    course = CourseAt("derby_homes")
    course.told("manager")
    course.at("2027-02-21T06:00").room.does.jobs.remind(HERE)
    assert course.room.tasks()[-1] == "prepare_review"
    course.at("2027-04-22T06:00").room.does.jobs.remind(HERE)
    assert course.room.tasks()[-1] == "review_due"
    # Twenty working days after the date at the earliest: 26 and 29 March were Easter, 3 May a bank holiday.
    assert course.at("2027-05-20T23:59").room.binds()
    assert not course.at("2027-05-21T00:00").room.binds()
