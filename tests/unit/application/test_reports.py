"""Reports go to whoever the five landlords' policies name, when their period is over, once, and hold no name."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.give_reports import GiveReports, next_policy_review
from contact_gateway.application.make_reports import MakeReports
from contact_gateway.application.records import NewPerson
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.procedure.rules import PolicyReview
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Role
from contact_gateway.domain.tables import TableFormat
from tests.fakes.governance_services import FORMATS
from tests.fakes.looks import MemoryLooks
from tests.fakes.policies import MemoryPolicies
from tests.fakes.reports import MemoryReports
from tests.unit.application.casework.room import HERE, Room, refusal
from tests.unit.application.casework.test_what_policies_ask import at, by, incident, task
from tests.unit.policies.reading import shipped


def reports(room: Room) -> MakeReports:
    return MakeReports(
        reports=MemoryReports(room.memory),
        files=room.files,
        policies=room.policies,
        looks=MemoryLooks(room.memory),
        formats=FORMATS,
        clock=room.memory.clock,
    )


def give(room: Room) -> int:
    return GiveReports(make=reports(room))(HERE)


def with_somebody(slug: str, role: str) -> Room:
    """A house in which an incident was recorded on 1 April 2026, and somebody holds a role or a grade."""
    room = at(slug)
    mail = ContactPoint.email("whoever@landlord.example.org")
    room.people.add(
        HERE, NewPerson(id="who", role=Role.OFFICER, name="Who", grade=role, roles=(role,), contact_points=(mail,))
    )
    incident(room, Grounds.ABUSE)
    return room


def mail_about(room: Room, subject: str) -> str:
    """Return the text of the one mail with this subject to whoever holds the role."""
    rows = room.memory.of(HERE).outbox.values()
    mails = [one.message.payload for one in rows if one.message.payload["to"] == "whoever@landlord.example.org"]
    (found,) = [one for one in mails if one["subject"] == subject]
    return str(found["text"])


@pytest.mark.parametrize(
    ("slug", "role", "name", "today", "period", "holds"),
    [
        pytest.param(
            *("tuntum", "director_operations", "performance", "2026-07-01", "1 April 2026 to 30 June 2026"),
            ("restrictions: proposed: 0", "reviews: late: 0", "appeals: received: 0", "breaches: contacts: 0"),
            marks=pytest.mark.clause("TUN-5.4/7.1"),
        ),
        pytest.param(
            *("tuntum", "board", "assurance", "2027-04-01", "1 April 2026 to 31 March 2027"),
            ("reviews: overdue at the end: 0", "appeals: decided: 0", "characteristics: restricted: 0"),
            marks=pytest.mark.clause("TUN-5.5/7.2"),
        ),
        pytest.param(
            *("octavia", "director", "consistency", "2026-10-01", "1 April 2026 to 30 September 2026"),
            ("characteristics: restricted: 0",),
            marks=pytest.mark.clause("OCT-5.2"),
        ),
        pytest.param(
            *("magna", "safer_communities_lead", "investigations", "2026-05-01", "1 April 2026 to 30 April 2026"),
            ("incidents: recorded: 1", "incidents: recorded (abuse): 1", "data quality: people not identified: 0"),
            marks=pytest.mark.clause("MAG-23"),
        ),
        pytest.param(
            *("magna", "health_and_safety", "health_and_safety", "2027-04-01", "1 April 2026 to 31 March 2027"),
            ("incidents: recorded: 1", "restrictions: authorised: 0"),
            marks=pytest.mark.clause("MAG-22"),
        ),
    ],
)
def test_a_report_goes_to_whom_the_policy_names_the_day_after_its_period(
    slug: str, role: str, name: str, today: str, period: str, holds: tuple[str, ...]
) -> None:
    room = with_somebody(slug, role)
    give(room.at(f"{today}T06:00"))
    given = room.memory.of(HERE).tasks.values()
    assert (f"report_{name}", role) in {(one.code, one.for_officer) for one in given}
    text = mail_about(room, f"Report {name.replace('_', ' ')}: {period}")
    assert [line for line in holds if line not in text.splitlines()] == []
    before = len(room.mails())
    assert give(room.at(f"{today}T09:00")) == 0
    assert len(room.mails()) == before


@pytest.mark.clause("OCT-5.2")
def test_octavia_sees_which_team_decided_what_on_which_grounds_without_telling_who_it_was() -> None:
    room = at("octavia")
    room.told()
    made = {one.asked_by.name: one for one in reports(room)(HERE, "dee", on=date(2026, 4, 20))}
    told = [(one.what, one.of, one.number) for one in made["consistency"].figures]
    decided = "excessive_contact: channel_ban, service_manager"
    assert told[:2] == [("decided", decided, None), ("days_until_review", decided, None)]
    assert "sam" not in repr(made)


def test_a_report_about_a_time_before_anything_was_kept_is_given_to_nobody() -> None:
    room = at("tuntum")
    assert give(room.at("2026-04-01T06:00")) == 0
    incident(room, Grounds.ABUSE)
    assert give(room.at("2026-04-02T06:00")) == 0


def test_a_report_is_given_late_where_the_jobs_stood_still_but_not_for_ever() -> None:
    late, too_late = with_somebody("tuntum", "director_operations"), with_somebody("tuntum", "director_operations")
    assert give(late.at("2026-07-31T06:00")) == 2
    assert give(too_late.at("2026-08-01T06:00")) == 0


@pytest.mark.parametrize(
    ("slug", "role", "early", "today", "due", "clause"),
    [
        pytest.param(
            *("magna", "head_of_customer_and_community_support", "2026-12-31", "2027-01-01", date(2027, 4, 1)),
            "MAG-22",
            marks=pytest.mark.clause("MAG-22"),
        ),
        ("tuntum", "customer_excellence_leader", "2026-11-30", "2026-12-01", date(2027, 3, 1), "landlord"),
        ("derby_homes", "customer_experience", "2026-12-30", "2026-12-31", date(2027, 3, 31), "landlord"),
    ],
)
def test_whoever_owns_the_policy_is_asked_three_months_before_it_is_due_to_be_reviewed(
    slug: str, role: str, early: str, today: str, due: date, clause: str
) -> None:
    room = at(slug)
    assert give(room.at(f"{early}T06:00")) == 0
    assert give(room.at(f"{today}T06:00")) >= 1
    found = task(room, "review_policy")
    assert (found.for_officer, found.clause, by(room, "review_policy")) == (
        role,
        clause,
        room.policy.clocks.task_due(due),
    )
    assert give(room.at(f"{due.isoformat()}T06:00")) == 0


@pytest.mark.clause("MAG-22")
def test_magna_s_policy_is_looked_at_again_every_three_years() -> None:
    review = shipped("magna").casework.policy_review
    assert review is not None
    assert next_policy_review(review, date(2027, 4, 1)) == date(2027, 4, 1)
    assert next_policy_review(review, date(2027, 4, 2)) == date(2030, 4, 1)
    assert next_policy_review(review, date(2033, 1, 1)) == date(2033, 4, 1)
    once = PolicyReview(due=date(2027, 4, 1), to=("board",))
    assert next_policy_review(once, date(2040, 1, 1)) == date(2027, 4, 1)
    month_end = PolicyReview(due=date(2027, 8, 31), to=("board",), every=Span(6, Unit.MONTHS))
    assert next_policy_review(month_end, date(2027, 9, 1)) == date(2028, 2, 29)


def test_reports_are_read_by_name_and_day_and_each_look_is_on_record() -> None:
    room = with_somebody("tuntum", "board")
    make = reports(room.at("2026-08-01T10:00"))
    (last,) = make(HERE, "token:t", "performance")
    assert (last.period.first, last.period.last) == (date(2026, 4, 1), date(2026, 6, 30))
    (now,) = make(HERE, "token:t", "performance", date(2026, 8, 1))
    assert now.period.last == date(2026, 9, 30)
    assert len(make(HERE, "token:t")) == 2
    assert [row for row in room.memory.of(HERE).audit if row.startswith("staff:report:read")] != []


def test_a_report_that_the_policy_does_not_know_and_one_of_tomorrow_are_refused() -> None:
    room = with_somebody("tuntum", "board").at("2026-08-01T10:00")
    with pytest.raises(NotFound, match="no report 'gossip'"):
        reports(room)(HERE, "dee", "gossip")
    assert refusal(lambda: reports(room)(HERE, "dee", on=date(2026, 8, 2))) == "in_the_future"
    with pytest.raises(Refused, match="cannot write"):
        MakeReports(
            reports=MemoryReports(room.memory),
            files=room.files,
            policies=MemoryPolicies(room.memory),
            looks=MemoryLooks(room.memory),
            formats={},
            clock=room.memory.clock,
        ).export(HERE, "dee", TableFormat.CSV)


def test_reports_leave_as_a_table_with_a_line_for_each_figure() -> None:
    room = with_somebody("magna", "safer_communities_lead").at("2026-05-01T10:00")
    file = reports(room).export(HERE, "dee", TableFormat.CSV, "investigations")
    lines = list(csv.reader(file.content.decode("utf-8-sig").splitlines()))
    assert file.name == "report-here-investigations.csv"
    assert ["investigations", "2026-04-01", "2026-04-30", "incidents", "recorded", "abuse", "1"] in lines
    assert len([line for line in lines if line[0] == "investigations"]) == file.rows
