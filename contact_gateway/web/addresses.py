"""Addresses that no page can have."""

from __future__ import annotations

from flask import Flask, abort, request


def refuse_impossible_addresses(app: Flask) -> None:
    """Answer 404 where the path holds a NUL, which no id holds and no database takes."""

    @app.before_request
    def refuse() -> None:
        if "\0" in request.path:
            abort(404)
