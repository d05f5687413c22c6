"""What all restrictions together say to one contact, in the order in which they decide (DESIGN section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from contact_gateway.domain.contact import Channel, Contact
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Mode, Restriction
from contact_gateway.domain.rules import Allow, Mark, Question, Refuse, Send, Verdict, ask
from contact_gateway.domain.standing import Standing
from contact_gateway.domain.usage import Usage

ORDER: Mapping[Kind, int] = {
    Kind.PERSONAL_CONTACT_BAN: 4,
    Kind.PREMISES_BAN: 4,
    Kind.BY_APPOINTMENT: 4,
    Kind.NO_CONTACT: 5,
    Kind.REPRESENTATIVE_ONLY: 5,
    Kind.CHANNEL_BAN: 6,
    Kind.ONLY_CHANNELS: 6,
    Kind.SINGLE_FORM: 6,
    Kind.VOICEMAIL_ONLY: 6,
    Kind.PERMITTED_TIMES: 7,
    Kind.CONTACT_CAP: 8,
    Kind.TIME_CAP: 8,
    Kind.NO_FURTHER_CONSIDERATION: 9,
    Kind.ISSUE_CAP: 9,
    Kind.CONSOLIDATED_REPLY: 9,
    Kind.SINGLE_POINT_OF_CONTACT: 10,
}
"""The steps of DESIGN section 6; a kind that is not here is only shown."""

CHANNEL_KINDS = frozenset(kind for kind, step in ORDER.items() if step == ORDER[Kind.CHANNEL_BAN])
"""Kinds that close channels; an outage of what they leave open opens a substitute (TOR-01)."""

VOICE_KINDS = frozenset(k for k, step in ORDER.items() if ORDER[Kind.CHANNEL_BAN] <= step <= ORDER[Kind.TIME_CAP])
"""Kinds that give way for people who can only call through a relay or an interpreter (DESIGN section 5)."""

SPOKEN_NEEDS = frozenset({Adjustment.RELAY_CALLS, Adjustment.BRITISH_SIGN_LANGUAGE})

NAMED_WAYS = frozenset({Channel.VOICE, Channel.SMS, Channel.EMAIL, Channel.LETTER, Channel.WEB_FORM})
"""The ways that are named to somebody who was refused."""

NOT_A_WORKING_CHANNEL = frozenset({Channel.LETTER, Channel.IN_PERSON})
"""Letters and visits alone are no channel for somebody who has others (DESIGN section 5)."""

_CLOSED_BY_NEED: Mapping[Adjustment, frozenset[Channel]] = {
    Adjustment.CANNOT_USE_TELEPHONE: frozenset({Channel.VOICE}),
    Adjustment.CANNOT_WRITE: frozenset(
        {Channel.SMS, Channel.WHATSAPP, Channel.EMAIL, Channel.LETTER, Channel.WEB_FORM, Channel.SOCIAL}
    ),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """One restriction and what it said."""

    restriction: Restriction
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A contact before the restrictions of the person, at one instant."""

    contact: Contact
    standing: Standing
    usage: Usage
    policy: Policy
    now: datetime

    def hear(self, mode: Mode = Mode.ENFORCED, at: datetime | None = None) -> tuple[Spoken, ...]:
        """Return what every restriction of this mode says, the deciding one first, however they were listed."""
        asked = ((r, ask(self._question(r, at or self.now))) for r in self._restrictions(mode))
        return tuple(sorted((Spoken(r, verdict) for r, verdict in asked if verdict), key=_precedence))

    def refusals(self, mode: Mode = Mode.ENFORCED, at: datetime | None = None) -> tuple[Spoken, ...]:
        """Return those that refuse, less the ones that must give way to a need or an outage."""
        return tuple(s for s in self.hear(mode, at) if isinstance(s.verdict, Refuse) and not self._gives_way(s, mode))

    def next_allowed(self) -> datetime | None:
        """Return the first instant at which every refusing rule would allow it.

        Method: take the latest instant that any refusing rule names, ask again there, until none refuses. Each rule
        refuses without a gap up to the instant it names, so nothing before the answer is allowed. None when a rule
        names no instant, or the answer would lie on or after a review that is still to come.
        """
        at = self.now
        while refusals := self.refusals(at=at):
            ends = [self._end(spoken) for spoken in refusals]
            if any(end is None for end in ends):
                return None
            at = max(end for end in ends if end is not None)
        return at

    def open_channels(self) -> tuple[Channel, ...]:
        """Return the other ways, of those that are named, which this person can use now, in the landlord's order."""
        return tuple(
            channel
            for channel in self.usable_channels()
            if channel in NAMED_WAYS - self.standing.down - {self.contact.channel}
            and not self._plain(channel).refusals()
        )

    def usable_channels(self) -> tuple[Channel, ...]:
        """Return the channels that the landlord offers, less those that a need of this person rules out."""
        ruled_out = frozenset[Channel]().union(*(_CLOSED_BY_NEED.get(n, ()) for n in self.standing.adjustments))
        return tuple(channel for channel in self.policy.channels if channel not in ruled_out)

    @property
    def in_outage(self) -> bool:
        """Whether every working channel that the decisions leave to this person is out of service (TOR-01)."""
        left = {
            channel
            for channel in self.usable_channels()
            if not any(
                isinstance(s.verdict, Refuse)
                for s in self._plain(channel).hear()
                if s.restriction.kind in CHANNEL_KINDS
            )
        } - NOT_A_WORKING_CHANNEL
        return bool(self.standing.down) and left <= self.standing.down

    def shown(self) -> tuple[Restriction, ...]:
        """Return every enforced restriction in force on this person, the earliest step first, for the banner."""
        return tuple(sorted(self._restrictions(Mode.ENFORCED), key=_rank))

    def _restrictions(self, mode: Mode) -> Iterable[Restriction]:
        return (r for r in self.standing.restrictions if r.mode is mode and r.in_force_at(self.now))

    def _question(self, restriction: Restriction, at: datetime) -> Question:
        return Question(
            contact=self.contact,
            restriction=restriction,
            standing=self.standing,
            usage=self.usage,
            policy=self.policy,
            at=at,
        )

    def _plain(self, channel: Channel) -> Bench:
        contact = Contact(
            provider=self.contact.provider,
            provider_id=self.contact.provider_id,
            channel=channel,
            sender=self.contact.sender,
            received_at=self.contact.received_at,
        )
        return replace(self, contact=contact)

    def _end(self, spoken: Spoken) -> datetime | None:
        until = spoken.verdict.until if isinstance(spoken.verdict, Refuse) else None
        ends = [end for end in (until, spoken.restriction.planned_end) if end is not None]
        review = start_of_day(spoken.restriction.review_on, self.policy.zone)
        end = min(ends, default=None)
        return end if end is not None and (end < review or review <= self.now) else None

    def _gives_way(self, spoken: Spoken, mode: Mode) -> bool:
        if mode is not Mode.ENFORCED:
            return False
        kind = spoken.restriction.kind
        if kind in CHANNEL_KINDS and self.contact.channel not in self.standing.down and self.in_outage:
            return True
        return kind in VOICE_KINDS and self._can_only_speak()

    def _can_only_speak(self) -> bool:
        return (
            self.contact.channel is Channel.VOICE
            and bool(SPOKEN_NEEDS & self.standing.adjustments)
            and not (frozenset(self.open_channels()) - NOT_A_WORKING_CHANNEL)
        )


def _precedence(spoken: Spoken) -> tuple[int, int, str, str]:
    restriction = spoken.restriction
    loudness = {Refuse: 0, Send: 1, Allow: 2, Mark: 2}[type(spoken.verdict)]
    return (loudness, *_rank(restriction))


def _rank(restriction: Restriction) -> tuple[int, str, str]:
    return (ORDER.get(restriction.kind, len(Kind)), restriction.kind, restriction.id)
