from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from contact_gateway.application.errors import NotDone, NotFound, Unclear
from contact_gateway.application.records_of_calls import MOST_FAULTS, RecordingKind, TaskCode
from contact_gateway.domain.contact import Key, Step
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import PRIORITY, QUEUE, VOICEMAIL, Destination
from contact_gateway.domain.voice import VoiceRules
from tests.builders import LONDON, MONDAY, new_officer, new_person, policy
from tests.unit.application.calls.switchboard import CALL, LANDLORD, Switchboard

DAY = timedelta(days=1)
FIVE_O_CLOCK = datetime(2026, 3, 2, 17, tzinfo=LONDON)


def test_a_message_is_kept_track_of_counted_and_made_a_task_of() -> None:
    board = Switchboard(voice=VoiceRules(message_days=20))
    contact_id = board.receive().contact_id
    board.calls.take_message(LANDLORD, CALL, "RE1", 12)
    (recording,) = board.calls.recordings.of_contact(LANDLORD, contact_id)
    assert (recording.id, recording.kind, recording.seconds) == ("RE1", RecordingKind.VOICEMAIL, 12)
    assert recording.delete_after == MONDAY + 20 * DAY
    (task,) = board.tasks()
    assert (task.code, task.customer_id, task.contact_id) == (TaskCode.LISTEN_TO_MESSAGE, "sam", contact_id)
    assert board.counts().accepted == 1


def test_a_message_told_of_twice_is_one_message() -> None:
    board = Switchboard()
    contact_id = board.receive().contact_id
    for _ in range(3):
        board.calls.take_message(LANDLORD, CALL, "RE1", 12)
        board.wait(minutes=1)
    assert len(board.calls.recordings.of_contact(LANDLORD, contact_id)) == 1
    assert len(board.tasks()) == 1
    assert board.counts().accepted == 1


def test_a_message_is_due_before_the_offices_close() -> None:
    board = Switchboard()
    board.receive()
    board.calls.take_message(LANDLORD, CALL, "RE1", 12)
    assert board.tasks()[0].due_at == FIVE_O_CLOCK


def test_a_message_left_at_night_is_due_on_the_next_working_day() -> None:
    board = Switchboard()
    board.receive()
    board.wait(hours=10)
    board.calls.take_message(LANDLORD, CALL, "RE1", 12)
    assert board.tasks()[0].due_at == FIVE_O_CLOCK + DAY


def test_a_message_in_an_emergency_is_due_at_once() -> None:
    board = Switchboard()
    board.receive(step=Step.KEY, pressed=Key.EMERGENCY)
    board.calls.take_message(LANDLORD, CALL, "RE1", 12)
    assert board.tasks()[0].due_at == MONDAY


@pytest.mark.clause("TUN-8.3a")
def test_a_message_for_a_single_point_of_contact_is_that_officers_task() -> None:
    board = Switchboard()
    board.people.add(LANDLORD, new_officer(id="kim", name="Kim Officer", contact_points=()))
    board.restrict(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "kim", "deputies": ["lee"]})
    board.receive()
    board.calls.take_message(LANDLORD, CALL, "RE1", 12)
    assert board.tasks()[0].for_officer == "kim"


@pytest.mark.clause("TOR-18")
def test_a_message_never_goes_to_somebody_about_whom_the_customer_has_a_complaint() -> None:
    board = Switchboard()
    board.people.add(LANDLORD, new_officer(id="kim", name="Kim Officer", contact_points=()))
    board.people.complain(LANDLORD, "sam", "kim")
    board.restrict(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "kim", "deputies": ["lee"]})
    board.receive()
    board.calls.take_message(LANDLORD, CALL, "RE1", 12)
    assert board.tasks()[0].for_officer == "lee"


def test_a_message_after_a_decline_is_for_the_officer_of_the_case() -> None:
    board = Switchboard()
    board.restrict(Kind.CHANNEL_BAN, {})
    board.receive()
    board.calls.take_message(LANDLORD, CALL, "RE1", 12)
    assert board.tasks()[0].for_officer == "lee"


def test_a_message_of_somebody_without_a_restriction_is_for_the_desk_that_did_not_answer() -> None:
    board = Switchboard()
    board.receive()
    board.calls.take_message(LANDLORD, CALL, "RE1", 12)
    assert board.tasks()[0].for_officer == "queue"


def test_a_message_that_is_left_because_nobody_answered_is_for_the_desk_that_was_rung() -> None:
    board = Switchboard()
    board.receive()
    assert board.receive(step=Step.UNANSWERED).decision.to == VOICEMAIL
    board.calls.take_message(LANDLORD, CALL, "RE1", 12)
    assert board.tasks()[0].for_officer == "queue"


