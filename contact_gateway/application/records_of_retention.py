"""What goes because it was kept long enough or is erased, and what must not go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contact_gateway.domain.procedure.words import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """How many rows of a table go, or went, by which of the policy's spans; `oldest` is the first of them."""

    kept: Kept
    table: str
    rows: int
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """That nothing of a customer may be forgotten or erased; the reference is that of the claim."""

    id: str
    customer_id: str
    reference: str
    placed_by: str
    placed_at: datetime
    lifted_by: str = ""
    lifted_at: datetime | None = None


class Fate(StrEnum):
    """What erasure does with rows: takes them out, blanks what they say, or leaves them, by id."""

    GONE = "gone"
    BLANKED = "blanked"
    STAYS = "stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What erasure does, or did, with a kind of rows."""

    kind: str
    fate: Fate
    rows: int
