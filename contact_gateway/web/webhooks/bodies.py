"""Raw bodies, read piece by piece, so that a stranger decides neither how much is read nor how much is kept."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

_PIECE = 64 * 1024


def pieces_of(received: Request, most: int) -> Iterator[bytes]:
    """Yield the body in pieces.

    Raises `RequestEntityTooLarge` where there are more than `most` bytes: at once where the sender says so, else, as in
    a body sent in chunks, once they have come.
    """
    received.max_content_length = most + 1  # werkzeug fails at its limit, also where nothing would follow
    count = 0
    while piece := received.stream.read(_PIECE):
        count += len(piece)
        if count > most:
            raise RequestEntityTooLarge
        yield piece
