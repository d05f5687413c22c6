"""The web server as it runs in production, on a port of this machine."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from cli.run import HOUSE, web_command
from contact_gateway.settings import Settings
from tests.processes import free_port, is_ready, stop, wait_until


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
    port, log = free_port(), folder / "web.log"
    said = {**environ, "HOST": "127.0.0.1", "PORT": str(port), "DATA_DIR": str(folder)}
    command = shlex.split(web_command(Settings.from_environ(said)))
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, cwd=HOUSE, env={**os.environ, **said}, stdout=written, stderr=subprocess.STDOUT
        )
    server = RealServer(port=port, process=process, log=log)
    try:
        wait_until(lambda: is_ready(server.url), process, log)
        yield server
    finally:
        stop(process, process.kill)
