"""A real server under bodies without measure: it answers soon, it keeps its memory, and it goes on answering."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from cli.run import THREADS
from tests.drills.real_server import RealServer, real_server
from tests.integration.doors.house import BASE_URL, CALL_SID, HERE, House, path_of, sign, usual_fields

PATIENCE_SECONDS = 30
SOON_SECONDS = 5
WORKERS = 2
ELSEWHERE = "127.0.0.2"
MOST_GROWTH = 120 * 1024 * 1024
"""A third of what eight mails of forty megabytes weigh; the threads' own first work takes up to a half of it."""
MEGABYTE = b"zebra-crossing +447700900123 %%" * (1024 * 1024 // 31)
VOICE, MAIL = path_of("voice/incoming"), f"/webhooks/{HERE}/sendgrid/inbound"
UNSIGNED = "Content-Type: application/x-www-form-urlencoded\r\n"
FORM = f"{UNSIGNED}X-Twilio-Signature: x\r\n"


def mail_headers() -> str:
    return (
        "Content-Type: multipart/form-data; boundary=x\r\nX-Twilio-Email-Event-Webhook-Signature: MEUCIQ==\r\n"
        f"X-Twilio-Email-Event-Webhook-Timestamp: {int(time.time())}\r\n"  # noqa: TID251 the server goes by this clock
    )


@pytest.fixture
def house(database_url: str, direct_url: str, tmp_path: Path) -> Iterator[House]:
    house = House(database_url, direct_url, tmp_path)
    yield house
    house.close()


@pytest.fixture
def server(house: House, database_url: str, tmp_path: Path) -> Iterator[RealServer]:
    said = {"SECRET_KEY": "k" * 40, "PUBLIC_BASE_URL": BASE_URL, "DATABASE_URL": database_url}
    with real_server({**said, "LANDLORD_KEYS_FILE": str(tmp_path / "keys.toml")}, tmp_path) as server:
        warm(server)
        yield server


def warm(server: RealServer) -> None:
    """Let every thread of every worker do its first work of each kind, so that what grows later is what is held."""
    first = [head(VOICE, f"{FORM}Content-Length: 3"), head(MAIL, f"{mail_headers()}Content-Length: 3")]
    with ThreadPoolExecutor(8) as senders:
        assert set(senders.map(lambda said: send(server, said, iter([b"a=b"])), first * 100)) == {403}


@dataclass(slots=True)
class Watched:
    """The most memory that was seen."""

    most: int = 0


def watch(server: RealServer, watched: Watched, over: Event) -> None:
    while not over.wait(0.02):
        watched.most = max(watched.most, server.memory)


def head(path: str, headers: str, host: str = "contact.example.org") -> bytes:
    return f"POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n\r\n".encode()


def chunks(count: int) -> Iterator[bytes]:
    return (b"%x\r\n%s\r\n" % (len(MEGABYTE), MEGABYTE) for _ in range(count))


def send(server: RealServer, said: bytes, body: Iterator[bytes]) -> int:
    """Send until the server has had enough, and return the status of its answer, 0 where it hung up without one."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_SECONDS) as line:
        try:
            line.sendall(said)
            for piece in body:
                line.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            answer = line.recv(4096)
        except ConnectionResetError:
            return 0
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def flood(name: str) -> tuple[bytes, Iterator[bytes], set[int]]:
    """Return a request, and which answers are right; 0 where a server may hang up on somebody who goes on sending."""
    size = "Content-Length: {}"
    floods = {
        "ten megabytes": (head(VOICE, FORM + size.format(10 * len(MEGABYTE))), repeat(MEGABYTE, 10), {413, 0}),
        "a million fields": (head(VOICE, FORM + size.format(4_000_000)), repeat(b"a=1&" * 250_000, 4), {413, 0}),
        "chunks without end": (head(VOICE, f"{FORM}Transfer-Encoding: chunked"), chunks(400), {413, 0}),
        "a mail of forty megabytes": (head(MAIL, mail_headers() + size.format(40 * 2**20)), whole(40), {403}),
        "a mail of a gigabyte": (head(MAIL, mail_headers() + size.format(2**30)), repeat(MEGABYTE, 1000), {413, 0}),
        "a mail without end": (head(MAIL, f"{mail_headers()}Transfer-Encoding: chunked"), chunks(400), {413, 0}),
        "an endless address": (head(f"{VOICE}?{'a&' * 500_000}", FORM + size.format(0)), iter(()), {431, 414, 0}),
        "a million headers": (head(VOICE, FORM + "X-A: b\r\n" * 1_000_000 + size.format(0)), iter(()), {431, 400, 0}),
    }
    return floods[name]


def whole(megabytes: int) -> Iterator[bytes]:
    return (b"a" * 2**20 for _ in range(megabytes))


FLOODS = (
    "ten megabytes", "a million fields", "chunks without end", "a mail of forty megabytes", "a mail of a gigabyte",
    "a mail without end", "an endless address", "a million headers",
)  # fmt: skip


def test_no_flood_is_held_in_memory_nor_written_to_the_log_nor_stops_the_next_caller(
    server: RealServer, house: House
) -> None:
    before, state = server.memory, house.state()
    watched, over = Watched(), Event()
    watcher = Thread(target=watch, args=(server, watched, over))
    watcher.start()
    try:
        with ThreadPoolExecutor(8) as senders:
            for name in FLOODS:
                said, _, right = flood(name)
                answers = set(senders.map(lambda one: send(server, one[0], flood(one[1])[1]), [(said, name)] * 8))
                assert answers <= right, (name, answers)
    finally:
        over.set()
        watcher.join()
    assert watched.most - before < MOST_GROWTH
    assert house.state() == state
    assert ring(server) == 200
    log = server.log.read_text(errors="replace")
    assert "zebra" not in log
    assert "7700900123" not in log


def ring(server: RealServer) -> int:
    """Ring as anybody may, with a good signature."""
    fields = {**usual_fields(), "CallSid": CALL_SID}
    body = "&".join(f"{name}={value.replace('+', '%2B')}" for name, value in fields.items()).encode()
    signature = sign(VOICE, fields.items())["X-Twilio-Signature"]
    headers = f"Content-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: {signature}\r\n"
    return send(server, head(VOICE, f"{headers}Content-Length: {len(body)}", "10.0.0.1:8080"), iter([body]))


@pytest.mark.parametrize("headers", [UNSIGNED, FORM], ids=["unsigned", "with a signature made up"])
def test_more_bodies_that_do_not_come_than_there_are_threads_keep_no_caller_waiting(
    server: RealServer, headers: str
) -> None:
    with ExitStack() as lines:
        for number in range(WORKERS * THREADS + 12):
            line = lines.enter_context(
                socket.create_connection(("127.0.0.1", server.port), PATIENCE_SECONDS, source_address=(ELSEWHERE, 0))
            )
            line.sendall(head(VOICE, f"{headers}Content-Length: {60_000 + number}") + b"a=")
        for _ in range(3):
            begun = time.monotonic()
            assert ring(server) == 200
            assert httpx.get(f"{server.url}/livez", timeout=PATIENCE_SECONDS).is_success
            assert time.monotonic() - begun < SOON_SECONDS
