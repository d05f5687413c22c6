"""Serves a small application on this machine while something needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from wsgiref.types import WSGIApplication

from werkzeug.serving import WSGIRequestHandler, make_server

_SECONDS_TO_STOP = 10


class Quiet(WSGIRequestHandler):
    """Says nothing about the requests that it answers."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 its parent's name
        """Say nothing."""


@contextmanager
def served(app: WSGIApplication, port: int = 0) -> Iterator[str]:
    """Serve an application on the loopback address, on any port unless one is named; the value is its address."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(timeout=_SECONDS_TO_STOP)
        server.server_close()
