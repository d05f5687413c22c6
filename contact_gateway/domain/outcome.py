"""What the gateway does with a contact at one step, and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.usage import Charge


class Outcome(StrEnum):
    """The five things that can happen to a contact."""

    CONNECT = "connect"
    ROUTE = "route"
    DECLINE = "decline"
    HOLD = "hold"
    EMERGENCY = "emergency"


REFUSALS = frozenset({Outcome.DECLINE, Outcome.HOLD})


class Code(StrEnum):
    """Reasons that are no restriction's kind. An always-open subject is written `always_open:<subject>`."""

    WITHHELD = "withheld"
    SHARED_NUMBER = "shared_number"
    UNKNOWN = "unknown"
    UNAUTHENTICATED = "unauthenticated"
    SOMEBODY_ELSE = "somebody_else"
    REPRESENTATIVE = "representative"
    OUTAGE = "outage"
    ADJUSTMENT = "adjustment"
    BUSY = "busy"
    OPEN_SENDER = "always_open:sender"


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that spoke: a restriction's kind or a `Code`, the restriction, the clause of the policy."""

    code: str
    restriction_id: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """What whoever serves this contact must know. The arrangement, never the grounds.

    `who` names the person as far as known, `lines` say what to do, one sentence each; `allowances` say what is used
    and left; `review_on` is the earliest date on which a restriction shown here is looked at again.
    """

    who: str
    lines: tuple[str, ...] = ()
    allowances: tuple[str, ...] = ()
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to one step of one contact.

    `to` is a destination's name or an officer's id, empty on a refusal. `scripts` are said or sent first, in order.
    `time_limit` is in seconds, `granted` the same where it is the agent who ends the call. `next_allowed` is the first
    instant at which every refusing rule would allow it, absent when none will before a review; `answered_from` the
    first time from then on at which somebody answers, which is what is said; of a call that comes while the offices are
    closed, the first from now on. `channels_open` are the other ways that the landlord offers and this person can use.
    `reply` is the script that answers writing, none for silence. `shadow` are kinds that would have refused or routed
    if enforced. `marked` are always-open subjects that a weak word hints at in a held message. `charges` are taken from
    allowances. `counted_for` is the customer whose counters move, empty where nobody is known or nothing is proven.
    `watched` says that something is shown for this caller, so that the call must run where warnings can be played.
    `language` is the code of the language in which it is said. `unhurried` says that whoever calls needs more time than
    others to choose and to key.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    to: str = ""
    scripts: tuple[Script, ...] = ()
    time_limit: int | None = None
    granted: int | None = None
    next_allowed: datetime | None = None
    answered_from: datetime | None = None
    channels_open: tuple[Channel, ...] = ()
    banner: Banner = field(default_factory=lambda: Banner(who=""))
    reply: Script | None = None
    shadow: tuple[Kind, ...] = ()
    marked: tuple[Subject, ...] = ()
    charges: tuple[Charge, ...] = ()
    counted_for: str = ""
    watched: bool = False
    language: str = "en"
    unhurried: bool = False

    @property
    def refuses(self) -> bool:
        """Whether the contact does not get through now."""
        return self.outcome in REFUSALS

    @property
    def gets_through(self) -> bool:
        """Whether the contact goes on to somebody, as a matter of course and not as an emergency."""
        return self.outcome in {Outcome.CONNECT, Outcome.ROUTE}

    @property
    def is_breach(self) -> bool:
        """Whether the contact was made against an arrangement: an identified person was refused (TUN-5.3).

        A message that is only collected, or waits for its turn, was allowed to be written.
        """
        waits = {Kind.CONSOLIDATED_REPLY, Kind.ISSUE_CAP}
        return self.refuses and bool(self.counted_for) and self.reasons[0].code not in waits

    def saying(self, *scripts: Script) -> Decision:
        """Return the same decision with these words to say."""
        return replace(self, scripts=scripts)
