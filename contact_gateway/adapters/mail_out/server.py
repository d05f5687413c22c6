"""The landlord's mail server, as `SMTP_URL` names it, spoken to within a deadline."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import unquote, urlsplit

CONNECT_SECONDS = 4
SESSION_SECONDS = 20
"""Together, with two addresses of one host to be tried, less than the thirty seconds that the port promises."""

_AT_HOME = frozenset({"localhost", "127.0.0.1", "::1"})
_PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mail is handed over: `smtp://user:password@host:587` or `smtps://host`.

    On its way to another machine mail is encrypted wherever the server can, and a password is never sent otherwise.
    """

    host: str
    port: int
    encrypted: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_url(cls, url: str) -> Server:
        """Read a URL. Raises ValueError, without repeating it, where it names no server."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError(
                "SMTP_URL names no mail server; it is such as smtp://localhost or smtps://mail.example.org."
            )
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            encrypted=parts.scheme == "smtps",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    @contextmanager
    def session(self, our_name: str) -> Iterator[smtplib.SMTP]:
        """Open a session, encrypted and signed in as the URL says. Raises `OSError`, of which smtplib's are."""
        session = self._connect(our_name)
        try:
            self._enter(session)
            yield session
            # The server has the mail by now: a goodbye that fails must not make anybody send it again.
            with suppress(OSError):
                session.quit()
        finally:
            session.close()

    def _enter(self, session: smtplib.SMTP) -> None:
        session.ehlo()
        if not self.encrypted and self.host not in _AT_HOME and (session.has_extn("starttls") or self.user):
            session.starttls(context=ssl.create_default_context())
        if self.user:
            session.login(self.user, self.password)

    def _connect(self, our_name: str) -> smtplib.SMTP:
        if self.encrypted:
            context = ssl.create_default_context()
            return _HurriedSsl(self.host, self.port, our_name, timeout=CONNECT_SECONDS, context=context)
        return _Hurried(self.host, self.port, our_name, timeout=CONNECT_SECONDS)


class _Hurried(smtplib.SMTP):
    """A session that is over when its time is over, however many steps it takes; smtplib's limit is for each step."""

    _ends_at: float | None = None

    def getreply(self) -> tuple[int, bytes]:
        """Read an answer within the time that is left, which also bounds what is sent next. Raises TimeoutError."""
        now = monotonic()
        self._ends_at = self._ends_at or now + SESSION_SECONDS
        if self.sock is not None:
            self.sock.settimeout(max(self._ends_at - now, 0.001))
        return super().getreply()


class _HurriedSsl(_Hurried, smtplib.SMTP_SSL):
    """The same, encrypted from the start."""
