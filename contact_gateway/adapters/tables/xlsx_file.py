"""Tables as workbooks of Excel."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from contact_gateway.domain.tables import Cell, Table

_LONGEST_CELL = 32_767
"""Characters; Excel takes no more."""

_WIDTH = {date: 14, int: 12, str: 40}
_NOT_IN_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def table_as_xlsx(table: Table) -> bytes:
    """Return a workbook of one sheet. Texts are texts: no formula, no link, whatever they look like; days are days."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"title": table.title, "comments": table.note})
        sheet = book.add_worksheet("Register")
        head, day, cell = _formats(book)
        sheet.write_string(0, 0, table.title, head)
        sheet.write_string(1, 0, table.note)
        for column, name in enumerate(table.columns):
            sheet.write_string(3, column, name, head)
            kind = type(table.rows[0][column]) if table.rows else str
            sheet.set_column(column, column, _WIDTH[kind])
        for number, row in enumerate(table.rows, 4):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, day if isinstance(value, date) else cell)
        sheet.freeze_panes(4, 0)
    return written.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: Cell, as_: Format) -> None:
    match value:
        case int():
            sheet.write_number(row, column, value, as_)
        case date():
            sheet.write_datetime(row, column, datetime.combine(value, time()), as_)
        case str():
            sheet.write_string(row, column, _NOT_IN_XML.sub("", value)[:_LONGEST_CELL], as_)


def _formats(book: Workbook) -> tuple[Format, Format, Format]:
    head = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    return head, day, book.add_format({"text_wrap": True, "valign": "top"})
