"""The demo as anybody starts it, in a folder and on a port of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from cli.simulate.call import call
from tests.processes import free_port, is_ready, stop, wait_until

HOUSE = Path(__file__).parents[2]
PASSWORD = "demo-gateway"


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
    port = free_port()
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
        wait_until(lambda: is_ready(url), process, log)
        yield Demo(url=url, environ=environ)
    finally:
        stop(process, lambda: os.killpg(process.pid, signal.SIGKILL))
        shutil.rmtree(folder, ignore_errors=True)
        log.unlink(missing_ok=True)
