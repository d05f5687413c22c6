"""`contact-gateway scenario run`, as managers and scripts meet it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import psycopg
from click.testing import CliRunner, Result
from sqlalchemy import make_url

from cli.main import main

GOOD = """\
scenario: one call a week
landlord: tuntum
people:
  - {id: sam, contact_points: ["+447700900123"]}
restrictions:
  - {on: sam, kind: contact_cap, terms: {limit: 1, per: week}, channels: [voice], from: 2026-03-02T00:00}
events:
  - {at: 2026-03-02T10:00, contact: {channel: voice, from: "+447700900123", talk: 2m}, expect: {outcome: connect}}
  - {at: 2026-07-03T10:00, contact: {channel: sms, from: "+447700900123"}, expect: {outcome: connect, shadow: []}}
"""
CAPPED = """\
  - {at: 2026-07-03T10:01, contact: {channel: voice, from: "+447700900123"}, expect: {outcome: decline, to: queue}}
"""
COUNTED = "  - {at: 2026-07-03T10:02, counters: {of: sam, channel: voice, by: day}, expect: {accepted: 2}}\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["scenario", "run", *map(str, arguments)])


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def databases(server: str) -> set[str]:
    conninfo = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'scenario%'").fetchall()
    return {name for (name,) in rows}


def are_dropped(server: str, names: set[str]) -> bool:
    """Whether all of these go; other tests make and drop databases on the same server."""
    patience = time.monotonic() + 60
    while names & databases(server) and time.monotonic() < patience:
        time.sleep(0.2)
    return not names & databases(server)


def test_a_file_whose_expectations_hold_prints_a_line_an_event_and_ends_with_0(
    tmp_path: Path, database_server: str
) -> None:
    good = write(tmp_path, "good.yaml", GOOD)
    result = run(good, "--database", database_server)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{good}: one call a week",
        "ok       2026-03-02T10:00+00:00  voice from +447700900123: connect to queue (contact_cap)",
        "ok       2026-07-03T10:00+01:00  sms from +447700900123: connect to queue",
        "All 2 events as expected.",
    ]
    assert are_dropped(database_server, databases(database_server))


def test_a_call_that_talks_beyond_its_limit_is_cut_off_there_and_says_so(tmp_path: Path, database_server: str) -> None:
    limited = GOOD.replace("kind: contact_cap, terms: {limit: 1, per: week}", "kind: time_cap, terms: {each: 1}")
    counted = COUNTED.replace("2026-07-03T10:02", "2026-03-02T10:02").replace("accepted: 2", "talk_seconds: 60")
    called, texted = limited.rsplit("  - {at: 2026-07-03", 1)
    file = write(tmp_path, "limited.yaml", called + counted + "  - {at: 2026-07-03" + texted)
    result = run(file, "--database", database_server)
    assert result.stdout.splitlines()[1] == (
        "ok       2026-03-02T10:00+00:00  voice from +447700900123: connect to queue (time_cap), for 1 min at most, "
        "and ends by itself there"
    )
    assert result.exit_code == 0, result.stdout


def test_an_expectation_that_does_not_hold_is_named_with_what_was_expected_and_what_was_got(
    tmp_path: Path, database_server: str
) -> None:
    differing = write(tmp_path, "differing.yaml", GOOD + CAPPED + COUNTED)
    result = run(differing, "--database", database_server)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-3:] == [
        (
            "DIFFERS  2026-07-03T10:01+01:00  voice from +447700900123: connect to queue (contact_cap) "
            "(line 10: outcome: expected decline, got connect)"
        ),
        (
            "DIFFERS  2026-07-03T10:02+01:00  counters of sam, voice, by day: attempts 1, accepted 1 "
            "(line 11: accepted: expected 2, got 1)"
        ),
        "2 of 4 events differ.",
    ]


def test_the_worst_of_several_files_decides_and_a_faulty_one_stops_no_other(
    tmp_path: Path, database_server: str
) -> None:
    faulty = write(tmp_path, "faulty.yaml", GOOD.replace("landlord", "landlords"))
    good = write(tmp_path, "good.yaml", GOOD)
    result = run(faulty, good, "--database", database_server)
    assert result.exit_code == 2
    assert result.stderr == (
        f"{faulty}:2: There is no key 'landlords' here. "
        "Allowed: scenario, landlord, policies, people, channels_down, restrictions, events.\n"
    )
    assert result.stdout.endswith("All 2 events as expected.\n")


def test_the_same_is_told_as_data_where_a_machine_asks(tmp_path: Path, database_server: str) -> None:
    differing = write(tmp_path, "differing.yaml", GOOD + CAPPED + COUNTED)
    faulty = write(tmp_path, "faulty.yaml", GOOD.replace("tuntum", "nobody"))
    result = run(differing, faulty, "--json", "--database", database_server)
    assert result.exit_code == 2
    played, wrong = json.loads(result.stdout)
    assert (played["scenario"], played["landlord"], played["as_expected"]) == ("one call a week", "tuntum", False)
    first, _, declined, counted = played["events"]
    assert (first["line"], first["at"], first["differences"]) == (8, "2026-03-02T10:00+00:00", [])
    assert first["got"]["outcome"] == "connect"
    assert first["got"]["banner"]["who"] == "sam"
    assert declined["differences"] == [{"name": "outcome", "expected": "decline", "got": "connect"}]
    assert (counted["got"]["attempts"], counted["got"]["declined"]) == (1, 0)
    assert (wrong["file"], wrong["fault"]["line"]) == (str(faulty), 2)


def test_without_a_server_named_one_is_started_for_a_while(tmp_path: Path) -> None:
    result = run(write(tmp_path, "good.yaml", GOOD))
    assert result.exit_code == 0


def test_a_server_that_cannot_be_reached_is_neither_a_fault_nor_a_difference(tmp_path: Path) -> None:
    result = run(write(tmp_path, "good.yaml", GOOD), "--database", "postgresql://nobody@127.0.0.1:1/none")
    assert result.exit_code == 3
    assert result.stderr.startswith("There is no database to play on: ")


def test_a_file_that_is_not_there_is_wrong(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing.yaml").exit_code == 2
