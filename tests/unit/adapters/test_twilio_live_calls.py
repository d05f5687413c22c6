from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from contact_gateway.adapters.twilio.live_calls import TwilioLiveCalls
from contact_gateway.application.errors import NotDone, Unclear
from contact_gateway.application.ports_of_calls import LiveCalls
from contact_gateway.application.records_of_calls import CallState, Leg, ProviderCall
from tests.builders import MONDAY
from tests.fakes.scripted_server import Answer, Asked, Scripted, says, scripted
from tests.fakes.twilio_rest import API_PATH, LANDLORD, PUBLIC_URL, Slept, account

CALL, LEG_CALL, ROOM = f"CA{'a' * 32}", f"CA{'b' * 32}", f"CF{'c' * 32}"
OURS = "+441632960200"
BELOW = f"{PUBLIC_URL}/webhooks/{LANDLORD}/twilio/voice"
LEG = Leg(
    id="leg-1",
    contact_id="contact-1",
    call_id=CALL,
    turn=1,
    room="room-1",
    to="desk",
    line="+441632960111",
    leg_id=LEG_CALL,
    room_id=ROOM,
    limit=600,
    placed_at=MONDAY,
)


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted() as server:
        yield server


@pytest.fixture
def calls(server: Scripted) -> LiveCalls:
    return TwilioLiveCalls({LANDLORD: account(server.url)}, Slept().patience())


def only(server: Scripted) -> Asked:
    [asked] = server.asked
    return asked


def sent(asked: Asked) -> dict[str, str]:
    assert {len(values) for values in asked.form.values()} == {1}
    return {name: value for name, [value] in asked.form.items()}


def test_a_leg_is_rung_from_the_number_that_was_dialled_and_asks_us_what_to_say(
    server: Scripted, calls: LiveCalls
) -> None:
    server.will(says(201, sid=LEG_CALL))
    assert calls.ring(LANDLORD, LEG, 25, OURS) == LEG_CALL
    asked = only(server)
    assert (asked.method, asked.path) == ("POST", f"{API_PATH}/Calls.json")
    assert sent(asked) == {
        "To": "+441632960111",
        "From": OURS,
        "Url": f"{BELOW}/leg?id=leg-1#rc=1&rp=ct,rt,5xx&ct=2000&rt=6000",
        "Method": "POST",
        "FallbackUrl": f"{BELOW}/leg?id=leg-1#rc=5&rp=ct,rt,5xx",
        "FallbackMethod": "POST",
        "StatusCallback": f"{BELOW}/leg-status?id=leg-1#rc=5&rp=ct,rt,5xx",
        "StatusCallbackMethod": "POST",
        "Timeout": "25",
        "TimeLimit": "660",
    }


def test_the_extension_of_a_line_is_keyed_after_the_answer(server: Scripted, calls: LiveCalls) -> None:
    server.will(says(201, sid=LEG_CALL))
    calls.ring(LANDLORD, replace(LEG, line="+441632960111;ext=204"), 25, OURS)
    asked = sent(only(server))
    assert (asked["To"], asked["SendDigits"]) == ("+441632960111", "ww204")


@pytest.mark.parametrize(
    ("granted", "told"), [(None, "14400"), (0, "60"), (-600, "1"), (1, "61"), (14_400, "14400"), (99_999, "14400")]
)
def test_the_time_limit_of_a_leg_is_always_positive_and_bounded(
    server: Scripted, calls: LiveCalls, granted: int | None, told: str
) -> None:
    server.will(says(201, sid=LEG_CALL))
    calls.ring(LANDLORD, replace(LEG, limit=granted), 25, OURS)
    assert sent(only(server))["TimeLimit"] == told


def test_a_call_that_was_placed_without_an_id_is_unclear_and_not_placed_again(
    server: Scripted, calls: LiveCalls
) -> None:
    server.will(says(201, status="queued"))
    with pytest.raises(Unclear):
        calls.ring(LANDLORD, LEG, 25, OURS)
    assert len(server.asked) == 1


