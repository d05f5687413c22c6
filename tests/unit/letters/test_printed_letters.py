"""Letters as files: tagged, in the right size and colour, the same every time, and read back whole."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import PdfObject

from contact_gateway.adapters.letters.press import TypstPress
from contact_gateway.adapters.letters.printable import printable
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_letters import Unprintable
from contact_gateway.domain.letters.content import Format, LetterContent
from contact_gateway.domain.letters.facts import Addressee, LetterFacts, Told
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.people import Paper
from contact_gateway.domain.procedure.words import LetterType
from tests.unit.letters.letters_to_write import TOLD, facts, letter

PRESS = TypstPress()
NOTHING_MORE = Order()
LEAST_LARGE_PRINT = 16
A_PAGE = 595
_LATIN = st.characters(
    min_codepoint=0x20, max_codepoint=0xFF, exclude_categories=("Cc", "Cf", "Zs"), include_characters="ŵŷŴŶ"
)
_MARKUP = st.sampled_from([*"#@$*_`\\<>[]{}()=+-/~'\"&%^|;:,.!?", "//", "/*", "#let", "$x$", "{landlord}", "= "])
AS_PEOPLE_ARE_CALLED = st.lists(st.one_of(_LATIN, _MARKUP), min_size=1, max_size=40).map("".join)
_UNSEEN = ("\u202e", "\u200f", "\u2066", "\x00", "\x07", "\x1b", "\x7f", "\ufeff", "\ud800", "\U000f0000")


def read(content: LetterContent) -> PdfReader:
    return PdfReader(BytesIO(PRESS.pdf(content)))


def named(name: str) -> LetterFacts:
    return facts(to=Addressee(name=name, address=("1 Example Street",)))


def seen(text: str) -> str:
    return "".join(text.split())


def sizes_in(reader: PdfReader) -> set[float]:
    found: set[float] = set()

    def note(text: str, _matrix: object, of_text: list[float], _font: object, size: float) -> None:
        if text.strip():
            found.add(round(abs(of_text[3] or 1) * size if size == 1 else size, 1))

    for page in reader.pages:
        page.extract_text(visitor_text=note)
    return found


def fonts_of(page: PageObject) -> set[str]:
    resources = opened(page["/Resources"])
    return {str(opened(one)["/BaseFont"]) for one in opened(resources["/Font"]).values()}


def roles_in(reader: PdfReader) -> list[str]:
    """Return the tags of a document in reading order."""

    def walk(node: object) -> list[str]:
        inside = behind(node)
        if isinstance(inside, list):
            return [role for one in inside for role in walk(one)]
        if not isinstance(inside, dict):
            return []
        own = [str(inside["/S"])] if "/S" in inside else []
        return own + (walk(inside["/K"]) if "/K" in inside else [])

    return walk(catalog(reader)["/StructTreeRoot"])


def catalog(reader: PdfReader) -> dict[str, Any]:
    return opened(reader.trailer["/Root"])


def opened(node: object) -> dict[str, Any]:
    return cast("dict[str, Any]", behind(node))


def behind(node: object) -> object:
    """Return what a reference in a PDF leads to."""
    return node.get_object() if isinstance(node, PdfObject) else node


@given(AS_PEOPLE_ARE_CALLED)
@settings(max_examples=40, deadline=None)
def test_a_name_is_printed_as_it_is_whatever_stands_in_it(name: str) -> None:
    written = letter(named(name), NOTHING_MORE)
    assert seen(" ".join(name.split())) in seen(PRESS.text_of(PRESS.pdf(written)))


@pytest.mark.parametrize("unseen", _UNSEEN)
def test_what_cannot_be_seen_is_left_out_and_the_rest_is_printed(unseen: str) -> None:
    text = PRESS.text_of(PRESS.pdf(letter(named(f"Pat{unseen} Exam{unseen}ple"), NOTHING_MORE)))
    assert re.search(r"^Pat ?Exam ?ple", text, re.MULTILINE)
    assert unseen not in text


def test_ten_thousand_letters_are_all_on_paper_and_within_the_page() -> None:
    without = PRESS.text_of(PRESS.pdf(letter(named("Pat"), NOTHING_MORE))).count("W")
    reader = read(letter(named("W" * 10_000), NOTHING_MORE))
    assert sum(page.extract_text().count("W") for page in reader.pages) == without + 2 * 10_000
    assert max(len(word) for word in printable("W" * 10_000).split("\u200b")) * 12 < A_PAGE


@pytest.mark.parametrize("name", ["Łukasz Żak", "Ngozi Ọlá", "Llŷr Ŵyn", "Андрій", "Ελένη", "דוד", "سارة"])
def test_names_from_many_places_are_printed(name: str) -> None:
    assert seen(name) in seen(PRESS.text_of(PRESS.pdf(letter(named(name), NOTHING_MORE))))


def test_a_letter_that_no_font_has_is_named_instead_of_printed_as_a_box() -> None:
    with pytest.raises(Unprintable, match="日"):
        PRESS.pdf(letter(named("日本")))


@pytest.mark.parametrize("what", LetterType)
def test_every_letter_is_tagged_has_a_title_a_language_and_headings_in_order(what: LetterType) -> None:
    reader = read(letter(facts(what)))
    assert catalog(reader)["/Lang"] == "en"
    assert opened(catalog(reader)["/MarkInfo"])["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == letter(facts(what)).title
    levels = [int(role[2]) for role in roles_in(reader) if re.fullmatch(r"/H[1-6]", role)]
    assert levels
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert "pdfuaid" in str(xmp.stream.get_data())


def test_large_print_is_set_in_letters_of_sixteen_points_or_more_on_every_page() -> None:
    small, large = read(letter()), read(letter(facts(format=Format(large_print=True))))
    assert min(sizes_in(large)) >= LEAST_LARGE_PRINT
    assert min(sizes_in(small)) < LEAST_LARGE_PRINT


def test_large_print_is_set_anew_on_paper_of_the_same_size() -> None:
    small, large = read(letter()), read(letter(facts(format=Format(large_print=True))))
    assert small.pages[0].mediabox == large.pages[0].mediabox
    assert len(large.pages) > len(small.pages)


def test_bold_print_uses_no_thin_letters() -> None:
    fonts = {str(font) for page in read(letter(facts(format=Format(bold=True)))).pages for font in fonts_of(page)}
    assert fonts
    assert all("Bold" in font for font in fonts)


@pytest.mark.parametrize("paper", [Paper.CREAM, Paper.YELLOW, Paper.BLUE])
def test_coloured_paper_colours_every_page_and_changes_no_word(paper: Paper) -> None:
    coloured = letter(facts(format=Format(paper=paper)))
    assert PRESS.pdf(coloured) != PRESS.pdf(letter())
    assert PRESS.text_of(PRESS.pdf(coloured)) == PRESS.text_of(PRESS.pdf(letter()))


def test_pages_are_numbered_with_how_many_there_are() -> None:
    reader = read(letter())
    for number, page in enumerate(reader.pages, start=1):
        assert f"Page {number} of {len(reader.pages)}" in page.extract_text()


def test_the_same_letter_gives_the_same_bytes_and_is_printed_again_from_its_file() -> None:
    first = PRESS.pdf(letter())
    assert first == TypstPress().pdf(letter())
    assert PRESS.read_back(first) == letter()
    assert PRESS.pdf(PRESS.read_back(first)) == first


def test_a_file_that_is_no_letter_of_ours_is_not_read_back() -> None:
    blank, file = PdfWriter(), BytesIO()
    blank.add_blank_page(width=A_PAGE, height=A_PAGE)
    blank.write(file)
    with pytest.raises(NotFound):
        PRESS.read_back(file.getvalue())


@pytest.mark.parametrize("lines", range(4))
def test_no_page_ends_with_what_leads_to_a_list_on_the_next(lines: int) -> None:
    """Whatever stands before it: the longer the text, the further down each list begins."""
    told = Told(what_happened="\n".join(["You rang us again."] * lines), impact=TOLD.impact)
    pages = read(letter(facts(told=told, format=Format(large_print=True)), NOTHING_MORE)).pages
    ends = [page.extract_text().splitlines()[-2] for page in pages]
    assert [end for end in ends if end.rstrip().endswith(":")] == []


@pytest.mark.parametrize("lines", range(18, 28, 2))
def test_nobody_signs_on_a_page_with_nothing_else_on_it(lines: int) -> None:
    told = Told(what_happened="\n".join(["You rang us again."] * lines))
    assert not read(letter(facts(told=told), NOTHING_MORE)).pages[-1].extract_text().startswith("Yours sincerely")


def test_a_word_with_a_hyphen_is_not_broken_at_it() -> None:
    longer_and_longer = "\n".join("a " * number + "e-mail" for number in range(20, 60))
    said = PRESS.text_of(PRESS.pdf(letter(facts(told=Told(what_happened=longer_and_longer)))))
    assert said.count("e-mail") > 40
    assert "e-\n" not in said


def test_the_first_page_can_be_looked_at() -> None:
    assert PRESS.picture(letter(facts(told=Told(what_happened=TOLD.what_happened)))).startswith(b"\x89PNG")
