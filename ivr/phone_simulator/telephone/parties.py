"""Who can be called on the telephone's page, who calls, and what staff can do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from ivr.phone_simulator.calls import Call
from ivr.phone_simulator.exchange import Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Landlord:
    """Somebody to call: the account's id, the number to ring, who sits at which line, and whose time it goes by."""

    slug: str
    name: str
    account: str
    number: str
    lines: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who calls, and the number that the network shows of them."""

    name: str
    number: str


class Staff(Protocol):
    """What a landlord's staff see of a call and can do while it goes on. Each returns sentences for a person."""

    def banner(self, landlord: str, call: str) -> Sequence[str]:
        """Return what is shown of a call, line by line; nothing where it is not known."""

    def warn(self, landlord: str, call: str, *, final: bool) -> str:
        """Play a warning to both, and say what came of it."""

    def end(self, landlord: str, call: str) -> str:
        """End the call with its closing words, and say what came of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """An exchange, the landlords whose calls it carries, and their staff."""

    exchange: Exchange
    landlords: Sequence[Landlord]
    staff: Staff

    def landlord_of(self, call: Call) -> Landlord:
        """Return who is called."""
        return next(one for one in self.landlords if one.account == call.account)


class CannotBePlayed(Exception):
    """Why a call cannot be played at another time, as a sentence."""


Rehearse = Callable[[Landlord, datetime], Place]
"""Opens a copy of a landlord at another time; the one before is gone then. Raises `CannotBePlayed`."""
