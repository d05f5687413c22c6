"""`contact-gateway simulate transcripts`: calls from the first ring to the last word, as a page to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import click
import psycopg

from cli.demo.population import graded, told_today
from cli.scenario_runner.databases import Server, open_server
from cli.simulate.transcripts.house import Between, House, connect, open_house
from cli.simulate.transcripts.scenes import Scene, scenes
from cli.simulate.transcripts.writing import page, section
from contact_gateway.adapters.database.embedded_account import EmbeddedDatabaseError
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from ivr.phone_simulator.calls import Person
from ivr.phone_simulator.people import Planned

TALK_SECONDS = 120


@click.command()
@click.option("--database", metavar="URL", help="A PostgreSQL server to play on, whose user may make databases.")
@click.option("--to", "path", type=click.Path(dir_okay=False, path_type=Path), help="A file to write, not the screen.")
def transcripts(database: str | None, path: Path | None) -> None:
    """Play six calls through the real application and write down what everybody hears.

    Exits 0 when they were played, 1 when the exchange could not carry out what was answered, 3 without a database.
    """
    try:
        with open_server(database) as server:
            written = page(played(server))
    except (psycopg.Error, EmbeddedDatabaseError) as fault:
        click.echo(f"There is no database to play on: {str(fault).strip()}", err=True)
        raise SystemExit(3) from fault
    if path:
        path.write_text(written, encoding="utf-8")
    else:
        click.echo(written, nl=False)


def played(server: Server) -> Iterator[str]:
    """Play every scene on a database of its own and yield its section."""
    for number, scene in enumerate(scenes(), start=1):
        with server.fresh_database() as url:
            yield play_scene(url, number, scene)


def play_scene(database_url: str, number: int, scene: Scene, between: Between = nullcontext) -> str:
    """Play one scene and return its section; `between` as in `open_house`.

    Raises `click.ClickException` for what the exchange cannot carry out.
    """
    people: dict[str, Person] = defaultdict(lambda: Planned(talk_seconds=TALK_SECONDS))
    people |= {line: plan() for line, plan in scene.answering.items()}
    with open_house(database_url, scene.landlord, scene.at, people, between) as house:
        _settle(house, scene)
        call = house.call(scene.caller, scene.dialled, scene.plan())
        scene.acts(house, call)
        house.play(call)
        if house.exchange.faults:
            raise click.ClickException(f"{scene.title}: {house.exchange.faults[0]}")
        return section(number, scene, house, call)


def _settle(house: House, scene: Scene) -> None:
    services, landlord = house.services, scene.landlord
    services.policies.import_pack(landlord, shipped_packs()[landlord], services.clock.now())
    grades = services.policies.current(landlord).grades
    for person in scene.known:
        services.people.add(landlord, graded(person, grades))
    for decided in scene.decided:
        services.set_restriction(landlord, decided, told_today(services, landlord))
    connect(house, scene.dialled)
