"""Recorded audio for the telephone provider, which fetches it without a session and without a signature.

What guards it is its address: 256 random bits, made for one recording. It holds a landlord's own words, about nobody.
"""

from __future__ import annotations

import re
from http import HTTPStatus

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from contact_gateway.application.errors import GatewayError, NotFound
from contact_gateway.application.read_scripts import ReadScripts
from contact_gateway.domain.script_edits import RECORDED_WORDS
from contact_gateway.web.authentication import public

_NAME = re.compile(r"[A-Za-z0-9_-]{43}")
_FOR_A_DAY = "private, max-age=86400, immutable"


def recorded_words_routes(read: ReadScripts) -> Blueprint:
    """Build the route, beside the documents of a call."""
    routes = Blueprint("recorded_words", __name__, url_prefix="/webhooks/<landlord>/twilio/voice")

    @public
    def recorded(landlord: str, name: str) -> ResponseReturnValue:
        if not _NAME.fullmatch(name):
            return Response(status=HTTPStatus.NOT_FOUND)
        try:
            audio = read.recording(landlord, name)
        except NotFound:
            return Response(status=HTTPStatus.NOT_FOUND)
        except GatewayError:
            return Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "5"})
        return Response(audio.content, mimetype=audio.content_type, headers={"Cache-Control": _FOR_A_DAY})

    routes.add_url_rule(f"/{RECORDED_WORDS}<name>", "recorded", recorded)
    return routes