def test_a_leg_that_twilio_failed_to_answer_for_is_never_placed_again(server: Scripted, calls: LiveCalls) -> None:
    server.will(says(500))
    with pytest.raises(Unclear):
        calls.ring(LANDLORD, LEG, 25, OURS)
    assert len(server.asked) == 1


def test_an_announcement_is_played_into_the_room(server: Scripted, calls: LiveCalls) -> None:
    server.will(says(sid=ROOM))
    calls.announce(LANDLORD, LEG, "words-1")
    asked = only(server)
    assert (asked.method, asked.path) == ("POST", f"{API_PATH}/Conferences/{ROOM}.json")
    assert sent(asked) == {"AnnounceUrl": f"{BELOW}/announcement?id=words-1", "AnnounceMethod": "POST"}


def test_an_announcement_is_never_asked_for_twice(server: Scripted, calls: LiveCalls) -> None:
    server.will(says(500))
    with pytest.raises(Unclear):
        calls.announce(LANDLORD, LEG, "words-1")
    assert len(server.asked) == 1


def test_a_room_without_an_id_yet_is_found_by_its_name(server: Scripted, calls: LiveCalls) -> None:
    over, on = {"sid": f"CF{'d' * 32}", "status": "completed"}, {"sid": ROOM, "status": "in-progress"}
    server.will(says(conferences=[over, on], next_page_uri=None), says(sid=ROOM))
    calls.announce(LANDLORD, replace(LEG, room_id=""), "words-1")
    looked, played = server.asked
    assert (looked.method, looked.path, looked.query["FriendlyName"]) == (
        "GET",
        f"{API_PATH}/Conferences.json",
        ["room-1"],
    )
    assert played.path == f"{API_PATH}/Conferences/{ROOM}.json"


def test_nothing_can_be_played_into_a_room_that_nobody_is_in(server: Scripted, calls: LiveCalls) -> None:
    server.will(says(conferences=[], next_page_uri=None))
    with pytest.raises(NotDone, match="Nobody is in the room"):
        calls.announce(LANDLORD, replace(LEG, room_id=""), "words-1")


def test_a_room_is_ended(server: Scripted, calls: LiveCalls) -> None:
    server.will(says(sid=ROOM))
    calls.end_room(LANDLORD, LEG)
    assert (only(server).path, sent(only(server))) == (f"{API_PATH}/Conferences/{ROOM}.json", {"Status": "completed"})


def test_a_call_is_ended_and_ending_is_tried_again(server: Scripted, calls: LiveCalls) -> None:
    server.will(says(500), says(sid=CALL))
    calls.end_call(LANDLORD, CALL)
    assert [one.path for one in server.asked] == [f"{API_PATH}/Calls/{CALL}.json"] * 2
    assert sent(server.asked[-1]) == {"Status": "completed"}


@pytest.mark.parametrize("refused", [says(404, code=20404), says(404), says(400, code=21220)])
def test_what_is_over_already_is_ended(server: Scripted, calls: LiveCalls, refused: Answer) -> None:
    server.will(refused)
    calls.end_call(LANDLORD, CALL)
    server.will(says(404, code=20404))
    calls.end_room(LANDLORD, LEG)
    server.will(says(conferences=[], next_page_uri=None))
    calls.end_room(LANDLORD, replace(LEG, room_id=""))
    assert [one.method for one in server.asked] == ["POST", "POST", "GET"]


def test_another_refusal_to_end_a_call_is_told(server: Scripted, calls: LiveCalls) -> None:
    server.will(says(401, code=20003))
    with pytest.raises(NotDone, match="20003"):
        calls.end_call(LANDLORD, CALL)
    with pytest.raises(NotDone, match="20003"):
        calls.end_room(LANDLORD, LEG)


