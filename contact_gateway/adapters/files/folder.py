"""Files in a folder of this machine, or of one that is mounted here."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from contact_gateway.application.errors import NotFound, Unavailable
from contact_gateway.application.files import plain_name
from contact_gateway.application.ports_of_files import FileEntry

_DRAFTS = ".drafts"
_DRAFTS_LAST = timedelta(days=1)


class FolderBlobs:
    """The store of bytes: a folder for each landlord, below it one for each ending of an id, readable by us alone."""

    def __init__(self, root: Path) -> None:
        """Take a folder that is there. Drafts that a crash left behind are removed."""
        self._root = root
        self._remove_old_drafts()

    def put(self, landlord: str, blob_id: str, content: bytes) -> None:
        """Store the bytes, or replace them.

        Method: write a draft beside, bring it to the disk, give it its name in one step, bring the name to the disk.
        """
        path = self._path(landlord, blob_id)
        with self._told():
            draft = self._draft(content)
            try:
                self._make(path.parent.parent, path.parent)
                draft.replace(path)
            except OSError:
                draft.unlink(missing_ok=True)
                raise
            _settle(path.parent)

    def get(self, landlord: str, blob_id: str, first: int | None = None) -> bytes:
        """Return the bytes, or only so many from their beginning. Raises `NotFound`."""
        path = self._path(landlord, blob_id)
        with self._told():
            try:
                with path.open("rb") as file:
                    return file.read(-1 if first is None else first)
            except FileNotFoundError:
                self._root.stat()  # a folder that is not mounted now has lost nothing
                raise NotFound("There is no file of that id.") from None

    def delete(self, landlord: str, blob_id: str) -> None:
        """Remove the bytes."""
        path = self._path(landlord, blob_id)
        with self._told():
            path.unlink(missing_ok=True)
            if path.parent.is_dir():
                _settle(path.parent)

    def entries(self, landlord: str) -> Iterator[FileEntry]:
        """Go through the landlord's folder."""
        with self._told():
            self._root.stat()
            for path in self._root.joinpath(plain_name(landlord)).glob("*/*"):
                with suppress(FileNotFoundError):  # removed since it was listed
                    yield FileEntry(path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC))

    def _path(self, landlord: str, blob_id: str) -> Path:
        name = plain_name(blob_id)
        return (
            self._root / plain_name(landlord) / name[-2:] / name
        )  # an id of version 7 begins with the time, ends at random

    def _draft(self, content: bytes) -> Path:
        drafts = self._root / _DRAFTS
        self._make(drafts)
        draft = drafts / secrets.token_hex(16)
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        return draft

    def _make(self, *folders: Path) -> None:
        """Make folders in the order given, for us alone, each known to the disk before it is used."""
        for folder in folders:
            if not folder.is_dir():
                folder.mkdir(mode=0o700, exist_ok=True)
                _settle(folder.parent)

    def _remove_old_drafts(self) -> None:
        long_ago = (datetime.now(UTC) - _DRAFTS_LAST).timestamp()
        with suppress(OSError):  # whoever needs the folder finds out, and says so
            for draft in (self._root / _DRAFTS).glob("*"):
                if draft.stat().st_mtime < long_ago:
                    draft.unlink()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            why = fault.strerror or type(fault).__name__
            raise Unavailable(f"The folder of files, {self._root}, cannot be used ({why}).") from fault


def _settle(folder: Path) -> None:
    """Bring the names in a folder to the disk; elsewhere than on POSIX the system does it by itself."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
