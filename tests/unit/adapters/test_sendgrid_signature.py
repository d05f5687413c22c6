"""SendGrid's signature."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.adapters.sendgrid_signature import SendgridSignatures
from tests.builders import MONDAY

KEY = ec.generate_private_key(ec.SECP256R1())
NOW = str(int(MONDAY.timestamp()))


def shown(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def signature(body: bytes, timestamp: str = NOW) -> str:
    return base64.b64encode(KEY.sign(timestamp.encode() + body, ec.ECDSA(SHA256()))).decode()


SIGNATURES = SendgridSignatures({"here": shown(KEY)})


def genuine(body: bytes, signed: str, timestamp: str = NOW, landlord: str = "here") -> bool:
    return SIGNATURES.genuine(landlord, [body], timestamp=timestamp, signature=signed, now=MONDAY)


def test_the_landlords_own_signature_is_genuine() -> None:
    assert genuine(b"body", signature(b"body"))
    assert SIGNATURES.knows("here")


def test_a_signature_for_one_landlord_is_none_for_another() -> None:
    both = SendgridSignatures({"here": shown(KEY), "there": shown(ec.generate_private_key(ec.SECP256R1()))})
    assert not both.genuine("there", [b"body"], timestamp=NOW, signature=signature(b"body"), now=MONDAY)
    assert not genuine(b"body", signature(b"body"), landlord="nobody")
    assert not SIGNATURES.knows("nobody")


def test_the_timestamp_is_signed_too() -> None:
    later = str(int(NOW) + 1)
    assert not genuine(b"body", signature(b"body"), later)


@given(st.binary(max_size=50), st.text(max_size=120), st.text(max_size=20))
def test_anything_malformed_is_not_genuine_and_no_error(body: bytes, signed: str, timestamp: str) -> None:
    assert not genuine(body, signed, timestamp)
    assert not genuine(body, signed)


@pytest.mark.parametrize(
    "key", [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(public_exponent=65537, key_size=2048)]
)
def test_a_key_of_another_kind_stops_the_start(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> None:
    with pytest.raises(ValueError, match="The mail key of here is not an elliptic curve key on P-256"):
        SendgridSignatures({"here": shown(key)})