@pytest.mark.parametrize(("seconds", "told"), [(900, "900"), (0, "1"), (-5, "1"), (20_000, "14400")])
def test_the_time_of_a_live_call_is_changed_within_bounds(
    server: Scripted, calls: LiveCalls, seconds: int, told: str
) -> None:
    server.will(says(sid=LEG_CALL))
    calls.limit(LANDLORD, LEG_CALL, seconds)
    assert (only(server).path, sent(only(server))) == (f"{API_PATH}/Calls/{LEG_CALL}.json", {"TimeLimit": told})


def test_a_live_call_is_sent_on_once_to_another_of_our_documents(server: Scripted, calls: LiveCalls) -> None:
    server.will(says(sid=CALL))
    calls.send_on(LANDLORD, CALL, "unanswered?turn=2")
    assert sent(only(server)) == {"Url": f"{BELOW}/unanswered?turn=2", "Method": "POST"}
    server.will(says(500))
    with pytest.raises(Unclear):
        calls.send_on(LANDLORD, CALL, "unanswered?turn=2")
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("queued", CallState.RINGING),
        ("ringing", CallState.RINGING),
        ("in-progress", CallState.GOING_ON),
        ("busy", CallState.UNANSWERED),
        ("failed", CallState.UNANSWERED),
        ("no-answer", CallState.UNANSWERED),
        ("canceled", CallState.UNANSWERED),
    ],
)
def test_a_call_is_looked_up(server: Scripted, calls: LiveCalls, status: str, state: CallState) -> None:
    server.will(says(sid=CALL, status=status, duration=None, end_time=None))
    assert calls.look_up(LANDLORD, CALL) == ProviderCall(state=state)


def test_a_call_that_is_over_tells_its_seconds_and_its_end(server: Scripted, calls: LiveCalls) -> None:
    server.will(says(sid=CALL, status="completed", duration="372", end_time="Mon, 07 Sep 2026 09:06:12 +0000"))
    assert calls.look_up(LANDLORD, CALL) == ProviderCall(
        state=CallState.ANSWERED_AND_OVER, seconds=372, ended_at=datetime(2026, 9, 7, 9, 6, 12, tzinfo=UTC)
    )


def test_a_call_that_twilio_does_not_know_is_gone(server: Scripted, calls: LiveCalls) -> None:
    server.will(says(404, code=20404))
    assert calls.look_up(LANDLORD, CALL) == ProviderCall(state=CallState.GONE)


@pytest.mark.parametrize(("paused", "status"), [(True, "paused"), (False, "in-progress")])
def test_the_recording_of_a_call_or_of_its_room_is_paused_and_taken_up_again(
    server: Scripted, calls: LiveCalls, paused: bool, status: str
) -> None:
    server.will(says(sid=f"RE{'e' * 32}"))
    calls.pause_recording(LANDLORD, CALL, paused=paused)
    calls.pause_recording(LANDLORD, CALL, paused=paused, room_id=ROOM)
    assert [one.path for one in server.asked] == [
        f"{API_PATH}/Calls/{CALL}/Recordings/Twilio.CURRENT.json",
        f"{API_PATH}/Conferences/{ROOM}/Recordings/Twilio.CURRENT.json",
    ]
    assert [sent(one) for one in server.asked] == [{"Status": status}] * 2


Asking = Callable[[LiveCalls, str, str], object]


@pytest.mark.parametrize(
    "ask",
    [
        lambda calls, landlord, call_id: calls.end_call(landlord, call_id),
        lambda calls, landlord, call_id: calls.look_up(landlord, call_id),
        lambda calls, landlord, call_id: calls.limit(landlord, call_id, 60),
        lambda calls, landlord, call_id: calls.send_on(landlord, call_id, "unanswered?turn=2"),
        lambda calls, landlord, call_id: calls.pause_recording(landlord, call_id, paused=True),
    ],
)
def test_neither_a_strange_id_nor_a_landlord_without_an_account_reaches_anybody(
    server: Scripted, calls: LiveCalls, ask: Asking
) -> None:
    for landlord, call_id in ((LANDLORD, f"{CALL}/../../Messages"), (LANDLORD, ""), ("another", CALL)):
        with pytest.raises(NotDone):
            ask(calls, landlord, call_id)
    assert server.asked == []
