"""The headers of a mail as they stand, with nothing guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message

from contact_gateway.adapters.mail_parsing.words import with_raw_bytes

LONGEST_VALUE = 200_000
"""Characters of one header that are looked at."""


@dataclass(frozen=True, slots=True)
class Headers:
    """Names in small letters, and values unfolded but not decoded, in their order."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, message: Message) -> Headers:
        """Take a parsed mail's headers, raw: the parser's own accessors raise on some of what strangers send."""
        return cls(
            tuple((name.lower(), with_raw_bytes(str(value)[:LONGEST_VALUE])) for name, value in message.raw_items())
        )

    def all(self, name: str) -> list[str]:
        """Return the values of every header of this name."""
        return [value for known, value in self.pairs if known == name]

    def first(self, name: str, default: str = "") -> str:
        """Return the first header of this name."""
        return next((value for known, value in self.pairs if known == name), default)

    def has(self, name: str) -> bool:
        """Whether there is a header of this name."""
        return any(known == name for known, _ in self.pairs)

    def any_named(self, fits: Callable[[str], bool]) -> bool:
        """Whether any header's name fits."""
        return any(fits(name) for name, _ in self.pairs)
