"""The account the embedded server runs under: our own, or a system user where we are root, which PostgreSQL refuses."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SYSTEM_USER = "contact-gateway"
_FIRST_CLOSED = 'for folder; do test -x "$folder" || { printf %s "$folder"; exit; }; done'


class EmbeddedDatabaseError(RuntimeError):
    """The embedded server cannot be had; the message is a sentence for whoever starts the service."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server's programs; `name` and `group` are absent where that is simply us."""

    name: str | None = None
    group: str | None = None

    def run(self, *command: str | Path, seconds: float = 60) -> subprocess.CompletedProcess[str]:
        """Run a program to its end and return it, whatever its exit code.

        None of our environment reaches it: a stray `PGOPTIONS` or `PGDATA` must not lead the server astray.

        Raises:
            PermissionError: when the account may not run it.
            subprocess.TimeoutExpired: when it takes longer than `seconds`.
        """
        return subprocess.run(
            [str(part) for part in command],
            check=False,
            capture_output=True,
            text=True,
            timeout=seconds,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            user=self.name,
            group=self.group,
            extra_groups=None if self.name is None else [],
        )

    def take(self, path: Path) -> None:
        """Make the account the owner of a folder or file that we have just made."""
        if self.name is not None:
            shutil.chown(path, user=self.name, group=self.group)

    def owns(self, path: Path) -> bool:
        """Say whether `path` itself (not what a link there points to) is the account's."""
        owner = path.lstat().st_uid
        return owner == os.geteuid() if self.name is None else path.owner() == self.name

    def first_closed(self, path: Path) -> Path | None:
        """Return the first folder on the way to `path`, itself included, that the account cannot pass through."""
        closed = self.run("sh", "-c", _FIRST_CLOSED, "sh", *reversed(path.parents), path).stdout
        return Path(closed) if closed else None


def server_account() -> Account:
    """Return the account to run the server under; as root, the system user, made at the first start.

    Raises:
        EmbeddedDatabaseError: when the system user is not there and cannot be made.
    """
    if os.geteuid() != 0:
        return Account()
    found = _system_user()
    if found is not None:
        return found
    useradd = shutil.which("useradd") or "/usr/sbin/useradd"
    homeless = ["--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    try:
        fault = Account().run(useradd, "--system", "--user-group", *homeless, SYSTEM_USER).stderr.strip()
    except OSError as error:
        fault = str(error)
    made = _system_user()
    if made is None:
        raise EmbeddedDatabaseError(
            f"PostgreSQL never runs as root, and the system user {SYSTEM_USER} could not be made ({fault}); "
            "set DATABASE_URL to a server of your own, or run as an ordinary user."
        )
    return made


def _system_user() -> Account | None:
    group = Account().run("id", "-gn", SYSTEM_USER)
    return Account(SYSTEM_USER, group.stdout.strip()) if group.returncode == 0 else None
