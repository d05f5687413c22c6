"""A bound on the fields of every form: a megabyte of nothing but names costs a second, whoever sends it."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import IO, cast

from flask import Request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.utils import cached_property

from contact_gateway.web.bodies import counted_body
from contact_gateway.web.waiting_bodies import WaitingBodies

_URLENCODED = "application/x-www-form-urlencoded"


class _CountingParser(FormDataParser):
    """The framework's own, which counts the parts of a multipart form only."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: Mapping[str, str] | None = None
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        """Parse a form of any kind. Raises `RequestEntityTooLarge` where it has too many fields."""
        if mimetype == _URLENCODED:
            body = stream.read()
            if self.max_form_parts is not None and body.count(b"&") >= self.max_form_parts:
                raise RequestEntityTooLarge
            stream = BytesIO(body)
        return super().parse(stream, mimetype, content_length, dict(options or {}))


class BoundedRequest(Request):
    """A request whose forms have at most `MAX_FORM_PARTS` fields (1,000 unless configured).

    Its body, however it is read, has at most `max_content_length` bytes and waits for one of its address's seats.
    """

    form_data_parser_class = _CountingParser
    seats = WaitingBodies()
    """The seats of this process."""

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body. Reading it raises what `CountedBody` raises."""
        return cast("IO[bytes]", counted_body(self, self.max_content_length or 0, self.seats))
