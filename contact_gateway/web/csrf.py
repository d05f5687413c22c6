"""No change without a token that only our own pages know."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, Flask
from flask_wtf import CSRFProtect


def protect_from_forgery(app: Flask, *, exempt: Iterable[Blueprint] = ()) -> None:
    """Ask for the token at every change of state, less in the blueprints whose callers sign or carry a bearer token.

    A token is good for as long as the session is, so that a page left open over lunch can still be sent.
    """
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    protection = CSRFProtect(app)
    for blueprint in exempt:
        protection.exempt(blueprint)
