"""Where files are kept, as settings write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from contact_gateway.application.files_place import InBucket, InDatabase, InFolder, read_files_place
from contact_gateway.settings import Settings, SettingsError

SECRET = "a secret of more than thirty-two characters"


def test_files_are_in_the_database_unless_said() -> None:
    assert Settings.from_environ({"SECRET_KEY": SECRET}).files == InDatabase()
    assert read_files_place("database:") == InDatabase()


def test_a_folder_that_is_there_is_a_place(tmp_path: Path) -> None:
    assert read_files_place(f"folder:{tmp_path}") == InFolder(tmp_path)
    assert Settings.from_environ({"SECRET_KEY": SECRET, "FILES_URL": f"folder:{tmp_path}"}).files == InFolder(tmp_path)


@pytest.mark.parametrize(
    ("text", "bucket"),
    [
        ("s3://files", InBucket(bucket="files")),
        ("s3://files/", InBucket(bucket="files")),
        ("s3://files/gateway/mail/", InBucket(bucket="files", prefix="gateway/mail")),
        ("s3://files?region=eu-west-2", InBucket(bucket="files", region="eu-west-2")),
        (
            "s3://files/gateway?endpoint=http://127.0.0.1:9000&region=eu-west-2",
            InBucket(bucket="files", prefix="gateway", endpoint="http://127.0.0.1:9000", region="eu-west-2"),
        ),
        (
            "s3://files?endpoint=https%3A%2F%2Fstore.example.org",
            InBucket(bucket="files", endpoint="https://store.example.org"),
        ),
    ],
)
def test_a_bucket_is_named_with_what_it_needs(text: str, bucket: InBucket) -> None:
    assert read_files_place(text) == bucket


@pytest.mark.parametrize(
    "text",
    [
        *("files", "/srv/files", "file:/srv/files", "database", "database:here", "database://here", "folder:"),
        *("folder://host/files", "s3:", "s3://", "s3:///prefix", "s3://key:hidden@files", "s3://files?hidden=1"),
        *("s3://files?endpoint=", "s3://files?endpoint=store.example.org", "s3://files?endpoint=ftp://store"),
        *("s3://files?endpoint=https://key:hidden@store", "s3://files?region=", "s3://[files"),
    ],
)
def test_what_cannot_be_a_place_is_told_and_not_repeated(text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ({"SECRET_KEY": SECRET, "FILES_URL": text})
    (fault,) = caught.value.faults
    assert fault.startswith("FILES_URL cannot be understood; write database:, folder:")
    assert "hidden" not in fault


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"FILES_URL names {tmp_path / 'files'}, where no folder is"):
        Settings.from_environ({"SECRET_KEY": SECRET, "FILES_URL": f"folder:{tmp_path / 'files'}"})


def test_a_folder_that_cannot_be_looked_at_is_a_fault_and_no_surprise() -> None:
    with pytest.raises(ValueError, match="names a folder that cannot be looked at"):
        read_files_place(f"folder:/{'x' * 300}/files")
    with pytest.raises(SettingsError, match="LANDLORD_KEYS_FILE names a file that cannot be looked at"):
        Settings.from_environ({"SECRET_KEY": SECRET, "LANDLORD_KEYS_FILE": f"/{'x' * 300}/keys.toml"})
