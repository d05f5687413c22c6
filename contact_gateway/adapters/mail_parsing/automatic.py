"""Which mail must never be answered automatically (RFC 3834), or two machines write to each other for ever."""

from __future__ import annotations

import re

from contact_gateway.adapters.mail_parsing.headers import Headers

_MACHINES = re.compile(
    r"(mailer-daemon|postmaster|no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?|listserv|majordomo)\b.*|.*-(request|owner|bounces?)|owner-.*",
    re.IGNORECASE,
)
_BULK = frozenset({"bulk", "list", "junk"})
_MARKS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-loop")


def is_automatic(headers: Headers, sender: str) -> bool:
    """Whether a machine, a list or a bounce wrote it, or it asks for no automatic answer."""
    return (
        headers.first("auto-submitted", "no").split(";")[0].strip().lower() not in {"no", ""}
        or headers.first("precedence").strip().lower() in _BULK
        or headers.first("x-auto-response-suppress", "none").strip().lower() != "none"
        or any(headers.has(mark) for mark in _MARKS)
        or headers.any_named(lambda name: name.startswith("list-"))
        or headers.first("return-path", "-").strip() in {"<>", ""}
        or _MACHINES.fullmatch(sender.partition("@")[0]) is not None
    )
