"""SendGrid's multipart form, taken apart without decoding: each of its fields may be in a charset of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from contact_gateway.application.errors import Refused
from contact_gateway.application.records import Document

MOST_PARTS = 1000
_CHUNK = 64 * 1024
_Part = Field | File


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Whom the mail was handed over for, and where bounces would go: empty for mail that is itself a bounce."""

    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendgridForm:
    """What SendGrid posted: fields as bytes, and files."""

    fields: Mapping[str, bytes]
    files: tuple[Document, ...] = field(default_factory=tuple)

    def text(self, name: str) -> str:
        """Return a field of SendGrid's own, which it writes in UTF-8; empty where it is absent."""
        return self.fields.get(name, b"").decode("utf-8", "replace").strip()

    def envelope(self) -> Envelope:
        """Return the envelope. Raises `Refused` where there is none that can be read."""
        read = self._json("envelope")
        to, sender = read.get("to"), read.get("from", "")
        if not isinstance(to, list) or not to or not all(_is_one_line(one) for one in to):
            raise Refused("malformed_field", 'envelope is not JSON such as {"to": ["…"], "from": "…"}.')
        return Envelope(
            sender=sender.strip(" <>") if isinstance(sender, str) else "",
            recipients=tuple(one.strip(" <>").casefold() for one in to),
        )

    def charsets(self) -> dict[str, str]:
        """Return which charset each field is in. Raises `Refused` where the field cannot be read."""
        if "charsets" not in self.fields:
            return {}
        return {name: charset for name, charset in self._json("charsets").items() if isinstance(charset, str)}

    def _json(self, name: str) -> dict[str, object]:
        if name not in self.fields:
            raise Refused("missing_field", f"The form lacks {name}.")
        try:
            read = json.loads(self.fields[name])
        except (ValueError, RecursionError) as fault:
            raise Refused("malformed_field", f"{name} is not JSON.") from fault
        if not isinstance(read, dict):
            raise Refused("malformed_field", f"{name} is not a JSON object.")
        return read


def _is_one_line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip(" <>")) and value.isprintable()


def read_form(content_type: str, body: bytes) -> SendgridForm:
    """Take a form apart. Raises `Refused` for anything that is not one, or that names a field twice."""
    mimetype, options = parse_options_header(content_type)
    boundary = options.get("boundary", "")
    if mimetype != "multipart/form-data" or not 1 <= len(boundary) <= 200 or not boundary.isascii():
        raise Refused("malformed_form", "Send multipart/form-data with its boundary.")
    try:
        parts = _parts(_Decoder(boundary.encode(), max_parts=MOST_PARTS), body)
    except (ValueError, HTTPException) as fault:
        raise Refused("malformed_form", f"The form cannot be read; it has at most {MOST_PARTS} parts.") from fault
    fields: dict[str, bytes] = {}
    for part, content in parts:
        if not part.name:
            raise Refused("malformed_form", "The form has a part without a name.")
        if isinstance(part, Field) and part.name in fields:
            raise Refused("repeated_field", "The form has a field more than once; once is allowed.")
        if isinstance(part, Field):
            fields[part.name] = content
    return SendgridForm(fields=fields, files=tuple(_file(part, c) for part, c in parts if isinstance(part, File)))


class _Decoder(MultipartDecoder):
    """Reads a file's name in whatever charset its sender wrote it, instead of refusing the whole mail for it."""

    def _parse_headers(self, data: bytes | bytearray) -> Headers:
        return super()._parse_headers(data.decode("utf-8", "replace").encode())


def _parts(decoder: MultipartDecoder, body: bytes) -> list[tuple[_Part, bytes]]:
    found: list[tuple[_Part, bytearray]] = []
    at = 0
    while not isinstance(event := decoder.next_event(), Epilogue):
        match event:
            case NeedData():
                decoder.receive_data(body[at : at + _CHUNK] if at < len(body) else None)
                at += _CHUNK
            case Field() | File():
                found.append((event, bytearray()))
            case Data(data=data):
                found[-1][1].extend(data)
    return [(part, bytes(content)) for part, content in found]


def _file(part: File, content: bytes) -> Document:
    return Document(name=part.filename or part.name, content_type=part.headers.get("content-type", ""), content=content)
