"""Putting a pack in force, and seeing what is in force, on a real database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.policy import policy
from contact_gateway.bootstrap.keys import KEYS_FILE
from tests.fakes.encryption import keys_table
from tests.unit.policies.reading import HARBOUR

MARKERS = """[policy]
code = "markers"
title = "Markers on records, 2026"

[kinds]
warning_flag = { clause = "HAM-2" }

[review]
usual = { value = "3 months", clause = "HAM-4" }

"""

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, direct_url: str, tmp_path: Path) -> Run:
    (tmp_path / KEYS_FILE).write_text(keys_table("harbour") + keys_table("tuntum"))
    places = {"DATABASE_URL": database_url, "DATABASE_DIRECT_URL": direct_url, "DATA_DIR": str(tmp_path)}
    environ = {**places, "DEMO": "1"}
    return lambda *arguments: CliRunner().invoke(policy, arguments, env=environ)


def test_an_imported_pack_is_in_force_and_the_same_text_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "harbour.toml"
    pack.write_text(HARBOUR, encoding="utf-8")

    first = run("import", str(pack))
    again = run("import", str(pack))
    pack.write_text(HARBOUR.replace('longest = "8 months"', 'longest = "9 months"'), encoding="utf-8")
    changed = run("import", str(pack))
    shipped = run("import", "tuntum")

    assert first.output == "harbour: version 1 is in force.\n", first.output
    assert again.output == first.output
    assert changed.output == "harbour: version 2 is in force.\n"
    assert shipped.output == "tuntum: version 1 is in force.\n"
    in_force = [line.split() for line in run("list", "--in-force").output.splitlines()]
    assert [(line[0], line[-1]) for line in in_force] == [("harbour", "2"), ("tuntum", "1")]


def test_a_faulty_pack_never_comes_into_force(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "harbour.toml"
    pack.write_text(HARBOUR.replace('nation = "scotland"', "nation = 1"), encoding="utf-8")

    result = run("import", str(pack))

    assert result.exit_code == 1
    assert "landlord.nation" in result.stderr
    assert run("list", "--in-force").output == ""


def test_a_name_that_cannot_stand_in_an_address_is_refused(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "Harbour Homes.toml"
    pack.write_text(HARBOUR, encoding="utf-8")

    refused = run("import", str(pack))
    named = run("import", str(pack), "--landlord", "harbour")

    assert refused.exit_code == 2
    assert "--landlord" in refused.stderr
    assert named.output == "harbour: version 1 is in force.\n"


def test_a_landlord_without_an_encryption_key_does_not_come_into_force(run: Run) -> None:
    result = run("import", "torus")
    assert result.exit_code == 2
    assert "There is no encryption key for torus" in result.stderr
    assert "contact-gateway keys new" in result.stderr
    assert run("list", "--in-force").output == ""


def test_a_policy_is_put_in_force_beside_the_landlords_main_one(run: Run, tmp_path: Path) -> None:
    main, markers = tmp_path / "harbour.toml", tmp_path / "markers.toml"
    main.write_text(HARBOUR, encoding="utf-8")
    markers.write_text(MARKERS, encoding="utf-8")

    alone = run("import", str(markers), "--landlord", "harbour")
    run("import", str(main))
    beside = run("import", str(markers), "--landlord", "harbour")

    assert alone.exit_code == 1
    assert "the main pack first" in alone.stderr
    assert beside.output == "harbour: version 2 of markers is in force.\n", beside.output
    in_force = [line.split()[-4:] for line in run("list", "--in-force").output.splitlines()]
    assert in_force == [["Harbour", "Homes", "version", "1"], ["version", "2", "of", "markers"]]


def test_a_main_pack_that_what_stands_beside_does_not_fit_never_comes_into_force(run: Run, tmp_path: Path) -> None:
    main, markers = tmp_path / "harbour.toml", tmp_path / "markers.toml"
    main.write_text(HARBOUR, encoding="utf-8")
    markers.write_text(MARKERS + '[[notices]]\non = "ended"\nto = ["records_team"]\n', encoding="utf-8")
    assert run("import", str(main)).exit_code == 0
    refused = run("import", str(markers), "--landlord", "harbour")
    assert refused.exit_code == 1
    assert "markers.toml:13: notices[0].to: 'records_team'" in refused.stderr

    team = '[destinations]\nrecords_team = { label = "Records", email = "records@harbour.example.org" }'
    main.write_text(HARBOUR.replace("[destinations]", team), encoding="utf-8")
    assert run("import", str(main)).exit_code == 0
    assert run("import", str(markers), "--landlord", "harbour").output.startswith("harbour: version 3 of markers")
    main.write_text(HARBOUR, encoding="utf-8")
    refused = run("import", str(main))
    assert refused.exit_code == 1
    assert "'markers' stands beside this one and would not fit it" in refused.stderr
    assert "version 2" in run("list", "--in-force").output
