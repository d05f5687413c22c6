"""Texts and WhatsApp messages from Twilio: each becomes a contact, and is answered as was decided."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from http import HTTPStatus

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from twilio.twiml.messaging_response import MessagingResponse

from contact_gateway.application.errors import GatewayError, Refused
from contact_gateway.application.posted_form import PostedForm
from contact_gateway.application.services import Services
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.script_texts import reply_text
from contact_gateway.web.webhooks.twilio_door import TwilioDoor

LONGEST_MESSAGE = 1600
"""Characters that Twilio takes in one message."""

log = logging.getLogger(__name__)

_MESSAGE_SID = re.compile(r"(?:SM|MM)[0-9a-f]{32}")
_NAMED_MESSAGE = re.compile(r"(?<!Sms)MessageSid(?:SM|MM)[0-9a-f]{32}")
_WHATSAPP = "whatsapp:"
_UNSENDABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def message_routes(services: Services, door: TwilioDoor) -> Blueprint:
    """Build the routes below `/webhooks/<landlord>/twilio/sms`."""
    routes = Blueprint("twilio_messages", __name__, url_prefix="/webhooks/<landlord>/twilio/sms")

    def incoming(landlord: str, form: PostedForm) -> ResponseReturnValue:
        contact = _read(form, services)
        try:
            answer = services.receive_contact(landlord, contact)
        except Refused:
            raise
        except GatewayError as fault:
            log.warning("A message was not stored, and has to be sent again: %s", type(fault).__name__)
            # Nothing was stored, so nobody may think it was: Twilio turns to the fallback address or tries again.
            return Response("Not now; try again.\n", status=HTTPStatus.SERVICE_UNAVAILABLE, mimetype="text/plain")
        return _twiml(reply_text(answer.policy, answer.decision, services.clock.now()))

    def status(_landlord: str, form: PostedForm) -> ResponseReturnValue:
        _message_sid(form)
        return Response(status=HTTPStatus.NO_CONTENT)

    routes.add_url_rule("/incoming", "incoming", door.view(incoming), methods=["POST"])
    routes.add_url_rule("/status", "status", door.view(status), methods=["POST"])
    return routes


def _read(form: PostedForm, services: Services) -> Contact:
    sender, addressed = form.present("From"), form.present("To")
    return Contact(
        provider="twilio",
        provider_id=_message_sid(form),
        channel=Channel.WHATSAPP if sender.lower().startswith(_WHATSAPP) else Channel.SMS,
        sender=services.phone_numbers.read(sender),
        received_at=services.clock.now(),
        dialled=addressed.removeprefix(_WHATSAPP),
        text=form.text("Body"),
        attachments=form.whole_number("NumMedia"),
    )


def _message_sid(form: PostedForm) -> str:
    """Read which message it is. Raises `Refused`.

    The signature joins names and values without a mark between them, so a sender's own words in Body could be cut off
    and pass for fields. The true fields would then lie folded in others, and the form would name two messages.
    """
    joined = "".join(f"{name}{value}" for name, value in sorted(set(form.pairs)) if name != "Body")
    if len(_NAMED_MESSAGE.findall(joined)) > 1:
        raise Refused("malformed_form", "The form names more than one message.")
    return form.shaped("MessageSid", _MESSAGE_SID, "SM or MM and 32 digits or letters a to f")


def _twiml(text: str) -> Response:
    response = MessagingResponse()
    for part in _parts(_UNSENDABLE.sub("", text)):
        response.message(part)
    return Response(str(response), mimetype="text/xml")


def _parts(text: str) -> Iterator[str]:
    """Cut a text between words into pieces that are short enough."""
    while text := text.strip():
        cut = text.rfind(" ", 0, LONGEST_MESSAGE + 1) if len(text) > LONGEST_MESSAGE else len(text)
        cut = cut if cut > 0 else LONGEST_MESSAGE
        yield text[:cut]
        text = text[cut:]
