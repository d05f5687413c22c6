"""Telephone numbers as they are read: in groups."""

from __future__ import annotations

import re

from contact_gateway.domain.script_texts import national_number

_GROUPS = re.compile(r"(02\d)(\d{4})(\d{4})|(0[389]\d\d)(\d{3})(\d{4})|(0\d{4})(\d{5,6})")


def readable(number: str) -> str:
    """Return a number as people in the United Kingdom write it: `01632 960300`; a foreign one stays as it is."""
    national = national_number(number.replace(" ", ""))
    found = _GROUPS.fullmatch(national)
    return " ".join(filter(None, found.groups())) if found else national
