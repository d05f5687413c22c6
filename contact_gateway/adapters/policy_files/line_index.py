"""On which line of a TOML text each key stands, which the standard library's reader does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from contact_gateway.adapters.policy_files.faults import Fault, Path, Wrong, dotted

_TOKEN = re.compile(
    r'''
    (?P<string> """ (?:\\.|[^\\])*? "{3,5} | \'\'\' .*? '{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*' )
    | (?P<mark> [\[\]{}=,\n] )
    | (?P<dot> \. )
    | (?P<bare> [^\s\[\]{}=,.\"'\#]+ )
    | (?P<nothing> \#[^\n]* | [^\S\n]+ )
    ''',
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of TOML: its text, whether it may be part of a key, and its line."""

    text: str
    is_name: bool
    line: int


def index_lines(text: str) -> Mapping[Path, int]:
    """Return the line, from 1, of every key, table and list item.

    Method: the text is cut into words; a `[header]` sets the table, `a.b =` a key in it, and values are walked only for
    the keys and items inside them. Notes: the text must be valid TOML (`tomllib` has read it); what is asked of a text
    that is not is undefined.
    """
    return _Walk(list(_tokens(text))).lines()


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """Return the line of a path or, where it is not in the file, of the nearest table around it; 1 if none is."""
    return next((lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in lines), 1)


def with_lines(wrongs: Iterable[tuple[Path, Wrong]], text: str, file_name: str) -> list[Fault]:
    """Return what is wrong at these places of a text as faults, each with its line."""
    lines = index_lines(text)
    return [
        Fault(file_name=file_name, line=line_of(path, lines), key=dotted(path), what=wrong.what, allowed=wrong.allowed)
        for path, wrong in wrongs
    ]


def _tokens(text: str) -> Iterator[Token]:
    line = 1
    for found in _TOKEN.finditer(text.replace("\r\n", "\n")):
        kind, word = found.lastgroup, found.group()
        if kind != "nothing":
            yield Token(word, kind in {"string", "bare"}, line)
        line += word.count("\n")


@dataclass(slots=True)
class _Walk:
    tokens: list[Token]
    at: int = 0
    found: dict[Path, int] = field(default_factory=dict)
    rows: dict[Path, int] = field(default_factory=dict)

    def lines(self) -> Mapping[Path, int]:
        table: Path = ()
        while self.at < len(self.tokens):
            if self._text() == "\n":
                self.at += 1
            elif self._text() == "[":
                table = self._header()
            else:
                self._assignment(table)
        return self.found

    def _text(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else "\n"

    def _take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _header(self) -> Path:
        line = self.tokens[self.at].line
        many = self.tokens[self.at + 1].text == "["
        self.at += 2 if many else 1
        path = self._resolved(self._key())
        self.at += 2 if many else 1
        if many:
            self.found.setdefault(path, line)
            self.rows[path] = self.rows.get(path, -1) + 1
            path = (*path, self.rows[path])
        self._note(path, line)
        return path

    def _resolved(self, path: Path) -> Path:
        # `[lines.more]` after `[[lines]]` belongs to the last row of the list
        real: Path = ()
        for part in path[:-1]:
            real = (*real, part)
            real = (*real, self.rows[real]) if real in self.rows else real
        return (*real, path[-1])

    def _key(self) -> Path:
        parts: list[str] = []
        while self._text() not in ("=", "]"):
            token = self._take()
            if token.is_name:
                parts.append(_name(token.text))
        return tuple(parts)

    def _assignment(self, table: Path) -> None:
        line = self.tokens[self.at].line
        path = (*table, *self._key())
        self.at += 1
        self._note(path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        match self._text():
            case "[":
                self._items(path)
            case "{":
                self._inline_table(path)
            case _:
                while self._text() not in ("\n", ",", "]", "}"):
                    self.at += 1

    def _items(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self._text() != "]":
            if self._text() in ("\n", ","):
                self.at += 1
                continue
            self._note((*path, number), self.tokens[self.at].line)
            self._value((*path, number))
            number += 1
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while self._text() != "}":
            if self._text() in ("\n", ","):
                self.at += 1
            else:
                self._assignment(path)
        self.at += 1

    def _note(self, path: Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], line)


def _name(word: str) -> str:
    return next(iter(tomllib.loads(f"{word} = 0"))) if word[0] in "\"'" else word
