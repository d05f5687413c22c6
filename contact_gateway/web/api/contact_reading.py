"""What another system says about a contact, as the contact that the rules know."""

from __future__ import annotations

from datetime import datetime, timedelta

from contact_gateway.application.continue_contact import API_PROVIDER
from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import PhoneNumbers
from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.contact_points import ContactPoint, PointKind
from contact_gateway.web.api.operations import Call
from contact_gateway.web.api.shapes.decisions import NewContact

CLOCKS_DIFFER = timedelta(minutes=5)
_BY_TELEPHONE = frozenset({Channel.VOICE, Channel.SMS, Channel.WHATSAPP})
NOT_RECORDED = "-"
"""The provider's id of a contact that is only asked about; no recorded one has it."""


def contact_of(call: Call, said: NewContact, provider_id: str) -> Contact:
    """Return the contact. Its provider is the token's name, so that a renewed token goes on with what was begun."""
    numbers = call.services.phone_numbers
    by_relay = numbers.relayed(said.sender or "") or numbers.relayed(said.to)
    return Contact(
        provider=f"{API_PROVIDER}{call.token.name}",
        provider_id=provider_id,
        channel=said.channel,
        sender=point_of(said.channel, said.sender or "", numbers),
        received_at=said.received_at or call.services.clock.now(),
        dialled=_dialled(said, numbers),
        relay=said.channel is Channel.VOICE and by_relay,
        reference=said.reference or "",
        subject=said.subject,
        text=said.text,
        attachments=said.attachments,
        copied_to=said.copied_to,
        issue=said.issue,
        new_evidence=said.new_evidence,
        authenticated=said.channel is not Channel.EMAIL if said.authenticated is None else said.authenticated,
        auto_submitted=said.auto_submitted,
        about_staff=said.about_staff or "",
        in_response=said.in_response,
        appointment=said.appointment,
        tags=frozenset(said.tags),
    )


def point_of(channel: Channel, sender: str, numbers: PhoneNumbers) -> ContactPoint | None:
    """Return the contact point of a sender as another system spells it; None where it is withheld."""
    plain = sender.strip()
    if not plain:
        return None
    if channel is Channel.SOCIAL:
        return ContactPoint.handle(plain)
    if "@" in plain and channel not in _BY_TELEPHONE:
        return ContactPoint.email(plain)
    return numbers.read(plain)


def phone_point(number: str, numbers: PhoneNumbers) -> ContactPoint:
    """Return the contact point of a telephone number. Raises `Refused` (impossible_number)."""
    point = numbers.read(number)
    if point is None or point.kind is not PointKind.PHONE:
        raise Refused("impossible_number", "There is a telephone number that cannot be one.")
    return point


def refuse_the_future(received_at: datetime, now: datetime) -> None:
    """Raise `Refused` (in_the_future) for what cannot have happened yet, clocks being what they are."""
    if received_at > now + CLOCKS_DIFFER:
        raise Refused("in_the_future", f"It cannot have begun at {received_at}; here it is {now}.")


def _dialled(said: NewContact, numbers: PhoneNumbers) -> str:
    """Return the landlord's own number as its pack writes numbers: in E.164."""
    point = numbers.read(said.to) if said.to.strip() and "@" not in said.to else None
    return point.value if point else said.to.strip()
