from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contact_gateway.application.end_call import GOES_ON, Ending
from contact_gateway.application.errors import NotDone, NotFound, Refused, Unclear
from contact_gateway.application.records_of_calls import CallState, EndedBy, TaskCode
from contact_gateway.application.room_changed import InRoom
from contact_gateway.domain.calls import AT_ONCE, Announcement, EndReason
from contact_gateway.domain.contact import Channel, Step
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.voice import VoiceRules
from tests.builders import MONDAY, contact, new_person
from tests.unit.application.calls.switchboard import LANDLORD, Switchboard

NEEDS_WARNINGS = new_person(adjustments=(Adjustment.WARNINGS_BEFORE_ENDING,))


@pytest.mark.clause("TOR-09")
def test_the_record_says_who_ended_a_call_when_why_and_after_how_many_warnings() -> None:
    board = Switchboard()
    leg = board.talking()
    board.heard(leg)
    board.end(leg, EndReason.DISCRIMINATION, note="Said it again.")
    assert board.call(leg).ended == EndedBy(
        contact_id=leg.contact_id,
        officer="lee",
        reason=EndReason.DISCRIMINATION,
        at=board.clock.now(),
        warnings_heard=1,
        note="Said it again.",
    )
    assert board.memory.of(LANDLORD).incidents == {leg.contact_id: "sam"}
    assert "Said it again." not in repr(board.call(leg))


@pytest.mark.clause("TOR-05")
@pytest.mark.clause("TUN-4.6a")
@pytest.mark.clause("DER-4.6")
@pytest.mark.parametrize("reason", list(EndReason))
def test_staff_end_a_call_at_any_time_without_a_warning_or_an_approval(reason: EndReason) -> None:
    board = Switchboard()
    leg = board.talking()
    board.end(leg, reason)
    assert board.call(leg).ended is not None
    assert board.live.asked[-1][0] == ("end_call" if reason in AT_ONCE else "announce")


@pytest.mark.clause("MAG-06")
def test_somebody_asks_how_the_colleague_is_who_ended_a_call_at_magna() -> None:
    board = Switchboard(pack="magna")
    leg = board.talking()
    board.end(leg)
    (task,) = [task for task in board.tasks() if task.code == "ask_how_colleague_is"]
    assert (task.for_officer, task.clause, task.contact_id) == ("manager", "MAG-06", leg.contact_id)
    assert task.due_at == datetime(2026, 3, 4, tzinfo=UTC)


@pytest.mark.clause("OCT-4.3f")
def test_a_call_ends_after_its_closing_words_were_heard() -> None:
    board = Switchboard()
    leg = board.talking()
    board.end(leg)
    (closing,) = board.played(leg, Announcement.CLOSING)
    assert board.live.asked_to("announce") == [(leg.room, closing.id)]
    assert board.live.asked_to("end_room") == []
    board.tell(leg, InRoom.HEARD, about=closing.id)
    assert board.live.asked_to("end_room") == [(leg.room,)]


def test_a_call_ends_after_fifteen_seconds_where_nobody_says_that_the_closing_words_were_heard() -> None:
    board = Switchboard()
    leg = board.talking()
    board.end(leg)
    board.wait(seconds=14)
    assert board.calls.give_notices(LANDLORD) == 0
    board.wait(seconds=1)
    assert board.calls.give_notices(LANDLORD) == 1
    assert board.live.asked_to("end_room") == [(leg.room,)]
    assert board.calls.give_notices(LANDLORD) == 0


def test_a_call_whose_closing_words_cannot_be_played_ends_at_once() -> None:
    board = Switchboard()
    leg = board.talking()
    board.live.fails["announce"] = NotDone("404")
    board.end(leg)
    assert board.live.asked_to("end_room") == [(leg.room,)]


def test_a_second_press_ends_nothing_twice_and_keeps_the_first_record() -> None:
    board = Switchboard()
    leg = board.talking()
    board.end(leg)
    board.wait(seconds=2)
    board.end(leg, EndReason.AGGRESSION)
    ended = board.call(leg).ended
    assert ended is not None
    assert (ended.reason, ended.at) == (EndReason.ABUSE, MONDAY)
    assert len(board.played(leg, Announcement.CLOSING)) == 1
    assert len(board.tasks()) == 1


