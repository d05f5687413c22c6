"""`contact-gateway export`: everything that is held on a person, given out after an officer looked through it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from cli.installation import use_cases
from cli.register import written
from contact_gateway.application.errors import GatewayError
from contact_gateway.application.ids import new_id
from contact_gateway.application.records_of_subject_access import Draft, Looked
from contact_gateway.application.subject_access import SubjectAccess
from contact_gateway.domain.subject_access import Redaction

_TO = click.option(
    "--to", "path", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write."
)
_BY = click.option("--by", "officer", required=True, help="The officer who does it, by id.")


@click.group()
def export() -> None:
    """Give a person what is held on them."""


@export.command()
@click.argument("landlord")
@click.argument("person")
@_BY
@_TO
def subject(landlord: str, person: str, officer: str, path: Path) -> None:
    """Gather all that is held on a PERSON, and write it as a draft ZIP for an officer to look through.

    The draft holds words about other people and is not to leave the house. Those who are named in it are listed.
    """
    with _access() as access:
        made = access.prepare(landlord, person, officer, new_id())
        draft = access.draft(landlord, made.id, officer)
        file = access.take(landlord, made.id, officer)
    written(path, file.content)
    click.echo(f"Export {made.id}: the draft is in {path}.")
    _say(draft)
    click.echo(f"Then: contact-gateway export release {landlord} {made.id} --by OFFICER --looked FILE --to FILE")


@export.command()
@click.argument("landlord")
@click.argument("export_id")
@_BY
@click.option(
    "--looked",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help='JSON: {"redactions": [{"passage": "...", "row": "incidents/3"}], "given": [file ids], "withheld": [...]}',
)
@_TO
def release(landlord: str, export_id: str, officer: str, looked: Path, path: Path) -> None:
    """Black out the passages, leave out the files that an officer marked, and write what may leave the house."""
    with _access() as access:
        access.release(landlord, export_id, _read(looked), officer)
        file = access.take(landlord, export_id, officer)
    written(path, file.content)
    click.echo(f"What may be given out is in {path}.")


@contextmanager
def _access() -> Iterator[SubjectAccess]:
    with use_cases() as services:
        try:
            yield services.governance.subject_access
        except GatewayError as fault:
            raise click.ClickException(str(fault)) from fault


def _say(draft: Draft) -> None:
    for party in draft.third_parties:
        who = f"{party.name} ({party.role}), as {', '.join(party.said)}" if party.name else ", ".join(party.said)
        click.echo(f"  {who}: {', '.join(party.rows)}")
    for file in draft.held.files:
        click.echo(f"  file {file.id} ({file.kind}): say whether it is given or withheld")


def _read(path: Path) -> Looked:
    try:
        said = json.loads(path.read_text())
        return Looked(
            redactions=tuple(Redaction(**_texts(one)) for one in said.pop("redactions", [])),
            given=frozenset(map(str, said.pop("given", []))),
            withheld=frozenset(map(str, said.pop("withheld", []))),
            **said,
        )
    except (ValueError, TypeError, AttributeError) as fault:
        shape = '{"redactions": [{"passage": "...", "row": "incidents/3"}], "given": [], "withheld": []}'
        raise click.ClickException(f"{path} does not have the shape {shape}.") from fault


def _texts(said: Mapping[str, object]) -> dict[str, str]:
    return {str(name): str(value) for name, value in said.items()}
