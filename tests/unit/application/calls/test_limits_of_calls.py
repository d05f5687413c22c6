from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from contact_gateway.application.announcing import NOT_PLAYED
from contact_gateway.application.errors import NotDone, NotFound, Refused, Unclear
from contact_gateway.application.records_of_calls import Leg, Played
from contact_gateway.application.room_changed import InRoom
from contact_gateway.application.show_call import LIMIT_KEPT, LIMIT_STAYS
from contact_gateway.domain.calls import Announcement, AnnouncementState
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.usage import Purpose
from tests.builders import MONDAY
from tests.fakes.call_book import MemoryCallBook
from tests.fakes.call_services import memory_calls
from tests.unit.application.calls.switchboard import CALL, LANDLORD, TEN_MINUTES, Switchboard

MINUTE = timedelta(minutes=1)
TWO, THIRTY = Announcement.TWO_MINUTES_LEFT, Announcement.THIRTY_SECONDS_LEFT


class OutdatedBook(MemoryCallBook):
    """A book whose list of what is due was read a moment ago."""

    def __init__(self, board: Switchboard) -> None:
        super().__init__(board.memory)
        self._due = board.book.notices_due(LANDLORD, board.clock.now())

    def notices_due(self, landlord: str, now: datetime, limit: int = 50) -> Sequence[Played]:
        return self._due


def limited() -> tuple[Switchboard, Leg]:
    board = Switchboard(terms=TEN_MINUTES)
    return board, board.talking()


@pytest.mark.clause("OCT-4.3b")
def test_notices_are_played_when_they_are_due_and_once() -> None:
    board, leg = limited()
    board.wait(minutes=8, seconds=-1)
    assert board.calls.give_notices(LANDLORD) == 0
    board.wait(seconds=1)
    assert board.calls.give_notices(LANDLORD) == 1
    assert board.calls.give_notices(LANDLORD) == 0
    (notice,) = board.played(leg, TWO)
    assert board.live.asked_to("announce") == [(leg.room, notice.id)]
    assert (notice.state, notice.sent_at) == (AnnouncementState.SENT, MONDAY + 8 * MINUTE)


@pytest.mark.clause("OCT-4.3b")
def test_a_call_whose_time_is_over_hears_the_closing_words_and_ends() -> None:
    board, leg = limited()
    board.wait(minutes=10)
    board.calls.give_notices(LANDLORD)
    (closing,) = board.played(leg, Announcement.CLOSING)
    assert board.live.asked_to("end_room") == []
    board.tell(leg, InRoom.HEARD, about=closing.id)
    assert board.live.asked_to("end_room") == [(leg.room,)]
    assert board.call(leg).ended is None


def test_a_room_that_did_not_end_when_it_was_told_to_is_told_again_half_a_minute_later() -> None:
    board, _ = limited()
    board.live.fails["end_room"] = Unclear("no answer")
    board.wait(minutes=10)
    for _ in range(3):
        board.calls.give_notices(LANDLORD)
        board.wait(seconds=15)
    assert len(board.live.asked_to("end_room")) == 1
    board.wait(seconds=15)
    board.calls.give_notices(LANDLORD)
    assert len(board.live.asked_to("end_room")) == 2


def test_a_notice_that_another_scheduler_has_just_said_is_not_said_again() -> None:
    board, leg = limited()
    board.wait(minutes=8)
    other = memory_calls(board.memory, board.live, board.log, OutdatedBook(board), board.store, board.policies)
    board.calls.give_notices(LANDLORD)
    assert other.give_notices(LANDLORD) == 0
    assert len(board.live.asked_to("announce")) == 1
    assert board.played(leg, TWO)[0].state is AnnouncementState.SENT


def test_a_notice_that_comes_too_late_would_say_what_is_not_so_and_is_not_said() -> None:
    board, leg = limited()
    board.wait(minutes=8, seconds=21)
    assert board.calls.give_notices(LANDLORD) == 0
    assert board.live.asked_to("announce") == []
    assert board.played(leg, TWO)[0].state is AnnouncementState.FAILED


def test_a_notice_that_the_provider_did_not_play_is_not_tried_again() -> None:
    board, leg = limited()
    board.live.fails["announce"] = NotDone("404")
    board.wait(minutes=8)
    assert board.calls.give_notices(LANDLORD) == 0
    assert board.calls.give_notices(LANDLORD) == 0
    assert board.played(leg, TWO)[0].why == NOT_PLAYED
    assert len(board.live.asked_to("announce")) == 1


