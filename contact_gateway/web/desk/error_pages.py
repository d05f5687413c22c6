"""What a page says when it cannot be shown: what is wrong, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from contact_gateway.application.errors import NotFound, Unavailable


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """A status, a title and a sentence; the error itself is never shown."""

    status: int
    title: str
    sentence: str

    def __call__(self, _error: Exception) -> ResponseReturnValue:
        """Show the page instead of the error."""
        return render_template("desk/error.html", title=self.title, sentence=self.sentence), self.status


NOT_YOURS = ErrorPage(
    403, "This page is for managers", "Your account does not open this page. Ask your administrator if it should."
)
NOT_THERE = ErrorPage(404, "Page not found", "There is nothing at this address, or it belongs to somebody else.")
TOO_OLD = ErrorPage(
    400, "This page was open for too long", "Nothing was changed. Go back, reload the page and send it again."
)
AWAY = ErrorPage(
    503,
    "The service cannot be reached now",
    "Nothing was changed. Calls are still answered. Try again in a minute.",
)


def show_error_pages(desk: Blueprint) -> None:
    """Show these pages for whatever goes wrong within the desk."""
    desk.register_error_handler(403, NOT_YOURS)
    desk.register_error_handler(404, NOT_THERE)
    desk.register_error_handler(NotFound, NOT_THERE)
    desk.register_error_handler(CSRFError, TOO_OLD)
    desk.register_error_handler(Unavailable, AWAY)
