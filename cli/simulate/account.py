"""What the simulator needs to speak as a landlord's Twilio account."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import click

from contact_gateway.adapters.landlord_keys import LandlordKeysError
from contact_gateway.adapters.twilio.http import API_URL
from contact_gateway.bootstrap.keys import KEYS_FILE, landlord_keys
from contact_gateway.settings import Settings, SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A landlord's account, and where the gateway is: as Twilio knows it, and on this machine.

    `api_url` is where the gateway places its calls, `exchange_url` the same where that is an exchange of a demo.
    """

    sid: str
    auth_token: str = field(repr=False)
    public_url: str
    local_url: str
    api_url: str
    exchange_url: str = ""


def account_of(landlord: str) -> Account:
    """Read a landlord's account from the settings and the keys file. Raises `click.UsageError` with what is missing."""
    try:
        settings = Settings.from_environ({"DEMO": "1", **os.environ})
        keys = landlord_keys(settings)
    except (SettingsError, LandlordKeysError) as fault:
        raise click.UsageError(str(fault)) from fault
    known = keys.get(landlord)
    if known is None or known.twilio is None:
        path = settings.landlord_keys_file or settings.data_dir / KEYS_FILE
        named = ", ".join(sorted(slug for slug, own in keys.items() if own.twilio)) or "none"
        raise click.UsageError(
            f"There are no Twilio keys for {landlord!r} in {path}; there are keys for: {named}. "
            "Where the gateway runs with a DATA_DIR or a LANDLORD_KEYS_FILE of its own, give the same here."
        )
    return Account(
        sid=known.twilio.account_sid,
        auth_token=known.twilio.auth_tokens[0],
        public_url=known.public_base_url or settings.public_base_url,
        local_url=f"http://{settings.host}:{settings.port}",
        api_url=known.twilio.api_url or API_URL,
        exchange_url=known.twilio.api_url if known.twilio.api_url.startswith("http://") else "",
    )
