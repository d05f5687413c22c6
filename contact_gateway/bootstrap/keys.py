"""The landlords' keys: what seals their words, and what their providers sign with."""

from __future__ import annotations

from pathlib import Path

from contact_gateway.adapters.encryption import LandlordEncryption
from contact_gateway.adapters.landlord_keys import LandlordKeys, load_landlord_keys
from contact_gateway.adapters.twilio.account import RestAccount
from contact_gateway.adapters.twilio.http import API_URL
from contact_gateway.adapters.twilio.signature import TwilioAccount
from contact_gateway.settings import Settings

KEYS_FILE = "landlord_keys.toml"
"""Where a demo keeps the landlords' keys, below its data folder."""


def landlord_keys(settings: Settings) -> dict[str, LandlordKeys]:
    """Read the landlords' keys; an installation without a keys file knows no provider yet."""
    path: Path = settings.landlord_keys_file or settings.data_dir / KEYS_FILE
    return load_landlord_keys(path) if settings.landlord_keys_file or path.is_file() else {}


def landlord_encryption(settings: Settings) -> LandlordEncryption:
    """Return what seals, with the landlords' own keys. Raises `LandlordKeysError`."""
    return LandlordEncryption({slug: own.encryption_keys for slug, own in landlord_keys(settings).items()})


def twilio_accounts(keys: dict[str, LandlordKeys], base_url: str) -> dict[str, TwilioAccount]:
    """Return the accounts whose requests are believed, each with the address under which it was told to ask."""
    return {
        slug: TwilioAccount(
            account_sid=own.twilio.account_sid,
            base_url=own.public_base_url or base_url,
            auth_tokens=own.twilio.auth_tokens,
            shared_keys=own.twilio.shared_keys,
        )
        for slug, own in keys.items()
        if own.twilio
    }


def twilio_rest_accounts(keys: dict[str, LandlordKeys], base_url: str) -> dict[str, RestAccount]:
    """Return the accounts with which calls are placed: by an API key of the landlord's, else by its first token."""
    return {
        slug: RestAccount(
            account_sid=own.twilio.account_sid,
            public_url=own.public_base_url or base_url,
            user=own.twilio.api_key or own.twilio.account_sid,
            password=own.twilio.api_secret or own.twilio.auth_tokens[0],
            api_url=own.twilio.api_url or API_URL,
        )
        for slug, own in keys.items()
        if own.twilio
    }
