"""The embedded database while a command works on it: started again where it ends, stopped when nobody needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import click

from contact_gateway.adapters.database.embedded import EmbeddedPostgres
from contact_gateway.adapters.database.embedded_account import EmbeddedDatabaseError

_LOOK_SECONDS = 1.0
_LOOK_AGAIN_SECONDS = 10.0


@contextmanager
def embedded_database(data_dir: Path) -> Iterator[str]:
    """Give the URL of the embedded database in the folder. Raises `click.ClickException` where it cannot run."""
    server, over = EmbeddedPostgres(data_dir), Event()
    watch = Thread(target=_keep_running, args=(server, over), daemon=True)
    try:
        with server.using() as url:
            watch.start()
            try:
                yield url
            finally:
                over.set()
                watch.join()
    except EmbeddedDatabaseError as fault:
        raise click.ClickException(str(fault)) from fault


def _keep_running(server: EmbeddedPostgres, over: Event) -> None:
    wait = _LOOK_SECONDS
    while not over.wait(wait):
        wait = _LOOK_SECONDS
        if server.postmaster() is not None or server.is_running():
            continue
        try:
            server.start()
            click.echo("The embedded database had ended; it is started again.", err=True)
        except EmbeddedDatabaseError as fault:
            wait = _LOOK_AGAIN_SECONDS
            click.echo(str(fault), err=True)
