"""PostgreSQL without installing one: the server from the wheel, on a private socket, its data in one folder of ours."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

import psutil
import psycopg
import sqlalchemy
from filelock import FileLock, ReadWriteLock, Timeout
from psycopg import sql

from contact_gateway.adapters.database.embedded_account import Account, EmbeddedDatabaseError, server_account
from contact_gateway.adapters.database.embedded_binaries import programs_for, wheel_programs
from contact_gateway.adapters.database.embedded_sockets import clear, make_private, socket_folder

OWNER = "postgres"
DATABASE = "contact_gateway"

_START_SECONDS = 60
_ORPHANS_SECONDS = 10
_INITDB = (
    *("--username", OWNER, "--auth", "trust", "--data-checksums"),
    *("--encoding", "UTF8", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
)
_SETTINGS = MappingProxyType(
    {
        "listen_addresses": "",  # nothing listens on the network, not even on loopback
        "unix_socket_permissions": "0700",
        "max_connections": "200",
        "timezone": "UTC",
        "log_timezone": "UTC",
        # the log must hold nothing personal: neither the statement that failed nor the values in its details
        "log_min_messages": "fatal",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
)


class EmbeddedPostgres:
    """One PostgreSQL server whose data lies below `data_dir`.

    The folder holds all of it: `database/` (the data), `sockets/`, the settings and, where needed, a copy of the
    programs. No permission outside it is ever changed. The server outlives the process that started it, so that several
    processes may use it and one that dies takes nothing with it; whoever is in charge calls `stop`, or all of them say
    that they are `using` it, and the last one stops it.
    """

    def __init__(self, data_dir: Path, settings: Mapping[str, str] | None = None) -> None:
        """Name the folder, and server settings beside ours (PostgreSQL's own names and values)."""
        self._home = data_dir.absolute()
        self._data = self._home / "database"
        self._log = self._data / "server.log"
        self._sockets = socket_folder(self._home)
        self._settings = {**_SETTINGS, **(settings or {}), "unix_socket_directories": str(self._sockets)}

    def start(self) -> str:
        """Start the server unless it runs, and return the URL of its database for the owner of all tables.

        Two processes may call this at once: one starts, the other finds it running. A server left over from a process
        that was killed is taken over; what a killed server left behind is put right.

        Raises:
            EmbeddedDatabaseError: with a sentence that says what is in the way and what to do instead.
        """
        self._make_home()
        with self._locked():
            if not self.is_running():
                account = server_account()
                self._prepare(account)
                self._launch(account)
            self._create_database()
        return self.url()

    def stop(self) -> None:
        """Stop the server, ending the connections of whoever still uses it; nothing happens where none runs."""
        if self.postmaster() is None:
            return
        with self._locked():
            self._stop()

    @contextmanager
    def using(self) -> Iterator[str]:
        """Start the server unless it runs and give its URL; in the end it is stopped, unless somebody else uses it too.

        Who uses it shares a lock on a file beside the data, which a process that dies lets go of. Raises what `start`
        raises.
        """
        self._make_home()
        users = ReadWriteLock(self._home / "database.users", is_singleton=False)
        with self._locked():
            users.acquire_read()
        try:
            yield self.start()
        finally:
            users.release()
            with self._locked(), suppress(Timeout), users.write_lock(blocking=False):
                self._stop()
            users.close()

    def restart_immediate(self) -> None:
        """Restart as after a power cut: no goodbye to anyone, recovery from the log. For rehearsing faults."""
        with self._locked():
            self._control(server_account(), "restart", "-m", "immediate", "-l", str(self._log))

    def is_running(self) -> bool:
        """Say whether the server answers."""
        pg_isready = wheel_programs() / "bin" / "pg_isready"
        asked = Account().run(pg_isready, "-q", "-h", self._sockets, "-U", OWNER, "-d", "postgres")
        return asked.returncode == 0

    def postmaster(self) -> int | None:
        """Return the server's process id; absent when it is not alive, even where a stranger has got its old id."""
        try:
            pid = int((self._data / "postmaster.pid").read_text().split("\n", 1)[0])
            command = psutil.Process(pid).cmdline()
        except (OSError, ValueError, psutil.Error):
            return None
        return pid if str(self._data) in command else None

    def url(self, database: str = DATABASE) -> str:
        """Return the SQLAlchemy URL of a database of this server, as its owner; the server need not run."""
        query = {"host": str(self._sockets)}
        return sqlalchemy.URL.create("postgresql+psycopg", OWNER, database=database, query=query).render_as_string()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        lock = FileLock(self._home / "database.lock")
        try:
            lock.acquire(timeout=2 * _START_SECONDS)
        except Timeout as error:
            raise EmbeddedDatabaseError(
                f"Another process holds {lock.lock_file} and does not let go; end it and start again."
            ) from error
        except OSError as error:
            raise EmbeddedDatabaseError(
                f"The folder {self._home} belongs to somebody else ({error}); set DATA_DIR to a folder of your own."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _make_home(self) -> None:
        if sys.platform == "win32":
            raise EmbeddedDatabaseError("On Windows no database is embedded: set DATABASE_URL to a PostgreSQL server.")
        try:
            if not self._home.is_dir():
                self._home.mkdir(parents=True)
                self._home.chmod(0o711)  # the server's account passes through and lists nothing
        except OSError as error:
            raise EmbeddedDatabaseError(
                f"The folder for the data cannot be made ({error}); set DATA_DIR to a folder that can."
            ) from error

    def _prepare(self, account: Account) -> None:
        closed = account.first_closed(self._home)
        if closed is not None:
            raise EmbeddedDatabaseError(
                f"The database runs as the user {account.name}, to whom {closed} is closed, on the way to its data in "
                f"{self._home}; set DATA_DIR to a folder it can reach, or DATABASE_URL to a server of your own."
            )
        if not self._data.is_dir():
            self._initialise(account)
        make_private(self._sockets, account)
        quoted = {name: value.replace("'", "''") for name, value in self._settings.items()}
        conf = self._home / "server.conf"
        conf.write_text("".join(f"{name} = '{value}'\n" for name, value in quoted.items()))
        conf.chmod(0o644)

    def _initialise(self, account: Account) -> None:
        """Make the data beside its place and move it there whole: a start that is killed leaves no half database."""
        unfinished = self._home / "database.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        account.take(unfinished)
        self._run(account, "initdb", "--pgdata", str(unfinished), *_INITDB)
        with (unfinished / "postgresql.conf").open("a") as conf:
            conf.write("include '../server.conf'\n")
        unfinished.rename(self._data)

    def _launch(self, account: Account) -> None:
        """Start the server, or restart one that is alive but does not answer.

        A process that a killed server leaves behind may hold its shared memory for a moment; it is waited for.
        """
        if self.postmaster() is not None:
            return self._control(account, "restart", "-m", "fast", "-l", str(self._log))
        (self._data / "postmaster.pid").unlink(missing_ok=True)  # the id in it may by now be a stranger's
        clear(self._sockets)
        patience = time.monotonic() + _ORPHANS_SECONDS
        while True:
            try:
                return self._control(account, "start", "-l", str(self._log))
            except EmbeddedDatabaseError:
                if time.monotonic() > patience:
                    raise
                time.sleep(0.2)

    def _stop(self) -> None:
        if self.postmaster() is not None:
            self._control(server_account(), "stop", "-m", "fast")

    def _create_database(self) -> None:
        with psycopg.connect(dbname="postgres", user=OWNER, host=str(self._sockets), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def _control(self, account: Account, action: str, *options: str) -> None:
        self._run(account, "pg_ctl", action, "-D", str(self._data), "-w", "-t", str(_START_SECONDS), *options)

    def _run(self, account: Account, program: str, *arguments: str) -> None:
        programs = programs_for(account, self._home, wheel_programs())
        done = account.run(programs / "bin" / program, *arguments, seconds=2 * _START_SECONDS)
        if done.returncode == 0:
            return
        log = self._log.read_text(errors="replace").splitlines()[-3:] if self._log.is_file() else []
        said = " / ".join([*done.stderr.strip().splitlines()[-3:], *log])
        raise EmbeddedDatabaseError(f"The embedded database in {self._home} fails; {program} says: {said}")
