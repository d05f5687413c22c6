"""`contact-gateway policy`: the landlords' packs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import click

from cli.installation import read_encryption, read_settings, use_cases
from contact_gateway.adapters.policy_files.faults import PackFaults
from contact_gateway.adapters.policy_files.language_files import shipped_languages
from contact_gateway.adapters.policy_files.packs import Pack, code_of, parse_pack
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.adapters.policy_files.showing import rows
from contact_gateway.application.errors import NoKey
from contact_gateway.application.required_keys import require_key
from contact_gateway.domain.policy import MAIN

FAULTY, UNREADABLE = 1, 2
"""Exit codes beside 0."""

_SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CANNOT_BE_READ = (OSError, UnicodeDecodeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A pack's text, the slug its name suggests, and how faults name it."""

    slug: str
    text: str
    file_name: str


class UnreadablePack(click.ClickException):
    """A pack that is no file, or no text."""

    exit_code = UNREADABLE


@click.group()
def policy() -> None:
    """Look at the landlords' policies, check them, put them in force."""


_beside = click.option(
    "--beside", default="", metavar="LANDLORD|FILE", help="The main pack, for policies that stand beside one."
)


@policy.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_beside
@click.pass_context
def check(context: click.Context, files: tuple[str, ...], beside: str) -> None:
    """Say everything that is wrong in packs, with file and line.

    Exits 0 when every pack is fine, 1 when one has faults, 2 when one cannot be read.
    """
    worst = 0
    main = _main(beside)
    for file in files:
        try:
            source = _source(file)
            pack = parse_pack(source.text, file_name=source.file_name, main=main)
        except _CANNOT_BE_READ as fault:
            click.echo(_why_unreadable(file, fault), err=True)
            worst = UNREADABLE
        except PackFaults as faults:
            click.echo(str(faults))
            worst = max(worst, FAULTY)
        else:
            click.echo(f"{file}: fine{_unchecked(pack)}")
    context.exit(worst)


@policy.command()
@click.argument("pack", metavar="LANDLORD|FILE")
@_beside
def show(pack: str, beside: str) -> None:
    """Print every value that holds under a pack, with the clause it comes from or that it is a default."""
    _, parsed = _parsed(pack, _main(beside))
    for row in rows(parsed):
        click.echo(f"{row.key} = {row.value}  [{row.source}]")


@policy.command("list")
@click.option("--in-force", is_flag=True, help="Those that were imported into the database, with their versions.")
def list_packs(*, in_force: bool) -> None:
    """List the packs that come with the service."""
    if not in_force:
        for slug, text in shipped_packs().items():
            landlord = parse_pack(text, file_name=f"{slug}.toml").read["landlord"]
            click.echo(f"{slug:14} {landlord['name']:28} {landlord.get('policy', '')}".rstrip())
        return
    with use_cases() as services:
        for slug in services.policies.landlords():
            for code in (MAIN, *services.policies.beside(slug)):
                current = services.policies.current(slug, code)
                beside = "" if code == MAIN else f" of {code}"
                click.echo(f"{slug:14} {current.name:28} version {current.version}{beside}")


@policy.command("import")
@click.argument("pack", metavar="LANDLORD|FILE")
@click.option("--landlord", default="", help="Short name of the landlord; by default the name of the file.")
def import_pack(*, pack: str, landlord: str) -> None:
    """Put a pack in force as the landlord's next version; the same text again changes nothing.

    One that stands beside the landlord's main policy is told whose it is by --landlord.
    """
    source, beside = _whole_or_beside(pack)
    slug = landlord or source.slug
    if not _SLUG.fullmatch(slug):
        raise click.UsageError(f"{slug!r} is not a short name; use small letters, digits and underscores (--landlord).")
    try:
        require_key([slug], read_encryption(read_settings()).landlords())
    except NoKey as fault:
        raise click.UsageError(str(fault)) from fault
    with use_cases() as services:
        try:
            version = services.policies.import_pack(slug, source.text, services.clock.now())
        except PackFaults as faults:
            named = PackFaults([replace(fault, file_name=source.file_name) for fault in faults.faults])
            raise click.ClickException(str(named)) from faults
        except ValueError as fault:
            raise click.ClickException(str(fault)) from fault
    click.echo(f"{slug}: version {version}{f' of {beside}' if beside else ''} is in force.")


def _unchecked(pack: Pack) -> str:
    """Return what has to be known of the languages that a pack switches on."""
    known = shipped_languages()
    names = [known[code].name for code in pack.read.get("languages", {}).get("on", ()) if not known[code].checked]
    return f"; on, though no speaker has checked it: {', '.join(names)}" if names else ""


def _whole_or_beside(pack: str) -> tuple[Source, str]:
    """Return a sound pack, or one that is only judged beside its landlord's main one, with the code of that."""
    try:
        source = _source(pack)
    except _CANNOT_BE_READ as fault:
        raise UnreadablePack(_why_unreadable(pack, fault)) from fault
    code = code_of(source.text)
    return (source, code) if code else (_parsed(pack)[0], "")


def _main(pack: str) -> str:
    """Return the text of the main pack that another stands beside, empty where none is named."""
    return _parsed(pack)[0].text if pack else ""


def _parsed(pack: str, main: str = "") -> tuple[Source, Pack]:
    try:
        source = _source(pack)
        return source, parse_pack(source.text, file_name=source.file_name, main=main)
    except _CANNOT_BE_READ as fault:
        raise UnreadablePack(_why_unreadable(pack, fault)) from fault
    except PackFaults as faults:
        raise click.ClickException(str(faults)) from faults


def _source(pack: str) -> Source:
    shipped = shipped_packs()
    if pack in shipped:
        return Source(slug=pack, text=shipped[pack], file_name=f"{pack}.toml")
    return Source(slug=Path(pack).stem, text=Path(pack).read_text(encoding="utf-8-sig"), file_name=pack)


def _why_unreadable(pack: str, fault: Exception) -> str:
    why = (
        "it is not a text in UTF-8" if isinstance(fault, UnicodeDecodeError) else str(getattr(fault, "strerror", fault))
    )
    return f"{pack} cannot be read: {why}. Give a file, or one of: {', '.join(shipped_packs())}."
