from __future__ import annotations

import pytest
from flask import Flask, request

from contact_gateway.web.client_address import trust_proxies

CONNECTED = "198.51.100.9"


def seen(proxies: int, *, forwarded: str | None, **others: str) -> str:
    app = Flask("example")
    app.add_url_rule("/", "whence", lambda: f"{request.remote_addr} {request.access_route[0]} {request.url_root}")
    trust_proxies(app, proxies)
    headers = {**({"X-Forwarded-For": forwarded} if forwarded else {}), **others}
    return app.test_client().get("/", headers=headers, environ_base={"REMOTE_ADDR": CONNECTED}).text


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "192.0.2.1", CONNECTED),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "192.0.2.66, 192.0.2.1", "192.0.2.1"),
        (2, "192.0.2.66, 192.0.2.1, 192.0.2.2", "192.0.2.1"),
        (2, "192.0.2.1", CONNECTED),
        (1, None, CONNECTED),
    ],
)
def test_only_what_our_own_proxies_say_of_the_client_is_believed(
    proxies: int, forwarded: str | None, address: str
) -> None:
    assert seen(proxies, forwarded=forwarded) == f"{address} {address} http://localhost/"


def test_a_proxy_says_whom_a_request_is_from_and_nothing_else() -> None:
    others = {"X-Forwarded-Host": "evil.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/evil"}
    assert seen(1, forwarded="192.0.2.1", **others) == "192.0.2.1 192.0.2.1 http://localhost/"
