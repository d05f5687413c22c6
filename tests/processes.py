"""Servers of the tests' own: a port for each, until it answers, and its end."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import httpx

READY_SECONDS = 100
STOP_SECONDS = 30


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(answers: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers; fail with the end of its log where it has ended, or takes too long."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if answers():
            return
        time.sleep(0.2)
    raise AssertionError(f"It does not answer:\n{log.read_text(errors='replace')[-4000:]}")


def until(holds: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something holds; fail where it takes longer."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "It never came to hold."
        time.sleep(0.05)


def is_ready(url: str) -> bool:
    """Say whether a gateway can do its work."""
    try:
        return httpx.get(f"{url}/readyz", timeout=5).is_success
    except httpx.HTTPError:
        return False


def listens(port: int) -> bool:
    """Say whether anybody listens on a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def stop(process: subprocess.Popen[bytes], kill: Callable[[], None]) -> None:
    """End a server politely, or by `kill` where that takes too long."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        kill()
        process.wait()
