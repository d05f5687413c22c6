"""Every body is read here, piece by piece: a stranger decides neither how much is read nor how many threads wait."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from flask import Request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge
from werkzeug.wsgi import LimitedStream, get_input_stream

from contact_gateway.web.waiting_bodies import WaitingBodies

_PIECE = 64 * 1024


class CountedBody(LimitedStream):
    """A body that is read to its end or not at all.

    Reading raises `RequestEntityTooLarge` once there are more than `most` bytes, `ClientDisconnected` where fewer came
    than were announced, and `ServiceUnavailable` where the address keeps us waiting for too many bodies already.
    """

    def __init__(self, inner: IO[bytes], most: int, *, announced: int, seats: WaitingBodies, address: str) -> None:
        """Read from `inner`; `announced` is the length that was said, 0 where none was."""
        super().__init__(inner, most + 1, is_max=True)
        self._announced = announced
        self._seats = seats
        self._address = address

    def read(self, size: int = -1, /) -> bytes:
        """Return so many bytes or fewer, none at the end; all of them unless a size is said."""
        if size < 0:
            return self.readall()
        with self._seats.seat(self._address):
            piece = super().read(size) or b""
        if self.is_exhausted:
            raise RequestEntityTooLarge
        return piece

    def on_disconnect(self, error: Exception | None = None) -> None:
        """Refuse what was cut off."""
        super().on_disconnect(error)
        if self.tell() < self._announced:
            raise ClientDisconnected


def counted_body(received: Request, most: int, seats: WaitingBodies) -> CountedBody:
    """Return the body. Raises `RequestEntityTooLarge` where the sender says that it is longer than `most` bytes."""
    announced = received.content_length or 0
    if announced > most:
        raise RequestEntityTooLarge
    inner = get_input_stream(received.environ)
    return CountedBody(inner, most, announced=announced, seats=seats, address=received.remote_addr or "")


def pieces_of(received: Request, most: int) -> Iterator[bytes]:
    """Yield the body in pieces, of which there are `most` bytes; raises what `CountedBody` raises."""
    received.max_content_length = most
    while piece := received.stream.read(_PIECE):
        yield piece
