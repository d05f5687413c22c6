"""The private folder of the embedded server's socket: whoever can enter it is trusted as the owner of the data."""

from __future__ import annotations

import hashlib
import stat
import tempfile
from pathlib import Path

from contact_gateway.adapters.database.embedded_account import Account, EmbeddedDatabaseError

SOCKET = ".s.PGSQL.5432"
_LONGEST_PATH = 103  # bytes, as macOS counts them; Linux allows four more


def socket_folder(home: Path) -> Path:
    """Return where the socket of the server in `home` lies.

    Below `home`; where that path is too long for a socket, in a folder of the temporary folder, always the same one.
    """
    below = home / "sockets"
    if len(bytes(below / SOCKET)) <= _LONGEST_PATH:
        return below
    name = hashlib.sha256(bytes(home)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"contact-gateway-{name}"


def make_private(folder: Path, account: Account) -> None:
    """Make the folder, closed to all but the account, or make sure that the one that is there is such a folder.

    Raises:
        EmbeddedDatabaseError: when somebody else's folder, or an open one, or a link stands there.
    """
    try:
        folder.mkdir(mode=0o700)
        account.take(folder)
    except FileExistsError:
        pass
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o077 or not account.owns(folder):
        raise EmbeddedDatabaseError(
            f"The folder {folder} for the database's socket is not ours alone; remove it and start again."
        )


def clear(folder: Path) -> None:
    """Remove the socket, and its lock, of a server that is no more."""
    for name in (SOCKET, f"{SOCKET}.lock"):
        (folder / name).unlink(missing_ok=True)
