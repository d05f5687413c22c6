"""SendGrid's signature over inbound mail: ECDSA on P-256 with SHA-256 over the timestamp and the raw body."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

OLDEST = timedelta(hours=73)
"""SendGrid tries again for three days, and does not say whether it signs anew: a shorter limit would lose mail for ever
after a long outage, while a replay within it changes nothing, because a mail is one contact however often it comes."""

NEWEST = timedelta(minutes=10)
"""How far SendGrid's clock may be ahead of ours."""

_SECONDS = re.compile(r"[0-9]{1,11}")
_ALGORITHM = ECDSA(Prehashed(SHA256()))


class SendgridSignatures:
    """The mail signatures port, for landlords whose mail comes by SendGrid."""

    def __init__(self, public_keys: Mapping[str, str]) -> None:
        """Take each landlord's key by its slug, as SendGrid shows it: base64 of the DER form.

        Raises ValueError for a key that is none, without repeating it.
        """
        self._keys = {landlord: _key(landlord, text) for landlord, text in public_keys.items()}

    def knows(self, landlord: str) -> bool:
        """Whether this landlord takes mail by SendGrid."""
        return landlord in self._keys

    def genuine(self, landlord: str, body: Iterable[bytes], *, timestamp: str, signature: str, now: datetime) -> bool:
        """Whether the landlord's own account signed this very body, not too long ago."""
        key, given = self._keys.get(landlord), _decoded(signature)
        if key is None or not given or not _is_recent(timestamp, now):
            return False
        try:
            key.verify(given, _digest(timestamp, body), _ALGORITHM)
        except InvalidSignature:
            return False
        return True


def _digest(timestamp: str, body: Iterable[bytes]) -> bytes:
    signed = sha256(timestamp.encode())
    for piece in body:
        signed.update(piece)
    return signed.digest()


def _decoded(signature: str) -> bytes:
    try:
        return base64.b64decode(signature, validate=True)
    except ValueError:  # base64's own error is one
        return b""


def _key(landlord: str, text: str) -> EllipticCurvePublicKey:
    key = load_der_public_key(base64.b64decode(text))
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise ValueError(f"The mail key of {landlord} is not an elliptic curve key on P-256, as SendGrid makes them.")  # noqa: TRY004 the value is wrong, not its type
    return key


def _is_recent(timestamp: str, now: datetime) -> bool:
    if not _SECONDS.fullmatch(timestamp):
        return False
    age = now.astimezone(UTC).timestamp() - int(timestamp)
    return -NEWEST.total_seconds() <= age <= OLDEST.total_seconds()
