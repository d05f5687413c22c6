"""What an exchange needs of the world: that its forms reach the gateway."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class NetworkFault(Exception):
    """What an address answered was an error, or nothing."""


class Network(Protocol):
    """Posts the forms of an account, signed."""

    def post(self, account: str, url: str, fields: Mapping[str, str]) -> str:
        """Return the body of the answer. Raises `NetworkFault` where it is an error, a redirect or nothing."""
