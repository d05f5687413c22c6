"""`contact-gateway scenario`: rehearsals of a landlord's policy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path

import click
import psycopg

from cli.scenario_runner.databases import Server, open_server
from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.printing import event_data, event_line, fault_data, fault_line
from cli.scenario_runner.rehearsal import read_file, rehearse
from contact_gateway.adapters.database.embedded_account import EmbeddedDatabaseError
from contact_gateway.application.errors import Unavailable


class Exit(IntEnum):
    """What the command says when it ends; of several files the worst counts."""

    AS_EXPECTED = 0
    DIFFERS = 1
    FAULTY_FILE = 2
    NO_DATABASE = 3


@click.group()
def scenario() -> None:
    """Rehearse a landlord's policy from files."""


@scenario.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--database", metavar="URL", help="A PostgreSQL server to play on, whose user may make databases.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of lines.")
@click.pass_context
def run(context: click.Context, files: tuple[Path, ...], database: str | None, *, as_json: bool) -> None:
    """Play each FILE through the real use cases, on a database of its own and by the clock of the file.

    Ends with 0 when every expectation holds, 1 when one does not, 2 when a file is wrong, 3 without a database.
    """
    try:
        with open_server(database) as server:
            results = [play_file(file, server, as_json=as_json) for file in files]
    except (psycopg.Error, EmbeddedDatabaseError, Unavailable) as fault:
        click.echo(f"There is no database to play on: {str(fault).strip()}", err=True)
        context.exit(Exit.NO_DATABASE)
    if as_json:
        click.echo(json.dumps([data for data, _ in results], indent=2))
    context.exit(max(end for _, end in results))


def play_file(file: Path, server: Server, *, as_json: bool = False) -> tuple[dict[str, object], Exit]:
    """Play one file, say each event unless it is told as data in the end, and return the data with how it ended."""
    try:
        read = read_file(file)
    except ScenarioFault as fault:
        click.echo(fault_line(str(file), fault), err=True)
        return {"file": str(file), "fault": fault_data(fault)}, Exit.FAULTY_FILE
    zone = read.policy.zone
    head = {"file": str(file), "scenario": read.title, "landlord": read.landlord}
    say = _nothing if as_json else click.echo
    say(f"{file}: {read.title}")
    events, differing = [], 0
    with server.fresh_database() as url:
        for played in rehearse(read, url):
            say(event_line(played, zone))
            events.append(event_data(played, zone))
            differing += bool(played.differences)
    say(_summary(events, differing))
    return {**head, "as_expected": not differing, "events": events}, Exit.DIFFERS if differing else Exit.AS_EXPECTED


def _summary(events: Iterable[object], differing: int) -> str:
    count = len(list(events))
    return f"{differing} of {count} events differ." if differing else f"All {count} events as expected."


def _nothing(_: str) -> None:
    pass
