"""Whether a restriction can be lived with: it must leave a way to make contact, and must not fight an adjustment.

A set of restrictions that leaves a person no working channel cannot be activated (DESIGN section 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.contact_points import ContactPoint, PointKind
from contact_gateway.domain.kinds.enforced import OnlyChannels, PersonalContactBan, SingleForm
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.people import Adjustment, KnownCustomer
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Mode, Restriction
from contact_gateway.domain.rules import Refuse
from contact_gateway.domain.standing import Person, Standing
from contact_gateway.domain.usage import Usage
from contact_gateway.domain.verdicts import CHANNEL_KINDS, Bench

LETTERS_AND_VISITS = frozenset({Channel.LETTER, Channel.IN_PERSON})
"""Alone they are no working channel for somebody who has others."""

LEAVES_WHAT_IS_ALWAYS_OPEN = frozenset({Kind.NO_CONTACT, Kind.REPRESENTATIVE_ONLY})
"""Kinds that are meant to close every channel of the customer, and say what stays."""

_POINT_OF: Mapping[Channel, PointKind] = {
    Channel.VOICE: PointKind.PHONE,
    Channel.SMS: PointKind.PHONE,
    Channel.WHATSAPP: PointKind.PHONE,
    Channel.EMAIL: PointKind.EMAIL,
    Channel.SOCIAL: PointKind.HANDLE,
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a restriction cannot be activated: a code that stays, and a sentence for the manager."""

    code: str
    sentence: str


def obstacle(new: Restriction, person: Person, points: Iterable[ContactPoint], policy: Policy) -> Obstacle | None:
    """Return what forbids to activate a restriction beside the person's others, None where nothing does.

    A restriction in shadow mode is judged as if it were enforced: what can never be enforced needs no rehearsal.

    Args:
        new: the restriction to be activated.
        person: the customer, with the other restrictions that are in force or will be, and with the adjustments.
        points: the customer's contact points, as far as known; with none known, each channel counts as usable.
        policy: the landlord's.
    """
    new = replace(new, mode=Mode.ENFORCED)
    person = replace(person, restrictions=(*person.restrictions, new))
    return _fights_adjustment(new, person, policy) or _no_channel_left(new, person, frozenset(points), policy)


def _fights_adjustment(new: Restriction, person: Person, policy: Policy) -> Obstacle | None:
    sent_to = _sent_to(new, policy) & frozenset(policy.channels)
    usable = frozenset(_bench(person, policy, Channel.VOICE, new.starts_at).usable_channels())
    if sent_to and not sent_to & usable:
        return Obstacle(
            "conflicts_with_adjustment",
            f"This leaves {_named(sent_to)} alone, which an adjustment of this person rules out"
            f" ({_listed(sorted(person.adjustments))}); choose a form of contact that the person can use.",
        )
    if (
        isinstance(new.terms, PersonalContactBan)
        and not new.terms.offices
        and Adjustment.HOME_VISITS in person.adjustments
    ):
        return Obstacle(
            "conflicts_with_adjustment",
            "This person is visited at home as an adjustment, which a ban on all personal contact would end; "
            "name the offices that it is about.",
        )
    return None


def _no_channel_left(
    new: Restriction, person: Person, points: frozenset[ContactPoint], policy: Policy
) -> Obstacle | None:
    """Ask at the start of each restriction that may bind together with the new one."""
    starts = {max(new.starts_at, other.starts_at) for other in person.restrictions}
    for start in sorted(start for start in starts if new.in_force_at(start)):
        bench = _bench(person, policy, Channel.VOICE, start)
        if any(shown.kind in LEAVES_WHAT_IS_ALWAYS_OPEN for shown in bench.shown()):
            continue
        usable = frozenset(channel for channel in bench.usable_channels() if _has(channel, points))
        left = frozenset(channel for channel in usable if not _is_closed(channel, person, policy, start))
        needed = usable - LETTERS_AND_VISITS or usable
        if not left & needed:
            return Obstacle("no_channel_left", _nothing_left(needed, left))
    return None


def _nothing_left(needed: frozenset[Channel], left: frozenset[Channel]) -> str:
    remains = f"only {_named(left)}" if left else "nothing"
    if not needed:
        return "This person can use none of the ways of contact that are offered; record an adjustment that opens one."
    return f"With this, {remains} would be left to the person; keep at least one of these open: {_named(needed)}."


def _sent_to(restriction: Restriction, policy: Policy) -> frozenset[Channel]:
    """Return the only channels that a restriction leaves, none where it does not name any."""
    match restriction.terms:
        case OnlyChannels(channels=channels):
            return channels
        case SingleForm(form=form):
            return policy.forms.get(form, frozenset())
        case _:
            return frozenset()


def _is_closed(channel: Channel, person: Person, policy: Policy, at: datetime) -> bool:
    heard = _bench(person, policy, channel, at).hear()
    return any(spoken.restriction.kind in CHANNEL_KINDS and isinstance(spoken.verdict, Refuse) for spoken in heard)


def _has(channel: Channel, points: frozenset[ContactPoint]) -> bool:
    needed = _POINT_OF.get(channel)
    return needed is None or not points or any(point.kind is needed for point in points)


def _bench(person: Person, policy: Policy, channel: Channel, at: datetime) -> Bench:
    contact = Contact(provider="rehearsal", provider_id="", channel=channel, sender=None, received_at=at)
    standing = Standing(identity=KnownCustomer(person.id, person.name), person=person)
    return Bench(contact=contact, standing=standing, usage=Usage(), policy=policy, now=at)


def _named(channels: Iterable[Channel]) -> str:
    return _listed([channel for channel in Channel if channel in set(channels)])


def _listed(words: Iterable[str]) -> str:
    return ", ".join(str(word).replace("_", " ") for word in words)
