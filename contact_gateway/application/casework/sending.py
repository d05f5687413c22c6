"""How a letter leaves: by e-mail from the outbox, after the commit; by post and by hand a person takes it along.

A text message can say beside that that there is a letter. It is no letter itself, and no clock runs from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.errors import Refused
from contact_gateway.application.records import LETTER, OutgoingMessage
from contact_gateway.application.records_of_casework import MadeLetter
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import PointKind
from contact_gateway.domain.letters.house import house_of
from contact_gateway.domain.letters.of_case import texting_number
from contact_gateway.domain.working_days import Delivery

_MOBILE = "+447"


def messages_with(
    made: MadeLetter, sent_by: Delivery, case: CaseAtHand, *, also_by_text: bool = False
) -> tuple[OutgoingMessage, ...]:
    """Return what leaves by itself with a letter: a mail with the whole of it, a text message that there is one.

    Raises `Refused` (no_address) where this customer cannot be reached that way, by post too.
    """
    if sent_by is Delivery.POST and not case.case.address.strip():
        raise Refused(
            "no_address",
            "No address of this customer is on record: put it there, or send the letter by e-mail or by hand.",
        )
    return (
        *(_by_mail(made, case) if sent_by is Delivery.EMAIL else ()),
        *(_by_text(made, case) if also_by_text else ()),
    )


def _by_mail(made: MadeLetter, case: CaseAtHand) -> Iterator[OutgoingMessage]:
    yield OutgoingMessage(
        kind=LETTER,
        channel=Channel.EMAIL,
        payload={
            "to": _mailbox(case),
            "from": _own_mailbox(case),
            "from_name": case.policy.name,
            "subject": made.mail.subject,
            "text": made.mail.text,
            "file_id": made.id,
        },
    )


def _mailbox(case: CaseAtHand) -> str:
    """Return where this customer alone reads: a letter tells what nobody else in the house may know."""
    found = [one for one in case.case.contact_points if one.kind is PointKind.EMAIL]
    alone = [one for one in found if one not in case.case.shared]
    if not alone:
        why = "shares the e-mail address with somebody else" if found else "has no e-mail address"
        raise Refused("no_address", f"This customer {why}; send the letter by post or by hand.")
    return alone[0].value


def _own_mailbox(case: CaseAtHand) -> str:
    own = house_of(case.policy).email
    if not own:
        raise Refused("no_address", f"{case.policy.name} has no mailbox to write from; send the letter by post.")
    return own


def _by_text(made: MadeLetter, case: CaseAtHand) -> Iterator[OutgoingMessage]:
    points = [one for one in case.case.contact_points if one.kind is PointKind.PHONE]
    mobile = next((one.value for one in points if one.value.startswith(_MOBILE)), "")
    ours = texting_number(case.policy)
    if not mobile or not ours:
        why = "This customer has no mobile number" if ours else f"{case.policy.name} sends no text messages"
        raise Refused("no_address", f"{why}; send the letter without one.")
    payload: dict[str, object] = {"to": mobile, "from": ours, "text": made.text_message}
    yield OutgoingMessage(kind=LETTER, channel=Channel.SMS, payload=payload)
