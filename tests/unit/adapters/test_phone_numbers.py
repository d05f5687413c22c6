"""A caller's number is one person's, or nobody's; never somebody else's."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contact_gateway.adapters.phone_numbers import LibPhoneNumbers
from contact_gateway.domain.contact_points import ContactPoint, PointKind

NUMBERS = LibPhoneNumbers()

WITHHELD = (
    "266696687", "7378742833", "2562533", "8656696", "86282452253", "anonymous", "restricted", "blocked", "unknown",
    "unavailable", "private", "withheld",
)  # fmt: skip


def phone(value: str) -> ContactPoint:
    return ContactPoint(PointKind.PHONE, value)


@pytest.mark.parametrize("word", WITHHELD)
def test_a_withheld_number_is_nobody_however_it_is_spelt(word: str) -> None:
    spellings = (word, f"+{word}", word.upper(), word.title(), f" {word} ", f"sip:{word}@carrier.example.org")
    assert [NUMBERS.read(spelt) for spelt in (*spellings, f"whatsapp:+{word}", f"tel:{word}")] == [None] * 8


@pytest.mark.parametrize(
    "text", ["", " ", "+", "sip:anonymous@anonymous.invalid", "SIP:Anonymous@x;y=1", "\u202a\u202c"]
)
def test_no_number_at_all_is_nobody(text: str) -> None:
    assert NUMBERS.read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "+447700900123",
        "07700 900123",
        "07700-900-123",
        "+44 (0)7700 900123",
        "+4407700900123",
        "0044 7700 900123",
        "447700900123",
        "whatsapp:+447700900123",
        "WhatsApp:+447700900123",
        "tel:+447700900123",
        "\u202a+447700900123\u202c",
        "+44\u200e7700900123",
        "\uff10\uff17\uff17\uff10\uff10 900123",
        "18001 07700 900123",
        "1800107700900123",
        "+18001447700900123",
        "18001+447700900123",
    ],
)
def test_one_person_is_one_number_however_it_is_spelt(text: str) -> None:
    assert NUMBERS.read(text) == phone("+447700900123")


DRAMA = (
    *(f"+44{area}4960{n:03}" for area in ("113", "114", "115", "116", "117", "118", "121", "131", "141", "151", "161")
      for n in (0, 500, 999)),
    *(f"+44{start}{n:03}" for start in ("1914980", "2079460", "2896496", "2920180", "1632960", "7700900", "8081570",
                                         "9098790", "3069990") for n in (0, 500, 999)),
)  # fmt: skip


@pytest.mark.parametrize("number", DRAMA)
def test_numbers_of_plays_and_films_are_people(number: str) -> None:
    assert NUMBERS.read(number) == phone(number)


@pytest.mark.parametrize("number", ["+353861234567", "+14155550123", "+447781123456", "+441534960123", "+18002345678"])
def test_foreign_and_island_numbers_keep_their_country(number: str) -> None:
    assert NUMBERS.read(number) == phone(number)


@pytest.mark.parametrize("text", ["999", "112", "116123", "80800", "0845 4647", "08001111", "101"])
def test_a_short_code_is_no_person(text: str) -> None:
    assert NUMBERS.read(text) == ContactPoint.handle(text)


@pytest.mark.parametrize("text", ["07700 9OO123", "1-800-FLOWERS", "HomeRepairs", "07700 900123 or 124"])
def test_letters_make_no_telephone_number(text: str) -> None:
    assert NUMBERS.read(text) == ContactPoint.handle(text)


@pytest.mark.parametrize("text", ["sip:+447700900123@carrier.example.org", "client:sam", "sip:sam@example.org"])
def test_a_sip_user_is_never_taken_for_a_telephone(text: str) -> None:
    assert NUMBERS.read(text) == ContactPoint.handle(text)


def test_two_extensions_of_one_number_are_two_people() -> None:
    spelt = ["01632 960123 x12", "+441632960123;ext=12", "01632 960123 ext. 12", "01632 960123#12"]
    assert {NUMBERS.read(text) for text in spelt} == {phone("+441632960123;ext=12")}
    assert len({NUMBERS.read(text) for text in ("01632 960123", "01632 960123x12", "01632 960123x13")}) == 3


@given(st.one_of(st.text(), st.from_regex(r"\+?[0-9]{1,20}", fullmatch=True)))
@example("18001")
@example("sip:")
@example("x12")
@example("\ud800")
def test_whatever_is_sent_it_is_read(text: str) -> None:
    point = NUMBERS.read(text)
    assert point is None or point.value
    assert point is None or point.kind is not PointKind.PHONE or point.value.startswith("+")


@given(st.integers(min_value=0, max_value=999_999_999))
def test_reading_a_number_again_changes_nothing(number: int) -> None:
    first = NUMBERS.read(f"+447{number:09}")
    assert first is not None
    assert NUMBERS.read(first.value) == first


@pytest.mark.parametrize(
    ("text", "relayed"),
    [
        ("18001 07700 900123", True),
        ("+18001447700900123", True),
        ("1800107700900123", True),
        ("18001", False),
        ("18001 0", False),
        ("+447700900123", False),
        ("anonymous", False),
        ("", False),
    ],
)
def test_a_text_relay_is_known_by_its_prefix(text: str, *, relayed: bool) -> None:
    assert NUMBERS.relayed(text) is relayed
