"""Faults name lines; the lines come from here."""

import tomllib
from typing import cast

import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.adapters.policy_files.faults import Path
from contact_gateway.adapters.policy_files.line_index import index_lines, line_of

TRICKY = '''# a comment with [brackets] and = signs
title = "a # no comment, ] no end"
long = """
first = "not a key"
[no.table]
a quote at the end""""
literal = \'\'\'
also = 'not a key'
\'\'\'
list = [
  "one",  # [two]
  [ "inner", { deep = 1 } ],
]
"quoted key" . more = 1.5
when = 2026-03-01T09:00:00.5Z

[table . "dotted.name"]
inline = { a = 1, b = { c = "}" } }

[[rows]]
name = "first"
[[rows]]
name = "second"
[rows.sub]
x = 'y'
'''


def test_every_sort_of_toml_line_is_found() -> None:
    lines = index_lines(TRICKY)

    assert lines["title",] == 2
    assert lines["long",] == 3
    assert ("first",) not in lines
    assert ("no",) not in lines
    assert lines["literal",] == 7
    assert ("also",) not in lines
    assert lines["list",] == 10
    assert lines["list", 0] == 11
    assert lines["list", 1, 1, "deep"] == 12
    assert lines["quoted key", "more"] == 14
    assert lines["when",] == 15
    assert lines["table", "dotted.name"] == 17
    assert lines["table", "dotted.name", "inline", "b", "c"] == 18
    assert lines["rows", 0, "name"] == 21
    assert lines["rows", 1] == 22
    assert lines["rows", 1, "sub", "x"] == 25


def test_windows_line_endings_count_as_one_line() -> None:
    assert index_lines('a = 1\r\nb = """\r\n\r\n"""\r\nc = 2\r\n') == {("a",): 1, ("b",): 2, ("c",): 5}


def test_what_is_not_in_the_file_gets_the_line_of_the_table_around_it() -> None:
    lines = index_lines("\n[review]\nusual_months = 6\n")

    assert line_of(("review", "longest_months"), lines) == 2
    assert line_of(("landlord", "name"), lines) == 1


NAMES = st.text(min_size=1, max_size=6) | st.from_regex(r"[a-z0-9_-]{1,6}", fullmatch=True)
PLAIN = st.text(max_size=12) | st.integers(-9, 9) | st.booleans() | st.floats(-9, 9) | st.dates()
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_every_key_of_any_document_is_found_on_a_line_where_it_stands(document: dict[str, object]) -> None:
    text = tomlkit.dumps(document)
    lines = index_lines(text)
    written = text.split("\n")

    for path in _paths((), tomllib.loads(text)):
        line = line_of(path, lines)
        assert path in lines
        assert 1 <= line <= len(written)
        if isinstance(path[-1], str) and path[-1].isascii() and path[-1].isalnum():
            assert path[-1] in written[line - 1]


def _paths(path: Path, value: object) -> list[Path]:
    if isinstance(value, dict):
        inner = [_paths((*path, name), item) for name, item in cast("dict[str, object]", value).items()]
    elif isinstance(value, list):
        inner = [_paths((*path, number), item) for number, item in enumerate(value)]
    else:
        inner = []
    return [*([path] if path else []), *(found for paths in inner for found in paths)]
