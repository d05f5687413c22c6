"""Where a request comes from: the other end of the connection, or what proxies of our own say of it."""

from __future__ import annotations

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

_FORWARDED_FOR = "HTTP_X_FORWARDED_FOR"


def trust_proxies(app: Flask, count: int) -> None:
    """Take the client's address from `X-Forwarded-For` where so many proxies of our own have written it.

    With none, the header changes nothing. Everything else that a proxy may say (host, scheme) is never believed: it
    stands in the settings.
    """
    inner = _without_the_header(app.wsgi_app)
    # Flask means wsgi_app to be replaced; its type knows a method only.
    vars(app)["wsgi_app"] = ProxyFix(inner, x_for=count, x_proto=0)


def _without_the_header(app: WSGIApplication) -> WSGIApplication:
    """Keep from everything behind what anybody may have written: Flask-Login believes the first address in it."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop(_FORWARDED_FOR, None)
        return app(environ, start_response)

    return answer
