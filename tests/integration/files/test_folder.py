"""What only a folder has: modes, names, the disk, what a crash leaves behind."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contact_gateway.adapters.files.folder import FolderBlobs
from contact_gateway.application.errors import NotFound, Unavailable
from contact_gateway.application.ids import new_id

HERE = "here"
OUTSIDE = ("../there", "..", "/tmp", "a/b", "", "UPPER", ".drafts", "a\0b")


def everything(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def test_files_and_folders_are_for_our_account_alone(tmp_path: Path) -> None:
    FolderBlobs(tmp_path).put(HERE, new_id(), b"x")
    modes = {path.is_file(): stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert modes == {True: 0o600, False: 0o700}


def test_a_file_lies_below_its_landlord_under_its_own_name(tmp_path: Path) -> None:
    blob_id = new_id()
    FolderBlobs(tmp_path).put(HERE, blob_id, b"x")
    assert everything(tmp_path) == {Path(HERE, blob_id[-2:], blob_id)}


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    blobs = FolderBlobs(folder)
    for landlord, blob_id in ((HERE, name), (name, new_id())):
        with pytest.raises(NotFound):
            blobs.put(landlord, blob_id, b"x")
        with pytest.raises(NotFound):
            blobs.get(landlord, blob_id)
        with pytest.raises(NotFound):
            blobs.delete(landlord, blob_id)
    assert everything(tmp_path) == set()


def test_a_folder_that_went_away_is_away_and_nothing_in_it_is_lost(tmp_path: Path) -> None:
    folder, aside = tmp_path / "files", tmp_path / "aside"
    folder.mkdir()
    blobs, blob_id = FolderBlobs(folder), new_id()
    blobs.put(HERE, blob_id, b"x")
    folder.rename(aside)
    for use in (
        lambda: blobs.get(HERE, blob_id),
        lambda: blobs.put(HERE, new_id(), b"y"),
        lambda: list(blobs.entries(HERE)),
    ):
        with pytest.raises(Unavailable, match="cannot be used"):
            use()
    assert not folder.exists()
    aside.rename(folder)
    assert blobs.get(HERE, blob_id) == b"x"


def test_what_cannot_be_written_leaves_nothing_half_done(tmp_path: Path) -> None:
    blobs, blob_id = FolderBlobs(tmp_path), new_id()
    (tmp_path / HERE).write_bytes(b"a file where the folder should be")
    with pytest.raises(Unavailable):
        blobs.put(HERE, blob_id, b"x")
    assert everything(tmp_path) == {Path(HERE)}


def test_a_draft_that_a_crash_left_is_no_file_and_goes_after_a_day(tmp_path: Path) -> None:
    drafts = tmp_path / ".drafts"
    drafts.mkdir()
    for name, age in (("old", timedelta(days=2)), ("new", timedelta(hours=1))):
        (drafts / name).write_bytes(b"half")
        long_ago = (datetime.now(UTC) - age).timestamp()
        os.utime(drafts / name, (long_ago, long_ago))
    blobs = FolderBlobs(tmp_path)
    assert list(blobs.entries(HERE)) == []
    assert everything(tmp_path) == {Path(".drafts", "new")}
