"""The whole service on one machine, whose processes are killed one after the other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from cli.run import HOUSE
from contact_gateway.adapters.database.embedded import EmbeddedPostgres
from tests.processes import free_port, is_ready, stop, until, wait_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What `contact-gateway run` started."""

    process: subprocess.Popen[bytes]
    url: str
    environ: dict[str, str]
    database: EmbeddedPostgres
    log: Path

    def part(self, word: str) -> int:
        """Return the process with this word on its command line; 0 where there is none."""
        below = psutil.Process(self.process.pid).children(recursive=True)
        return next((one.pid for one in below if word in _command(one)), 0)

    def kill(self, pid: int | None) -> None:
        """Kill a process of the service at once."""
        assert pid, "There is no such process."
        os.kill(pid, signal.SIGKILL)


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@pytest.fixture
def service(data_folder: Path) -> Iterator[Service]:
    port, log = free_port(), Path(f"{data_folder}.log")
    environ = {key: value for key, value in os.environ.items() if not key.startswith("DATABASE")}
    environ |= {"DATA_DIR": str(data_folder), "PORT": str(port), "HOST": "127.0.0.1", "DEMO": "1"}
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "cli.main", "run"], cwd=HOUSE, env=environ, stdout=written, stderr=subprocess.STDOUT
        )
    database, url = EmbeddedPostgres(data_folder), f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: is_ready(url), process, log)
        yield Service(process=process, url=url, environ=environ, database=database, log=log)
    finally:
        stop(process, process.kill)
        database.stop()
        log.unlink(missing_ok=True)


def test_what_is_killed_comes_back_and_no_other_command_takes_the_database_away(service: Service) -> None:
    web, scheduler = service.part("granian"), service.part("scheduler")
    service.kill(scheduler)
    until(lambda: service.part("scheduler") not in {0, scheduler})
    assert service.part("granian") == web
    assert is_ready(service.url)

    served = service.database.postmaster()
    service.kill(served)
    until(lambda: service.database.postmaster() not in {None, served} and is_ready(service.url))
    assert service.part("granian") == web

    again = service.database.postmaster()
    checked = subprocess.run(
        [sys.executable, "-m", "cli.main", "db", "upgrade"], cwd=HOUSE, env=service.environ, timeout=60, check=False
    )
    assert (checked.returncode, service.database.postmaster()) == (0, again)

    service.kill(web)
    until(lambda: service.part("granian") not in {0, web} and is_ready(service.url))

    service.process.send_signal(signal.SIGINT)
    assert service.process.wait(30) == 0
    assert service.database.postmaster() is None
    assert "scheduler ended (signal 9)" in service.log.read_text()
    assert "The embedded database had ended; it is started again." in service.log.read_text()
