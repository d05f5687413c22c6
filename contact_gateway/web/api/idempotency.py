"""The same request sent again, because the answer was lost, gets the same answer and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus

from flask import Request, Response

from contact_gateway.application.records_of_api import KeptAnswer, RequestKey
from contact_gateway.web.api.operations import Call

_KEPT_HEADERS = ("Content-Type", "Location", "ETag")


def once(received: Request, call: Call, answer: Callable[[], Response]) -> Response:
    """Return the answer that was kept for this request, or answer it now and keep that.

    What fails is not kept: it changed nothing, and may be sent again. Raises what `claim` and `answer` raise.
    """
    if not call.key:
        return answer()
    kept, key = call.api.kept_answers, RequestKey(call.token.name, call.key)
    before = kept.claim(call.landlord, key, _fingerprint(received))
    if before is not None:
        return Response(before.body, status=before.status, headers=list(before.headers))
    done = False
    try:
        response = answer()
        headers = tuple((name, response.headers[name]) for name in _KEPT_HEADERS if name in response.headers)
        if response.status_code < HTTPStatus.BAD_REQUEST:
            body = response.get_data(as_text=True)
            kept.keep(call.landlord, key, KeptAnswer(status=response.status_code, headers=headers, body=body))
            done = True
        return response
    finally:
        if not done:
            kept.let_go(call.landlord, key)


def _fingerprint(received: Request) -> str:
    method_and_path = f"{received.method} {received.path}\n".encode()
    return sha256(method_and_path + received.get_data()).hexdigest()
