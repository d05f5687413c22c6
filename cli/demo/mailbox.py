"""`contact-gateway mailbox`: a mail server for demos that delivers nothing and keeps every mail as a file."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

import click
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MAIL_PORT_AFTER_WEB = 25


class _Keeper:
    """Keeps what it is handed; a folder is enough for a mailbox that only people look into."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 its caller's name
        self._folder.mkdir(parents=True, exist_ok=True)
        content = envelope.original_content or b""
        path = self._folder / f"{secrets.token_hex(8)}.eml"
        path.write_bytes(content)
        click.echo(f"A mail left for {', '.join(envelope.rcpt_tos)}: {path.name}")
        return "250 Kept"


@click.command(hidden=True)
@click.argument("port", type=click.IntRange(1, 65535))
@click.argument("folder", type=click.Path(path_type=Path))
def mailbox(port: int, folder: Path) -> None:
    """Keep every mail that is sent to this port as a file in the folder."""
    controller = Controller(_Keeper(folder), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        asyncio.run(asyncio.Event().wait())
    finally:
        controller.stop()