@pytest.mark.clause("TUN-4.6a")
@pytest.mark.clause("DER-4.6")
@pytest.mark.parametrize("reason", sorted(AT_ONCE))
def test_staff_who_are_threatened_leave_first_and_the_caller_alone_hears_the_polite_end(reason: EndReason) -> None:
    board = Switchboard()
    leg = board.talking()
    board.end(leg, reason)
    assert board.live.asked[-2:] == [("send_on", "CA1", "closing"), ("end_call", leg.leg_id)]


@pytest.mark.parametrize("fault", [NotDone("404"), Unclear("no answer")], ids=str)
def test_staff_who_are_threatened_are_out_of_the_call_whatever_the_provider_cannot_do(fault: Exception) -> None:
    board = Switchboard()
    leg = board.talking()
    board.live.fails["send_on"] = fault
    board.end(leg, EndReason.THREATENED)
    assert board.live.asked_to("end_room") == [(leg.room,)]


def test_a_room_that_staff_could_not_leave_is_told_to_end_again_within_seconds() -> None:
    board = Switchboard()
    leg = board.talking()
    for method in ("send_on", "end_room"):
        board.live.fails[method] = Unclear("no answer")
    board.end(leg, EndReason.THREATENED)
    board.live.fails.clear()
    assert board.calls.give_notices(LANDLORD) == 1
    assert board.live.asked_to("end_room") == [(leg.room,), (leg.room,)]
    assert board.live.asked_to("announce") == []


def test_whoever_is_threatened_during_the_closing_words_can_still_leave_at_once() -> None:
    board = Switchboard()
    leg = board.talking()
    board.end(leg)
    board.end(leg, EndReason.THREATENED)
    assert board.live.asked_to("send_on") == [("CA1", "closing")]


@pytest.mark.clause("DER-9.2")
def test_somebody_who_is_to_be_warned_first_has_two_warnings_before_a_call_ends() -> None:
    board = Switchboard()
    board.people.add(LANDLORD, NEEDS_WARNINGS)
    leg = board.talking()
    for warning in (Announcement.FIRST_WARNING, Announcement.FINAL_WARNING):
        with pytest.raises(Refused, match="two warnings before a call is ended, one of them the final one") as refused:
            board.end(leg)
        assert refused.value.code == "warnings_missing"
        board.heard(leg, warning)
    board.end(leg)
    assert board.call(leg).ended is not None


@pytest.mark.clause("TUN-4.6a")
@pytest.mark.parametrize("reason", sorted(AT_ONCE))
def test_no_adjustment_keeps_staff_in_a_call_in_which_they_are_threatened(reason: EndReason) -> None:
    board = Switchboard()
    board.people.add(LANDLORD, NEEDS_WARNINGS)
    leg = board.talking()
    board.end(leg, reason)
    assert board.live.asked_to("send_on") == [("CA1", "closing")]


def test_a_warning_that_was_not_heard_does_not_count_as_one() -> None:
    board = Switchboard()
    board.people.add(LANDLORD, NEEDS_WARNINGS)
    leg = board.talking()
    board.heard(leg)
    board.calls.play_warning(LANDLORD, leg.contact_id, Announcement.FINAL_WARNING, "lee")
    with pytest.raises(Refused, match="1 still to be heard"):
        board.end(leg)


@pytest.mark.parametrize("fault", [None, NotDone("gone"), Unclear("no answer")], ids=str)
def test_a_call_without_a_room_is_hung_up_and_on_record(fault: Exception | None) -> None:
    board = Switchboard()
    board.people.add(LANDLORD, NEEDS_WARNINGS)
    if fault:
        board.live.fails["end_call"] = fault
    answer = board.receive()
    ended = board.calls.end_call(LANDLORD, answer.contact_id, Ending(officer="lee", reason=EndReason.ABUSE))
    assert bool(ended.why) == bool(fault)
    assert board.live.asked == [("end_call", "CA1")]
    assert board.memory.of(LANDLORD).ended_contacts[answer.contact_id].officer == "lee"


def test_a_call_whose_leg_could_not_be_placed_is_hung_up_too() -> None:
    board = Switchboard()
    board.live.fails["ring"] = NotDone("busy")
    leg = board.placed()
    board.end(leg)
    assert board.live.asked_to("end_call") == [("CA1",)]


