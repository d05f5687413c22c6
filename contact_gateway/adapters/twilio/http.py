"""How requests reach Twilio's REST API: one host only, within a time, and again only where that harms nobody."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from ssl import SSLContext
from typing import Any

import httpx
from twilio.http import HttpClient
from twilio.http.response import Response

from contact_gateway.application.errors import NotDone, Unclear

API_URL = "https://api.twilio.com"
CONNECT_SECONDS = 1.0
READ_SECONDS = 3.0
ALL_SECONDS = 8.0
"""For all tries of one request together; with a last one that drags on, less than the ten that the port promises."""

URGENT_SECONDS = 5.0
"""The same for what must not be done twice: then a caller waits in silence, or an agent for a warning to be played."""

MOST_TRIES = 5
FIRST_WAIT = 0.1
JITTER = 0.1
LARGEST_ANSWER = 4_000_000
"""Bytes; a thousand telephone numbers are two million."""

_AT_HOME = frozenset({"localhost", "127.0.0.1", "::1"})
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_NEVER_REACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

_silent = logging.getLogger(f"{__name__}.requests")

Fault = NotDone | Unclear


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How time passes between tries; `sleep` and `clock` count seconds, `stray` draws from between two numbers."""

    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    stray: Callable[[float, float], float] = random.uniform

    def waits(self) -> tuple[float, ...]:
        """Return how long to wait after each try but the last."""
        return tuple(FIRST_WAIT * 2**n * self.stray(1 - JITTER, 1 + JITTER) for n in range(MOST_TRIES - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A request, as the official client puts it together; printed, it shows neither keys nor telephone numbers."""

    method: str
    url: str
    params: Mapping[str, object] | None = None
    data: Mapping[str, object] | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    auth: tuple[str, str] | None = field(default=None, repr=False)


class OneHost(HttpClient):
    """The official client's way to the network.

    Every request to another host is refused before anything is sent, redirects are not followed, and no more is read
    than an answer may hold. What certainly was not done is asked again after a while: Twilio was never reached or says
    that it is busy. What may have been done is asked again only if `repeats` says that a second time changes nothing,
    or where the request only reads or deletes.
    """

    def __init__(self, api_url: str = API_URL, *, repeats: bool, patience: Patience | None = None) -> None:
        """Take where the API is, `https://api.twilio.com` or a stand-in."""
        super().__init__(_silent, is_async=False)
        self._home = httpx.URL(api_url)
        self._repeats = repeats
        self._seconds = ALL_SECONDS if repeats else URGENT_SECONDS
        self._patience = patience or Patience()

    def request(  # noqa: PLR0913, PLR0917 the signature is the official client's
        self,
        method: str,
        uri: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ARG002 ours is fixed
        allow_redirects: bool = False,  # noqa: ARG002, FBT001, FBT002 never
    ) -> Response:
        """Return Twilio's answer, which says that it did what was wanted. Raises `NotDone` and `Unclear`."""
        refuse_elsewhere(self._home, uri)
        wanted = Wanted(
            method=method.upper(), url=uri, params=params, data=data, headers={**(headers or {})}, auth=auth
        )
        return self._until_it_is_done(wanted)

    def _until_it_is_done(self, wanted: Wanted) -> Response:
        harmless = self._repeats or wanted.method in {"GET", "DELETE"}
        ends_at = self._patience.clock() + self._seconds
        worst: Fault | None = None
        for wait in (*self._patience.waits(), None):
            try:
                return self._once(wanted, ends_at)
            except _Again as again:
                worst = worst if isinstance(worst, Unclear) else again.fault
                unsafe = isinstance(again.fault, Unclear) and not harmless
                if unsafe or wait is None or self._patience.clock() + wait >= ends_at:
                    break
                self._patience.sleep(wait)
        raise _told(worst, wanted.method)

    def _once(self, wanted: Wanted, ends_at: float) -> Response:
        left = max(ends_at - self._patience.clock(), 0.01)
        times = httpx.Timeout(min(READ_SECONDS, left), connect=min(CONNECT_SECONDS, left))
        try:
            with (
                open_http(self._home) as http,
                http.stream(
                    wanted.method,
                    wanted.url,
                    params=_fit(wanted.params),
                    data=_fit(wanted.data),
                    headers=dict(wanted.headers),
                    auth=wanted.auth,
                    timeout=times,
                ) as answer,
            ):
                content = read_at_most(answer, LARGEST_ANSWER, lambda: self._patience.clock() > ends_at)
        except _NEVER_REACHED as fault:
            raise _Again(NotDone("Twilio cannot be reached.", "unreachable")) from fault
        except (httpx.HTTPError, TooLong, TooSlow) as fault:
            raise _Again(Unclear("Twilio did not answer in time, or not to the end.")) from fault
        _judge(answer.status_code, content)
        return Response(answer.status_code, content.decode("utf-8", "replace"), answer.headers)


class TooLong(Exception):
    """An answer holds more than it may."""


class TooSlow(Exception):
    """An answer is still coming in when its time is over."""


class _Again(Exception):
    """A fault after which the same may be asked again, if asking twice is harmless or nothing was done."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault


@cache
def _certificates() -> SSLContext:
    return httpx.create_ssl_context()


def open_http(home: httpx.URL) -> httpx.Client:
    """Return a client for one request; it follows no redirects, and takes no proxy on its way to this machine.

    Connections are not kept: of one that has died meanwhile nobody would know whether the request arrived.
    """
    return httpx.Client(verify=_certificates(), follow_redirects=False, trust_env=home.host not in _AT_HOME)


def refuse_elsewhere(home: httpx.URL, uri: str) -> None:
    """Raise `NotDone` unless the address is at home, by the same protocol and on the same port."""
    there = httpx.URL(uri)
    if (there.scheme, there.host, there.port, there.userinfo) != (home.scheme, home.host, home.port, b""):
        raise NotDone("An address was refused that is not the provider's own.", "other_host")


def read_at_most(answer: httpx.Response, most_bytes: int, late: Callable[[], bool]) -> bytes:
    """Return what an answer holds. Raises `TooLong` as soon as it is more, `TooSlow` once it is late."""
    content = bytearray()
    for part in answer.iter_bytes():
        content += part
        if len(content) > most_bytes:
            raise TooLong
        if late():
            raise TooSlow
    return bytes(content)


def refusal(status: int, content: bytes) -> NotDone:
    """Return a refusal in a sentence, with Twilio's own number for it where it gave one."""
    code = _object_of(content).get("code", status)
    return NotDone(f"Twilio refused this (status {status}, code {code}).", str(code))


def _judge(status: int, content: bytes) -> None:
    """Return where Twilio did what was wanted. Raises `_Again` and `NotDone`."""
    if status in _BUSY:
        raise _Again(NotDone("Twilio is too busy now.", str(status)))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise _Again(Unclear("Twilio failed in the middle of it."))
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        raise refusal(status, content)
    if status != HTTPStatus.NO_CONTENT and not _object_of(content):
        raise _Again(Unclear("Twilio answered something that cannot be read."))


def _object_of(content: bytes) -> dict[str, object]:
    try:
        read = json.loads(content)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _told(fault: Fault | None, method: str) -> Fault:
    """Return the fault to raise: where a look at something failed, nothing can have been done."""
    if isinstance(fault, Unclear) and method == "GET":
        return NotDone(str(fault), "no_answer")
    return fault or NotDone("Twilio was not asked.")


def _fit(values: Mapping[str, object] | None) -> dict[str, Any] | None:
    """Return the values as httpx wants them; none where there are none, which leaves an address as it is."""
    return dict(values) if values else None
