"""The same request sent again, because the answer was lost, gets the same answer and changes nothing.

Claim, deed and kept answer are three transactions, and we may die between any two. So what a request makes gets an id
that only this request gives: sent again, it finds what it made, whatever became of its answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from hashlib import sha256

from flask import Request, Response

from contact_gateway.application.errors import GatewayError
from contact_gateway.application.ids import id_from, new_id
from contact_gateway.application.records_of_api import ApiToken, KeptAnswer, RequestKey
from contact_gateway.web.api.operations import Call

_KEPT_HEADERS = ("Content-Type", "Location", "ETag")

log = logging.getLogger(__name__)


def id_of_what_is_made(received: Request, token: ApiToken, key: str) -> str:
    """Return the id of what a request makes: with a key always the same, else a new one.

    The token's name goes into it as into the key, so that a renewed token goes on with what was begun.
    """
    return id_from(token.landlord, token.name, key, _fingerprint(received)) if key else new_id()


def once(received: Request, call: Call, answer: Callable[[], Response]) -> Response:
    """Return the answer that was kept for this request, or answer it now and keep that.

    What fails is not kept, and may be sent again. Raises what `claim` and `answer` raise.
    """
    if not call.key:
        return answer()
    kept, key = call.api.kept_answers, RequestKey(call.token.name, call.key)
    before = kept.claim(call.landlord, key, _fingerprint(received))
    if before is not None:
        return Response(before.body, status=before.status, headers=list(before.headers))
    try:
        response = answer()
    except BaseException:
        kept.let_go(call.landlord, key)
        raise
    _keep(call, key, response)
    return response


def _keep(call: Call, key: RequestKey, response: Response) -> None:
    """Keep an answer. Where that cannot be done it is given all the same, and the key stays claimed for a while."""
    headers = tuple((name, response.headers[name]) for name in _KEPT_HEADERS if name in response.headers)
    answer = KeptAnswer(status=response.status_code, headers=headers, body=response.get_data(as_text=True))
    try:
        call.api.kept_answers.keep(call.landlord, key, answer)
    except GatewayError as fault:
        log.warning("An answer to a system of %s could not be kept: %s", call.landlord, type(fault).__name__)


def _fingerprint(received: Request) -> str:
    method_and_path = f"{received.method} {received.path}\n".encode()
    return sha256(method_and_path + received.get_data()).hexdigest()
