"""A call as whoever serves it sees it: what was played, when it ends, and what can be done with it now."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.ports import ContactLog, People
from contact_gateway.application.ports_of_calls import CallBook
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.records import ContactKey
from contact_gateway.application.records_of_calls import EndedBy, Leg, LiveCall
from contact_gateway.domain.calls import WARNINGS, Announcement, LegState
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Happening
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.people import Adjustment

WARNINGS_NEEDED = 2
"""How many warnings somebody hears first whose adjustment asks for warnings before an ending; the final one is one."""


LIMIT_KEPT = "The provider may end this call at its limit. It is asked again every few seconds; be ready to ring back."
LIMIT_STAYS = "This call runs without a room, and nothing can change its limit: be ready to ring back."


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsWarnings:
    """Whether an adjustment of a customer asks for warnings before staff end a call (DER-9.2)."""

    people: People

    def __call__(self, landlord: str, customer_id: str) -> bool:
        """Return whether it does; somebody who is not known has no adjustment."""
        try:
            adjustments = self.people.customer(landlord, customer_id).adjustments
        except NotFound:
            return False
        return Adjustment.WARNINGS_BEFORE_ENDING in adjustments


def warnings_due(call: LiveCall | None, *, needed: bool) -> int:
    """Return how many warnings have to be heard first, the final one among them.

    None where they are not needed, or nothing can be played.
    """
    if call is None or call.leg.state is LegState.FAILED or not needed:
        return 0
    final_is_due = call.heard(Announcement.FINAL_WARNING) == 0
    return max(WARNINGS_NEEDED - call.heard(*WARNINGS), int(final_is_due))


def _limit_kept(leg: Leg) -> str:
    """Return what whoever tagged an emergency is told while its provider may cut it off."""
    if not leg.keeps_limit:
        return ""
    return LIMIT_STAYS if leg.state is LegState.FAILED else LIMIT_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCall:
    """`call` is None where it runs through no room. `can_end` needs nobody's approval (TOR-05).

    `emergency` says that it was tagged as one, or that its caller chose so. `why` says what the provider has not done
    yet, and empty is all well.
    """

    contact_id: str
    call: LiveCall | None
    ended: EndedBy | None
    can_end: bool
    can_play: bool
    warnings_due: int
    emergency: bool
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCall:
    """Reads; nothing is changed."""

    log: ContactLog
    lookup: ContactLookup
    book: CallBook
    needs_warnings: NeedsWarnings

    def __call__(self, landlord: str, contact_id: str) -> ShownCall:
        """Return a call as it stands. Raises `NotFound`, `Refused` (not_a_call), `Unavailable`."""
        step = self.lookup.recorded(landlord, contact_id)
        if step.contact.channel is not Channel.VOICE:
            raise Refused("not_a_call", "This contact is no call.")
        with self.book.open(landlord, contact_id) as book:
            call, ended = book.call(), book.ended()
        leg = call.leg if call else None
        talked = leg is not None and leg.answered_at is not None and leg.over_at is not None
        key = ContactKey(step.contact.provider, step.contact.provider_id)
        can_end = not talked and not self._is_over(landlord, key)
        return ShownCall(
            contact_id=contact_id,
            call=call,
            ended=ended,
            can_end=can_end,
            can_play=leg is not None and leg.state is LegState.ANSWERED,
            warnings_due=warnings_due(call, needed=self.needs_warnings(landlord, step.decision.counted_for)),
            emergency=step.decision.outcome is Outcome.EMERGENCY or (leg is not None and leg.emergency),
            why=_limit_kept(leg) if leg and can_end else "",
        )

    def _is_over(self, landlord: str, key: ContactKey) -> bool:
        with self.log.attempt(landlord, key) as attempt:
            recorded = attempt.load_recorded()
        return recorded is not None and any(event.happening is Happening.ENDED for event in recorded[1])
