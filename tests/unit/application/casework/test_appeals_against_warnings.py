"""Any decision may be looked at again: a warning, and an item that is not dealt with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.casework.decide_item import ItemVerdict
from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Finding, Handling
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealed
from contact_gateway.domain.casework.acts_on_items import ItemDecision
from contact_gateway.domain.procedure.rules import AppealRules, Tier
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Hearing, LetterType
from contact_gateway.domain.working_days import Delivery
from tests.unit.application.casework.course_at import CourseAt
from tests.unit.application.casework.room import HERE, LETTERS, Room, refusal
from tests.unit.domain.casework.cases import RULES

TWENTY = AppealRules(window=Span(20, Unit.WORKING_DAYS), once=True, tiers=(Tier(grade="assistant_director"),))


def room_with(rule: AppealRules = TWENTY) -> Room:
    return Room(rules=replace(RULES, letters=LETTERS, appeals=(rule,)))


@pytest.fixture
def room() -> Room:
    return room_with()


def warned(room: Room) -> str:
    return room.at("2026-04-01T11:00").warn().act_id


def appeal(room: Room, about: str, hearer: str = "", *, new_facts: bool = False) -> Answer:
    now = room.memory.clock.now()
    request = AppealRequest(received_at=now, words="I was waiting.", hearer=hearer, new_facts=new_facts)
    return room.does.items.appeal_bare_decision(HERE, "sam", about, "mo", request)


def found(room: Room, appeal_id: str, finding: Finding, by: str = "ann") -> Answer:
    return room.does.items.decide_bare_appeal(HERE, "sam", appeal_id, by, finding, "We asked for the e-mails.")


@pytest.mark.clause("DER-12.1")
@pytest.mark.clause("MAG-20")
def test_a_warning_is_appealed_against_and_taken_back(room: Room) -> None:
    warning = warned(room)
    received = appeal(room.at("2026-04-10T10:00"), warning, "ann")
    assert (received.appeal_due, received.tasks) == (date(2026, 4, 24), ("decide_appeal", "issue_letter"))
    assert found(room, received.appeal_id, Finding.REMOVED).tasks == ("issue_letter",)
    assert refusal(room.propose) == "warning_missing"
    room.warn()
    assert room.propose().shown == "draft"


@pytest.mark.clause("DER-12.1")
def test_a_warning_that_stands_still_counts(room: Room) -> None:
    received = appeal(room, warned(room), "ann")
    assert room.propose().shown == "draft"
    assert found(room, received.appeal_id, Finding.UPHELD).tasks == ("issue_letter",)
    assert room.propose(restriction_id="r2").shown == "draft"


def test_what_was_built_on_a_warning_that_is_withdrawn_is_put_before_a_person(room: Room) -> None:
    room.told()
    warning = next(one.act.id for one in room.files.acts(HERE, "sam"))
    received = appeal(room, warning, "ann")
    tasks = found(room, received.appeal_id, Finding.REMOVED).tasks
    assert tasks == ("issue_letter", "reconsider_without_warning")
    assert room.at("2026-04-22T10:00").binds()


@pytest.mark.clause("DER-12.1")
def test_an_item_that_is_not_dealt_with_may_be_appealed_against_and_is_answered_after_all(room: Room) -> None:
    verdict = ItemVerdict(contact_id="c1", decision=ItemDecision.NOT_DEALT_WITH, reason="Abuse.", was_read=True)
    decided = room.does.items.decide_item(HERE, "sam", "mo", verdict).act_id
    received = appeal(room, decided, "ann")
    assert found(room, received.appeal_id, Finding.REMOVED).tasks == ("issue_letter", "deal_with_item")


def test_what_was_decided_for_the_customer_and_what_is_no_decision_is_not_appealed_against(room: Room) -> None:
    verdict = ItemVerdict(contact_id="c1", decision=ItemDecision.DEALT_WITH)
    with pytest.raises(NotFound):
        appeal(room, room.does.items.decide_item(HERE, "sam", "mo", verdict).act_id)
    with pytest.raises(NotFound):
        appeal(room, "no-such-act")
    with pytest.raises(NotFound):
        found(room, "no-such-appeal", Finding.UPHELD)


@pytest.mark.parametrize(("hearer", "why"), [("mo", "hearer_involved"), ("sue", "hearer_not_senior")])
def test_a_hearer_who_is_refused_leaves_the_appeal_received(room: Room, hearer: str, why: str) -> None:
    warning = warned(room)
    assert refusal(lambda: appeal(room, warning, hearer)) == why
    received = next(one.act.id for one in room.files.acts(HERE, "sam") if one.act.id != warning)
    assert refusal(lambda: appeal(room, warning)) == "appeal_open"
    assert refusal(lambda: room.does.items.name_bare_hearer(HERE, "sam", received, "mo", hearer)) == why
    assert refusal(lambda: found(room, received, Finding.REMOVED, by=hearer)) == why
    room.does.items.name_bare_hearer(HERE, "sam", received, "mo", "ann")
    assert refusal(lambda: found(room, received, Finding.REMOVED, by="dee")) == "not_authorised"
    assert found(room, received, Finding.UPHELD).shown == "recorded"
    assert refusal(lambda: found(room, received, Finding.UPHELD)) == "no_open_appeal"


@pytest.mark.clause("DER-12.1")
def test_more_of_an_appeal_that_waits_is_kept_with_it(room: Room) -> None:
    warning = warned(room)
    received = appeal(room, warning, "ann")
    assert refusal(lambda: appeal(room, warning, new_facts=True)) == "appeal_open"
    kept = next(one.act for one in reversed(room.files.acts(HERE, "sam")))
    assert isinstance(kept, BareAppealed)
    assert (kept.about, kept.due_on, kept.new_facts) == (received.appeal_id, received.appeal_due, True)
    assert room.tasks()[-1] == "read_more_of_appeal"
    assert found(room, received.appeal_id, Finding.UPHELD).shown == "recorded"
    assert [task.code for task in room.memory.of(HERE).tasks.values() if not task.done_at] == ["issue_letter"] * 2


def test_whoever_the_customer_complains_about_hears_nothing(room: Room) -> None:
    warning = warned(room)
    room.does.complain(HERE, "sam", "mo", "ann")
    assert refusal(lambda: appeal(room, warning, "ann")) == "hearer_involved"


def test_a_late_appeal_is_kept_for_a_person_whose_clock_runs(room: Room) -> None:
    warning = warned(room)  # posted on 1 April, received on the 7th after Easter: in time until 6 May
    assert refusal(lambda: appeal(room.at("2026-05-07T10:00"), warning, "ann")) == "appeal_out_of_time"
    assert room.tasks()[-1] == "decide_whether_to_hear"
    (late,) = [one.act.id for one in room.files.acts(HERE, "sam") if one.act.id != warning]
    room.does.items.name_bare_hearer(HERE, "sam", late, "mo", "ann")
    assert found(room, late, Finding.REMOVED).shown == "recorded"


def test_the_last_day_of_the_window_is_in_time(room: Room) -> None:
    warning = warned(room)
    assert appeal(room.at("2026-05-06T23:00"), warning).appeal_due == date(2026, 5, 21)


def test_what_was_heard_is_heard_again_only_with_new_facts(room: Room) -> None:
    warning = warned(room)
    found(room, appeal(room, warning, "ann").appeal_id, Finding.UPHELD)
    assert refusal(lambda: appeal(room, warning)) == "not_appealable"
    again = room.files.acts(HERE, "sam")[-1].act
    assert isinstance(again, BareAppealed)
    assert (again.late, again.heard_before) == (True, True)
    assert refusal(lambda: found(room, again.id, Finding.UPHELD)) == "hearer_involved"
    assert found(room, again.id, Finding.UPHELD, by="dee").shown == "recorded"
    assert appeal(room, warning, new_facts=True).shown == "recorded"


def test_a_late_appeal_against_a_warning_is_declined_and_counts_as_no_hearing(room: Room) -> None:
    warning = warned(room)
    assert refusal(lambda: appeal(room.at("2026-05-07T10:00"), warning)) == "appeal_out_of_time"
    late = room.files.acts(HERE, "sam")[-1].act.id
    assert found(room, late, Finding.NOT_HEARD).tasks == ("issue_letter",)
    room.does.items.issue_bare_letter(HERE, "sam", late, "mo")
    assert room.letters.written[-1].result == "not_heard"
    assert refusal(lambda: appeal(room, warning)) == "appeal_out_of_time"


def test_where_a_policy_hears_no_appeal_one_is_kept_all_the_same() -> None:
    room = room_with(AppealRules(tiers=()))
    warning = warned(room)
    assert refusal(lambda: appeal(room, warning)) == "not_appealable"
    assert len(room.files.acts(HERE, "sam")) == 2


def test_a_warning_rests_while_it_is_heard_where_the_policy_lets_it() -> None:
    room = room_with(replace(TWENTY, meanwhile=Hearing.SUSPENDED))
    received = appeal(room, warned(room), "ann")
    assert refusal(room.propose) == "warning_missing"
    found(room, received.appeal_id, Finding.UPHELD)
    assert room.propose().shown == "draft"


@pytest.mark.clause("DER-12.2c")
def test_the_customer_has_a_letter_that_it_came_and_a_letter_with_the_answer(room: Room) -> None:
    received = appeal(room, warned(room), "ann")
    write = room.does.items.issue_bare_letter
    first = write(HERE, "sam", received.appeal_id, "mo")
    facts = room.letters.written[-1]
    assert (facts.type, facts.dates.answer_by, facts.result) == (
        *(LetterType.APPEAL_RECEIVED, received.appeal_due),
        None,
    )
    found(room, received.appeal_id, Finding.REMOVED)
    second = write(HERE, "sam", received.appeal_id, "ann", Delivery.HAND)
    facts = room.letters.written[-1]
    assert (facts.type, facts.result) == (LetterType.APPEAL_OUTCOME, "removed")
    assert (facts.told.what_happened, facts.told.reason) == ("140 e-mails", "We asked for the e-mails.")
    sent = [one.id for one in room.does.letters.list_letters(HERE, "sam")]
    assert sent[-2:] == [first.letter_id, second.letter_id]


def test_the_letters_say_what_is_appealed_against(room: Room) -> None:
    warning = warned(room)
    verdict = ItemVerdict(contact_id="c1", decision=ItemDecision.COMPLAINT_REFUSED, reason="Abuse.", was_read=True)
    item = room.at("2026-04-02T10:00").does.items.decide_item(HERE, "sam", "mo", verdict).act_id
    for about, what, day in ((warning, "about_warning", 1), (item, "about_complaint", 2)):
        received = appeal(room.at("2026-04-10T10:00"), about, "ann")
        room.does.items.issue_bare_letter(HERE, "sam", received.appeal_id, "mo")
        against = room.letters.written[-1].appealed
        assert against
        assert (against.what, against.decided_on) == (what, date(2026, 4, day))


@pytest.mark.parametrize("landlord", ["tuntum", "magna", "torus"])
def test_nobody_is_told_of_an_arrangement_by_a_letter_that_arranges_nothing(landlord: str) -> None:
    room = CourseAt(landlord).at("2026-04-01T11:00").room
    received = appeal(room, room.warn().act_id)
    before = room.mails()
    assert room.does.items.issue_bare_letter(HERE, "sam", received.appeal_id, "mo").notified == ()
    assert room.mails() == before


def test_whoever_hears_it_is_reminded_and_the_alarm_is_raised_after_the_day(room: Room) -> None:
    received = appeal(room, warned(room), "ann")
    assert received.appeal_due == date(2026, 4, 17)
    room.at("2026-04-08T06:00").does.jobs.remind(HERE)
    assert room.mails() == []
    room.at("2026-04-15T06:00").does.jobs.remind(HERE)
    assert room.mails() == ["ann@landlord.example.org"]
    room.at("2026-04-18T06:00").does.jobs.remind(HERE)
    assert room.tasks()[-1] == "appeal_answer_overdue"
    found(room, received.appeal_id, Finding.UPHELD)
    assert room.at("2026-04-20T06:00").does.jobs.remind(HERE) == 0


def test_what_is_received_in_time_to_come_was_not_received(room: Room) -> None:
    warning = warned(room)
    later = AppealRequest(received_at=room.at("2026-04-10T10:00").memory.clock.now())
    room.at("2026-04-09T10:00")
    does = room.does.items.appeal_bare_decision
    assert refusal(lambda: does(HERE, "sam", warning, "mo", later)) == "impossible_terms"


def test_a_warning_stands_or_is_withdrawn_with_a_reason(room: Room) -> None:
    received = appeal(room, warned(room), "ann")
    assert refusal(lambda: found(room, received.appeal_id, Finding.VARIED)) == "impossible_terms"
    decide = room.does.items.decide_bare_appeal
    assert refusal(lambda: decide(HERE, "sam", received.appeal_id, "ann", Finding.UPHELD, " ")) == "reason_required"


def test_the_letter_about_a_late_appeal_says_that_a_person_decides_whether_it_is_heard(room: Room) -> None:
    warning = warned(room)
    with pytest.raises(Refused, match="a person decides whether this one is heard all the same"):
        appeal(room.at("2026-07-01T10:00"), warning)
    late = next(one.act for one in room.files.acts(HERE, "sam") if isinstance(one.act, BareAppealed))
    room.does.items.issue_bare_letter(HERE, "sam", late.id, "mo")
    told = room.letters.written[-1]
    assert (told.waiting, told.dates.appeal_ended) == ("late", date(2026, 5, 6))
    room.does.items.name_bare_hearer(HERE, "sam", late.id, "mo", "ann")
    room.does.items.issue_bare_letter(HERE, "sam", late.id, "mo")
    assert room.letters.written[-1].waiting is None


def test_the_time_to_ask_the_next_tier_runs_from_the_answer_s_letter_which_prints_the_date() -> None:
    room = room_with(replace(TWENTY, tiers=(Tier(grade="assistant_director"), Tier(grade="director"))))
    first = appeal(room, warned(room), "ann")
    warning = next(one.act.id for one in room.files.acts(HERE, "sam"))
    found(room.at("2026-06-01T10:00"), first.appeal_id, Finding.UPHELD)
    room.at("2026-06-02T10:00").does.items.issue_bare_letter(HERE, "sam", first.appeal_id, "mo", Delivery.POST)
    assert room.letters.written[-1].dates.appeal_by == date(2026, 7, 2)
    assert appeal(room.at("2026-07-02T10:00"), warning, "dee").tasks[0] == "decide_appeal"


def test_the_next_tier_is_asked_too_late_after_the_date_that_the_answer_printed_and_never_before_it_left() -> None:
    room = room_with(replace(TWENTY, tiers=(Tier(grade="assistant_director"), Tier(grade="director"))))
    warning = warned(room)
    first = appeal(room, warning, "ann")
    found(room.at("2026-06-01T10:00"), first.appeal_id, Finding.UPHELD)
    letter = room.at("2026-06-02T10:00").does.items.issue_bare_letter(HERE, "sam", first.appeal_id, "mo").letter_id
    room.at("2026-06-03T10:00").does.letters.handle_letter(HERE, "sam", letter, "mo", Handling.POSTED)
    assert refusal(lambda: appeal(room.at("2026-07-06T10:00"), warning)) == "appeal_out_of_time"

    other = room_with(replace(TWENTY, tiers=(Tier(grade="assistant_director"), Tier(grade="director"))))
    warning = warned(other)
    first = appeal(other, warning, "ann")
    found(other, first.appeal_id, Finding.UPHELD)
    assert "name_hearer" in appeal(other.at("2026-12-01T10:00"), warning).tasks
