"""Deciding about Sam, for tables of cases."""

from __future__ import annotations

from datetime import UTC, datetime

from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.decision import decide
from contact_gateway.domain.identify import identify
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.standing import Officer
from contact_gateway.domain.usage import Allowance, Purpose, Tally, Usage
from tests.builders import person, policy, restriction

POLICY = policy()
WEEK = datetime(2026, 3, 2, tzinfo=UTC)
NEXT_WEEK = datetime(2026, 3, 9, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 7, 10, tzinfo=UTC)

CAP = restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}, [Channel.VOICE], id="cap")
NO_EMAIL = restriction(Kind.CHANNEL_BAN, {}, [Channel.EMAIL], id="ban")
SPOC = restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "lee", "deputies": ["ann"]}, id="spoc")
USED_UP = Usage({Allowance("cap", Purpose.CONTACTS, WEEK): Tally(used=1, version=1)})
WRITING_CHANNELS = (Channel.SMS, Channel.WHATSAPP, Channel.EMAIL, Channel.LETTER, Channel.WEB_FORM, Channel.SOCIAL)


def decided(
    made: Contact,
    *in_force: Restriction,
    usage: Usage | None = None,
    officers: tuple[Officer, ...] = (Officer(id="lee"), Officer(id="ann")),
    down: frozenset[Channel] = frozenset(),
    **about: object,
) -> Decision:
    """Decide a contact of Sam's, on whom these restrictions are."""
    standing = identify(made, POLICY, [person(*in_force, **about)], officers=officers, down=down)
    return decide(made, standing, usage or Usage(), POLICY, made.received_at)


def codes(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.reasons]
