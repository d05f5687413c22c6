"""A copy is what was kept, by nobody but us, for this landlord; whatever else lies there counts as none."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from contact_gateway.adapters.encryption import LandlordEncryption
from contact_gateway.adapters.policy_copies import SealedPolicyCopies
from contact_gateway.application.ports_of_copies import PolicySource
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_edits import ScriptEdit
from contact_gateway.domain.scripts import Script
from tests.fakes.encryption import key_of
from tests.fakes.policies import plain_reader

HERE, THERE = "here", "there"
KEYS = LandlordEncryption({landlord: (key_of(landlord),) for landlord in (HERE, THERE)})
EDIT = ScriptEdit(language="en", script=Script.GOODBYE, text="Cheerio.")
SOURCE = PolicySource(version=3, pack="Example Homes", edits=(EDIT,), wording=8)


def copies(folder: Path | None, keys: LandlordEncryption = KEYS) -> SealedPolicyCopies:
    """Return the copies as a process that has just started has them."""
    return SealedPolicyCopies(keys, plain_reader, folder)


def keep(folder: Path | None, landlord: str = HERE, source: PolicySource = SOURCE) -> SealedPolicyCopies:
    kept = copies(folder)
    kept.keep(landlord, source, source.read(landlord, plain_reader))
    return kept


def known(policy: Policy | None) -> tuple[str, int, str, int, str]:
    assert policy
    goodbye = policy.scripts["en"][Script.GOODBYE]
    return policy.landlord, policy.version, policy.name, policy.wording, goodbye


def test_a_new_process_finds_the_policy_and_its_wording(tmp_path: Path) -> None:
    keep(tmp_path / "data" / "copies")
    assert known(copies(tmp_path / "data" / "copies").last(HERE)) == (HERE, 3, "Example Homes", 8, "Cheerio.")


def test_the_copy_in_memory_needs_no_folder(tmp_path: Path) -> None:
    assert known(keep(None).last(HERE))[1] == 3
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert known(keep(blocked).last(HERE))[1] == 3
    assert copies(None).last(HERE) is None


def test_the_last_that_was_kept_counts_in_memory_and_on_disk(tmp_path: Path) -> None:
    kept = keep(tmp_path)
    assert copies(tmp_path).last(HERE)
    newer = PolicySource(version=4, pack="Better Homes", edits=(EDIT,), wording=9)
    kept.keep(HERE, newer, newer.read(HERE, plain_reader))
    for seen in (kept, copies(tmp_path)):
        assert known(seen.last(HERE)) == (HERE, 4, "Better Homes", 9, "Cheerio.")


def test_the_files_are_for_their_owner_alone_and_hold_no_word_in_plain(tmp_path: Path) -> None:
    keep(tmp_path / "copies")
    (file,) = (tmp_path / "copies").iterdir()
    assert ((tmp_path / "copies").stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    assert b"Example" not in file.read_bytes()


def test_a_policy_that_stays_as_it_is_is_not_written_again(tmp_path: Path) -> None:
    kept = keep(tmp_path)
    first = (tmp_path / HERE).read_bytes()
    kept.keep(HERE, SOURCE, SOURCE.read(HERE, plain_reader))
    assert (tmp_path / HERE).read_bytes() == first


@pytest.mark.parametrize("place", [0, 5, 30, -1])
def test_an_altered_file_is_refused(tmp_path: Path, caplog: pytest.LogCaptureFixture, place: int) -> None:
    keep(tmp_path)
    content = bytearray((tmp_path / HERE).read_bytes())
    content[place] ^= 1
    (tmp_path / HERE).write_bytes(content)
    assert copies(tmp_path).last(HERE) is None
    assert HERE in caplog.text


@pytest.mark.parametrize(
    "content", [b"", b"\x01", b'{"version": 3, "pack": "Example Homes", "edits": [], "wording": 0}']
)
def test_a_file_that_nobody_sealed_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / HERE).write_bytes(content)
    assert copies(tmp_path).last(HERE) is None


def test_another_landlords_file_and_another_installations_are_refused(tmp_path: Path) -> None:
    keep(tmp_path, THERE)
    (tmp_path / THERE).rename(tmp_path / HERE)
    assert copies(tmp_path).last(HERE) is None
    keep(tmp_path)
    assert copies(tmp_path, LandlordEncryption({HERE: (key_of("elsewhere"),)})).last(HERE) is None
    assert copies(tmp_path, LandlordEncryption({})).last(HERE) is None


@pytest.mark.parametrize(
    "plain", [b"[]", b"{}", b"nonsense", b'{"edits": [{}], "version": 1, "pack": "", "wording": 0}']
)
def test_a_file_of_another_release_is_refused(tmp_path: Path, plain: bytes) -> None:
    (tmp_path / HERE).write_bytes(KEYS.seal(HERE, ("policy_copies", HERE), plain))
    assert copies(tmp_path).last(HERE) is None


@pytest.mark.parametrize("name", ["..", "../here", "", "a/b"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str) -> None:
    caplog.set_level(logging.WARNING)
    assert copies(tmp_path).last(name) is None
    assert "is not used" in caplog.text
