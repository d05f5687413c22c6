"""Whom a played call can reach beside the gateway: a stand-in on this machine, or somebody's real telephone."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

import click

from cli.simulate.account import Account

FLAG = "--rings-real-telephones"


def refuse_to_ring_strangers(account: Account, *, allowed: bool, gateway_url: str, exchange_url: str) -> None:
    """Raise `click.UsageError` where the gateway may ring somebody's telephone for this call and nobody allowed it.

    The keys file of this machine says where a gateway of this machine places its calls. Of a gateway elsewhere nobody
    here knows.
    """
    if allowed:
        return
    instead = f"Call a demo, or give {FLAG} where that is meant."
    for url in (gateway_url, exchange_url):
        if url and not is_here(url):
            raise click.UsageError(f"{url} may ring somebody's real telephone for this call. {instead}")
    if not is_here(account.api_url):
        raise click.UsageError(
            f"The gateway places this landlord's calls at {account.api_url}, so that a caller for whom anything is "
            f"shown makes somebody's real telephone ring. {instead}"
        )


def is_here(url: str) -> bool:
    """Say whether an address is on this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