def test_no_notice_is_said_after_the_talk() -> None:
    board, leg = limited()
    board.tell(leg, InRoom.AGENT_LEFT)
    board.wait(minutes=10)
    assert board.calls.give_notices(LANDLORD) == 0
    assert board.live.asked == [board.live.asked[0]]


def test_nobody_but_an_officer_of_the_landlord_lets_a_call_go_on() -> None:
    board, leg = limited()
    with pytest.raises(Refused, match="the officers are: kim, lee") as refused:
        board.calls.extend_call(LANDLORD, leg.contact_id, 5, "ghost")
    assert refused.value.code == "unknown_officer"
    assert (board.extensions(), board.live.asked_to("limit")) == ([], [])


def test_an_extension_moves_the_end_and_its_notices_and_tells_the_provider() -> None:
    board, leg = limited()
    board.wait(minutes=8)
    board.calls.give_notices(LANDLORD)
    call = board.calls.extend_call(LANDLORD, leg.contact_id, 5, "kim")
    assert (call.leg.limit, call.leg.ends_at) == (15 * 60, MONDAY + 15 * MINUTE)
    assert board.live.asked_to("limit") == [(leg.leg_id, str(15 * 60 + 60))]
    planned = {one.announcement: one.due_at for one in call.played if one.state is AnnouncementState.PLANNED}
    assert planned == {TWO: MONDAY + 13 * MINUTE, THIRTY: MONDAY + 14.5 * MINUTE}


def test_the_same_extension_asked_for_twice_is_one() -> None:
    board, leg = limited()
    first = board.calls.extend_call(LANDLORD, leg.contact_id, 5, "kim")
    assert board.calls.extend_call(LANDLORD, leg.contact_id, 5, "lee") == first
    assert board.extensions() == [f"manager:call:extended {leg.contact_id} kim 900"]
    assert board.calls.extend_call(LANDLORD, leg.contact_id, 30, "kim").leg.limit == 40 * 60


@pytest.mark.parametrize("minutes", [-1, 0, 31, 3000])
def test_a_call_is_extended_by_one_to_thirty_minutes_in_all(minutes: int) -> None:
    board, leg = limited()
    with pytest.raises(Refused, match="1 to 30 minutes") as refused:
        board.calls.extend_call(LANDLORD, leg.contact_id, minutes, "kim")
    assert refused.value.code == "too_long"


@pytest.mark.parametrize("each", [220, 240])
def test_no_call_is_extended_beyond_what_the_provider_carries(each: int) -> None:
    board = Switchboard(terms={"each": each})
    leg = board.talking()
    assert leg.limit == min(each * 60, 14_400 - 60)
    with pytest.raises(Refused, match="239 minutes") as refused:
        board.calls.extend_call(LANDLORD, leg.contact_id, 30, "kim")
    assert refused.value.code == "too_long"
    assert (board.leg(leg), board.live.asked_to("limit")) == (leg, [])


def test_an_extension_is_never_taken_back() -> None:
    board, leg = limited()
    board.calls.extend_call(LANDLORD, leg.contact_id, 10, "kim")
    with pytest.raises(Refused) as refused:
        board.calls.extend_call(LANDLORD, leg.contact_id, 9, "kim")
    assert refused.value.code == "not_longer"


def test_a_call_is_not_extended_where_there_is_nothing_to_extend() -> None:
    free = Switchboard()
    with pytest.raises(NotFound):
        free.calls.extend_call(LANDLORD, "a-contact-that-nobody-made", 5, "kim")
    with pytest.raises(Refused) as refused:
        free.calls.extend_call(LANDLORD, free.receive().contact_id, 5, "kim")
    assert refused.value.code == "without_a_room"
    with pytest.raises(Refused) as refused:
        free.calls.extend_call(LANDLORD, free.talking().contact_id, 5, "kim")
    assert refused.value.code == "not_limited"
    board, leg = limited()
    board.wait(minutes=10)
    board.calls.give_notices(LANDLORD)
    with pytest.raises(Refused) as refused:
        board.calls.extend_call(LANDLORD, leg.contact_id, 5, "kim")
    assert refused.value.code == "being_closed"
    board.tell(leg, InRoom.ENDED)
    with pytest.raises(Refused) as refused:
        board.calls.extend_call(LANDLORD, leg.contact_id, 5, "kim")
    assert refused.value.code == "call_over"


@pytest.mark.parametrize("fault", [NotDone("404"), Unclear("no answer")], ids=str)
def test_what_the_provider_did_not_extend_is_said_and_not_stored(fault: Exception) -> None:
    board, leg = limited()
    board.live.fails["limit"] = fault
    with pytest.raises(Refused) as refused:
        board.calls.extend_call(LANDLORD, leg.contact_id, 5, "kim")
    assert refused.value.code == "not_extended"
    assert board.leg(leg) == leg
    assert board.extensions() == []


