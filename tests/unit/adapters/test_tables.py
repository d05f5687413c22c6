"""Tables as files: what stands in a cell is shown and never carried out."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from contact_gateway.adapters.tables.csv_file import table_as_csv
from contact_gateway.adapters.tables.pdf_file import table_as_pdf
from contact_gateway.adapters.tables.xlsx_file import table_as_xlsx
from contact_gateway.domain.tables import Cell, Table

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = [
    "=1+1",
    "+44 7700",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "  =cmd|' /C calc'!A0",
    "\r=1",
    "\n=1",
    "\uff1d1",
    "\u00a0=1",
]


def table(*rows: tuple[Cell, ...], columns: tuple[str, ...] = ("Name", "From")) -> Table:
    return Table(title="Register", note="As it stood.", columns=columns, rows=rows)


def read_csv(content: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def sheet_of(content: bytes) -> tuple[str, list[str]]:
    """The XML of the sheet, and every shared text."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        texts = ["".join(part.text or "" for part in item.iter(f"{MAIN}t")) for item in shared]
        return book.read("xl/worksheets/sheet1.xml").decode(), texts


def test_a_csv_opens_in_excel_with_its_letters_and_days() -> None:
    content = table_as_csv(table(('Siân Ŵyn, ‘Ty’ "Gwyn"', date(2026, 3, 2))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2
    assert read_csv(content) == [["Name", "From"], ['Siân Ŵyn, ‘Ty’ "Gwyn"', "2026-03-02"]]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_a_csv_is_a_formula(text: str) -> None:
    ((_, (cell,)),) = [read_csv(table_as_csv(table((text,), columns=("Name",))))]
    assert cell == f"'{text}"


@given(st.text())
def test_every_text_of_a_csv_comes_back_as_it_is_but_for_an_apostrophe(text: str) -> None:
    said = text.encode(errors="replace").decode().replace("\0", "")
    _, (cell,) = read_csv(table_as_csv(table((said,), columns=("Name",))))
    assert cell in {said, f"'{said}"}
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", [*FORMULAS, "{=1}", "https://example.org", "mailto:sam@example.org", "internal:A1"])
def test_every_text_of_a_workbook_is_a_text(text: str) -> None:
    sheet, texts = sheet_of(table_as_xlsx(table((text, date(2026, 3, 2)))))
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert text.replace("\r", "\n").strip() in {said.replace("_x000D_", "\n").strip() for said in texts}


@given(st.text(max_size=50))
def test_a_workbook_takes_any_text(text: str) -> None:
    sheet, texts = sheet_of(table_as_xlsx(table((text, 7))))
    assert "<v>7</v>" in sheet
    assert "Register" in texts


def test_days_of_a_workbook_are_days_and_the_longest_text_is_cut_to_what_excel_takes() -> None:
    sheet, texts = sheet_of(table_as_xlsx(table(("x" * 40_000, date(2026, 3, 2)))))
    assert f"<v>{(date(2026, 3, 2) - date(1899, 12, 30)).days}</v>" in sheet
    assert max(map(len, texts)) == 32_767


def test_a_table_without_rows_has_its_columns_all_the_same() -> None:
    assert read_csv(table_as_csv(table())) == [["Name", "From"]]
    assert {"Name", "From"} <= set(sheet_of(table_as_xlsx(table()))[1])


def test_a_row_with_too_few_cells_is_no_row() -> None:
    with pytest.raises(ValueError, match="one cell for each column"):
        table(("Sam",))


def read_pdf(content: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(content))
    return reader, "\n".join(page.extract_text() for page in reader.pages).replace("\u200b", "")


def test_a_pdf_is_tagged_and_has_title_note_columns_and_cells() -> None:
    reader, text = read_pdf(table_as_pdf(table(("Siân Ŵyn", date(2026, 3, 2)))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Register"
    assert "/StructTreeRoot" in reader.root_object
    assert all(said in text for said in ("Register", "As it stood.", "Name", "From", "Siân Ŵyn", "2 March 2026"))


def test_a_long_table_names_its_columns_on_every_page() -> None:
    reader, _ = read_pdf(table_as_pdf(table(*[(f"Sam {number}", date(2026, 3, 2)) for number in range(100)])))
    assert len(reader.pages) > 3
    assert all("Name" in page.extract_text() for page in reader.pages)


@pytest.mark.parametrize(
    "text", ["#panic()", "$x$ @sam *b* _i_", "= head", "<label> `raw` //", "\\u{1F600} ]", "#[", '"']
)
def test_no_text_of_a_pdf_is_markup(text: str) -> None:
    _, shown = read_pdf(table_as_pdf(table((text, 7))))
    assert text in shown


@pytest.mark.parametrize("text", ["x" * 10_000, "\u202eSam", "a\0b\x1b", "\ud800", "מיה 李 🏠", ""])
def test_a_pdf_takes_any_text(text: str) -> None:
    assert table_as_pdf(table((text, 7))).startswith(b"%PDF-")


def test_the_same_table_is_the_same_pdf() -> None:
    assert table_as_pdf(table(("Sam", 7))) == table_as_pdf(table(("Sam", 7)))
