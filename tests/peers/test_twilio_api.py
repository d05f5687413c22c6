"""What we ask of Twilio, put before Twilio's own description of its API."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import httpx
import pytest

from contact_gateway.adapters.twilio.account import RestAccount
from contact_gateway.adapters.twilio.addresses import wanted_addresses
from contact_gateway.adapters.twilio.live_calls import TwilioLiveCalls
from contact_gateway.adapters.twilio.numbers import TwilioNumbers
from contact_gateway.adapters.twilio.recordings import TwilioRecordings
from contact_gateway.application.errors import NotDone
from contact_gateway.application.records_of_calls import CallState, Leg
from tests.builders import MONDAY
from tests.fakes.twilio_rest import ACCOUNT_SID, API_PATH, LANDLORD, PUBLIC_URL, account
from tests.peers import prism

Accounts = Mapping[str, RestAccount]
CALL, ROOM, RECORDING, NUMBER = (f"{kind}{'a' * 32}" for kind in ("CA", "CF", "RE", "PN"))
OURS = "+441632960200"
LEG = Leg(
    id="0192f0c1-leg",
    contact_id="contact-1",
    call_id=CALL,
    turn=1,
    room="room-0192f0c1",
    to="desk",
    line="+441632960111",
    leg_id=CALL,
    room_id=ROOM,
    limit=600,
    placed_at=MONDAY,
)


@pytest.fixture(scope="module")
def twilio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[prism.Judge]:
    with prism.mock(tmp_path_factory.mktemp("prism")) as judge:
        yield judge


@pytest.fixture
def accounts(twilio: prism.Judge) -> Accounts:
    return {LANDLORD: account(twilio.url)}


@pytest.mark.parametrize("line", ["+441632960111", "+441632960111;ext=204", "sip:desk@example.org", "client:desk"])
@pytest.mark.parametrize("limit", [None, 0, 600, 99_999])
def test_twilio_takes_every_leg_that_we_place(accounts: Accounts, line: str, limit: int | None) -> None:
    made = TwilioLiveCalls(accounts).ring(LANDLORD, replace(LEG, line=line, limit=limit), 25, OURS)
    assert made.startswith("CA")


Asking = Callable[[TwilioLiveCalls], object]


@pytest.mark.parametrize(
    "ask",
    [
        lambda calls: calls.announce(LANDLORD, LEG, "0192f0c1-words"),
        lambda calls: calls.end_room(LANDLORD, LEG),
        lambda calls: calls.end_room(LANDLORD, replace(LEG, room_id="")),
        lambda calls: calls.end_call(LANDLORD, CALL),
        lambda calls: calls.limit(LANDLORD, CALL, 900),
        lambda calls: calls.send_on(LANDLORD, CALL, "unanswered?turn=2"),
        lambda calls: calls.pause_recording(LANDLORD, CALL, paused=True),
        lambda calls: calls.pause_recording(LANDLORD, CALL, paused=False, room_id=ROOM),
    ],
)
def test_twilio_takes_what_we_ask_of_a_live_call(twilio: prism.Judge, accounts: Accounts, ask: Asking) -> None:
    assert twilio.taken(lambda: ask(TwilioLiveCalls(accounts))) == 1


def test_a_room_is_looked_for_as_twilio_takes_it(accounts: Accounts) -> None:
    with pytest.raises(NotDone, match="Nobody is in the room"):  # the example that is answered with has no rooms
        TwilioLiveCalls(accounts).announce(LANDLORD, replace(LEG, room_id=""), "0192f0c1-words")


def test_a_call_is_read_as_twilio_writes_it(accounts: Accounts) -> None:
    found = TwilioLiveCalls(accounts).look_up(LANDLORD, CALL)
    assert found.state is CallState.ANSWERED_AND_OVER
    assert found.seconds > 0
    assert found.ended_at is not None


def test_a_recording_is_deleted_as_twilio_takes_it(twilio: prism.Judge, accounts: Accounts) -> None:
    assert twilio.taken(lambda: TwilioRecordings(accounts).delete(LANDLORD, RECORDING)) == 1


def test_numbers_are_read_and_connected_as_twilio_takes_it(twilio: prism.Judge, accounts: Accounts) -> None:
    numbers = TwilioNumbers(accounts)
    [number] = numbers.all(LANDLORD)
    assert number.number.startswith("+")
    wanted = wanted_addresses(LANDLORD, PUBLIC_URL)
    assert twilio.taken(lambda: numbers.connect(LANDLORD, NUMBER, wanted)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"Status": "exploded"},
        {"TimeLimit": "soon"},
        {"Url": "no address"},
    ],
)
def test_the_judge_refuses_what_twilio_would_refuse(twilio: prism.Judge, wrong: dict[str, str]) -> None:
    key = (ACCOUNT_SID, "the-token")
    answer = httpx.post(f"{twilio.url}{API_PATH}/Calls/{CALL}.json", data=wrong, auth=key, timeout=30)
    assert answer.status_code == 422


def test_nothing_of_it_works_without_a_key(twilio: prism.Judge) -> None:
    assert httpx.get(f"{twilio.url}{API_PATH}/Calls/{CALL}.json", timeout=30).status_code == 401
