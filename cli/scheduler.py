"""`contact-gateway scheduler`: the process that sends what waits and brings up what is due."""

from __future__ import annotations

import click

from cli.installation import database, opened, read_settings
from scheduler.main import run


@click.command()
def scheduler() -> None:
    """Run the scheduled jobs until stopped. Any number of these may run beside each other."""
    settings = read_settings()
    with database(settings) as url, opened(settings, url) as gateway:
        run(gateway.services, gateway.job_runs)
