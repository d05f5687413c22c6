"""The `contact-gateway` command: one file a command."""

from __future__ import annotations

import click

from cli.audit import audit
from cli.db import db
from cli.demo.command import demo
from cli.demo.mailbox import mailbox
from cli.erase import erase
from cli.exchange import exchange
from cli.export import export
from cli.hold import hold
from cli.keys import keys
from cli.policy import policy
from cli.register import register
from cli.report import report
from cli.retention import retention
from cli.run import run
from cli.scenario import scenario
from cli.scheduler import scheduler
from cli.simulate.group import simulate
from cli.token import token
from cli.twilio import twilio
from cli.user import user


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="contact-gateway")
def main() -> None:
    """Carry out what a landlord decided about how a person may make contact."""


COMMANDS = (
    *(run, demo, mailbox, exchange, db, policy, scenario, simulate, scheduler, user, token, keys, twilio),
    *(audit, export, register, report, retention, erase, hold),
)

for command in COMMANDS:
    main.add_command(command)

if __name__ == "__main__":
    main()