def test_a_message_that_the_priority_desk_and_the_queue_missed_is_the_priority_desks() -> None:
    desk = Destination(name=PRIORITY, label="Priority desk", phone="+441632960105")
    board = Switchboard(destinations={**policy().destinations, PRIORITY: desk})
    board.people.add(LANDLORD, new_person(priority=True))
    rung = [board.receive(**said).decision.to for said in ({}, *({"step": Step.UNANSWERED, "turn": n} for n in (1, 2)))]
    assert rung == [PRIORITY, QUEUE, VOICEMAIL]
    board.calls.take_message(LANDLORD, CALL, "RE1", 12)
    assert board.tasks()[0].for_officer == PRIORITY


def test_a_message_that_no_desk_was_rung_for_is_any_managers() -> None:
    board = Switchboard()
    board.wait(hours=10)
    assert board.receive(received_at=board.clock.now()).decision.to == VOICEMAIL
    board.calls.take_message(LANDLORD, CALL, "RE1", 12)
    assert board.tasks()[0].for_officer == ""


def test_a_message_of_a_call_that_was_never_received_is_not_found() -> None:
    with pytest.raises(NotFound):
        Switchboard().calls.take_message(LANDLORD, CALL, "RE1", 12)


def with_recording() -> Switchboard:
    board = Switchboard(voice=VoiceRules(recording_days=30))
    board.receive()
    board.calls.take_message.recorded_call(LANDLORD, CALL, "RE1", 300)
    board.store.sounds["RE1"] = b"words"
    return board


def test_a_recording_is_brought_home_sealed_and_deleted_at_the_provider() -> None:
    board = with_recording()
    assert board.calls.fetch_recordings(LANDLORD) == 2
    (recording,) = board.memory.of(LANDLORD).recordings.values()
    assert board.calls.fetch_recordings.files.get(LANDLORD, recording.file_id).content == b"words"
    assert (recording.fetched_at, recording.deleted_at) == (MONDAY, MONDAY)
    assert board.store.sounds == {}
    assert board.calls.fetch_recordings(LANDLORD) == 0


def test_our_copy_is_deleted_when_its_time_is_over() -> None:
    board = with_recording()
    board.calls.fetch_recordings(LANDLORD)
    (kept,) = board.memory.of(LANDLORD).recordings.values()
    board.wait(days=30)
    assert board.calls.fetch_recordings(LANDLORD) == 1
    (recording,) = board.memory.of(LANDLORD).recordings.values()
    assert recording.file_id == ""
    with pytest.raises(NotFound):
        board.calls.fetch_recordings.files.get(LANDLORD, kept.file_id)
    assert board.calls.fetch_recordings(LANDLORD) == 0


@pytest.mark.parametrize("fault", [NotDone("404"), Unclear("no answer")], ids=str)
def test_a_recording_that_cannot_be_fetched_is_tried_again_but_not_for_ever(fault: NotDone | Unclear) -> None:
    board = with_recording()
    board.store.fails = fault
    for tries in range(1, MOST_FAULTS + 1):
        assert board.calls.fetch_recordings(LANDLORD) == 0
        assert board.memory.of(LANDLORD).recordings["RE1"].faults == tries
    board.calls.fetch_recordings(LANDLORD)
    assert board.memory.of(LANDLORD).recordings["RE1"].faults == MOST_FAULTS


def test_a_recording_that_is_gone_is_asked_for_once_and_named(caplog: pytest.LogCaptureFixture) -> None:
    board = with_recording()
    board.store.fails = NotDone("The recording is gone.", "gone")
    assert board.calls.fetch_recordings(LANDLORD) == 0
    recording = board.memory.of(LANDLORD).recordings["RE1"]
    assert (recording.fetched_at, recording.deleted_at) == (None, MONDAY)
    assert f"Recording RE1 of contact {recording.contact_id} of {LANDLORD} is gone" in caplog.text
    caplog.clear()
    assert board.calls.fetch_recordings(LANDLORD) == 0
    assert caplog.text == ""


def test_a_recording_that_could_not_be_fetched_in_its_time_is_deleted_at_the_provider() -> None:
    board = with_recording()
    board.store.fails = Unclear("no answer")
    board.calls.fetch_recordings(LANDLORD)
    board.store.fails = None
    board.store.sounds["RE1"] = b"x" * 200_000_000
    board.wait(days=30)
    board.calls.fetch_recordings(LANDLORD)
    assert board.store.sounds == {}
    assert board.memory.of(LANDLORD).recordings["RE1"].deleted_at == MONDAY + 30 * DAY


def test_a_fault_with_one_recording_stops_no_other() -> None:
    board = with_recording()
    board.calls.take_message.recorded_call(LANDLORD, CALL, "RE0", 300)
    board.calls.fetch_recordings(LANDLORD)
    fetched = {one.id for one in board.memory.of(LANDLORD).recordings.values() if one.fetched_at}
    assert fetched == {"RE1"}
