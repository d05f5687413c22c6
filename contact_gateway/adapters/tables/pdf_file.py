"""Tables as tagged PDF, set by Typst: landscape, with the columns' names repeated on every page."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files

import typst

from contact_gateway.domain.tables import Cell, Table

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""What no page shows, and what turns the order of other letters round."""

_LONG_WORD = re.compile(r"\S{25}(?=\S)")
_MAY_BREAK = "\u200b"
_NARROWEST, _WIDEST = 10, 45
_AT = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in the file, which shows nowhere: the same table gives the same bytes."""


def table_as_pdf(table: Table) -> bytes:
    """Return the PDF. Its texts are shown as they are; a long word may break, and what no page can show is left out."""
    rows = [[_shown(cell) for cell in row] for row in table.rows]
    columns = [_shown(name) for name in table.columns]
    shown = {
        "title": _shown(table.title),
        "note": _shown(table.note),
        "columns": columns,
        "widths": [_width(cells) for cells in zip(columns, *rows, strict=True)],
        "rows": rows,
    }
    inputs = {"table": json.dumps(shown)}
    compiler = typst.Compiler(_template(), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
    printed = compiler.compile(format="pdf", timestamp=_AT)
    if not isinstance(printed, bytes):
        raise TypeError("A table is one PDF.")
    return printed


def _shown(cell: Cell) -> str:
    text = f"{cell.day} {cell:%B %Y}" if isinstance(cell, date) else str(cell)
    return _LONG_WORD.sub(lambda found: found[0] + _MAY_BREAK, _UNSEEN.sub("", text))


def _width(cells: Sequence[str]) -> int:
    """Return a column's part of the page, by its longest cell."""
    return min(_WIDEST, max(_NARROWEST, *map(len, cells)))


@cache
def _template() -> bytes:
    return files("contact_gateway.adapters.tables").joinpath("table.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that come with Typst; they are read once and stay in memory."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
