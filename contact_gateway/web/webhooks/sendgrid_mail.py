"""Inbound mail from SendGrid, parsed or raw: each becomes a contact with the whole mail beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from http import HTTPStatus
from tempfile import SpooledTemporaryFile

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from contact_gateway.application.errors import NotFound, Refused, Unavailable
from contact_gateway.application.mail import ReadMail, TakenApart
from contact_gateway.application.ports import MailReader, MailSignatures
from contact_gateway.application.records import Document
from contact_gateway.application.services import Services
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.policy import Policy
from contact_gateway.web.authentication import signed
from contact_gateway.web.bodies import pieces_of
from contact_gateway.web.webhooks.sender_proof import Proof, dkim_results
from contact_gateway.web.webhooks.sendgrid_form import Envelope, SendgridForm, read_form

MOST_BYTES = 42 * 1024 * 1024
"""SendGrid takes mail up to 30 MB; taken apart, its form may be a third larger."""

_KEPT_IN_MEMORY = 256 * 1024
_SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature"
_TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp"


def mail_routes(services: Services, signatures: MailSignatures, reader: MailReader) -> Blueprint:
    """Build `/webhooks/<landlord>/sendgrid/inbound`. SendGrid is told 200 only when the contact is stored."""
    routes = Blueprint("sendgrid_mail", __name__, url_prefix="/webhooks/<landlord>/sendgrid")

    @signed
    def inbound(landlord: str) -> ResponseReturnValue:
        return _with_sentences(lambda: _receive(landlord, services, signatures, reader))

    routes.add_url_rule("/inbound", "inbound", inbound, methods=["POST"])
    return routes


def _with_sentences(receive: Callable[[], Response]) -> Response:
    """Say shortly what is wrong, and never what was sent; 503 lets SendGrid come again, so that no mail is lost."""
    try:
        return receive()
    except Refused as refusal:
        return _sentence(HTTPStatus.BAD_REQUEST, str(refusal))
    except NotFound:
        return _sentence(HTTPStatus.NOT_FOUND, "There is no such landlord here.")
    except RequestEntityTooLarge:
        return _sentence(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A form has at most {MOST_BYTES} bytes.")
    except HTTPException as fault:
        return _sentence(HTTPStatus(fault.code or 400), "The mail did not come whole; try again.")
    except Unavailable:
        return _sentence(HTTPStatus.SERVICE_UNAVAILABLE, "Not now; try again.")


def _receive(landlord: str, services: Services, signatures: MailSignatures, reader: MailReader) -> Response:
    now = services.clock.now()
    if not signatures.knows(landlord):
        raise NotFound(f"There is no landlord {landlord} here.")
    body = _genuine_body(landlord, signatures, now)
    if body is None:
        return _sentence(HTTPStatus.FORBIDDEN, "This request is not signed by the landlord's account.")
    form = read_form(request.headers.get("Content-Type", ""), body)
    raw = _raw(form, reader)
    contact = contact_of(form, reader.read(raw), services.policies.current(landlord), now)
    services.receive_contact(landlord, contact, Document(name="mail.eml", content_type="message/rfc822", content=raw))
    return _sentence(HTTPStatus.OK, "Stored.")


def _genuine_body(landlord: str, signatures: MailSignatures, now: datetime) -> bytes | None:
    """Return the body, or None where the landlord's account did not sign it.

    Nothing is held in memory for a stranger: what comes is hashed on its way to a file that has no name.
    """
    timestamp, signature = request.headers.get(_TIMESTAMP, ""), request.headers.get(_SIGNATURE, "")
    with SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY) as kept:
        body = _keeping(pieces_of(request, MOST_BYTES), kept)
        if not signatures.genuine(landlord, body, timestamp=timestamp, signature=signature, now=now):
            return None
        kept.seek(0)
        return kept.read()


def _keeping(pieces: Iterator[bytes], kept: SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        kept.write(piece)
        yield piece


def _raw(form: SendgridForm, reader: MailReader) -> bytes:
    """Return the whole mail: as it came where SendGrid sends it raw, else put together again."""
    if "email" in form.fields:
        return form.fields["email"]
    if not form.fields.keys() & {"headers", "from"}:
        raise Refused("missing_field", "The form lacks both email and headers.")
    return reader.assemble(TakenApart(fields=form.fields, charsets=form.charsets(), attachments=form.files))


def contact_of(form: SendgridForm, mail: ReadMail, policy: Policy, now: datetime) -> Contact:
    """Make the contact of a mail. Raises `Refused` where From has no address that can be read."""
    if not mail.sender:
        raise Refused("malformed_field", "From is not an e-mail address.")
    envelope = form.envelope()
    ours = {*envelope.recipients, *(line.address.casefold() for line in policy.lines)}
    mailbox = _mailbox(envelope, mail, policy)
    proof = Proof(
        dkim=dkim_results(form.text("dkim"), mail.signed_by),
        spf=form.text("SPF").lower(),
        envelope_sender=envelope.sender,
    )
    sender = ContactPoint.email(mail.sender)
    return Contact(
        provider="sendgrid",
        provider_id=_id(mailbox, sender, mail),
        channel=Channel.EMAIL,
        sender=sender,
        received_at=now,
        dialled=mailbox,
        subject=mail.subject,
        text=mail.text,
        attachments=mail.attachments,
        copied_to=len(set(mail.recipients) - ours),
        authenticated=mail.one_sender and proof.proves(mail.sender),
        auto_submitted=mail.automatic
        or not envelope.sender
        or sender.value in ours
        or ours.isdisjoint(mail.recipients),
    )


def _mailbox(envelope: Envelope, mail: ReadMail, policy: Policy) -> str:
    """Return which of the landlord's addresses was written to.

    That is the one it was handed over for; where that is only a relay's address, the one that the writer named.
    """
    lines = {line.address.casefold() for line in policy.lines}
    known = (address for address in (*envelope.recipients, *mail.recipients) if address in lines)
    return next(known, envelope.recipients[0])


def _id(mailbox: str, sender: ContactPoint, mail: ReadMail) -> str:
    """Return what makes two deliveries the same mail; a Message-ID is its writer's choice, so never alone."""
    named = f"id {mail.message_id}" if mail.message_id else f"content {mail.fingerprint}"
    return hashlib.sha256(f"{mailbox}\n{sender}\n{named}".encode("utf-8", "replace")).hexdigest()


def _sentence(status: HTTPStatus, sentence: str) -> Response:
    return Response(f"{sentence}\n", status=status, mimetype="text/plain")
