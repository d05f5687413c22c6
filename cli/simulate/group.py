"""`contact-gateway simulate`: be whoever makes contact, without a telephone or a mail server."""

from __future__ import annotations

import click

from cli.simulate.call import call
from cli.simulate.email import email
from cli.simulate.sms import sms
from cli.simulate.transcripts.command import transcripts


@click.group()
def simulate() -> None:
    """Make contact with a running gateway, signed as its provider signs."""


simulate.add_command(call)
simulate.add_command(email)
simulate.add_command(sms)
simulate.add_command(transcripts)
