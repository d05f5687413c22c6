"""What people do for a customer beside the ladder: adjustments, complaints about staff, being asked to make contact.

Each changes at once how contact is answered; none is a rung of the ladder and none restricts anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from contact_gateway.domain.casework.acts import Act
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Adjustment, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentAgreed(Act):
    """An adjustment that the customer asked for and gets, and when it is looked at again (TUN-8.1, 10.2).

    `language` is the one to speak and write in, where that is what was agreed, and `paper` the colour of letters.
    `asked`, `helps` and `disclosed` are among its words: what was asked for, how it helps, what was disclosed.
    """

    adjustment: Adjustment | None = None
    language: str = ""
    paper: Paper | None = None
    review_on: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complained(Act):
    """A complaint about an officer, to whom this customer's contact then never goes (TOR-18, OCT-1.2)."""

    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedForContact(Act):
    """That the customer was asked to make contact by a channel, which is open for it until then, once."""

    channel: Channel
    until: datetime


ActBeside = AdjustmentAgreed | Complained | AskedForContact
"""What happens in a customer's case beside the ladder."""
