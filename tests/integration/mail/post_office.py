"""The mail server as tests see it: where it listens, and what it was handed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.processes import free_port

_SERVER = Path(__file__).with_name("smtp_server.py")
_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Handed:
    """A mail that the server was handed, with its envelope."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)


class PostOffice:
    """A server that can be stopped and started again on its port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._port}"

    def start(self) -> None:
        (self._folder / "ready").unlink(missing_ok=True)
        self._process = subprocess.Popen([sys.executable, str(_SERVER), str(self._port), str(self._folder)])
        wait_until((self._folder / "ready").exists)

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait(_SECONDS)
            self._process = None

    def keep_senders_waiting(self, *, waiting: bool) -> None:
        """Take mail, and say yes to it only later."""
        if waiting:
            (self._folder / "slow").touch()
        else:
            (self._folder / "slow").unlink()

    def handed(self) -> list[Handed]:
        return [
            self._read(path) for path in sorted(self._folder.glob("*.json"), key=lambda one: one.stat().st_mtime_ns)
        ]

    def _read(self, path: Path) -> Handed:
        envelope = json.loads(path.read_text())
        return Handed((envelope["from"] or "").strip("<>"), envelope["to"], path.with_suffix(".eml").read_bytes())


@contextmanager
def open_post_office(folder: Path) -> Iterator[PostOffice]:
    office = PostOffice(folder)
    office.start()
    try:
        yield office
    finally:
        office.stop()


def wait_until(happened: object, seconds: float = _SECONDS) -> None:
    assert callable(happened)
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.05)
