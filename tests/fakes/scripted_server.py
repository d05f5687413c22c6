"""A server of HTTP on this machine that answers as it was told to, in turn, and keeps what it was asked."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered: `late` seconds after it was asked, and between its `parts`; nothing at all if it `hangs_up`."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    late: float = 0
    parts: int = 1
    hangs_up: bool = False


def says(http_status: int = 200, /, **fields: object) -> Answer:
    return Answer(status=http_status, body=json.dumps(fields).encode())


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, list[str]]
    form: dict[str, list[str]]
    headers: dict[str, str]


@dataclass(slots=True)
class Scripted:
    """The server. The last answer is given again for ever."""

    url: str = ""
    answers: list[Answer] = field(default_factory=lambda: [says(sid="x")])
    asked: list[Asked] = field(default_factory=list)

    def will(self, *answers: Answer) -> None:
        self.answers = list(answers)

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    script: Scripted

    def parse_request(self) -> bool:
        """Answer whatever the method is, where the library would look for a function of its name."""
        if super().parse_request():
            self._answer()
        return False

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form = parse_qs(body, keep_blank_values=True)
        self.script.asked.append(
            Asked(self.command, parts.path, parse_qs(parts.query), form, dict(self.headers.items()))
        )
        self._tell(self.script.next())

    def _tell(self, answer: Answer) -> None:
        self.close_connection = True
        if answer.hangs_up:
            return
        time.sleep(answer.late)
        body = b"" if answer.status == 204 else answer.body
        self.send_response(answer.status)
        for name, value in {**answer.headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        size = max(len(body) // answer.parts, 1)
        with suppress(OSError):  # whoever asked may have gone
            for start in range(0, len(body), size):
                time.sleep(answer.late if start else 0)
                self.wfile.write(body[start : start + size])


@contextmanager
def scripted() -> Iterator[Scripted]:
    script = Scripted()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"script": script}))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield script
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
