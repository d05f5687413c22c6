"""`contact-gateway demo`: a working gateway with five landlords in it, to look at and to try."""

from __future__ import annotations

import shlex
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from cli.claims import claimed, claimed_folder
from cli.demo.brought import Brought
from cli.demo.keys import EXCHANGE_PORT_AFTER_WEB, make_keys, point_at_exchange
from cli.demo.mailbox import MAIL_PORT_AFTER_WEB
from cli.demo.population import PASSWORD, demo_pack, settle
from cli.installation import database, opened, read_settings
from cli.run import serve
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.settings import Settings, default_data_dir

COMMAND = ".venv/bin/contact-gateway"
TO_TRY = (
    ("a call", "simulate call --landlord tuntum --from 07700900123"),
    ("a text", 'simulate sms --landlord derby_homes --from 07700900125 --text "Is my repair booked?"'),
    ("an e-mail", 'simulate email --landlord octavia --from ali@example.org --subject Repair --text "Any news?"'),
)


@click.command()
@click.option("--port", type=click.IntRange(1, 65000), help="Where to listen, instead of PORT or 8080.")
def demo(port: int | None) -> None:
    """Start everything on the embedded database, with five landlords and a few people who do not exist."""
    said = {"DEMO": "1", **({"PORT": str(port)} if port else {})}
    settings = read_settings(said, serves=True)
    mail_port, exchange_port = settings.port + MAIL_PORT_AFTER_WEB, settings.port + EXCHANGE_PORT_AFTER_WEB
    mailbox = settings.data_dir / "mailbox"
    beside = {
        "mailbox": _command("mailbox", str(mail_port), str(mailbox)),
        "exchange": _command("exchange", str(exchange_port)),
    }
    environ = {"DEMO": "1", "SMTP_URL": settings.smtp_url or f"smtp://127.0.0.1:{mail_port}"}
    with ExitStack() as taken:
        taken.enter_context(claimed(settings.host, settings.port))
        for port_beside in (mail_port, exchange_port):
            taken.enter_context(claimed("127.0.0.1", port_beside))
        taken.enter_context(claimed_folder(settings.data_dir))
        make_keys(settings.data_dir, shipped_packs())
        point_at_exchange(settings.data_dir, exchange_port)
        with database(settings, migrate=True) as url:
            bring_in(settings, url)
            code = serve(settings, url, beside=beside, when_ready=lambda: _welcome(settings, mailbox), environ=environ)
    sys.exit(code)


def _command(*arguments: str) -> str:
    return shlex.join([sys.executable, "-m", "cli.main", *arguments])


def bring_in(settings: Settings, database_url: str) -> None:
    """Bring the five landlords in, with their demo people."""
    with opened(settings, database_url) as gateway:
        brought = Brought(settings.data_dir)
        for landlord in shipped_packs():
            brought.bring(gateway.services, landlord, demo_pack(landlord))
            settle(gateway.services, landlord)
            if not brought.stands(gateway.services, landlord):
                click.echo(f"{landlord} keeps the policy that was imported here; the demo's own is not put back.")


def _welcome(settings: Settings, mailbox: Path) -> None:
    address = f"http://{settings.host}:{settings.port}"
    said = "".join(
        f"{key}={shlex.quote(str(value))} "
        for key, value, usual in (
            ("PORT", settings.port, 8080),
            ("DATA_DIR", settings.data_dir, default_data_dir()),
        )
        if value != usual
    )
    click.echo(f"\nThe contact gateway answers on {address}\n")
    click.echo("Sign in as agent@tuntum.example.org or manager@tuntum.example.org")
    click.echo(f"(or torus, octavia, magna, derby-homes), password: {PASSWORD}\n")
    telephone = settings.port + EXCHANGE_PORT_AFTER_WEB
    click.echo(f"Call a landlord, hear its script and press keys on http://127.0.0.1:{telephone}\n")
    click.echo("Try, in another window:")
    for what, command in TO_TRY:
        click.echo(f"  {what + ':':<10} {said}{COMMAND} {command}")
    click.echo(f"\nMail that leaves lies in {mailbox}. Stop with Ctrl+C; everything is still there next time.\n")
