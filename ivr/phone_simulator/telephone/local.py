"""Keeps an exchange that nobody signs in to for the machine on which it runs."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import BadRequest, Forbidden

_OWN_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


def only_from_here() -> None:
    """Refuse another name than this machine's own, and a form, which any page can make a browser post."""
    name = request.host.rpartition(":")[0] or request.host
    if name not in _OWN_NAMES:
        raise Forbidden("This is for the machine on which it runs.")
    if request.method == "POST" and not request.is_json:
        raise BadRequest("Only JSON is taken here.")
