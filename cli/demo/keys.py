"""Keys that a demo makes for itself, in the form in which a landlord's own would be kept."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from pathlib import Path

import tomlkit
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from contact_gateway.bootstrap import KEYS_FILE

MAIL_KEY_FILE = "simulator_mail_key.pem"
"""The private half of the demo's mail key: what `simulate email` signs with, as the mail provider would."""


def make_keys(data_dir: Path, landlords: Iterable[str]) -> None:
    """Make the keys of these landlords unless the folder has some; readable by their owner alone."""
    if (data_dir / KEYS_FILE).exists():
        return
    mail_key = ec.generate_private_key(ec.SECP256R1())
    public = mail_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    document = tomlkit.document()
    for landlord in landlords:
        document[landlord] = {
            "twilio": {"account_sid": f"AC{secrets.token_hex(16)}", "auth_tokens": [secrets.token_hex(16)]},
            "sendgrid": {"public_key": base64.b64encode(public).decode()},
        }
    private = mail_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _keep(data_dir / MAIL_KEY_FILE, private)
    _keep(data_dir / KEYS_FILE, tomlkit.dumps(document).encode())


def _keep(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
