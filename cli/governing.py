"""What is wrong with a request, as the sentence in which a command ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from cli.installation import use_cases
from contact_gateway.application.errors import GatewayError
from contact_gateway.application.governance_services import GovernanceServices


@contextmanager
def governance() -> Iterator[GovernanceServices]:
    """Give the use cases; what they refuse is said."""
    with use_cases() as services:
        try:
            yield services.governance
        except GatewayError as fault:
            raise click.ClickException(str(fault)) from fault
