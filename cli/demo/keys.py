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

from contact_gateway.adapters.encryption import new_key
from contact_gateway.bootstrap.keys import KEYS_FILE

EXCHANGE_PORT_AFTER_WEB = 26
MAIL_KEY_FILE = "simulator_mail_key.pem"
"""The private half of the demo's mail key: what `simulate email` signs with, as the mail provider would."""


def make_keys(data_dir: Path, landlords: Iterable[str]) -> None:
    """Make the keys of these landlords unless the folder has some; readable by their owner alone."""
    if (data_dir / KEYS_FILE).exists():
        _add_encryption(data_dir / KEYS_FILE)
        return
    mail_key = ec.generate_private_key(ec.SECP256R1())
    public = mail_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    document = tomlkit.document()
    for landlord in landlords:
        document[landlord] = {
            "encryption": _encryption(),
            "twilio": {"account_sid": f"AC{secrets.token_hex(16)}", "auth_tokens": [secrets.token_hex(16)]},
            "sendgrid": {"public_key": base64.b64encode(public).decode()},
        }
    private = mail_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _keep(data_dir / MAIL_KEY_FILE, private)
    _keep(data_dir / KEYS_FILE, tomlkit.dumps(document).encode())


def point_at_exchange(data_dir: Path, port: int) -> None:
    """Let a demo place its calls on the exchange of this port of this machine, and nowhere else."""
    path = data_dir / KEYS_FILE
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    for own in (one["twilio"] for one in document.values() if "twilio" in one):
        own["api_url"] = f"http://127.0.0.1:{port}"
    path.write_text(tomlkit.dumps(document), encoding="utf-8")


def _add_encryption(path: Path) -> None:
    """Give the landlords of a demo that is older than encryption their keys."""
    document = tomlkit.parse(path.read_text(encoding="utf-8"))
    without = [own for own in document.values() if "encryption" not in own]
    for own in without:
        own["encryption"] = _encryption()
    if without:
        draft = path.with_suffix(".new")
        _keep(draft, tomlkit.dumps(document).encode())
        draft.replace(path)


def _encryption() -> dict[str, list[str]]:
    return {"keys": [base64.b64encode(new_key()).decode()]}


def _keep(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
