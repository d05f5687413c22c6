"""A mail that came in, as values: first as a provider took it apart, then as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contact_gateway.application.records import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenApart:
    """A mail that its provider took apart before it handed it in.

    `fields` are bytes as they came, by name (`headers`, `from`, `to`, `cc`, `subject`, `text`, `html`); `charsets` says
    which charset a field is in, UTF-8 where it says nothing; `attachments` are the files.
    """

    fields: Mapping[str, bytes]
    charsets: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """What a mail says of itself, decoded and harmless: no control characters, nothing that UTF-8 cannot hold.

    `sender` is the address in From, never the display name, and empty where there is none that can be read;
    `one_sender` is False where From names several, so that nobody can say which of them was proven. `recipients` are
    the distinct addresses in To and Cc. `automatic` says that RFC 3834 forbids an automatic answer. `message_id` is
    empty where there is none; `fingerprint` tells two mails apart then. `signed_by` are the domains that its DKIM
    signatures name, proven or not.
    """

    sender: str
    one_sender: bool
    recipients: tuple[str, ...]
    subject: str
    text: str
    attachments: int
    message_id: str
    fingerprint: str
    automatic: bool
    signed_by: tuple[str, ...] = ()
