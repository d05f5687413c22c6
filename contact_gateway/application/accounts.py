"""What a local account must have before anybody may sign in by it."""

from __future__ import annotations

import re
from collections.abc import Sequence

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1000
_LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


def faults_of_password(password: str) -> Sequence[str]:
    """Return a sentence for each thing that is wrong with a new password; none of them repeats it."""
    if SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return ()
    allowed = f"at least {SHORTEST_PASSWORD} characters and at most {LONGEST_PASSWORD}"
    return (f"A password has {allowed}; this one has {len(password)}.",)


def faults_of_names(email: str, name: str) -> Sequence[str]:
    """Return a sentence for each thing that is wrong with an address to sign in by, and with the name beside it."""
    address = email.strip()
    faults = []
    if len(address) > _LONGEST_EMAIL or not address.isprintable() or not _EMAIL.fullmatch(address):
        faults.append(f"{email!r} is no e-mail address; one looks like alex@landlord.example.org.")
    if not name.strip() or not name.isprintable():
        faults.append("The name is empty, or holds what cannot be shown.")
    return faults
