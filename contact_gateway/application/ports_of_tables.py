"""Writing tables as files that other programs open."""

from __future__ import annotations

from typing import Protocol

from contact_gateway.domain.tables import Table


class TableAs(Protocol):
    """One format. What stands in a cell is shown as it is and never carried out, whatever program opens the file."""

    def __call__(self, table: Table) -> bytes:
        """Return the file."""
