"""The `policy` command: check, show and list need no database."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.policy import policy
from tests.unit.policies.reading import HARBOUR, SHIPPED


def run(*arguments: str) -> Result:
    return CliRunner().invoke(policy, arguments)


def test_the_shipped_packs_and_a_new_landlords_are_fine(tmp_path: Path) -> None:
    harbour = tmp_path / "harbour.toml"
    harbour.write_text(HARBOUR, encoding="utf-8")

    result = run("check", *SHIPPED, str(harbour))

    assert result.exit_code == 0
    assert result.output.splitlines() == [f"{name}: fine" for name in (*SHIPPED, harbour)]


def test_a_pack_that_speaks_a_language_no_speaker_has_checked_is_fine_and_told_so(tmp_path: Path) -> None:
    valley = tmp_path / "valley.toml"
    valley.write_text(f'{SHIPPED["tuntum"]}\n[languages]\non = ["cy"]\n', encoding="utf-8")

    result = run("check", str(valley))

    assert result.exit_code == 0
    assert result.output == f"{valley}: fine; on, though no speaker has checked it: Cymraeg\n"


def test_every_fault_of_every_file_is_printed_with_file_and_line(tmp_path: Path) -> None:
    bad, worse = tmp_path / "bad.toml", tmp_path / "worse.toml"
    bad.write_text(
        HARBOUR.replace('nation = "scotland"', "nation = 1").replace("8 months", "99 months"), encoding="utf-8"
    )
    worse.write_text("[landlord\n", encoding="utf-8")

    result = run("check", str(bad), str(worse), "tuntum")

    assert result.exit_code == 1
    nation, months, toml, fine = result.output.splitlines()
    assert nation.startswith(f"{bad}:8: landlord.nation: 1 is not a word for this. Allowed: england_and_wales, ")
    assert f"{bad}:" in months
    assert "review.longest: 99 months is too long for a review. Allowed: at most 60 months." in months
    assert toml.startswith(f"{worse}:1: This is not TOML: ")
    assert fine == "tuntum: fine"


@pytest.mark.parametrize("name", ["nowhere.toml", ""])
def test_a_file_that_is_not_there_exits_2_and_says_what_can_be_given(name: str) -> None:
    result = run("check", "tuntum", name)

    assert result.exit_code == 2
    assert "cannot be read" in result.stderr
    assert "derby_homes, magna, octavia, torus, tuntum" in result.stderr


def test_a_file_that_is_no_text_exits_2(tmp_path: Path) -> None:
    picture = tmp_path / "picture.toml"
    picture.write_bytes(b"\x89PNG\xff\xfe")

    assert run("check", str(picture)).exit_code == 2
    assert run("show", str(picture)).exit_code == 2


def test_a_mark_of_the_editor_at_the_beginning_is_no_fault(tmp_path: Path) -> None:
    marked = tmp_path / "marked.toml"
    marked.write_text(HARBOUR, encoding="utf-8-sig")

    assert run("check", str(marked)).exit_code == 0


def test_showing_a_landlord_tells_the_clause_of_a_value_and_calls_a_default_a_default() -> None:
    result = run("show", "tuntum")

    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert "review.usual = 6 months  [TUN-8.4]" in lines
    assert "review.shortest = 1 month  [default, not in policy]" in lines
    assert "kinds.contact_cap = decided by customer_excellence_leader or above  [TUN-8.3c2]" in lines
    assert "hours.business = mon-fri 09:00-17:00  [the landlord's own]" in lines


def test_showing_a_faulty_pack_tells_its_faults(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("", encoding="utf-8")

    result = run("show", str(bad))

    assert result.exit_code == 1
    assert f"{bad}:1: landlord.name:" in result.stderr


def test_the_list_names_each_shipped_landlord_and_its_policy() -> None:
    result = run("list")

    assert [line.split()[0] for line in result.output.splitlines()] == list(SHIPPED)
    assert "Unacceptable Customer Behaviour Policy, March 2024" in result.output


def test_a_pack_that_stands_beside_another_is_checked_and_shown_beside_it(tmp_path: Path) -> None:
    main, markers = tmp_path / "harbour.toml", tmp_path / "markers.toml"
    main.write_text(HARBOUR, encoding="utf-8")
    markers.write_text('[policy]\ncode = "markers"\ntitle = "Markers"\n[kinds]\nwarning_flag = { clause = "HAM-2" }\n')
    assert run("check", str(markers), "--beside", str(main)).output == f"{markers}: fine\n"
    assert "policy.code = markers  [the landlord's own]" in run("show", str(markers), "--beside", str(main)).output
    alone = run("check", str(markers))
    assert alone.exit_code == 1
    assert f"{markers}:2: policy.code" in alone.output
    assert "--beside" in alone.output
