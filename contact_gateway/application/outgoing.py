"""What is sent because of a written contact: the mail to whoever serves it, and the answer to whoever wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contact_gateway.application.records import OutgoingMessage
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.contact_points import PointKind
from contact_gateway.domain.outcome import Banner, Decision
from contact_gateway.domain.policy import QUEUE, Policy
from contact_gateway.domain.script_texts import script_text
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Officer
from contact_gateway.domain.wording import CHANNEL_WORDS, said_time

REPLY = "reply"
FORWARD = "forward"

_IMPERSONAL = frozenset({Script.RECEIVED, Script.EMERGENCY_REPLY})
"""What may be said to an address that is not proven: nothing about anybody."""

_FORWARDED = frozenset({Channel.EMAIL, Channel.SMS, Channel.WHATSAPP, Channel.WEB_FORM, Channel.SOCIAL})
_ANSWERED_BY_MAIL = frozenset({Channel.EMAIL, Channel.WEB_FORM})


def messages_for(
    contact: Contact, decision: Decision, policy: Policy, officers: Iterable[Officer]
) -> tuple[OutgoingMessage, ...]:
    """Return the mails that a contact's decision calls for, to be stored with it and sent after the commit.

    What gets through is forwarded to the mailbox of its destination, under the banner; what is held stays for a person
    of the case. The decision's reply goes to the sender alone. Texts and WhatsApp are answered by their own door. Our
    own automatic mail that comes back gets neither, or two mailboxes would write to each other for ever.
    """
    if not contact.is_writing or _is_our_own_coming_back(contact, policy):
        return ()
    return (*_forward(contact, decision, policy, officers), *_reply(contact, decision, policy))


def _forward(
    contact: Contact, decision: Decision, policy: Policy, officers: Iterable[Officer]
) -> Iterator[OutgoingMessage]:
    mailbox = "" if decision.refuses else _mailbox(decision.to, policy, officers)
    if contact.channel not in _FORWARDED or not mailbox or _is_ours(mailbox, policy):
        return
    by_mail = contact.channel is Channel.EMAIL
    yield OutgoingMessage(
        kind=FORWARD,
        channel=Channel.EMAIL,
        payload={
            "to": mailbox,
            "from": _own_address(contact, policy) or mailbox,
            "from_name": policy.name,
            "reply_to": _mail_address(contact),
            "subject": contact.subject,
            # the text of a mail is in the original that is attached; it is not stored twice
            "text": "\n".join(_cover(contact, decision.banner, policy)) + ("" if by_mail else f"\n\n{contact.text}"),
        },
    )


def _reply(contact: Contact, decision: Decision, policy: Policy) -> Iterator[OutgoingMessage]:
    reply, to = decision.reply, _mail_address(contact)
    if reply is None or contact.auto_submitted or not to or contact.channel not in _ANSWERED_BY_MAIL:
        return
    if not contact.authenticated and reply not in _IMPERSONAL:
        return
    scripts = decision.scripts if reply in decision.scripts else (reply,)
    paragraphs = (script_text(policy, script, decision, contact.received_at) for script in scripts)
    text, own = "\n\n".join(filter(None, paragraphs)), _own_address(contact, policy)
    if not text or not own:
        return
    yield OutgoingMessage(
        kind=REPLY,
        channel=Channel.EMAIL,
        payload={
            "to": to,
            "from": own,
            "from_name": policy.name,
            "subject": script_text(policy, Script.MESSAGE_SUBJECT, decision, contact.received_at),
            "text": text,
        },
    )


def _cover(contact: Contact, banner: Banner, policy: Policy) -> Iterator[str]:
    yield banner.who
    yield from banner.lines
    yield from banner.allowances
    if banner.review_on:
        yield f"Looked at again on {banner.review_on.day} {banner.review_on:%B %Y}."
    yield ""
    sender = contact.sender or "a sender that is not known"
    received = said_time(contact.received_at, policy.zone)
    yield f"Received by {CHANNEL_WORDS[contact.channel]} from {sender}, {received}."


def _mailbox(to: str, policy: Policy, officers: Iterable[Officer]) -> str:
    """Return where mail for this destination goes.

    A destination without a mailbox leaves its mail to the queue, so that nothing lies where nobody looks. An officer's
    mail never spills to others: without an address it is seen on the officer's desk only.
    """
    officer = next((officer for officer in officers if officer.id == to), None)
    if officer:
        return officer.email
    wanted = (policy.destinations.get(name) for name in (to, QUEUE))
    return next((destination.email for destination in wanted if destination and destination.email), "")


def _own_address(contact: Contact, policy: Policy) -> str:
    """Return the address of ours that was written to, else the landlord's first."""
    addresses = (contact.dialled, *(line.address for line in policy.lines), *_mailboxes(policy))
    return next((address for address in addresses if "@" in address), "")


def _mailboxes(policy: Policy) -> Iterator[str]:
    if QUEUE in policy.destinations:
        yield policy.destinations[QUEUE].email


def _mail_address(contact: Contact) -> str:
    return contact.sender.value if contact.sender and contact.sender.kind is PointKind.EMAIL else ""


def _is_ours(address: str, policy: Policy) -> bool:
    return any(line.address.casefold() == address.casefold() for line in policy.lines)


def _is_our_own_coming_back(contact: Contact, policy: Policy) -> bool:
    return contact.auto_submitted and _is_ours(_mail_address(contact), policy)
