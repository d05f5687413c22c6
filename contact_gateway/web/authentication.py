"""Every route says who may use it; the application does not start with a route that says nothing.

The decorators only declare. Signed webhooks are guarded by the door that reads their provider's form, the API by the
door that reads tokens, pages by the desk's sign-in, all before the view is called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])

ATTRIBUTE = "__authentication__"


class Way(StrEnum):
    """The ways in which a request shows that it may come in."""

    PUBLIC = "public"
    SIGNED = "signed"
    SIGNED_IN = "signed_in"
    BEARER = "bearer"


@dataclass(frozen=True, slots=True)
class Authentication:
    """What a view asks for.

    `role` is one of DESIGN section 13's, empty where any signed-in user may come; `scope` is a token's.
    """

    way: Way
    role: str = ""
    scope: str = ""


def public(view: View) -> View:
    """Declare a view that anybody may use."""
    return _declare(view, Authentication(Way.PUBLIC))


def signed(view: View) -> View:
    """Declare a webhook whose provider signs every request."""
    return _declare(view, Authentication(Way.SIGNED))


def signed_in(role: str = "") -> Callable[[View], View]:
    """Declare a page for signed-in users, of one role or of any."""

    def declare(view: View) -> View:
        return _declare(view, Authentication(Way.SIGNED_IN, role))

    return declare


def bearer(scope: str) -> Callable[[View], View]:
    """Declare a route for systems that send a token with this scope."""

    def declare(view: View) -> View:
        return _declare(view, Authentication(Way.BEARER, scope=scope))

    return declare


def authentication_of(view: Callable[..., Any]) -> Authentication | None:
    """Return what the view declares, or None where it declares nothing."""
    declared = getattr(view, ATTRIBUTE, None)
    return declared if isinstance(declared, Authentication) else None


def refuse_undeclared_routes(app: Flask) -> None:
    """Raise RuntimeError, naming the routes, where a view does not declare its authentication."""
    silent = sorted(
        str(rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.rpartition(".")[2] != "static" and authentication_of(app.view_functions[rule.endpoint]) is None
    )
    if silent:
        message = f"These routes do not say who may use them: {', '.join(silent)}. Declare each."
        raise RuntimeError(message)


def _declare(view: View, authentication: Authentication) -> View:
    vars(view)[ATTRIBUTE] = authentication
    return view
