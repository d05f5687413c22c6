"""The web server as it runs in production, on a port of this machine."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from cli.run import HOUSE, web_command
from contact_gateway.settings import Settings

READY_SECONDS = 100
STOP_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RealServer:
    """A server that answers: where it is, what it takes of the machine, and what it has written to its log."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def memory(self) -> int:
        """Bytes that all its processes hold."""
        whole = psutil.Process(self.process.pid)
        return sum(one.memory_info().rss for one in (whole, *whole.children(recursive=True)))


@contextmanager
def real_server(environ: Mapping[str, str], folder: Path) -> Iterator[RealServer]:
    """Start the server of the Procfile, wait until it is ready, and stop it in the end."""
    port, log = _free_port(), folder / "web.log"
    said = {**environ, "HOST": "127.0.0.1", "PORT": str(port), "DATA_DIR": str(folder)}
    command = shlex.split(web_command(Settings.from_environ(said)))
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, cwd=HOUSE, env={**os.environ, **said}, stdout=written, stderr=subprocess.STDOUT
        )
    server = RealServer(port=port, process=process, log=log)
    try:
        _wait_until_ready(server)
        yield server
    finally:
        _stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(server: RealServer) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            if httpx.get(f"{server.url}/readyz", timeout=5).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"The server does not answer:\n{server.log.read_text(errors='replace')[-4000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
