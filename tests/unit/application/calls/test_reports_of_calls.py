from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from contact_gateway.application.errors import NotDone
from contact_gateway.application.play_warning import NOBODY_SAID
from contact_gateway.application.records_of_calls import CallState, Played, TaskCode
from contact_gateway.application.room_changed import InRoom
from contact_gateway.domain.calls import Announcement, AnnouncementState, LegState
from contact_gateway.domain.counting import Happening
from tests.builders import MONDAY
from tests.fakes.call_book import MemoryCallBook
from tests.fakes.call_services import memory_calls
from tests.unit.application.calls.switchboard import CALL, LANDLORD, TEN_MINUTES, Switchboard


class OutdatedBook(MemoryCallBook):
    """A book whose list of warnings that were not heard was read a moment ago."""

    def __init__(self, board: Switchboard) -> None:
        super().__init__(board.memory)
        self._found = board.book.warnings_not_heard(LANDLORD, board.clock.now())

    def warnings_not_heard(self, landlord: str, before: datetime, limit: int = 50) -> Sequence[Played]:
        return self._found


MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def test_the_time_of_a_call_runs_from_the_moment_when_the_agent_came_into_the_room() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.placed()
    board.wait(seconds=20)
    board.tell(leg, InRoom.AGENT_JOINED)
    stands = board.leg(leg)
    assert (stands.state, stands.answered_at, stands.room_id) == (LegState.ANSWERED, MONDAY + 20 * SECOND, "CF1")
    assert stands.ends_at == MONDAY + 20 * SECOND + 10 * MINUTE


@pytest.mark.clause("OCT-4.3b")
def test_a_limited_call_has_a_notice_at_two_minutes_and_at_thirty_seconds() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.talking()
    planned = {one.announcement: one.due_at for one in board.call(leg).played}
    assert planned == {
        Announcement.TWO_MINUTES_LEFT: MONDAY + 8 * MINUTE,
        Announcement.THIRTY_SECONDS_LEFT: MONDAY + 9.5 * MINUTE,
    }
    board.tell(leg, InRoom.AGENT_JOINED)
    assert len(board.call(leg).played) == 2


@pytest.mark.clause("OCT-4.3b")
def test_a_call_that_the_agent_ends_has_the_notices_and_no_end() -> None:
    board = Switchboard(terms={"each": 10, "ends": "by_agent"})
    leg = board.talking()
    assert (leg.limit, leg.ends_at) == (None, None)
    assert [one.due_at for one in board.call(leg).played] == [MONDAY + 8 * MINUTE, MONDAY + 9.5 * MINUTE]
    board.wait(minutes=8)
    assert board.calls.give_notices(LANDLORD) == 1
    board.wait(minutes=1.5)
    assert board.calls.give_notices(LANDLORD) == 1
    board.wait(hours=1)
    assert board.calls.give_notices(LANDLORD) == 0
    assert board.live.asked_to("end_room") == []


def test_a_call_without_a_cap_has_neither_notices_nor_an_end() -> None:
    board = Switchboard()
    leg = board.talking()
    assert (leg.ends_at, board.call(leg).played) == (None, ())


def test_talk_is_counted_from_the_agents_answer_to_the_end_and_once() -> None:
    board = Switchboard()
    leg = board.talking()
    board.wait(minutes=5)
    for what in (InRoom.AGENT_LEFT, InRoom.CALLER_LEFT, InRoom.ENDED, InRoom.AGENT_LEFT):
        board.tell(leg, what)
    board.tell_of_leg(leg, CallState.ANSWERED_AND_OVER, board.clock.now())
    assert board.leg(leg).state is LegState.OVER
    assert (board.counts().accepted, board.counts().talk_seconds) == (1, 300)
    assert board.live.asked_to("send_on") == []


@pytest.mark.parametrize("state", [CallState.UNANSWERED, CallState.GONE, CallState.ANSWERED_AND_OVER], ids=str)
def test_a_caller_whose_leg_nobody_answered_is_taken_on_once(state: CallState) -> None:
    board = Switchboard()
    leg = board.waiting()
    for _ in range(3):
        board.tell_of_leg(leg, state)
    assert board.live.asked_to("send_on") == [("CA1", "unanswered?turn=1")]
    assert board.leg(leg).gone
    assert (board.counts().accepted, board.counts().talk_seconds) == (0, 0)


def test_a_caller_who_already_waits_for_a_deputy_is_left_there() -> None:
    board = Switchboard()
    first = board.waiting()
    board.placed(turn=2)
    board.tell_of_leg(first, CallState.UNANSWERED)
    board.tell(first, InRoom.CALLER_WAITS)
    assert board.live.asked_to("send_on") == []


def test_a_caller_who_could_not_be_taken_on_stays_on_the_list_of_the_sweep() -> None:
    board = Switchboard()
    leg = board.waiting()
    board.live.fails["send_on"] = NotDone("busy")
    board.tell_of_leg(leg, CallState.UNANSWERED)
    assert board.leg(leg).state is LegState.UNANSWERED
    assert [one.id for one in board.book.open_since(LANDLORD, MONDAY + MINUTE)] == [leg.id]


def test_a_leg_that_rings_says_nothing_about_an_answer() -> None:
    board = Switchboard()
    leg = board.placed()
    board.tell_of_leg(leg, CallState.RINGING)
    board.tell_of_leg(leg, CallState.GOING_ON)
    assert board.leg(leg).state is LegState.RINGING
    with board.log.attempt(LANDLORD, CALL) as attempt:
        assert attempt.load_recorded() is not None
        assert (attempt.load_recorded() or ((), ()))[1] == ()


