"""Mail that leaves by SMTP: answers to whoever wrote, and forwards to whoever serves them."""

from __future__ import annotations

import re
import smtplib
from email.message import EmailMessage

from contact_gateway.adapters.mail_out.letters import answer, covering, enclosing, on_one_line
from contact_gateway.adapters.mail_out.server import Server
from contact_gateway.application.errors import CannotSend
from contact_gateway.application.ports import Clock
from contact_gateway.application.records import LETTER, Document, OutgoingMessage
from contact_gateway.domain.contact import Channel

NOBODY = ""
"""The envelope's sender of what goes out by itself (RFC 3834): a bounce of an automatic mail reaches no machine."""

_WRITERS = {"reply": answer, LETTER: enclosing}
"""How mails are written, by kind; all others are mails that cover another one, or nothing."""

_ADDRESS_AWAY = "contact-gateway.invalid"
_FIRST_PERMANENT = 500
_ONE_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]\\@\x00-\x1f\x7f]+@[^\s<>,;:\"()\[\]\\@\x00-\x1f\x7f]+")


class SmtpMailer:
    """The mailer port."""

    def __init__(self, smtp_url: str | None, clock: Clock) -> None:
        """Take the server's URL; without one every message waits. Raises ValueError for a URL that names no server."""
        self._server = Server.from_url(smtp_url) if smtp_url else None
        self._clock = clock

    def send(self, landlord: str, message: OutgoingMessage, document: Document | None) -> None:  # noqa: ARG002 one server serves all
        """Send one message. Its Message-ID is made of the payload's `id`, so that a second sending is recognised."""
        server, to = self._checked(message)
        mail = self._written(message, document)
        try:
            self._hand_over(server, mail, _sender(message), to)
        except smtplib.SMTPRecipientsRefused as refused:
            raise _refusal(refused.recipients[to][0]) from refused
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError, smtplib.SMTPHeloError) as refused:
            raise CannotSend("The mail server does not let us in.", permanent=False) from refused
        except smtplib.SMTPResponseException as refused:
            raise _refusal(refused.smtp_code) from refused
        except smtplib.SMTPNotSupportedError as refused:
            raise CannotSend("The mail server cannot write to such an address.", permanent=True) from refused
        except OSError as fault:
            raise CannotSend(f"The mail server cannot be reached ({type(fault).__name__}).", permanent=False) from fault

    def _checked(self, message: OutgoingMessage) -> tuple[Server, str]:
        to = str(message.payload.get("to", ""))
        if message.channel is not Channel.EMAIL:
            raise CannotSend(f"Messages by {message.channel} do not go out by mail.", permanent=True)
        if not _ONE_ADDRESS.fullmatch(to):
            raise CannotSend("The message has no address that mail can be sent to.", permanent=True)
        if self._server is None:
            raise CannotSend("No mail server is set; set SMTP_URL.", permanent=False)
        return self._server, to

    def _written(self, message: OutgoingMessage, document: Document | None) -> EmailMessage:
        write = _WRITERS.get(message.kind, covering)
        return write(_message_id(message), message.payload, document, self._clock.now())

    def _hand_over(self, server: Server, mail: EmailMessage, sender: str, to: str) -> None:
        away = not to.isascii()
        with server.session(_our_name(mail)) as session:
            session.sendmail(sender, [to], mail.as_bytes(), mail_options=("SMTPUTF8", "BODY=8BITMIME") if away else ())


def _sender(message: OutgoingMessage) -> str:
    """Return whom the envelope names: a letter that does not arrive comes back to the landlord, who must know."""
    return str(message.payload.get("from", "")) if message.kind == LETTER else NOBODY


def _refusal(code: int) -> CannotSend:
    permanent = code >= _FIRST_PERMANENT
    return CannotSend(f"The mail server refused the message ({code}).", permanent=permanent)


def _message_id(message: OutgoingMessage) -> str:
    domain = on_one_line(str(message.payload.get("from", ""))).rpartition("@")[2]
    return f"<{message.payload['id']}@{domain if domain.isascii() and domain else _ADDRESS_AWAY}>"


def _our_name(mail: EmailMessage) -> str:
    return str(mail["Message-ID"]).rpartition("@")[2].rstrip(">")
