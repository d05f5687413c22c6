"""`contact-gateway scheduler`: the process that sends what waits and brings up what is due."""

from __future__ import annotations

import click

from cli.installation import database, read_settings
from contact_gateway.bootstrap import open_gateway
from scheduler.main import run


@click.command()
def scheduler() -> None:
    """Run the scheduled jobs until stopped. Any number of these may run beside each other."""
    settings = read_settings()
    with database(settings) as url:
        gateway = open_gateway(url, smtp_url=settings.smtp_url or "")
        try:
            run(gateway.services, gateway.job_runs)
        finally:
            gateway.database.close()