def test_an_answer_is_on_record_before_the_talk_is_over() -> None:
    board = Switchboard()
    board.talking()
    with board.log.attempt(LANDLORD, CALL) as attempt:
        recorded = attempt.load_recorded()
    assert recorded is not None
    assert [event.happening for event in recorded[1]] == [Happening.ANSWERED]


def test_a_warning_counts_only_when_the_room_says_that_it_was_heard_to_its_end() -> None:
    board = Switchboard()
    leg = board.talking()
    played = board.calls.play_warning(LANDLORD, leg.contact_id, Announcement.FIRST_WARNING, "lee")
    assert board.call(leg).heard(Announcement.FIRST_WARNING) == 0
    board.tell(leg, InRoom.HEARD, about=played.id)
    assert board.call(leg).heard(Announcement.FIRST_WARNING) == 1
    board.tell(leg, InRoom.NOT_HEARD, about=played.id, why="a report that comes too late")
    assert board.call(leg).heard(Announcement.FIRST_WARNING) == 1


def test_a_warning_that_was_cut_off_reaches_the_agent_with_the_reason_and_later_as_a_task() -> None:
    board = Switchboard()
    leg = board.talking()
    played = board.calls.play_warning(LANDLORD, leg.contact_id, Announcement.FIRST_WARNING, "lee")
    board.tell(leg, InRoom.NOT_HEARD, about=played.id, why="The document could not be fetched.")
    stands = board.played(leg, Announcement.FIRST_WARNING)[0]
    assert (stands.state, stands.why) == (AnnouncementState.FAILED, "The document could not be fetched.")
    assert board.tasks() == []
    board.wait(seconds=61)
    assert [board.calls.sweep_warnings(LANDLORD) for _ in range(2)] == [1, 0]
    (task,) = board.tasks()
    assert (task.code, task.for_officer, task.contact_id) == (TaskCode.WARNING_NOT_HEARD, "lee", leg.contact_id)
    assert task.customer_id == "sam"
    assert board.played(leg, Announcement.FIRST_WARNING) == [stands]


@pytest.mark.parametrize("reports", [(InRoom.HEARD, InRoom.NOT_HEARD), (InRoom.NOT_HEARD, InRoom.HEARD)], ids=str)
def test_a_warning_that_was_heard_and_is_said_to_have_failed_too_was_heard(reports: tuple[InRoom, ...]) -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.talking()
    played = board.calls.play_warning(LANDLORD, leg.contact_id, Announcement.FIRST_WARNING, "lee")
    for what in reports:
        board.tell(leg, what, about=played.id, why="cut off")
    board.wait(minutes=2)
    assert board.calls.sweep_warnings(LANDLORD) == 0
    (stands,) = board.played(leg, Announcement.FIRST_WARNING)
    assert (stands.state, stands.why, board.tasks()) == (AnnouncementState.HEARD, "", [])


def test_a_warning_of_which_nothing_is_ever_told_is_given_up_after_a_minute_whoever_has_gone() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.talking()
    played = board.calls.play_warning(LANDLORD, leg.contact_id, Announcement.FINAL_WARNING, "lee")
    board.tell(leg, InRoom.ENDED)
    board.wait(seconds=60)
    assert board.calls.sweep_warnings(LANDLORD) == 0
    board.wait(seconds=1)
    assert board.calls.sweep_warnings(LANDLORD) == 1
    (stands,) = board.played(leg, Announcement.FINAL_WARNING)
    assert (stands.state, stands.why) == (AnnouncementState.FAILED, NOBODY_SAID)
    assert [task.code for task in board.tasks()] == [TaskCode.WARNING_NOT_HEARD]
    board.tell(leg, InRoom.HEARD, about=played.id)
    assert board.played(leg, Announcement.FINAL_WARNING)[0].state is AnnouncementState.HEARD


def test_a_warning_that_another_press_gave_up_has_its_task_too_and_is_heard_where_the_room_says_so() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.talking()
    lost = board.calls.play_warning(LANDLORD, leg.contact_id, Announcement.FIRST_WARNING, "lee")
    board.wait(seconds=61)
    board.tell(leg, InRoom.HEARD, about=board.calls.play_warning(LANDLORD, leg.contact_id, lost.announcement, "lee").id)
    assert board.calls.sweep_warnings(LANDLORD) == 1
    board.tell(leg, InRoom.HEARD, about=lost.id)
    assert board.call(leg).heard(Announcement.FIRST_WARNING) == 2


def test_whoever_was_told_at_once_that_a_warning_was_not_played_has_no_task_of_it() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.talking()
    board.live.fails["announce"] = NotDone("404")
    board.calls.play_warning(LANDLORD, leg.contact_id, Announcement.FIRST_WARNING, "lee")
    board.wait(minutes=2)
    assert board.calls.sweep_warnings(LANDLORD) == 0
    assert board.tasks() == []


def test_a_report_that_comes_while_a_warning_is_given_up_is_not_overwritten() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    leg = board.talking()
    played = board.calls.play_warning(LANDLORD, leg.contact_id, Announcement.FIRST_WARNING, "lee")
    board.wait(minutes=2)
    other = memory_calls(board.memory, board.live, board.log, OutdatedBook(board), board.store, board.policies)
    board.tell(leg, InRoom.HEARD, about=played.id)
    assert other.sweep_warnings(LANDLORD) == 0
    assert board.played(leg, Announcement.FIRST_WARNING)[0].state is AnnouncementState.HEARD
    assert board.tasks() == []


def test_a_report_about_somebody_elses_announcement_changes_nothing() -> None:
    board = Switchboard()
    leg = board.talking()
    board.tell(leg, InRoom.HEARD, about="0")
    board.tell(leg, InRoom.OTHER)
    assert board.call(leg).played == ()
