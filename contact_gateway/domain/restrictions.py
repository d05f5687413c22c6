"""What a named person decided about how a customer may make contact: the frame around a kind's terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import Terms


class Mode(StrEnum):
    """Whether a restriction is carried out, or only evaluated and counted for a while before it bites."""

    ENFORCED = "enforced"
    SHADOW = "shadow"


class Reply(StrEnum):
    """How often held writing is answered."""

    ONCE = "once"
    ALWAYS = "always"
    NEVER = "never"


class Grounds(StrEnum):
    """Why a restriction was decided (the code is reported on; the narrative is not kept here)."""

    VIOLENCE = "violence"
    THREAT = "threat"
    ABUSE = "abuse"
    HARASSMENT = "harassment"
    DISCRIMINATION = "discrimination"
    ALLEGATIONS = "allegations"
    DEFAMATION = "defamation"
    UNREASONABLE_DEMANDS = "unreasonable_demands"
    UNREASONABLE_PERSISTENCE = "unreasonable_persistence"
    EXCESSIVE_CONTACT = "excessive_contact"
    REFUSAL_TO_COOPERATE = "refusal_to_cooperate"
    KNOWN_RISK = "known_risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a restriction is about; everything else stays as it was. An empty set means: all of them."""

    channels: frozenset[Channel] = field(default_factory=frozenset)
    services: frozenset[str] = field(default_factory=frozenset)
    teams: frozenset[str] = field(default_factory=frozenset)
    to: frozenset[str] = field(default_factory=frozenset)

    def covers_channel(self, channel: Channel) -> bool:
        """Whether contacts by this channel are within the scope."""
        return not self.channels or channel in self.channels

    def covers_addressee(self, addressee: str, teams: frozenset[str], services: frozenset[str]) -> bool:
        """Whether a contact to this number or address, which belongs to these teams and services, is within."""
        return (
            (not self.to or addressee in self.to)
            and (not self.teams or bool(self.teams & teams))
            and (not self.services or bool(self.services & services))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """A decision about one named person, as it stands.

    `review_on` never ends it by itself; `planned_end` is there only where a person fixed one. `clause` is the clause of
    the landlord's policy that allows the kind, or "default" where the policy is silent.
    """

    id: str
    customer_id: str
    terms: Terms
    scope: Scope
    starts_at: datetime
    review_on: date
    planned_end: datetime | None = None
    mode: Mode = Mode.ENFORCED
    reply: Reply = Reply.ONCE
    clause: str = ""

    @property
    def kind(self) -> Kind:
        """The kind that the terms are of."""
        return self.terms.kind

    def in_force_at(self, instant: datetime) -> bool:
        """Whether it binds at this instant: from its start (inclusive) to its planned end (exclusive)."""
        return self.starts_at <= instant and (self.planned_end is None or instant < self.planned_end)
