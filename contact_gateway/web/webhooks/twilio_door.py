"""The door for everything that Twilio posts: nothing comes in that its account did not sign, in the shape it sends."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from urllib.parse import parse_qsl, quote

from flask import Request, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import SignatureCheck
from contact_gateway.application.posted_form import PostedForm
from contact_gateway.web.authentication import signed
from contact_gateway.web.bodies import pieces_of

MOST_BYTES = 64 * 1024
MOST_FIELDS = 300
"""Twilio's forms have some thirty fields; a SIP caller may add headers of his own."""

_FORM = "application/x-www-form-urlencoded"

Answer = Callable[[str, PostedForm], ResponseReturnValue]


class TwilioDoor:
    """Lets a view see a landlord's verified form, and answers everything else itself, shortly and always alike."""

    def __init__(self, signatures: SignatureCheck) -> None:
        """Take the check of signatures, which needs no database."""
        self._signatures = signatures

    def view(self, answer: Answer) -> Callable[[str], ResponseReturnValue]:
        """Make the Flask view of an answer to a verified form: `landlord` and the form in, the response out."""

        @signed
        @wraps(answer)
        def guarded(landlord: str) -> ResponseReturnValue:
            try:
                return answer(landlord, self._open(landlord))
            except Refused as refusal:
                return _sentence(HTTPStatus.BAD_REQUEST, str(refusal))
            except _Closed as closed:
                return _sentence(closed.status, closed.sentence)

        return guarded

    def _open(self, landlord: str) -> PostedForm:
        if not self._signatures.knows(landlord):
            raise _Closed(HTTPStatus.NOT_FOUND, "There is no such landlord here.")
        headers = {name.lower(): value for name, value in request.headers.items()}
        form = _read(request) if _may_be_signed(request) else None
        if form is None or not self._signatures.check(landlord, _signed_path(request), form, headers):
            raise _Closed(HTTPStatus.FORBIDDEN, "This request is not signed by the landlord's account.")
        return form


class _Closed(Exception):
    """Why the door stays closed. What was sent is never repeated."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def _may_be_signed(received: Request) -> bool:
    """Whether there is a signature, and a body of the one kind whose fields it covers: else nothing is read."""
    is_plain_form = received.mimetype == _FORM and "Content-Encoding" not in received.headers
    return is_plain_form and bool(received.headers.get("X-Twilio-Signature"))


def _read(received: Request) -> PostedForm:
    """Read the raw pairs. Raises `_Closed` where there are too many, or too many bytes."""
    try:
        body = b"".join(pieces_of(received, MOST_BYTES))
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except RequestEntityTooLarge as fault:
        raise _Closed(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A form has at most {MOST_BYTES} bytes.") from fault
    except HTTPException as fault:
        raise _Closed(HTTPStatus(fault.code or 400), "The form did not come whole; try again.") from fault
    except ValueError as fault:
        raise _Closed(HTTPStatus.BAD_REQUEST, f"A form has at most {MOST_FIELDS} fields.") from fault
    query = parse_qsl(received.query_string.decode("latin-1"), keep_blank_values=True)
    return PostedForm(tuple(pairs), tuple(query))


def _signed_path(received: Request) -> str:
    query = received.query_string.decode("latin-1")
    return quote(received.path) + (f"?{query}" if query else "")


def _sentence(status: HTTPStatus, sentence: str) -> Response:
    return Response(f"{sentence}\n", status=status, mimetype="text/plain")
