"""The audit command, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from cli.main import main
from contact_gateway.adapters.database.engine import server_url
from tests.integration.cli.test_keys import write_keys
from tests.integration.encryption.house import LANDLORD, OLD, gateway_with, seed

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, direct_url: str, tmp_path: Path) -> Run:
    environ = {
        "DATABASE_URL": database_url,
        "DATABASE_DIRECT_URL": direct_url,
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "k" * 40,
    }
    write_keys(tmp_path, OLD)
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
    return lambda *arguments: CliRunner().invoke(main, arguments, env=environ)


def alter(direct_url: str, sql: str) -> None:
    engine = create_engine(server_url(direct_url))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit NO FORCE ROW LEVEL SECURITY"))
        connection.execute(text("ALTER TABLE audit_seals NO FORCE ROW LEVEL SECURITY"))
        connection.execute(text(sql))
    engine.dispose()


def test_a_trail_is_sealed_and_proved_and_what_was_altered_is_named(run: Run, direct_url: str) -> None:
    before = run("audit", "verify")
    assert before.exit_code == 0, before.output
    assert "rows are not sealed yet, the oldest of 20" in before.output
    made = run("audit", "seal", LANDLORD)
    assert f"{LANDLORD}: seal 1 over " in made.output
    assert run("audit", "seal").output == f"{LANDLORD}: nothing to seal.\n"
    whole = run("audit", "verify", LANDLORD)
    assert whole.exit_code == 0
    assert "under 1 seals, all as they were sealed." in whole.output
    assert "not sealed yet" not in whole.output
    alter(direct_url, "UPDATE audit SET actor = 'nobody' WHERE seq = (SELECT min(seq) FROM audit)")
    touched = run("audit", "verify")
    assert touched.exit_code == 1
    assert f"{LANDLORD}: Row 1 was altered after it was sealed." in touched.output
    assert "and one fault." in touched.output


def test_a_trail_that_was_written_anew_with_its_seals_is_found_by_a_hash_that_was_noted(
    run: Run, direct_url: str
) -> None:
    noted = run("audit", "seal", LANDLORD).output.split()[-1]
    assert run("audit", "verify", LANDLORD, "--noted", f"1={noted}").exit_code == 0
    alter(direct_url, "DELETE FROM audit_seals; UPDATE audit SET actor = 'nobody'")
    assert run("audit", "seal", LANDLORD).exit_code == 0
    assert run("audit", "verify", LANDLORD).exit_code == 0
    anew = run("audit", "verify", LANDLORD, "--noted", f"1={noted}")
    assert anew.exit_code == 1
    assert "Seal 1 has not the hash that was noted of it" in anew.output
    missing = run("audit", "verify", LANDLORD, "--noted", f"7={noted}")
    assert missing.exit_code == 1
    assert "Seal 7 is missing." in missing.output


def test_what_makes_no_sense_is_refused_in_a_sentence(run: Run) -> None:
    assert "There is no landlord 'nobody'" in run("audit", "verify", "nobody").output
    assert "is not a seal's number and its hash" in run("audit", "verify", LANDLORD, "--noted", "1=abc").output
    assert "name the landlord" in run("audit", "verify", "--noted", f"1={'0' * 64}").output


def test_reports_are_written_to_a_file_that_only_its_owner_reads(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    done = run("report", LANDLORD, "--name", "performance", "--on", "2026-03-31", "--to", str(path))
    assert done.exit_code == 0, done.output
    assert f"figures are in {path}." in done.output
    assert b'"performance","2026-01-01","2026-03-31","restrictions","proposed"' in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "no report 'gossip'" in run("report", LANDLORD, "--name", "gossip", "--to", str(path)).output


def test_the_register_is_written_to_a_file_that_only_its_owner_reads(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    done = run("register", LANDLORD, "--to", str(path))
    assert done.exit_code == 0, done.output
    assert f"1 restrictions are in {path}." in done.output
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.stat().st_mode & 0o777 == 0o600
    assert run("register", LANDLORD, "--format", "xlsx", "--to", str(path)).exit_code == 0
    assert path.read_bytes().startswith(b"PK")
    assert "nobody" in run("register", "nobody", "--to", str(path)).output
    assert "cannot be written" in run("register", LANDLORD, "--to", str(tmp_path / "no" / "x.csv")).output
