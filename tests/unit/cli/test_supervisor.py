"""Processes that end are started again, and only a vital one that ends again and again ends them all."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import psutil
import pytest

from cli.supervisor import Kept, keep_running
from tests.processes import until

SLEEPS = (sys.executable, "-c", "import os, time; open('lived', 'a').write(f'{os.getpid()} '); time.sleep(600)")
FAILS = (sys.executable, "-c", "print('no disk', flush=True); raise SystemExit(3)")


def lived(folder: Path) -> list[int]:
    file = folder / "lived"
    return [int(pid) for pid in file.read_text().split()] if file.exists() else []


def lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def meanwhile() -> Iterator[Callable[[Callable[[], object]], None]]:
    """Do something beside the supervisor, which has the main thread, and tell it to end afterwards."""
    threads: list[Thread] = []

    def meanwhile(deed: Callable[[], object]) -> None:
        def do() -> None:
            try:
                deed()
            finally:
                os.kill(os.getpid(), signal.SIGTERM)

        threads.append(Thread(target=do))
        threads[-1].start()

    yield meanwhile
    for thread in threads:
        thread.join()


def keep(folder: Path, *kept: Kept) -> int:
    return keep_running(kept, os.environ, folder, first_wait_seconds=0.01)


def test_what_is_killed_is_started_again_and_what_stands_beside_it_goes_on(
    tmp_path: Path, meanwhile: Callable[[Callable[[], object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("web", "scheduler"):
        (tmp_path / name).mkdir()
    in_folder = "import os, sys; os.chdir(sys.argv[1]); " + SLEEPS[2]
    kept = [
        Kept(name=name, command=(sys.executable, "-c", in_folder, name), vital=name == "web")
        for name in ("web", "scheduler")
    ]
    web, scheduler = tmp_path / "web", tmp_path / "scheduler"
    left: list[int] = []

    def kill_the_scheduler() -> None:
        until(lambda: lived(web) and lived(scheduler))
        os.kill(lived(scheduler)[0], signal.SIGKILL)
        until(lambda: len(lived(scheduler)) == 2)
        left.extend(lived(web))

    meanwhile(kill_the_scheduler)

    assert keep(tmp_path, *kept) == 128 + signal.SIGTERM
    assert len(left) == 1
    assert "scheduler ended (signal 9); it is started again in" in capsys.readouterr().out
    assert not any(psutil.pid_exists(pid) for pid in (*lived(web), *lived(scheduler)))


def test_a_vital_one_that_ends_again_and_again_ends_all_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = keep(tmp_path, Kept(name="web", command=FAILS, vital=True), Kept(name="scheduler", command=SLEEPS))

    assert code == 1
    said = capsys.readouterr().out
    assert said.count("web ended (code 3)") == 5
    assert "no disk" in said
    assert said.splitlines()[-1].endswith(
        "| web ended 5 times within a minute; what it said last stands above. Mend that and start again."
    )
    assert not any(psutil.pid_exists(pid) for pid in lived(tmp_path))


def test_one_that_is_not_vital_may_end_as_often_as_it_likes(
    tmp_path: Path, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    ends = (sys.executable, "-c", "import os; open('lived', 'a').write(f'{os.getpid()} ')")
    meanwhile(lambda: until(lambda: len(lived(tmp_path)) > 6))

    assert keep(tmp_path, Kept(name="scheduler", command=ends)) == 128 + signal.SIGTERM


def test_what_an_ended_process_left_behind_is_ended_before_it_is_started_again(
    tmp_path: Path, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    program = (
        "import os, subprocess, sys, time; subprocess.Popen([sys.executable, '-c', sys.argv[1]])\n"
        "while not os.path.exists('lived') or os.path.exists('again'): time.sleep(0.05)\n"
        "open('again', 'w')"
    )
    leaves = (sys.executable, "-c", program, SLEEPS[2])
    orphan_alive: list[bool] = []

    def look() -> None:
        until(lambda: len(lived(tmp_path)) == 2)
        orphan_alive.append(lives(lived(tmp_path)[0]))

    meanwhile(look)
    keep(tmp_path, Kept(name="web", command=leaves, vital=True))
    assert orphan_alive == [False]


def test_one_that_will_not_end_is_ended_by_force(
    tmp_path: Path, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    deaf = (sys.executable, "-c", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPS[2])
    meanwhile(lambda: until(lambda: lived(tmp_path)))

    keep(tmp_path, Kept(name="web", command=deaf, vital=True))
    assert not psutil.pid_exists(lived(tmp_path)[0])
