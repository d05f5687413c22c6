"""Sealing with AES-256-GCM: each landlord has its own keys, and each value is bound to its place.

A sealed value is one byte for this form (1), eight bytes that name the key, twelve that are never used twice, and what
AES-GCM makes of the value. Landlord and place go in as associated data: they are not stored, and nothing opens without
the same ones. The key's name is the beginning of its hash, from which nobody gets back to a random key.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from contact_gateway.application.errors import NoKey, Unreadable
from contact_gateway.application.ports_of_encryption import Place

KEY_BYTES = 32

_FORM = b"\x01"
_NAME = slice(1, 9)
_NONCE = slice(9, 21)
_NONCE_BYTES = 12


def new_key() -> bytes:
    """Return a new random key."""
    return AESGCM.generate_key(8 * KEY_BYTES)


def key_name(key: bytes) -> str:
    """Return the name by which people and sealed values know a key; it gives nothing of the key away."""
    return _name(key).hex()


@dataclass(frozen=True, slots=True)
class _Ring:
    newest: bytes
    ciphers: Mapping[bytes, AESGCM]


class LandlordEncryption:
    """The encryption port over keys that are held in memory. Any number of threads may use it at once."""

    def __init__(self, keys: Mapping[str, Iterable[bytes]]) -> None:
        """Take each landlord's keys of 32 bytes, the newest first; it seals, all of them open."""
        self._rings = {landlord: _ring(tuple(own)) for landlord, own in keys.items() if own}

    def seal(self, landlord: str, place: Place, plain: bytes) -> bytes:
        """Return the value sealed for this place with the landlord's newest key. Raises `NoKey`."""
        ring = self._ring(landlord)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _FORM + ring.newest + nonce + ring.ciphers[ring.newest].encrypt(nonce, plain, _bound(landlord, place))

    def open(self, landlord: str, place: Place, sealed: bytes) -> bytes:
        """Return what was sealed for this place. Raises `NoKey` and `Unreadable`."""
        ring = self._ring(landlord)
        if sealed[:1] != _FORM:
            raise Unreadable(f"What is stored in {place[0]} is not a sealed value.")
        cipher = ring.ciphers.get(sealed[_NAME])
        if cipher is None:
            raise NoKey(
                f"A value in {place[0]} was sealed with the key {sealed[_NAME].hex()}, which is not among the keys of "
                f"{landlord}; put it back at the end of the list."
            )
        try:
            return cipher.decrypt(sealed[_NONCE], sealed[_NONCE.stop :], _bound(landlord, place))
        except (InvalidTag, ValueError):  # a ValueError where hardly anything is left of it
            raise Unreadable(f"A value in {place[0]} is not what was sealed for its place.") from None

    def mark(self, landlord: str) -> bytes:
        """Return how everything begins that is sealed with the landlord's newest key. Raises `NoKey`."""
        return _FORM + self._ring(landlord).newest

    def landlords(self) -> frozenset[str]:
        """Return whose keys are there."""
        return frozenset(self._rings)

    def _ring(self, landlord: str) -> _Ring:
        ring = self._rings.get(landlord)
        if ring is None:
            raise NoKey(f"There is no encryption key for {landlord}.")
        return ring


class PassingEncryption(LandlordEncryption):
    """Encryption for a database that is soon thrown away: every landlord has a key, gone with this object."""

    def __init__(self, key_for: Callable[[str], bytes] = lambda _: new_key()) -> None:
        """Start without any key; each is made when it is first needed."""
        super().__init__({})
        self._key_for = key_for

    def _ring(self, landlord: str) -> _Ring:
        return self._rings.setdefault(landlord, _ring((self._key_for(landlord),)))


def _ring(keys: tuple[bytes, ...]) -> _Ring:
    return _Ring(newest=_name(keys[0]), ciphers={_name(key): AESGCM(key) for key in keys})


def _name(key: bytes) -> bytes:
    return sha256(b"contact gateway: name of a key\0" + key).digest()[:8]


def _bound(landlord: str, place: Place) -> bytes:
    return json.dumps([landlord, *place]).encode()
