"""The demo as anybody starts it, in a folder and on a port of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from click.testing import CliRunner

from cli.simulate.call import call

HOUSE = Path(__file__).parents[2]
PASSWORD = "demo-gateway"
READY_SECONDS = 100
STOP_SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A demo that answers."""

    url: str
    environ: dict[str, str]

    def call(self, landlord: str, number: str, *more: str) -> str:
        """Ring a landlord as this caller, and return what was heard."""
        result = CliRunner().invoke(call, ["--landlord", landlord, "--from", number, *more], env=self.environ)
        assert result.exit_code == 0, result.output
        return result.output


@contextmanager
def running_demo() -> Iterator[Demo]:
    """Start the demo, wait until it answers, and stop it in the end."""
    folder = Path(tempfile.gettempdir()) / f"contact-gateway-demo-{secrets.token_hex(8)}"
    port = _free_port()
    environ = {"DATA_DIR": str(folder), "PORT": str(port), "HOST": "127.0.0.1", "DEMO": "1"}
    log = Path(f"{folder}.log")
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "cli.main", "demo", "--port", str(port)],
            cwd=HOUSE,
            env={**os.environ, **environ},
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_it_answers(url, process, log)
        yield Demo(url=url, environ=environ)
    finally:
        _stop(process)
        shutil.rmtree(folder, ignore_errors=True)
        log.unlink(missing_ok=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/readyz", timeout=5).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise AssertionError(f"The demo does not answer:\n{log.read_text(errors='replace')[-4000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
