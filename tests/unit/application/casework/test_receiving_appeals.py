"""What is received as an appeal, who then has it to do, and when that is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.domain.casework.acts import Appealed, Finding, RestrictionAct
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.letters_owed import letters_owed
from contact_gateway.domain.letters.layout import texts_of
from contact_gateway.domain.letters.opening import opening_of
from contact_gateway.domain.letters.words import Heading
from contact_gateway.domain.procedure.rules import AppealRules
from contact_gateway.domain.procedure.spans import Span, Unit
from tests.unit.application.casework.room import HERE, LETTERS, Room, refusal
from tests.unit.domain.casework.cases import RULES, local


@pytest.fixture
def room() -> Room:
    return Room()


def test_no_appeal_is_received_before_the_day_of_the_decision(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00")
    assert refusal(lambda: room.appeal(received_at=local("2026-04-19T23:59"))) == "impossible_terms"
    assert room.appeal(received_at=local("2026-04-20T09:00")).mark == "under_appeal"


def test_what_was_decided_at_once_may_be_appealed_against_from_that_day_on(room: Room) -> None:
    room.at("2026-04-01T11:00").warn()
    room.at("2026-04-20T10:00").propose(immediate=True, reason="A knife.")
    room.at("2026-04-22T10:00")
    assert refusal(lambda: room.appeal(received_at=local("2026-04-19T10:00"))) == "impossible_terms"
    assert room.appeal(received_at=local("2026-04-20T10:30")).mark == "under_appeal"


def test_no_appeal_against_a_warning_is_received_before_it_was_given(room: Room) -> None:
    warning = room.at("2026-04-01T11:00").warn().act_id
    room.at("2026-04-10T10:00")
    before = AppealRequest(received_at=local("2026-03-31T10:00"))
    does = room.does.items.appeal_bare_decision
    assert refusal(lambda: does(HERE, "sam", warning, "mo", before)) == "impossible_terms"


def waiting(room: Room) -> list[tuple[str, str]]:
    """What is left to do about the appeal, and for whom."""
    tasks = room.memory.of(HERE).tasks.values()
    return [(task.code, task.for_officer) for task in tasks if task.done_at is None and task.code != "issue_letter"]


def test_an_appeal_that_is_decided_is_nobodys_task_any_more(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").appeal()
    assert waiting(room) == [("name_hearer", ""), ("decide_appeal", "")]
    room.does.name_hearer(HERE, "r1", "mo", "ann")
    assert waiting(room) == [("decide_appeal", "ann")]
    room.at("2026-04-28T10:00").does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was fair.")
    assert waiting(room) == []


def test_an_appeal_is_not_the_task_of_who_may_not_hear_it(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00")
    assert refusal(lambda: room.appeal(hearer="sue")) == "hearer_involved"
    assert waiting(room) == [("name_hearer", ""), ("decide_appeal", "")]


def test_an_appeal_is_the_task_of_who_hears_it_now(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00").appeal(hearer="ann")
    assert waiting(room) == [("decide_appeal", "ann")]
    answer = room.does.name_hearer(HERE, "r1", "mo", "dee")
    assert (answer.tasks, waiting(room)) == (("decide_appeal",), [("decide_appeal", "dee")])


def test_a_late_appeal_that_somebody_hears_after_all_is_theirs_to_decide(room: Room) -> None:
    room.rules = replace(room.rules, appeals=(AppealRules(window=Span(20, Unit.WORKING_DAYS)),))
    room.told()
    assert refusal(room.at("2026-07-27T10:00").appeal) == "appeal_out_of_time"
    assert waiting(room) == [("decide_whether_to_hear", "")]
    room.does.name_hearer(HERE, "r1", "mo", "ann")
    assert waiting(room) == [("decide_appeal", "ann")]


@pytest.mark.clause("DER-12.1")
def test_more_of_an_appeal_that_waits_is_kept_with_it_and_whoever_hears_it_reads_it(room: Room) -> None:
    room.told()
    first = room.at("2026-04-27T10:00").appeal(words="It was not me.", hearer="ann")
    room.does.issue_letter(HERE, "r1", "sue")
    room.at("2026-04-30T10:00")
    assert refusal(lambda: room.appeal(words="My carer saw it.", new_facts=True, hearer="dee")) == "appeal_open"
    kept = room.files.read(HERE, "sam", "mo")[-1].act
    assert isinstance(kept, Appealed)
    assert (kept.appeal_id, kept.words, kept.new_facts) == (first.appeal_id, {"words": "My carer saw it."}, True)
    assert (kept.received_on, kept.due_on) == (date(2026, 4, 30), first.appeal_due)
    assert waiting(room) == [("decide_appeal", "ann"), ("read_more_of_appeal", "ann")]
    filed = [one.act for one in room.files.acts(HERE, "sam") if isinstance(one.act, RestrictionAct)]
    assert letters_owed(History(tuple(filed))) == ()
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was fair.")
    assert (waiting(room), room.does.show_life(HERE, "r1").mark) == ([], None)


def test_the_same_words_sent_again_with_a_hearer_name_the_hearer(room: Room) -> None:
    room.told()
    room.at("2026-04-27T10:00")
    assert refusal(lambda: room.appeal(words="It was not me.", hearer="sue")) == "hearer_involved"
    assert room.appeal(words="It was not me. ", hearer="ann").tasks == ("decide_appeal",)
    assert refusal(lambda: room.appeal(words="It was not me.")) == "appeal_open"
    assert [one.act for one in room.files.acts(HERE, "sam") if isinstance(one.act, Appealed)][1:] == []


def test_more_of_an_appeal_that_nobody_here_hears_is_kept_for_the_letter_about_it(nowhere: Room) -> None:
    assert refusal(lambda: nowhere.appeal(words="It was not me.")) == "not_appealable"
    assert refusal(lambda: nowhere.appeal(words="My carer saw it.")) == "appeal_open"
    said = [one.act.words["words"] for one in nowhere.files.read(HERE, "sam", "mo") if isinstance(one.act, Appealed)]
    assert (said, waiting(nowhere)) == (["It was not me.", "My carer saw it."], [])
    nowhere.does.issue_letter(HERE, "r1", "sue")
    assert nowhere.does.show_life(HERE, "r1").mark is None


def test_a_late_appeal_is_declined_with_a_reason_that_a_letter_tells(room: Room) -> None:
    room.rules = replace(room.rules, appeals=(AppealRules(window=Span(20, Unit.WORKING_DAYS)),))
    room.told()
    refusal(room.at("2026-07-27T10:00").appeal)
    decide = room.does.decide_appeal
    assert refusal(lambda: decide(HERE, "r1", "sue", Finding.NOT_HEARD, "Too late.")) == "hearer_involved"
    assert refusal(lambda: decide(HERE, "r1", "ann", Finding.NOT_HEARD, " ")) == "reason_required"
    declined = decide(HERE, "r1", "ann", Finding.NOT_HEARD, "It came three months late.")
    assert (declined.mark, declined.tasks, waiting(room)) == ("", ("issue_letter",), [])
    room.does.issue_letter(HERE, "r1", "ann")
    written = room.letters.written[-1]
    assert (written.type, written.result, written.told.reason) == (
        *("appeal_outcome", "not_heard"),
        "It came three months late.",
    )
    assert opening_of(written) == ("opening_not_heard",)
    assert texts_of(Heading.OUTCOME, written) == ("outcome_not_heard",)
    assert texts_of(Heading.APPEAL, written) == ("appeal_heard",)
    refusal(lambda: room.appeal(new_facts=True))
    assert room.does.show_life(HERE, "r1").mark == "under_appeal"
    act = room.files.acts(HERE, "sam")[-1].act
    assert isinstance(act, Appealed)
    assert act.tier == 1


@pytest.mark.parametrize("late", [True, False])
def test_an_appeal_that_is_heard_is_not_declined(room: Room, *, late: bool) -> None:
    room.rules = replace(room.rules, appeals=(AppealRules(window=Span(20, Unit.WORKING_DAYS)),))
    room.told()
    room.at("2026-07-27T10:00" if late else "2026-04-27T10:00")
    if late:
        assert refusal(room.appeal) == "appeal_out_of_time"
        room.does.name_hearer(HERE, "r1", "mo", "ann")
    else:
        room.appeal()
    decide = room.does.decide_appeal
    assert refusal(lambda: decide(HERE, "r1", "ann", Finding.NOT_HEARD, "Too late.")) == "impossible_terms"
    assert decide(HERE, "r1", "ann", Finding.UPHELD, "It was fair.").mark == ""


@pytest.mark.parametrize(("once", "came"), [(True, "2026-04-29T10:00"), (False, "2026-07-27T10:00")])
def test_an_appeal_against_what_was_heard_already_is_told_from_one_that_comes_too_late(
    room: Room, came: str, *, once: bool
) -> None:
    room.rules = replace(room.rules, appeals=(AppealRules(window=Span(20, Unit.WORKING_DAYS), once=once),))
    room.told()
    room.at("2026-04-27T10:00").appeal(hearer="ann")
    room.does.decide_appeal(HERE, "r1", "ann", Finding.UPHELD, "It was fair.")
    refusal(room.at(came).appeal)
    again = room.files.acts(HERE, "sam")[-1].act
    assert isinstance(again, Appealed)
    assert (again.late, again.heard_before) == (True, once)


@pytest.fixture
def nowhere() -> Room:
    """A landlord that hears no appeals, and a decision of its own that was told."""
    room = Room(rules=replace(RULES, letters=LETTERS, appeals=(AppealRules(tiers=()),)))
    room.told()
    return room.at("2026-04-27T10:00")


def test_nobody_hears_or_decides_what_is_not_appealed_against_here(nowhere: Room) -> None:
    assert refusal(lambda: nowhere.appeal(hearer="dee")) == "not_appealable"
    assert refusal(lambda: nowhere.appeal(hearer="dee")) == "not_appealable"
    assert refusal(lambda: nowhere.does.name_hearer(HERE, "r1", "mo", "dee")) == "not_appealable"
    decide = nowhere.does.decide_appeal
    assert refusal(lambda: decide(HERE, "r1", "dee", Finding.REMOVED, "It was not fair.")) == "not_appealable"
    assert nowhere.at("2026-04-28T10:00").binds()


def test_what_is_not_heard_here_is_a_letter_for_a_person_who_writes_back_by_a_day(nowhere: Room) -> None:
    assert refusal(nowhere.appeal) == "not_appealable"
    task = list(nowhere.memory.of(HERE).tasks.values())[-1]
    assert (task.code, task.due_at) == ("issue_letter", local("2026-05-13T00:00"))
    assert nowhere.does.show_life(HERE, "r1").mark == "under_appeal"
    nowhere.at("2026-04-28T10:00").does.issue_letter(HERE, "r1", "sue")
    written = nowhere.letters.written[-1]
    assert (written.type, written.appeal) == ("appeal_received", None)
    assert (written.dates.appeal_received, written.dates.answer_by) == (date(2026, 4, 27), None)
    life = nowhere.does.show_life(HERE, "r1")
    assert (life.mark, life.appeal_due) == (None, None)
    assert [one for one in waiting(nowhere) if one[0] != "issue_letter"] == []
    nowhere.at("2026-05-13T06:00").does.jobs.remind(HERE)
    assert "appeal_answer_overdue" not in nowhere.tasks()


def test_nobody_hears_an_appeal_against_a_warning_where_none_is_heard(nowhere: Room) -> None:
    warning = nowhere.warn().act_id
    request = AppealRequest(received_at=nowhere.memory.clock.now(), hearer="dee", appeal_id="a1")
    items = nowhere.does.items
    assert refusal(lambda: items.appeal_bare_decision(HERE, "sam", warning, "mo", request)) == "not_appealable"
    assert nowhere.tasks()[-1] == "issue_letter"
    assert refusal(lambda: items.name_bare_hearer(HERE, "sam", "a1", "mo", "dee")) == "no_open_appeal"
    decide = items.decide_bare_appeal
    assert refusal(lambda: decide(HERE, "sam", "a1", "dee", Finding.REMOVED, "It was not fair.")) == "no_open_appeal"
    items.issue_bare_letter(HERE, "sam", "a1", "mo")
    assert nowhere.letters.written[-1].dates.answer_by is None
