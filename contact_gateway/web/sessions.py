"""Who is signed in, for how long, and which pages that opens."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from contact_gateway.application.ports import Clock, Users
from contact_gateway.application.records import User
from contact_gateway.web.authentication import Way, authentication_of

LIFETIME = timedelta(hours=12)
SIGN_IN = "desk.sign_in"
COOKIE = "contact-gateway"

OPENED_BY: Mapping[str, frozenset[str]] = {
    "agent": frozenset({"agent", "manager"}),
    "manager": frozenset({"manager"}),
}
"""Which roles open a page that is declared for a role; a role that is not listed opens its own pages only."""

_NUMBER = "session_number"
_SINCE = "signed_in_at"
_EPOCH = "session_epoch"
_SESSIONS = "contact_gateway.sessions"


@dataclass(frozen=True, slots=True)
class SignedInUser:
    """A user as Flask-Login wants one. Its id holds the landlord too: ids of two landlords may be the same."""

    user: User
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return landlord and user id as one text that reads back without doubt."""
        return json.dumps([self.user.landlord, self.user.id])


class Sessions:
    """Loads the users of sessions, and ends sessions.

    A session lives in a signed cookie, of which somebody could keep a copy; so each carries the user's epoch, and
    signing out or changing the password raises it: every copy is worth nothing from then on, at every web server.
    """

    def __init__(self, users: Users, clock: Clock) -> None:
        """Take users and time from the ports."""
        self._users = users
        self._clock = clock

    def load(self, signed_in_id: str) -> SignedInUser | None:
        """Return the user of the session at hand; None where it is over or was begun at another browser or address."""
        if not self._lives():
            return None
        landlord, user_id = cast("list[str]", json.loads(signed_in_id))
        user = self._users.get(landlord, user_id)
        return SignedInUser(user) if user and user.session_epoch == session.get(_EPOCH) else None

    def begin(self, user: User) -> None:
        """Sign a user in, in a session of its own: nothing of the session before is kept."""
        session.clear()
        session.permanent = True
        session[_NUMBER] = secrets.token_urlsafe(16)
        session[_EPOCH] = user.session_epoch
        session[_SINCE] = self._clock.now().timestamp()
        login_user(SignedInUser(user))

    def end(self) -> None:
        """Sign out, everywhere: the user's cookies are worth nothing from now on, wherever a copy of one is."""
        user = user_here()
        if user:
            self._users.end_sessions(user.landlord, user.id)
        logout_user()
        session.clear()

    def _lives(self) -> bool:
        age = self._clock.now().timestamp() - float(session.get(_SINCE, 0))
        same_browser = session.get("_fresh") is not False
        return same_browser and 0 <= age < LIFETIME.total_seconds()


def set_up_sessions(app: Flask, users: Users, clock: Clock, *, secure: bool) -> None:
    """Guard every page by what its view declares; `secure` says that the world reaches us by https."""
    app.config.update(
        PERMANENT_SESSION_LIFETIME=LIFETIME,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_NAME=f"__Host-{COOKIE}" if secure else COOKIE,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    sessions = Sessions(users, clock)
    app.extensions[_SESSIONS] = sessions
    manager = LoginManager(app)
    manager.session_protection = "strong"
    manager.user_loader(sessions.load)
    app.before_request(_only_whom_the_view_admits)


def sessions_here() -> Sessions:
    """Return the sessions of the application at hand."""
    return cast("Sessions", current_app.extensions[_SESSIONS])


def user_here() -> User | None:
    """Return who is signed in, or None."""
    found = cast("object", getattr(current_user, "user", None))
    return found if isinstance(found, User) else None


def may_open(user: User, role: str) -> bool:
    """Whether the user may open pages that are declared for this role; an empty role is any."""
    return not role or bool(user.roles & OPENED_BY.get(role, frozenset({role})))


def safe_destination(wanted: str, otherwise: str) -> str:
    """Return a path of the desk where that is what was wanted, else the other: nobody is sent to a stranger's page."""
    plain = wanted.isascii() and wanted.isprintable() and "\\" not in wanted
    parts = urlsplit(wanted) if plain else urlsplit("")
    inside = not parts.scheme and not parts.netloc and parts.path.startswith("/desk/") and "//" not in parts.path
    return parts.path if inside else otherwise


def _only_whom_the_view_admits() -> ResponseReturnValue | None:
    view = current_app.view_functions.get(request.endpoint or "")
    declared = authentication_of(view) if view else None
    if declared is None or declared.way is not Way.SIGNED_IN:
        return None
    user = user_here()
    if user is None:
        return _to_sign_in()
    if not may_open(user, declared.role):
        abort(403)
    return None


def _to_sign_in() -> Response:
    wanted = request.path if request.method == "GET" else None
    return redirect(url_for(SIGN_IN, next=wanted), code=303)