def test_a_call_that_is_tagged_as_an_emergency_is_never_cut_off() -> None:
    board, leg = limited()
    board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    board.wait(hours=3)
    assert board.calls.give_notices(LANDLORD) == 0
    assert (board.leg(leg).ends_at, board.leg(leg).emergency) == (None, True)
    assert board.live.asked_to("limit") == [(leg.leg_id, "14400")]
    assert board.live.asked_to("end_room") == []


def test_an_emergency_is_decided_as_one_and_gives_its_allowance_back() -> None:
    board = Switchboard(terms={"minutes": 30, "per": "week"})
    leg = board.talking()
    reserved = {allowance.purpose: tally.taken for allowance, tally in board.memory.of(LANDLORD).tallies.items()}
    assert reserved[Purpose.SECONDS] == 1800
    board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    assert board.calls.read.so_far(LANDLORD, CALL).decision.outcome is Outcome.EMERGENCY
    assert [tally.taken for tally in board.memory.of(LANDLORD).tallies.values()] == [0]


def test_an_emergency_is_tagged_once_however_often_it_is_pressed() -> None:
    board, leg = limited()
    for _ in range(3):
        board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    assert set(board.live.asked_to("limit")) == {(leg.leg_id, "14400")}
    assert board.counts().emergencies == 1


@pytest.mark.parametrize("fault", [NotDone("404"), Unclear("no answer")], ids=str)
def test_an_emergency_is_one_where_the_provider_keeps_its_limit_and_whoever_tagged_it_knows(fault: Exception) -> None:
    board, leg = limited()
    board.live.fails["limit"] = fault
    for _ in range(2):
        board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    assert board.calls.show_call(LANDLORD, leg.contact_id).why == LIMIT_KEPT
    assert board.leg(leg).emergency
    assert board.counts().emergencies == 1
    board.live.fails.clear()
    board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    assert len(board.live.asked_to("limit")) == 3
    assert board.calls.show_call(LANDLORD, leg.contact_id).why == ""


def test_the_clock_asks_for_the_limit_of_an_emergency_until_the_provider_has_lifted_it() -> None:
    board, leg = limited()
    board.live.fails["limit"] = NotDone("429")
    board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    assert board.calls.give_notices(LANDLORD) == 0
    board.live.fails.clear()
    assert [board.calls.give_notices(LANDLORD) for _ in range(2)] == [1, 0]
    assert board.live.asked_to("limit") == [(leg.leg_id, "14400")] * 3
    assert board.calls.show_call(LANDLORD, leg.contact_id).why == ""


def test_whoever_tags_a_call_whose_limit_stands_in_its_document_is_told_so() -> None:
    board = Switchboard(terms=TEN_MINUTES)
    board.live.fails["ring"] = NotDone("429")
    leg = board.placed()
    board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    board.calls.give_notices(LANDLORD)
    assert board.live.asked_to("limit") == []
    assert board.calls.show_call(LANDLORD, leg.contact_id).why == LIMIT_STAYS


def test_a_call_that_is_over_is_tagged_and_nothing_is_asked_of_the_provider() -> None:
    board, leg = limited()
    board.tell(leg, InRoom.ENDED)
    board.calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    assert board.live.asked_to("limit") == []
    assert board.counts().emergencies == 1


def test_an_emergency_without_a_limit_asks_nothing_of_the_provider() -> None:
    board = Switchboard()
    board.calls.tag_emergency(LANDLORD, board.talking().contact_id, "lee")
    assert board.live.asked_to("limit") == []
    assert board.counts().emergencies == 1


def test_a_call_without_a_room_can_be_tagged_too() -> None:
    board = Switchboard()
    board.calls.tag_emergency(LANDLORD, board.receive().contact_id, "lee")
    assert board.counts().emergencies == 1


@pytest.mark.parametrize("paused", [True, False])
def test_the_recording_of_a_call_is_paused_for_a_payment_and_taken_up_again(*, paused: bool) -> None:
    board, leg = limited()
    board.calls.pause_recording(LANDLORD, leg.contact_id, "lee", paused=paused)
    assert board.live.asked_to("pause_recording") == [("CA1", "CF1", "paused" if paused else "on")]
    board.live.fails["pause_recording"] = NotDone("404")
    with pytest.raises(Refused) as refused:
        board.calls.pause_recording(LANDLORD, leg.contact_id, "lee", paused=paused)
    assert refused.value.code == ("not_paused" if paused else "not_resumed")
    assert ("try again" in str(refused.value)) is paused
