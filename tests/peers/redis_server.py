"""A real Redis of a test's own, in a folder of its own, to be killed, stopped and started empty."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

READY_SECONDS = 20


class RedisServer:
    """Listens on a socket below the folder and keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "redis.sock"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{self._socket}"

    def start(self) -> None:
        """Start, empty, and wait until it answers."""
        command = ["redis-server", "--port", "0", "--unixsocket", str(self._socket), "--save", "", "--loglevel"]
        self._process = subprocess.Popen([*command, "warning"], cwd=self._socket.parent, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self._answers():
                return
            time.sleep(0.02)
        raise AssertionError("Redis does not start.")

    def kill(self) -> None:
        """End it without a goodbye, with all that it holds."""
        if self._process:
            self._process.kill()
            self._process.wait()
        self._process = None
        self._socket.unlink(missing_ok=True)

    def hang(self) -> None:
        """Let it take what is sent, and never answer."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again."""
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def publish(self, channel: str, text: str) -> int:
        """Say something on a channel, as a stranger; return how many listen there."""
        with redis.Redis.from_url(self.url) as client:
            return int(str(client.publish(channel, text)))

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """Give a Redis that runs."""
    folder = Path(tempfile.mkdtemp(prefix="contact-gateway-redis-"))
    server = RedisServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)
