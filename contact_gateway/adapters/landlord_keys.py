"""Each landlord's keys, from one TOML file: a request can be verified with no database, and the database holds no key.

[tuntum]
public_base_url = "https://contact.tuntum.example.org"   # where it differs from the installation's own
[tuntum.encryption]
keys = ["the newest, which seals", "an older one, which still opens"]   # 32 random bytes each, in base64
[tuntum.twilio]
account_sid = "AC…"
auth_tokens = ["the one in use", "the one being rotated in"]
api_key = "SK…"             # what we place calls with; the first token where there is none
api_secret = "its secret"
api_url = "https://api.dublin.ie1.twilio.com"   # of a region, or of what stands in for Twilio on this machine
[tuntum.twilio.shared_keys]
"the id of a key" = "its secret"
[tuntum.sendgrid]
public_key = "MFkw…"
"""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

_SLUG = re.compile(r"[a-z][a-z0-9_]*")
_ACCOUNT_SID = re.compile(r"AC[0-9a-f]{32}")
_API_KEY = re.compile(r"SK[0-9a-f]{32}")
_API_URL = re.compile(r"(https://[a-z0-9.-]+|http://(localhost|127\.0\.0\.1|\[::1\]))(:[0-9]{1,5})?")
_KEY_BYTES = 32
_BASE_URL = re.compile(r"https?://[^/?#\s]+(/[^?#\s]*)?")