@pytest.mark.parametrize("reason", [EndReason.ABUSE, EndReason.THREATENED], ids=str)
def test_a_caller_who_still_waits_for_an_answer_hears_how_it_ends_and_nobody_rings_on(reason: EndReason) -> None:
    board = Switchboard()
    leg = board.waiting()
    for _ in range(2):
        assert board.end(leg, reason) == ""
    board.tell_of_leg(leg, CallState.UNANSWERED)
    board.tell(leg, InRoom.CALLER_LEFT)
    board.wait(minutes=1)
    assert board.calls.give_notices(LANDLORD) == 0
    assert board.live.asked[1:] == [("send_on", "CA1", "closing"), ("end_call", leg.leg_id)]


@pytest.mark.parametrize("fault", [NotDone("404"), Unclear("no answer")], ids=str)
def test_a_caller_who_still_waits_and_cannot_hear_how_it_ends_is_hung_up(fault: Exception) -> None:
    board = Switchboard()
    leg = board.waiting()
    board.live.fails["send_on"] = fault
    assert board.end(leg) == ""
    board.tell(leg, InRoom.CALLER_LEFT)
    assert board.live.asked_to("end_call") == [("CA1",), (leg.leg_id,)]


@pytest.mark.parametrize("reason", [EndReason.ABUSE, EndReason.THREATENED], ids=str)
def test_an_emergency_that_nobody_has_answered_is_not_dropped_but_goes_on_to_the_emergency_line(
    reason: EndReason,
) -> None:
    board = Switchboard()
    leg = board.waiting()
    board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    for _ in range(2):
        assert board.end(leg, reason) == GOES_ON
    board.tell_of_leg(leg, CallState.UNANSWERED)
    board.wait(minutes=1)
    assert (board.calls.give_notices(LANDLORD), board.calls.sweep_calls(LANDLORD)) == (0, 0)
    assert board.live.asked[1:] == [("send_on", "CA1", "unanswered?turn=1"), ("end_call", leg.leg_id)]
    unanswered = contact(Channel.VOICE, step=Step.UNANSWERED, turn=1)
    decided = board.calls.tag_emergency.receive_contact(LANDLORD, unanswered).decision
    assert decided.outcome is Outcome.EMERGENCY


def test_a_caller_who_hangs_up_while_it_rings_lets_nobody_ring_on_whatever_is_told_first() -> None:
    board = Switchboard()
    leg = board.waiting()
    board.tell(leg, InRoom.CALLER_LEFT)
    board.calls.caller_left(LANDLORD, leg.contact_id, board.clock.now())
    assert board.live.asked_to("end_call") == [(leg.leg_id,)]


def test_a_call_that_nobody_knows_cannot_be_ended() -> None:
    board = Switchboard()
    leg = board.placed()
    board.memory.of(LANDLORD).contacts.clear()
    with pytest.raises(NotFound):
        board.end(leg)


@pytest.mark.clause("OCT-4.3f")
@pytest.mark.parametrize("asks", [True, False])
def test_a_policy_that_asks_for_it_makes_a_task_of_asking_the_customer_to_stop(*, asks: bool) -> None:
    board = Switchboard(voice=VoiceRules(asks_to_stop=asks), sources={"voice.asks_to_stop": "OCT-4.3f"})
    leg = board.talking()
    board.end(leg)
    tasks = {task.code: task for task in board.tasks()}
    assert set(tasks) == {TaskCode.COMPLETE_INCIDENT} | ({TaskCode.ASK_TO_STOP} if asks else set())
    assert tasks[TaskCode.COMPLETE_INCIDENT].for_officer == "lee"
    if asks:
        task = tasks[TaskCode.ASK_TO_STOP]
        assert (task.customer_id, task.contact_id, task.clause) == ("sam", leg.contact_id, "OCT-4.3f")


def test_a_call_that_is_over_leaves_its_record_all_the_same() -> None:
    board = Switchboard()
    leg = board.talking()
    board.tell(leg, InRoom.ENDED)
    board.end(leg)
    assert board.call(leg).ended is not None
    assert board.live.asked_to("announce") == []


@pytest.mark.clause("TOR-05")
def test_nobody_is_kept_in_a_call_by_a_name_that_nobody_knows_and_the_draft_is_for_any_manager() -> None:
    board = Switchboard()
    leg = board.talking()
    board.calls.end_call(LANDLORD, leg.contact_id, Ending(officer="zzz", reason=EndReason.ABUSE))
    ended = board.call(leg).ended
    assert ended is not None
    assert ended.officer == "zzz"
    assert [(task.code, task.for_officer) for task in board.tasks()] == [(TaskCode.COMPLETE_INCIDENT, "")]
