"""Processes that are kept running: one that ends is started again after a while, and takes no other with it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import click

TOO_OFTEN = 5
WITHIN_SECONDS = 60
_LONGEST_WAIT_SECONDS = 30
_STOP_SECONDS = 5
_LOOK_SECONDS = 0.1
_OURSELVES = "gateway"

Say = Callable[[str, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A command to keep running; without a `vital` one the others are of no use."""

    name: str
    command: Sequence[str]
    vital: bool = False


def keep_running(
    kept: Sequence[Kept], environ: Mapping[str, str], folder: Path, first_wait_seconds: float = 0.5
) -> int:
    """Run the commands in the folder until SIGINT or SIGTERM comes; return the exit code, 128 and the signal's number.

    Whatever ends is started again, after a wait that doubles with each end within a minute. Where a vital one ends five
    times within a minute, all of it ends, with a sentence and code 1. To be called in the main thread.
    """
    told: list[int] = []
    before = {
        number: signal.signal(number, lambda got, _: told.append(got)) for number in (signal.SIGINT, signal.SIGTERM)
    }
    say = _printer(max(len(name) for name in (_OURSELVES, *(one.name for one in kept))))
    running = [_Running(one, environ, folder, say, first_wait_seconds) for one in kept]
    try:
        while not told:
            for one in running:
                one.look_after()
                if one.is_hopeless():
                    why = f"{one.kept.name} ended {TOO_OFTEN} times within a minute; what it said last stands above"
                    say(_OURSELVES, f"{why}. Mend that and start again.")
                    return 1
            time.sleep(_LOOK_SECONDS)
        return 128 + told[0]
    finally:
        _end(running)
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(slots=True)
class _Running:
    """One command, the process that carries it out, and when processes of it ended within the last minute."""

    kept: Kept
    environ: Mapping[str, str]
    folder: Path
    say: Say
    first_wait_seconds: float
    process: subprocess.Popen[bytes] | None = None
    start_at: float = 0
    ends: list[float] = field(default_factory=list)

    def look_after(self) -> None:
        """Start the process when it is time to, and put on record that it ended."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self._start()
        elif self.process.poll() is not None:
            self.clear_up()
            self._put_off(now, _how(self.process.returncode))

    def is_hopeless(self) -> bool:
        """Say whether to give all of it up: it is vital, and ends whenever it is started."""
        return self.kept.vital and len(self.ends) >= TOO_OFTEN

    def clear_up(self) -> None:
        """Kill whatever of the process is still there: what it started may hold its port."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def _start(self) -> None:
        self.process = subprocess.Popen(
            self.kept.command,
            cwd=self.folder,
            env=dict(self.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.say(_OURSELVES, f"{self.kept.name} started (process {self.process.pid})")
        Thread(target=self._pass_on, args=(self.process,), daemon=True).start()

    def _pass_on(self, process: subprocess.Popen[bytes]) -> None:
        with process:
            for line in process.stdout or ():
                self.say(self.kept.name, line.decode(errors="replace").rstrip())

    def _put_off(self, now: float, how: str) -> None:
        self.process = None
        self.ends = [*(end for end in self.ends if end > now - WITHIN_SECONDS), now]
        wait = min(self.first_wait_seconds * 2 ** (len(self.ends) - 1), _LONGEST_WAIT_SECONDS)
        self.start_at = now + wait
        then = "" if self.is_hopeless() else f"; it is started again in {wait:g} s"
        self.say(_OURSELVES, f"{self.kept.name} ended ({how}){then}")


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"


def _end(running: Sequence[_Running]) -> None:
    """End the processes politely, and after a while by force."""
    there = [one.process for one in running if one.process is not None]
    for process in there:
        process.terminate()
    patience = time.monotonic() + _STOP_SECONDS
    for process in there:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, patience - time.monotonic()))
    for one in running:
        one.clear_up()
    for process in there:
        process.wait()


def _printer(width: int) -> Say:
    def say(name: str, line: str) -> None:
        click.echo(f"{time.strftime('%H:%M:%S')} {name:<{width}} | {line}")

    return say
