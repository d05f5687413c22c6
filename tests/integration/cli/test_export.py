"""The export command, on a real database."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.integration.cli.test_audit import Run, run
from tests.integration.encryption.house import LANDLORD, OLD, gateway_with

__all__ = ["run"]


@pytest.fixture
def officer(run: Run, database_url: str) -> str:
    with gateway_with(database_url, OLD) as gateway:
        return gateway.services.people.officers(LANDLORD)[0].id


@pytest.fixture
def customer(run: Run, database_url: str) -> str:
    with gateway_with(database_url, OLD) as gateway:
        return gateway.services.people.find_customers(LANDLORD)[0].id


def test_what_is_held_leaves_after_an_officer_looked_through_it(
    run: Run, tmp_path: Path, officer: str, customer: str
) -> None:
    draft, looked, out = tmp_path / "draft.zip", tmp_path / "looked.json", tmp_path / "out.zip"
    made = run("export", "subject", LANDLORD, customer, "--by", officer, "--to", str(draft))
    assert made.exit_code == 0, made.output
    assert "the draft is in" in made.output
    assert draft.stat().st_mode & 0o777 == 0o600
    export_id = made.output.split()[1].rstrip(":")
    files = re.findall(r"file (\S+) \(", made.output)
    looked.write_text(json.dumps({"withheld": files}))
    done = run("export", "release", LANDLORD, export_id, "--by", officer, "--looked", str(looked), "--to", str(out))
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(out) as zipped:
        assert b"Do not pass on" not in zipped.read("index.html")
    again = run("export", "release", LANDLORD, export_id, "--by", officer, "--looked", str(looked), "--to", str(out))
    assert "was released" in again.output
    assert again.exit_code == 1


def test_what_makes_no_sense_is_refused_in_a_sentence(run: Run, tmp_path: Path, officer: str, customer: str) -> None:
    looked = tmp_path / "looked.json"
    looked.write_text('{"given": [], "gven": []}')
    to = ("--to", str(tmp_path / "x"))
    assert "no officer" in run("export", "subject", LANDLORD, customer, "--by", "nobody", *to).output
    assert "no person" in run("export", "subject", LANDLORD, "nobody", "--by", officer, *to).output
    wrong = run("export", "release", LANDLORD, "e1", "--by", officer, "--looked", str(looked), *to)
    assert "does not have the shape" in wrong.output
