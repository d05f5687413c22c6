"""Texts that were sound once, damaged as people and machines damage them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

ODD = (
    *("", " ", "\t", "\r", "\n", "\x00", "\x0b", "\ufeff", "\u2028", "\u202e", "\U0001f3e0", "\u0663", "\ud7ff\ufffe"),
    *("null", "~", "true", "on", "0", "-1", "1e999", "nan", "99999999999999999999", "0x10", "1_000", "1.5"),
    *("9999-12-31", "0001-01-01", "2026-02-30", "2026-10-25T01:30", "2026-03-29T01:30", "9999-12-31T23:59+14:00"),
    *("mon-sun 00:00-24:00", "24:00", "99:99", "sun 23:00-01:00", "99999999h", "6m10s"),
    *("[", "]", "{", "}", "[[", ":", "- ", "#", "'", '"', '"""', "'''", "\\", "&a", "*a", "<<: *a", "!!python/name:os"),
    *("sam", "lee", "voice", "email", "contact_cap", "tuntum", "../tuntum.toml", "+447700900123", "sam@example.org"),
)
"""What stands where something else should: nothings, marks, numbers and times at their ends, words out of place."""

Edit = Callable[[str], str]

_WORD = re.compile(r"[^\s\[\]{},:=\"'#]+")


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """Draw one way of damaging a text; the place is drawn as a share of it."""
    place, odd = draw(st.floats(0, 1, exclude_max=True)), draw(st.sampled_from(ODD) | st.text(max_size=8))
    way = draw(
        st.sampled_from([_replace_a_word, _insert, _drop_a_line, _repeat_a_line, _swap_lines, _cut_off, _indent])
    )
    return lambda text: way(text, place, odd)


def damaged(originals: Sequence[str], most: int = 4) -> st.SearchStrategy[str]:
    """Draw one of the texts, damaged up to so many times."""
    many = st.lists(edits(), min_size=1, max_size=most)
    return st.tuples(st.sampled_from(originals), many).map(lambda drawn: _after(*drawn))


def _after(text: str, ways: Sequence[Edit]) -> str:
    for way in ways:
        text = way(text)
    return text


def _replace_a_word(text: str, place: float, odd: str) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return odd
    word = words[int(place * len(words))]
    return text[: word.start()] + odd + text[word.end() :]


def _insert(text: str, place: float, odd: str) -> str:
    at = int(place * len(text))
    return text[:at] + odd + text[at:]


def _cut_off(text: str, place: float, odd: str) -> str:
    return text[: int(place * len(text))] + odd


def _drop_a_line(text: str, place: float, _: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(line for number, line in enumerate(lines) if number != int(place * len(lines)))


def _repeat_a_line(text: str, place: float, _: str) -> str:
    lines = text.splitlines(keepends=True)
    at = int(place * len(lines))
    return "".join([*lines[: at + 1], *lines[at:]])


def _swap_lines(text: str, place: float, _: str) -> str:
    lines = text.splitlines(keepends=True)
    at = int(place * len(lines))
    return "".join([*lines[:at], *lines[at : at + 2][::-1], *lines[at + 2 :]])


def _indent(text: str, place: float, _: str) -> str:
    lines = text.splitlines(keepends=True)
    at = int(place * len(lines))
    return "".join([*lines[:at], *(f"  {line}" for line in lines[at : at + 1]), *lines[at + 1 :]])
