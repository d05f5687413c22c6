"""The commands of retention, legal holds and erasure, on a real database."""

from __future__ import annotations

from pathlib import Path

from tests.integration.cli.test_audit import Run, run
from tests.integration.encryption.house import HOLD, LANDLORD

__all__ = ["run"]


def test_retention_says_what_would_go_and_takes_it_out(run: Run, tmp_path: Path) -> None:
    look = run("retention", LANDLORD, "--dry-run")
    assert look.exit_code == 0, look.output
    assert look.output == "Nothing was kept long enough to go.\n"
    assert run("retention", LANDLORD).output == look.output
    assert "nowhere has no policy" in run("retention", "nowhere", "--dry-run").output


def lift(run: Run, hold_id: str = HOLD) -> None:
    lifted = run("hold", "lift", LANDLORD, hold_id, "--by", "lee")
    assert lifted.exit_code == 0, lifted.output


def test_a_hold_is_placed_listed_and_lifted_and_forbids_erasure(run: Run) -> None:
    lift(run)
    made = run("hold", "place", LANDLORD, "sam", "--reference", "Claim 12", "--by", "lee")
    assert made.exit_code == 0, made.output
    hold_id = made.output.split()[1]
    assert f"{hold_id}: sam, Claim 12, by lee since" in run("hold", "list", LANDLORD).output
    refused = run("erase", LANDLORD, "sam", "--by", "lee", "--yes")
    assert refused.exit_code == 1
    assert "legal hold" in refused.output
    lift(run, hold_id)
    assert run("hold", "list", LANDLORD).output == "No legal hold stands.\n"


def test_erasure_is_foreseen_and_refused_while_a_restriction_has_not_ended(run: Run) -> None:
    lift(run)
    assert "Say who does it" in run("erase", LANDLORD, "sam").output
    refused = run("erase", LANDLORD, "sam", "--dry-run")
    assert refused.exit_code == 1
    assert "has not ended" in refused.output
    assert "no person" in run("erase", LANDLORD, "nobody", "--dry-run").output
