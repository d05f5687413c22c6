from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

import pytest

from contact_gateway.adapters.twilio.recordings import TwilioRecordings
from contact_gateway.application.errors import NotDone
from contact_gateway.application.ports_of_calls import RecordingStore
from tests.fakes.scripted_server import Answer, Scripted, says, scripted
from tests.fakes.twilio_rest import ACCOUNT_SID, API_PATH, LANDLORD, Slept, account

RECORDING = f"RE{'a' * 32}"
SOUND = b"ID3" + bytes(5_000)


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted() as server:
        yield server


@pytest.fixture
def store(server: Scripted) -> RecordingStore:
    return TwilioRecordings({LANDLORD: account(server.url)}, Slept().patience())


def test_a_recording_is_fetched_by_its_id_with_the_accounts_own_key(server: Scripted, store: RecordingStore) -> None:
    server.will(Answer(body=SOUND))
    assert store.fetch(LANDLORD, RECORDING, len(SOUND)) == SOUND
    [asked] = server.asked
    assert (asked.method, asked.path) == ("GET", f"{API_PATH}/Recordings/{RECORDING}.mp3")
    assert asked.headers["Authorization"] == f"Basic {b64encode(f'{ACCOUNT_SID}:the-token'.encode()).decode()}"


def test_a_recording_that_is_too_long_is_not_taken(server: Scripted, store: RecordingStore) -> None:
    server.will(Answer(body=SOUND))
    with pytest.raises(NotDone) as caught:
        store.fetch(LANDLORD, RECORDING, len(SOUND) - 1)
    assert caught.value.code == "too_long"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_recording_is_not_followed_elsewhere(server: Scripted, store: RecordingStore, status: int) -> None:
    server.will(Answer(status=status, headers={"Location": f"{server.url}/elsewhere"}), Answer(body=SOUND))
    with pytest.raises(NotDone):
        store.fetch(LANDLORD, RECORDING, 10_000)
    assert len(server.asked) == 1


@pytest.mark.parametrize("answer", [Answer(hangs_up=True), says(404), says(503)])
def test_a_recording_that_cannot_be_had_now_is_told(server: Scripted, store: RecordingStore, answer: Answer) -> None:
    server.will(answer)
    with pytest.raises(NotDone):
        store.fetch(LANDLORD, RECORDING, 10_000)


def test_a_recording_that_is_gone_is_told_as_that(server: Scripted, store: RecordingStore) -> None:
    server.will(says(404))
    with pytest.raises(NotDone) as caught:
        store.fetch(LANDLORD, RECORDING, 10_000)
    assert caught.value.code == "gone"


def test_a_recording_is_deleted_once_and_stays_so(server: Scripted, store: RecordingStore) -> None:
    server.will(says(500), says(204), says(404, code=20404))
    store.delete(LANDLORD, RECORDING)
    store.delete(LANDLORD, RECORDING)
    assert [(one.method, one.path) for one in server.asked] == [
        ("DELETE", f"{API_PATH}/Recordings/{RECORDING}.json")
    ] * 3


def test_a_refusal_to_delete_is_told(server: Scripted, store: RecordingStore) -> None:
    server.will(says(401, code=20003))
    with pytest.raises(NotDone, match="20003"):
        store.delete(LANDLORD, RECORDING)


@pytest.mark.parametrize(
    ("landlord", "recording"),
    [
        (LANDLORD, "https://evil.example.org/RE"),
        (LANDLORD, f"{RECORDING}/../../Calls"),
        (LANDLORD, ""),
        ("another", RECORDING),
    ],
)
def test_nothing_is_asked_with_a_strange_id_or_for_a_landlord_without_an_account(
    server: Scripted, store: RecordingStore, landlord: str, recording: str
) -> None:
    with pytest.raises(NotDone):
        store.fetch(landlord, recording, 10_000)
    with pytest.raises(NotDone):
        store.delete(landlord, recording)
    assert server.asked == []