class LandlordKeysError(ValueError):
    """The keys file cannot be used; one sentence for each fault, none of which repeats a key."""

    def __init__(self, path: Path, faults: Iterable[str]) -> None:
        """Put the file's name before each sentence."""
        self.faults = tuple(f"{path}: {fault}" for fault in faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioKeys:
    """An account and the tokens it may sign with: two while one is being rotated. Shared keys are secrets by id.

    With `api_key` and `api_secret` we place calls, both empty where the first token does; `api_url` is a region's, or
    that of a stand-in, empty for the provider's usual one.
    """

    account_sid: str
    auth_tokens: tuple[str, ...] = field(repr=False)
    shared_keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    api_key: str = ""
    api_secret: str = field(default="", repr=False)
    api_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendgridKeys:
    """The key with which inbound mail is signed: base64 of an elliptic curve public key, as SendGrid shows it."""

    public_key: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LandlordKeys:
    """What one landlord has at its providers; a provider that it does not use is absent.

    `encryption_keys` are what its personal words are sealed with, the newest first.
    """

    landlord: str
    encryption_keys: tuple[bytes, ...] = field(repr=False)
    public_base_url: str | None = None
    twilio: TwilioKeys | None = None
    sendgrid: SendgridKeys | None = None


def load_landlord_keys(path: Path) -> dict[str, LandlordKeys]:
    """Read the keys of all landlords, by slug.

    Raises:
        LandlordKeysError: when the file cannot be read, or anything in it is unknown, missing or malformed.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LandlordKeysError(path, [f"cannot be read ({error.strerror})."]) from error
    except ValueError as error:
        raise LandlordKeysError(path, [f"is not TOML: {error}."]) from error
    faults: list[str] = []
    tables = {slug: _table(slug, value, faults) for slug, value in document.items()}
    keys = {slug: _landlord(slug, table) for slug, table in tables.items() if table}
    faults += _shared_by_landlords(keys)
    if faults:
        raise LandlordKeysError(path, faults)
    return keys


class _Table:
    """One table of the file; it takes keys out one by one and writes a sentence for each that is wrong."""

    def __init__(self, name: str, values: dict[str, object], faults: list[str]) -> None:
        self.name, self._values, self._faults = name, values, faults

    def fault(self, sentence: str) -> None:
        self._faults.append(sentence)

    def text(self, key: str, *, needed: bool = True) -> str:
        if key not in self._values:
            if needed:
                self.fault(f"[{self.name}] lacks {key}.")
            return ""
        value = self._values.pop(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.fault(f"[{self.name}] {key} is not a text.")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._values.pop(key, None)
        if isinstance(value, list) and value and all(isinstance(one, str) and one.strip() for one in value):
            return tuple(one.strip() for one in value)
        self.fault(f'[{self.name}] {key} is a list of one or more texts, such as {key} = ["…"].')
        return ()

    def named_texts(self, key: str) -> dict[str, str]:
        value = self._values.pop(key, {})
        if isinstance(value, Mapping) and all(isinstance(one, str) and one.strip() for one in value.values()):
            return {name: one.strip() for name, one in value.items()}
        self.fault(f"[{self.name}.{key}] is a table of texts by their names.")
        return {}

    def table(self, key: str) -> _Table | None:
        return _table(f"{self.name}.{key}", self._values.pop(key), self._faults) if key in self._values else None

    def finish(self, allowed: str) -> None:
        """Complain about what nobody asked for: a misspelt key must not pass for an absent one."""
        for key in self._values:
            self.fault(f"[{self.name}] {key} is not known; allowed are {allowed}.")


def _table(name: str, value: object, faults: list[str]) -> _Table | None:
    if isinstance(value, Mapping):
        return _Table(name, dict(value), faults)
    faults.append(f"[{name}] is not a table of keys.")
    return None


def _landlord(slug: str, table: _Table) -> LandlordKeys:
    if not _SLUG.fullmatch(slug):
        table.fault(f"[{slug}] is not a landlord's short name: small letters, digits and _, such as derby_homes.")
    base_url = table.text("public_base_url", needed=False)
    if base_url and not _BASE_URL.fullmatch(base_url):
        table.fault(f"[{slug}] public_base_url is not an address such as https://contact.example.org.")
    encryption, twilio, sendgrid = (table.table(name) for name in ("encryption", "twilio", "sendgrid"))
    table.finish("public_base_url, encryption, twilio and sendgrid")
    if encryption is None:
        table.fault(
            f"[{slug}.encryption] is missing; it holds keys, the newest first. `contact-gateway keys new` prints one."
        )
    return LandlordKeys(
        landlord=slug,
        encryption_keys=_encryption(encryption) if encryption else (),
        public_base_url=base_url.rstrip("/") or None,
        twilio=_twilio(twilio) if twilio else None,
        sendgrid=_sendgrid(sendgrid) if sendgrid else None,
    )


def _encryption(table: _Table) -> tuple[bytes, ...]:
    written = table.texts("keys")
    keys = tuple(map(_bytes_of, written))
    for place, key in enumerate(keys, 1):
        if len(key) != _KEY_BYTES:
            table.fault(f"[{table.name}] key {place} is not {_KEY_BYTES} random bytes in base64.")
    if len(set(keys)) < len(keys):
        table.fault(f"[{table.name}] keys holds the same key twice.")
    table.finish("keys")
    return keys


def _bytes_of(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _shared_by_landlords(keys: Mapping[str, LandlordKeys]) -> list[str]:
    owners: dict[bytes, str] = {}
    return [
        f"[{slug}.encryption] holds a key of {owners[key]}; each landlord has its own."
        for slug, own in keys.items()
        for key in own.encryption_keys
        if owners.setdefault(key, slug) != slug and len(key) == _KEY_BYTES
    ]


def _twilio(table: _Table) -> TwilioKeys:
    keys = TwilioKeys(
        account_sid=table.text("account_sid"),
        auth_tokens=table.texts("auth_tokens"),
        shared_keys=table.named_texts("shared_keys"),
        api_key=table.text("api_key", needed=False),
        api_secret=table.text("api_secret", needed=False),
        api_url=table.text("api_url", needed=False).rstrip("/"),
    )
    if keys.account_sid and not _ACCOUNT_SID.fullmatch(keys.account_sid):
        table.fault(f"[{table.name}] account_sid is AC and 32 digits or letters a to f.")
    if keys.api_key and not _API_KEY.fullmatch(keys.api_key):
        table.fault(f"[{table.name}] api_key is SK and 32 digits or letters a to f.")
    if bool(keys.api_key) != bool(keys.api_secret):
        table.fault(f"[{table.name}] has one of api_key and api_secret; give both, or neither.")
    if keys.api_url and not _API_URL.fullmatch(keys.api_url):
        table.fault(f"[{table.name}] api_url is https:// and a host, or http:// and this very machine, with no path.")
    table.finish("account_sid, auth_tokens, shared_keys, api_key, api_secret and api_url")
    return keys


def _sendgrid(table: _Table) -> SendgridKeys:
    public_key = table.text("public_key")
    if public_key and not _is_curve_key(public_key):
        table.fault(f"[{table.name}] public_key is not the key that SendGrid shows beside the signed webhook.")
    table.finish("public_key")
    return SendgridKeys(public_key=public_key)


def _is_curve_key(text: str) -> bool:
    try:
        key = load_der_public_key(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError, UnsupportedAlgorithm):
        return False
    return isinstance(key, EllipticCurvePublicKey)
