"""`contact-gateway simulate email`: write to a landlord, without a mail server."""

from __future__ import annotations

import os
from pathlib import Path

import click
import httpx
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from cli.demo.keys import MAIL_KEY_FILE
from cli.simulate.sendgrid_line import Mail, sendgrid_request
from cli.simulate.twilio_line import TIMEOUT_SECONDS, GatewayFault
from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.adapters.clock import SystemClock
from contact_gateway.adapters.policy_files.packs import read_pack
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.settings import Settings, SettingsError


@click.command()
@click.option("--landlord", required=True, help="Short name of the landlord, such as tuntum.")
@click.option("--from", "sender", required=True, help="The address of whoever writes.")
@click.option("--to", "addressed", default="", help="The landlord's address; by default the first in its pack.")
@click.option("--subject", default="", help="The subject.")
@click.option("--text", required=True, help="The message.")
@click.option("--spoofed", is_flag=True, help="Somebody else wrote it under this address: nothing proves the sender.")
@click.option("--raw", is_flag=True, help="Send the mail whole instead of taken apart.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Private key to sign with.")
@click.option("--url", default="", help="Where the gateway listens; by default this machine's own.")
def email(  # noqa: PLR0913 one argument an option
    *,
    landlord: str,
    sender: str,
    addressed: str,
    subject: str,
    text: str,
    spoofed: bool,
    raw: bool,
    key: Path | None,
    url: str,
) -> None:
    """Write to a landlord by e-mail, in the form in which its mail provider hands mail in.

    Exits 0 when the mail was stored, 1 when the gateway answered with an error, 2 when the command is wrong.
    """
    settings = _settings()
    mail = Mail(
        sender=sender, addressed=addressed or _first_address(landlord), subject=subject, text=text, spoofed=spoofed
    )
    here = (url or f"http://{settings.host}:{settings.port}").rstrip("/")
    private = _private_key(key or settings.data_dir / MAIL_KEY_FILE)
    target = f"{here}/webhooks/{landlord}/sendgrid/inbound"
    request = sendgrid_request(target, mail, private, SystemClock().now(), raw=raw)
    with httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        try:
            answer = client.send(request)
        except httpx.HTTPError as fault:
            raise GatewayFault(f"The gateway at {here} did not answer: {fault}.") from fault
    if not answer.is_success:
        raise GatewayFault(f"The gateway answered with {answer.status_code}: {answer.text.strip()}")
    click.echo(f"{sender} writes to {mail.addressed}: {subject}")
    click.echo("  was stored; the desk shows what was decided, and what leaves by mail leaves within seconds")


def _settings() -> Settings:
    try:
        return Settings.from_environ({"DEMO": "1", **os.environ})
    except SettingsError as fault:
        raise click.UsageError(str(fault)) from fault


def _first_address(landlord: str) -> str:
    source = shipped_packs().get(landlord)
    if source is None:
        raise click.UsageError(f"There is no shipped pack of {landlord!r}; say with --to which address is written to.")
    policy = read_pack(source, landlord=landlord, version=1, bank_holidays=bank_holidays)
    return next(line.address for line in policy.lines if "@" in line.address)


def _private_key(path: Path) -> EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError) as fault:
        raise click.UsageError(f"{path} holds no private key to sign with; the demo makes one.") from fault
    if not isinstance(key, EllipticCurvePrivateKey):
        raise click.UsageError(f"{path} holds a key of another kind; an elliptic curve key is needed.")
    return key
