"""`contact-gateway run`: the whole service on one machine, with one command."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread

import click
import httpx

from cli.claims import claimed
from cli.installation import database, opened, read_settings
from cli.supervisor import Kept, keep_running
from contact_gateway.settings import Settings

HOUSE = Path(__file__).parents[1]
READY_SECONDS = 60
THREADS = 24
FEEDS = THREADS // 2
STOPPED_BY_HAND = 128 + signal.SIGINT


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Where to listen, instead of PORT or 8080.")
def run(port: int | None) -> None:
    """Start web and scheduler, on the embedded database unless DATABASE_URL says otherwise."""
    settings = read_settings({"PORT": str(port)} if port else None, serves=True)
    with claimed(settings.host, settings.port), database(settings, migrate=True) as url:
        with opened(settings, url):
            pass  # what stops a start is told here, once, before anything runs
        sys.exit(serve(settings, url))


def serve(
    settings: Settings,
    database_url: str,
    *,
    beside: Mapping[str, str] | None = None,
    when_ready: Callable[[], None] = lambda: None,
    environ: Mapping[str, str] | None = None,
) -> int:
    """Run the processes until a signal comes, or the web ends again and again; return the exit code.

    `beside` are commands to run next to web and scheduler, by name: whichever of them ends is started again, and the
    web goes on meanwhile. `when_ready` is called once the web answers.
    """
    commands = {
        "web": web_command(settings),
        "scheduler": _python("-m", "cli.main", "scheduler"),
        **(beside or {}),
    }
    said = {
        "DATABASE_URL": database_url,
        "PORT": str(settings.port),
        "HOST": settings.host,
        "EVENT_STREAMS": str(FEEDS),
        **(environ or {}),
    }
    kept = [Kept(name=name, command=shlex.split(command), vital=name == "web") for name, command in commands.items()]
    Thread(target=_announce, args=(settings, when_ready), daemon=True).start()
    code = keep_running(kept, {**os.environ, "PYTHONUNBUFFERED": "1", **said}, HOUSE)
    return 0 if code == STOPPED_BY_HAND else code


def web_command(settings: Settings) -> str:
    """Return the command of the web server: two processes, with threads for live pages and always some for callers."""
    options = (
        f"--interface wsgi --workers 2 --respawn-failed-workers --runtime-threads 1 --blocking-threads {THREADS}"
        " --log-level error"
    )
    return _python("-m", "granian", *options.split(), "--host", settings.host, "--port", str(settings.port), "wsgi:app")


def _python(*arguments: str) -> str:
    return shlex.join([sys.executable, *arguments])


def _announce(settings: Settings, when_ready: Callable[[], None]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"http://{settings.host}:{settings.port}/readyz", timeout=2).is_success:
                when_ready()
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
