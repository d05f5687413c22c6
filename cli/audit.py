"""`contact-gateway audit`: the trail of who did what, and the proof that nobody touched it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from cli.installation import use_cases
from contact_gateway.application.services import Services
from contact_gateway.application.verify_audit import AuditReport

TOUCHED = 1
"""The exit code where something does not fit."""


class NotedSeal(click.ParamType[tuple[int, str]]):
    """The number of a seal and its hash, as it was noted: 12=9f86d0..."""

    name = "NUMBER=HASH"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, str]:
        """Return both."""
        number, _, noted = str(value).partition("=")
        if not number.isdecimal() or len(noted) != 64:
            self.fail(f"{value!r} is not a seal's number and its hash, as in 12=9f86d081...", param, ctx)
        return int(number), noted.lower()


@click.group()
def audit() -> None:
    """Seal the audit trail, and prove that nobody touched it."""


@audit.command()
@click.argument("landlord", required=False)
@click.option(
    "--noted", type=NotedSeal(), multiple=True, help="A seal whose hash was noted elsewhere; may be repeated."
)
@click.pass_context
def verify(context: click.Context, landlord: str | None, noted: Sequence[tuple[int, str]]) -> None:
    """Read every row and every seal, and name each row that was altered, removed, inserted or moved.

    So are acts of cases and restrictions that are not as the row says that tells of them, and words that do not open.

    Of every landlord where none is named. Rows that are younger than the last seal are only counted. Exits 0 where all
    fits, else 1.
    """
    if noted and not landlord:
        raise click.UsageError("Say whose seals were noted: name the landlord.")
    with use_cases() as services:
        reports = {slug: services.governance.verify_audit(slug, dict(noted)) for slug in _landlords(services, landlord)}
    for slug, report in reports.items():
        _say(slug, report)
    context.exit(TOUCHED if any(report.faults for report in reports.values()) else 0)


@audit.command()
@click.argument("landlord", required=False)
def seal(landlord: str | None) -> None:
    """Seal what was put on record since the last seal, as the scheduler does every minute."""
    with use_cases() as services:
        for slug in _landlords(services, landlord):
            made = services.governance.seal_audit(slug)
            for new in made:
                click.echo(f"{slug}: seal {new.number} over {len(new.marks)} rows: {new.hash.hex()}")
            if not made:
                click.echo(f"{slug}: nothing to seal.")


def _landlords(services: Services, named: str | None) -> Sequence[str]:
    known = services.policies.landlords()
    if named and named not in known:
        raise click.ClickException(f"There is no landlord {named!r}; there are: {', '.join(known) or 'none'}.")
    return [named] if named else known


def _say(landlord: str, report: AuditReport) -> None:
    for fault in report.faults:
        click.echo(f"{landlord}: {fault}")
    click.echo(f"{landlord}: {report.rows} rows under {report.seals} seals, {_verdict(report)}")
    if report.forgotten:
        click.echo(f"{landlord}: {report.forgotten} rows were forgotten in time, as a sealed row tells.")
    if not report.words_opened:
        click.echo(f"{landlord}: no key of this landlord is here: the words of its cases were not looked at.")
    if report.oldest_unsealed:
        click.echo(f"{landlord}: {report.unsealed} rows are not sealed yet, the oldest of {report.oldest_unsealed}.")
    if report.last:
        click.echo(f"{landlord}: the last seal is {report.last.number}={report.last.hash.hex()}")


def _verdict(report: AuditReport) -> str:
    found: Mapping[int, str] = {0: "all as they were sealed.", 1: "and one fault."}
    return found.get(len(report.faults), f"and {len(report.faults)} faults.")
