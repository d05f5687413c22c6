"""What is known of a call so far, for the documents that carry it on."""

from __future__ import annotations

from dataclasses import dataclass, field

from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports import ContactLog, Policies
from contact_gateway.application.ports_of_calls import CallBook
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.records import ContactKey
from contact_gateway.application.records_of_calls import Leg, Played
from contact_gateway.domain.calls import SCRIPT_OF
from contact_gateway.domain.contact import Contact
from contact_gateway.domain.counting import Happening
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.scripts import Script


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSoFar:
    """The decision that stands for a call and the contact it was taken on; `over` once the caller has hung up."""

    contact_id: str
    contact: Contact = field(repr=False)
    decision: Decision
    policy: Policy
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LegFacts:
    """What whoever is rung is told: the leg and the call behind it. `gone` says that nobody waits for it any more."""

    leg: Leg
    contact: Contact = field(repr=False)
    decision: Decision
    policy: Policy
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAnnounce:
    """An announcement, the script that it says, and the decision and policy that fill the script in."""

    played: Played
    script: Script
    decision: Decision
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCall:
    """Reads; nothing is changed. Raises `Unavailable` without the database, `NotFound` for what is not there."""

    log: ContactLog
    lookup: ContactLookup
    policies: Policies
    book: CallBook

    def so_far(self, landlord: str, key: ContactKey) -> CallSoFar:
        """Return a call by the provider's own id of it."""
        policy = self.policies.current(landlord)
        with self.log.attempt(landlord, key) as attempt:
            recorded = attempt.load_recorded()
        if recorded is None:
            raise NotFound("This call was never received.")
        step, events = recorded
        over = any(event.happening is Happening.ENDED for event in events)
        return CallSoFar(
            contact_id=step.contact_id, contact=step.contact, decision=step.decision, policy=policy, over=over
        )

    def leg(self, landlord: str, leg_id: str) -> LegFacts:
        """Return what whoever answers this leg has to know."""
        contact_id = self.book.contact_of_leg(landlord, leg_id)
        leg = self._leg(landlord, contact_id, leg_id)
        recorded = self.lookup.recorded(landlord, contact_id)
        return LegFacts(
            leg=leg,
            contact=recorded.contact,
            decision=recorded.decision,
            policy=self.policies.current(landlord),
            gone=leg.gone,
        )

    def announcement(self, landlord: str, announcement_id: str) -> ToAnnounce:
        """Return what an announcement has to say."""
        played = self.book.announced(landlord, announcement_id)
        recorded = self.lookup.recorded(landlord, played.contact_id)
        return ToAnnounce(
            played=played,
            script=SCRIPT_OF[played.announcement],
            decision=recorded.decision,
            policy=self.policies.current(landlord),
        )

    def _leg(self, landlord: str, contact_id: str, leg_id: str) -> Leg:
        with self.book.open(landlord, contact_id) as book:
            found = next((leg for leg in book.legs() if leg.id == leg_id), None)
        if found is None:
            raise NotFound(f"There is no leg {leg_id}.")
        return found
