"""A provider's form, as it was posted, before a door makes a value of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contact_gateway.application.errors import Refused


@dataclass(frozen=True, slots=True)
class PostedForm:
    """The pairs of a form, in the order in which they came, names repeated or not.

    A provider's signature says nothing about the order of repeated names, so a name that is used may stand there once.
    `query` is what stood in the address, which our own documents wrote and the signature covers too.
    """

    pairs: tuple[tuple[str, str], ...]
    query: tuple[tuple[str, str], ...] = ()

    def text(self, name: str) -> str:
        """Return the value of a name, empty where it is absent. Raises `Refused` where it stands there twice."""
        values = [value for known, value in self.pairs if known == name]
        if len(values) > 1:
            raise Refused("repeated_field", f"The form has {name} more than once; once is allowed.")
        return values[0] if values else ""

    def present(self, name: str) -> str:
        """Return the value of a name that must be there, empty or not. Raises `Refused` where it is absent."""
        if all(known != name for known, _ in self.pairs):
            raise Refused("missing_field", f"The form lacks {name}.")
        return self.text(name)

    def shaped(self, name: str, shape: re.Pattern[str], words: str) -> str:
        """Return a value of this shape, which `words` describe to whoever sent another. Raises `Refused`."""
        value = self.present(name)
        if not shape.fullmatch(value):
            raise Refused("malformed_field", f"{name} is not {words}.")
        return value

    def asked(self, name: str, shape: re.Pattern[str]) -> str:
        """Return what the address says of a name, empty where it says nothing. Raises `Refused` for another shape."""
        values = [value for known, value in self.query if known == name]
        if len(values) > 1 or not all(shape.fullmatch(value) for value in values):
            raise Refused("malformed_field", f"The address does not say {name} as our documents do.")
        return values[0] if values else ""

    def whole_number(self, name: str) -> int:
        """Return a whole number from nought to a million, nought where it is absent. Raises `Refused`."""
        value = self.text(name) or "0"
        if not (value.isascii() and value.isdigit() and len(value) <= 6):
            raise Refused("malformed_field", f"{name} is not a whole number from 0 to 999999.")
        return int(value)
