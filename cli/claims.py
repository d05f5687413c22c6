"""What one start of the service takes for itself on a machine, from its first moment to its end."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
from filelock import FileLock, Timeout

from cli.free_port import refuse_a_busy_port


@contextmanager
def claimed(host: str, port: int, setting: str = "PORT") -> Iterator[None]:
    """Take a port before anything listens there; `setting` is as in `refuse_a_busy_port`.

    Between the look whether it is free and the server that listens lies half a minute, in which another start would
    find it free too, and greet with the address of the first. Raises `click.ClickException` where somebody has it.
    """
    with _taken(f"port {port}", f"set {setting} to another"):
        refuse_a_busy_port(host, port, setting)
        yield


@contextmanager
def claimed_folder(folder: Path) -> Iterator[None]:
    """Take a folder of data, in which a demo keeps its keys. Raises `click.ClickException` where another has it."""
    with _taken(f"the folder {folder.resolve()}", "set DATA_DIR to another"):
        yield


@contextmanager
def _taken(what: str, instead: str) -> Iterator[None]:
    name = hashlib.sha256(what.encode()).hexdigest()[:12]
    lock = FileLock(Path(tempfile.gettempdir()) / f"contact-gateway-{os.getuid()}-{name}.lock")
    with ExitStack() as held:
        try:
            held.enter_context(lock.acquire(timeout=0))
        except Timeout as error:
            raise click.ClickException(f"Another contact gateway has {what}; stop it, or {instead}.") from error
        yield
