"""`contact-gateway twilio`: make an account of Twilio's send its calls and texts here."""

from __future__ import annotations

from urllib.parse import urlsplit

import click

from cli.installation import read_settings, use_cases
from contact_gateway.adapters.landlord_keys import LandlordKeysError
from contact_gateway.adapters.twilio.account import RestAccount
from contact_gateway.adapters.twilio.addresses import faults_of, no_address, wanted_addresses
from contact_gateway.adapters.twilio.http import API_URL
from contact_gateway.adapters.twilio.numbers import TwilioNumbers
from contact_gateway.application.connect_numbers import ConnectedLine, ConnectNumbers
from contact_gateway.application.errors import NotDone, NotFound, Unclear
from contact_gateway.bootstrap.keys import KEYS_FILE, landlord_keys, twilio_rest_accounts
from ivr.phone_simulator.documents import read_document
from ivr.safe_document import NobodyToRing, emergency_document
from ivr.safe_document import safe_document as static_document

MISSING, CANNOT = 1, 2
"""Exit codes beside 0."""


@click.group()
def twilio() -> None:
    """Connect a landlord's account of Twilio, or print what its numbers say without us."""


@twilio.command()
@click.argument("landlord")
@click.option("--dry-run", is_flag=True, help="Say what would be changed, and change nothing.")
@click.option(
    "--fallback", default="", metavar="URL", help="Where the safe document is kept; this gateway's own unless given."
)
@click.pass_context
def connect(context: click.Context, landlord: str, *, dry_run: bool, fallback: str) -> None:
    """Tell Twilio where to turn with the calls and texts of a landlord's numbers.

    Exits 0 when every number is connected, or would be; 1 when one is missing, refused or answered elsewhere; 2 when
    nothing could be done. Doing it again changes nothing.
    """
    account = _account(landlord)
    _refuse_what_twilio_cannot_reach(account, fallback)
    lines = _connect(landlord, account, fallback, dry_run=dry_run)
    for line in lines:
        _tell(line, dry_run=dry_run)
    if not lines:
        raise Cannot(
            f"The policy of {landlord} names no telephone number; its [[lines]] are what Twilio's calls reach."
        )
    context.exit(MISSING if any(line.fault for line in lines) else 0)


@twilio.command("safe-document")
@click.argument("landlord")
@click.option(
    "--emergency-at", default="", metavar="URL", help="Where the emergency document is kept: any key leads there."
)
@click.option("--emergency", is_flag=True, help="Print the emergency document instead, to be kept at that address.")
def safe_document(landlord: str, *, emergency_at: str, emergency: bool) -> None:
    """Print what a landlord's numbers say while this gateway cannot be reached, as TwiML to be kept elsewhere."""
    if emergency and emergency_at:
        raise click.UsageError("--emergency prints the document that --emergency-at leads to: say one of the two.")
    with use_cases() as services:
        policy, now = services.policies.current(landlord), services.clock.now()
    if emergency_at and faults_of(emergency_at):
        raise click.UsageError("\n".join(faults_of(emergency_at)))
    try:
        document = emergency_document(policy, now) if emergency else static_document(policy, now, emergency_at)
    except NobodyToRing as fault:
        raise click.ClickException(str(fault)) from fault
    read_document(document)
    click.echo(document)


class Cannot(click.ClickException):
    """Nothing could be done; the message says why."""

    exit_code = CANNOT


def _connect(landlord: str, account: RestAccount, fallback: str, *, dry_run: bool) -> tuple[ConnectedLine, ...]:
    with use_cases() as services:
        use_case = ConnectNumbers(
            numbers=TwilioNumbers({landlord: account}),
            policies=services.policies,
            wanted=lambda slug: wanted_addresses(slug, account.public_url, fallback),
        )
        try:
            return use_case(landlord, dry_run=dry_run)
        except NotFound as fault:
            hint = f"{landlord} has no policy in force; `contact-gateway policy import` puts one there."
            raise Cannot(hint) from fault
        except (NotDone, Unclear) as fault:
            raise Cannot(_why_not(fault)) from fault


def _account(landlord: str) -> RestAccount:
    settings = read_settings()
    try:
        keys = landlord_keys(settings)
    except LandlordKeysError as fault:
        raise click.UsageError(str(fault)) from fault
    accounts = twilio_rest_accounts(keys, settings.public_base_url)
    if landlord not in accounts:
        path = settings.landlord_keys_file or settings.data_dir / KEYS_FILE
        raise click.UsageError(
            f"There is no [{landlord}.twilio] in {path}. It holds account_sid and auth_tokens, with which Twilio signs."
        )
    return accounts[landlord]


def _refuse_what_twilio_cannot_reach(account: RestAccount, fallback: str) -> None:
    """Stop before Twilio is told an address that it cannot use; what stands in for Twilio here can use any of http."""
    stands_in = account.api_url != API_URL and urlsplit(account.api_url).scheme == "http"
    faults_for = no_address if stands_in else faults_of
    faults = [fault for url in (account.public_url, fallback) if url for fault in faults_for(url)]
    if faults:
        raise click.UsageError(
            "\n".join((*faults, "PUBLIC_BASE_URL, or public_base_url in the keys, is what is told."))
        )


def _why_not(fault: NotDone | Unclear) -> str:
    refused = isinstance(fault, NotDone) and fault.code in {"401", "20003"}
    return "Twilio does not know these keys: account_sid with auth_tokens, or api_key." if refused else str(fault)


def _tell(line: ConnectedLine, *, dry_run: bool) -> None:
    if line.changes:
        click.echo(f"{line.number} {_how_far(line, dry_run=dry_run)} connected:")
    for change in line.changes:
        click.echo(f"  {change.occasion:13}  {change.wanted}")
        click.echo(f"  {'':13}  was {change.was or 'nothing'}")
    if line.fault:
        click.echo(f"{line.number}: {line.fault}", err=True)
    elif not line.changes:
        click.echo(f"{line.number} is connected.")


def _how_far(line: ConnectedLine, *, dry_run: bool) -> str:
    if dry_run:
        return "would be"
    return "was to be" if line.fault else "is now"
