"""Tables as CSV (RFC 4180), as Excel opens it without asking."""

from __future__ import annotations

import csv
import io
from datetime import date

from contact_gateway.domain.tables import Cell, Table

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""

_CARRIED_OUT = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a text begins that some program takes for a formula; the last four are the wide ones of East Asian keyboards."""


def table_as_csv(table: Table) -> bytes:
    """Return columns and rows; title and note have no place in it.

    A text that begins like a formula, blanks before it or not, gets an apostrophe in front: programs show the rest.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _harmless(cell: Cell) -> str | int:
    match cell:
        case int():
            return cell
        case date():
            return cell.isoformat()
    text = cell.replace("\0", "")
    return f"'{text}" if text.startswith(_CARRIED_OUT) or text.lstrip().startswith(_CARRIED_OUT) else text
