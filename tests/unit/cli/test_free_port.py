from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from honcho.environ import parse_procfile

from cli.free_port import refuse_a_busy_port

HOUSE = Path(__file__).parents[3]


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port that a web server listens on, as it does: others may join it."""
    with socket.socket() as busy:
        busy.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        busy.bind(("127.0.0.1", 0))
        busy.listen(1)
        yield busy.getsockname()[1]


def test_a_port_that_somebody_listens_on_is_refused_in_a_sentence(busy_port: int) -> None:
    with pytest.raises(click.ClickException, match=f"port {busy_port} .*; stop what does, or set PORT to another"):
        refuse_a_busy_port("127.0.0.1", busy_port)


def test_a_free_port_is_fine_and_stays_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    refuse_a_busy_port("127.0.0.1", port)
    with socket.socket() as server:
        server.bind(("127.0.0.1", port))
        assert server.getsockname() == ("127.0.0.1", port)


def line_of_the_procfile(process: str, folder: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a line with a server that says how it was called."""
    (folder / "granian").write_text('#!/bin/sh\necho "$EVENT_STREAMS $*"\n')
    (folder / "granian").chmod(0o755)
    (folder / "python").symlink_to(sys.executable)
    path = f"{folder}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    command = parse_procfile((HOUSE / "Procfile").read_text()).processes[process]
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=HOUSE,
        env={"PATH": path, **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize(("process", "setting"), [("web", "PORT"), ("events", "EVENTS_PORT")])
def test_a_second_server_of_the_procfile_is_refused_the_port(
    process: str, setting: str, busy_port: int, tmp_path: Path
) -> None:
    told = line_of_the_procfile(process, tmp_path, {setting: str(busy_port)})
    assert (told.returncode, told.stdout) == (1, "")
    assert f"port {busy_port} (Address already in use); stop what does, or set {setting} to another." in told.stderr


@pytest.mark.parametrize(("process", "setting", "seats"), [("web", "PORT", ""), ("events", "EVENTS_PORT", "480")])
def test_a_server_of_the_procfile_starts_where_nobody_listens(
    process: str, setting: str, seats: str, tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    told = line_of_the_procfile(process, tmp_path, {setting: port})
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"{seats} --interface wsgi --host 127.0.0.1 --port {port} ")
