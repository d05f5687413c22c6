"""What is forgotten in time, what is erased on request, and the legal holds that forbid both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from contact_gateway.application.records_of_retention import Erased, Going, LegalHold
from contact_gateway.domain.procedure.words import Kept

Limits = Mapping[Kept, datetime]
"""Of each kind, the instant before which all was kept long enough; a kind that is not there is kept for ever."""


class Retention(Protocol):
    """One landlord's rows, by age. What is evidence in a case, or of a customer under a legal hold, stays."""

    def going(self, landlord: str, limits: Limits) -> Sequence[Going]:
        """Return what would go now, and take nothing out. What goes only with it later is not foreseen."""

    def forget(self, landlord: str, limits: Limits) -> Sequence[Going]:
        """Take it out, in batches, and put on record how much; return what went, without the oldest.

        Done again it goes on where it ended. Of a great deal a part may be left to the next time.
        """


class LegalHolds(Protocol):
    """The holds on customers. Each change is put on record with it."""

    def place(self, landlord: str, hold: LegalHold) -> None:
        """Store one. Raises `NotFound` for no such customer."""

    def lift(self, landlord: str, hold_id: str, officer: str, at: datetime) -> None:
        """Lift one that stands. Raises `NotFound` where none of that id does."""

    def standing(self, landlord: str) -> Sequence[LegalHold]:
        """Return those that stand, oldest first."""


class Erasures(Protocol):
    """Everything that is stored about a customer, in whichever table, taken out or blanked."""

    def would_erase(self, landlord: str, customer_id: str, now: datetime) -> Sequence[Erased]:
        """Return what erasure would do with how many rows. Raises what `erase` raises."""

    def erase(
        self, landlord: str, customer_id: str, officer: str, now: datetime
    ) -> tuple[Sequence[Erased], Sequence[str]]:
        """Do it in one transaction, with its audit row; return what was done, and the ids of files that are now to go.

        Done again, it does what was left and names the same files that rows still name. Raises `NotFound`; `Refused`
        as `legal_hold`, `in_force` where a restriction binds or will, `appeal_open` where an appeal waits to be
        decided, `no_customer` for anybody else.
        """
