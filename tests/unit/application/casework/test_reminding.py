"""What the daily look at every file gives out: each thing once, and nothing that changes a restriction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.casework.record_court_order import CourtOrderReport
from contact_gateway.domain.casework.acts import Finding, Outcome
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.procedure.rules import ReviewRules, Stage
from contact_gateway.domain.procedure.words import Step
from tests.builders import policy
from tests.unit.application.casework.room import HERE, LETTERS, Room
from tests.unit.domain.casework.cases import LADDER, RULES


@pytest.fixture
def room() -> Room:
    return Room()


def reminded(room: Room, at: str) -> tuple[list[str], list[str]]:
    """The tasks that are new after the jobs ran at that time, and what was mailed to whom, in short."""
    before, sent = set(room.memory.of(HERE).tasks), set(room.memory.of(HERE).outbox)
    room.at(at).does.jobs.remind(HERE)
    rows = room.memory.of(HERE)
    tasks = [task.code for task in rows.tasks.values() if task.id not in before]
    mails = [row.message.payload for key, row in rows.outbox.items() if key not in sent]
    return tasks, [f"{mail['to']}: {mail['subject']}" for mail in mails]


def subjects(mails: Iterable[str]) -> set[str]:
    return {mail.split("Contact arrangements: ")[1] for mail in mails}


@pytest.mark.clause("TUN-8.4")
@pytest.mark.clause("DER-10.4")
@pytest.mark.clause("MAG-21")
def test_a_review_is_announced_60_30_14_and_7_days_before_and_once_at_each(room: Room) -> None:
    room.told()
    told = {}
    for day in ("08-22", "08-23", "08-24", "09-22", "10-07", "10-08", "10-15", "10-16"):
        _, mails = reminded(room, f"2026-{day}T06:00")
        told[day] = len(mails)
    assert told == {"08-22": 0, "08-23": 2, "08-24": 0, "09-22": 2, "10-07": 0, "10-08": 2, "10-15": 2, "10-16": 0}
    assert room.tasks().count("prepare_review") == 1


def test_whoever_signed_and_whoever_proposed_are_told_and_no_grounds_are(room: Room) -> None:
    room.told()
    tasks, mails = reminded(room, "2026-10-15T06:00")
    assert tasks == ["prepare_review"]
    assert mails == [
        "sue@landlord.example.org: Contact arrangements: prepare review, 22 October 2026",
        "mo@landlord.example.org: Contact arrangements: prepare review, 22 October 2026",
    ]
    texts = [str(row.message.payload["text"]) for row in room.memory.of(HERE).outbox.values()]
    assert not any("140 e-mails" in text or "excessive" in text for text in texts)


def test_a_review_is_due_on_its_date_and_alarms_every_day_after_it(room: Room) -> None:
    room.told()
    assert reminded(room, "2026-10-22T06:00")[0] == ["review_due"]
    assert reminded(room, "2026-10-22T07:00") == ([], [])
    tasks, mails = reminded(room, "2026-10-23T06:00")
    assert (tasks, len(mails)) == (["review_overdue"], 2)
    assert reminded(room, "2026-10-23T18:00") == ([], [])
    tasks, mails = reminded(room, "2026-10-24T06:00")
    assert (tasks, len(mails)) == ([], 2)


def test_what_a_late_review_gave_other_terms_is_overdue_again_once_the_time_to_tell_them_is_over(room: Room) -> None:
    room.told()
    reminded(room, "2026-10-23T06:00")
    room.at("2026-11-02T10:00").does.review(HERE, "r1", "sue", Outcome.VARY, "Once a week is enough.")
    assert reminded(room, "2026-11-30T06:00") == ([], [])
    tasks, mails = reminded(room, "2026-12-01T06:00")
    assert (tasks, len(mails)) == (["review_overdue"], 2)
    assert subjects(mails) == {"review overdue, 30 November 2026"}


def test_a_review_on_a_sunday_is_due_on_the_friday_before(room: Room) -> None:
    room.told(review_on=date(2026, 10, 18))
    assert reminded(room, "2026-10-15T06:00")[0] == ["prepare_review"]
    assert reminded(room, "2026-10-16T06:00")[0] == ["review_due"]
    (task,) = [task for task in room.memory.of(HERE).tasks.values() if task.code == "review_due"]
    assert task.due_at is not None
    assert task.due_at.astimezone(room.policy.zone).date() == date(2026, 10, 17)


def test_what_was_reviewed_is_reminded_of_no_more_until_the_next_time(room: Room) -> None:
    room.told()
    room.at("2026-10-12T10:00").does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")
    assert reminded(room, "2026-10-21T06:00") == ([], [])
    assert reminded(room, "2027-04-05T06:00")[0] == ["prepare_review"]


def test_what_the_hard_stop_suspended_waits_for_a_person(room: Room) -> None:
    room.told()
    assert "suspended_unreviewed" in reminded(room, "2027-05-01T06:00")[0]
    assert reminded(room, "2027-05-02T06:00") == ([], [])


def test_the_jobs_change_nothing_about_what_is_in_force(room: Room) -> None:
    room.told()
    rows = room.memory.of(HERE)
    before = (dict(rows.binds), dict(rows.restrictions), list(rows.acts))
    for at in ("2026-10-01T06:00", "2026-10-20T06:00", "2026-12-01T06:00", "2027-06-01T06:00"):
        room.at(at).does.jobs.remind(HERE)
    assert (dict(rows.binds), dict(rows.restrictions), list(rows.acts)) == before


def test_a_restriction_that_ended_is_left_alone(room: Room) -> None:
    room.told()
    room.at("2026-06-01T10:00").does.lift(HERE, "r1", "mo", "It is settled.")
    assert reminded(room, "2026-10-21T06:00") == ([], [])


@pytest.mark.clause("OCT-4.2b")
@pytest.mark.clause("OCT-4.2d")
@pytest.mark.clause("TUN-9.2")
@pytest.mark.clause("DER-12.2b")
def test_the_hearer_is_reminded_on_day_5_and_day_8_and_every_day_once_it_is_late(room: Room) -> None:
    room.told()
    room.at("2026-05-01T09:00").appeal(hearer="ann")
    told = {day: reminded(room, f"2026-05-{day}T06:00")[1] for day in ("08", "11", "12", "14", "15", "19", "20")}
    assert {day: len(mails) for day, mails in told.items()} == {
        "08": 0,
        "11": 1,
        "12": 0,
        "14": 1,
        "15": 0,
        "19": 1,
        "20": 1,
    }
    assert told["11"] == ["ann@landlord.example.org: Contact arrangements: appeal answer due, 18 May 2026"]
    assert room.tasks().count("appeal_answer_overdue") == 1


def test_an_appeal_that_was_decided_is_reminded_of_no_more(room: Room) -> None:
    room.told()
    room.at("2026-05-01T09:00").appeal(hearer="ann")
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was right.")
    assert reminded(room, "2026-05-20T06:00") == ([], [])


def test_an_appeal_that_nobody_hears_is_told_to_those_who_may(room: Room) -> None:
    room.told()
    room.at("2026-05-01T09:00").appeal()
    assert [mail.split("@")[0] for mail in reminded(room, "2026-05-14T06:00")[1]] == ["ann"]


def test_whoever_may_sign_hears_on_the_last_day_that_an_interim_restriction_lapses(room: Room) -> None:
    room.at("2026-04-20T10:00").propose(immediate=True, reason="Threats.", grounds="threat")
    assert reminded(room, "2026-04-21T06:00") == ([], [])
    tasks, mails = reminded(room, "2026-04-22T06:00")
    assert tasks == []
    assert subjects(mails) == {"interim lapses, 22 April 2026"}
    assert "sue@landlord.example.org" in "".join(mails)
    room.does.consult(HERE, "r1", "sue", ("repairs",), "agreed")
    room.does.authorise(HERE, "r1", "sue")
    assert reminded(room, "2026-04-22T16:00") == ([], [])


def test_the_second_level_of_a_review_has_ten_working_days() -> None:
    room = Room(rules=replace(RULES, letters=LETTERS, reviews=ReviewRules(levels=2)))
    room.told()
    room.at("2026-10-05T10:00").does.review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.")
    (task,) = [task for task in room.memory.of(HERE).tasks.values() if task.code == "review_at_second_level"]
    assert task.due_at is not None
    assert task.due_at.astimezone(room.policy.zone).date() == date(2026, 10, 20)
    assert "second_review_overdue" not in reminded(room, "2026-10-19T06:00")[0]
    assert "second_review_overdue" in reminded(room, "2026-10-20T06:00")[0]
    room.does.review(HERE, "r1", "ann", Outcome.CONTINUE, "It goes on.")
    assert reminded(room, "2026-10-21T06:00")[0] == []


@pytest.mark.clause("TOR-04")
def test_a_court_order_is_reminded_of_before_its_own_end_and_by_no_review() -> None:
    room = Room(policy=policy(grades=LADDER))
    room.at("2026-04-01T11:00").warn()
    terms = {"reference": "C00XX123", "terms": "Not within 100 metres.", "end": "2026-12-31"}
    room.signed(kind="court_order", terms=terms, channels=(), review_on=date(2026, 10, 20))
    room.at("2026-04-20T14:00").does.issue_letter(HERE, "r1", "sue")
    assert reminded(room, "2026-10-21T06:00") == ([], [])
    assert reminded(room, "2026-11-01T06:00")[0] == ["court_order_ends"]
    assert subjects(reminded(room, "2026-12-01T06:00")[1]) == {"court order ends, 31 December 2026"}
    assert reminded(room, "2027-01-01T06:00") == ([], [])


@pytest.mark.clause("TOR-04")
def test_an_order_that_is_only_on_record_is_reminded_of_before_its_end_too(room: Room) -> None:
    report = CourtOrderReport(reference="C1", made_on=date(2026, 3, 2), ends_on=date(2026, 9, 1))
    room.does.record_court_order(HERE, "sam", "mo", report)
    assert reminded(room, "2026-07-02T06:00") == ([], [])
    tasks, mails = reminded(room, "2026-07-03T06:00")
    assert (tasks, subjects(mails)) == (["court_order_ends"], {"court order ends, 1 September 2026"})


@pytest.mark.clause("TUN-10.2")
def test_an_adjustment_is_looked_at_again_on_its_day_and_the_latest_word_on_it_holds(room: Room) -> None:
    def agree(review_on: date) -> None:
        wanted = AdjustmentRequest(adjustment=Adjustment.LARGE_PRINT, review_on=review_on)
        room.does.record_adjustment(HERE, "sam", "mo", wanted)

    agree(date(2026, 6, 1))
    agree(date(2026, 9, 1))
    assert reminded(room, "2026-06-02T06:00") == ([], [])
    tasks, mails = reminded(room, "2026-09-01T06:00")
    assert (tasks, subjects(mails)) == (["adjustment_review"], {"adjustment review, 1 September 2026"})
    assert reminded(room, "2026-09-02T06:00") == ([], [])


@pytest.mark.clause("TOR-14")
def test_somebody_looks_at_an_arrangement_when_it_ends() -> None:
    watched = Stage(name="watched", label="Watched", step=Step.MONITORING)
    room = Room(rules=replace(RULES, stages=(watched,)))
    room.does.agree(HERE, "sam", "mo", "One e-mail a week.", date(2026, 5, 29))
    room.does.monitor(HERE, "sam", "mo", "watched", date(2026, 6, 30))
    assert reminded(room, "2026-05-28T06:00") == ([], [])
    assert reminded(room, "2026-05-29T06:00")[0] == ["arrangement_ends"]
    assert reminded(room, "2026-06-30T06:00")[0] == ["monitoring_ends"]
