"""Take over a restriction that was decided, and told, before the gateway was there; a new one is made by casework."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contact_gateway.application.casework.take_over import CameAbout, TakeOver, Told
from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import Clock, People, Policies, Restrictions
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.restriction_request import (
    DecidedBefore,
    RestrictionRequest,
    read_grounds,
    read_request,
)
from contact_gateway.domain.casework.feasible import obstacle
from contact_gateway.domain.casework.refusals import written
from contact_gateway.domain.casework.rehearsal import Heard, rehearse
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Mode, Restriction
from contact_gateway.domain.standing import Person, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What taking over would bring: from when it is in force, and what the customer hears by each channel."""

    starts_at: datetime
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """What can be taken over, how it came about, and of whom."""

    restriction: Restriction
    decided: DecidedBy
    how: CameAbout
    person: Person


@dataclass(frozen=True, slots=True)
class SetRestriction:
    """The use case: one proposed it, another decided it who may, and the customer was told; a trial needs no telling.

    `new_id` gives the id of what is stored, unless whoever asks gives one.
    """

    restrictions: Restrictions
    people: People
    policies: Policies
    clock: Clock
    new_id: Callable[[], str]
    take_over: TakeOver

    def __call__(
        self, landlord: str, request: RestrictionRequest, before: DecidedBefore, restriction_id: str = ""
    ) -> Restriction:
        """Check what was decided, and store it. It is in force from the day on which the telling counts as received.

        Raises `NotFound` for an unknown customer, and `Refused` with a code of `read_request`, or letter_missing,
        impossible_day, out_of_scope, unverified_identity, unknown_officer, unknown_team, not_authorised, same_person,
        already_decided, conflicts_with_adjustment, no_channel_left.
        """
        checked = self._checked(landlord, request, before, restriction_id or self.new_id())
        self.take_over(landlord, checked.restriction, checked.decided, checked.how)
        return checked.restriction

    def preview(self, landlord: str, request: RestrictionRequest, before: DecidedBefore) -> Preview:
        """Return what the customer would hear just after the start or, where that has been, now; nothing is stored.

        Raises what storing it would raise.
        """
        policy, now = self.policies.current(landlord), self.clock.now()
        checked = self._checked(landlord, request, before, self.new_id())
        restriction, person = checked.restriction, checked.person
        after = max(restriction.starts_at, now) + timedelta(minutes=1)
        standing = replace(person, restrictions=(*person.restrictions, restriction))
        heard = rehearse(restriction, standing, tuple(self.people.officers(landlord)), policy, after)
        return Preview(starts_at=restriction.starts_at, heard=heard)

    def _checked(
        self, landlord: str, request: RestrictionRequest, before: DecidedBefore, restriction_id: str
    ) -> _Checked:
        policy, now = self.policies.current(landlord), self.clock.now()
        told = _told(request, before, policy, now)
        customer = self.people.customer(landlord, request.customer_id)
        wanted = replace(request, starts_at=_starts_at(request, told, policy))
        restriction = read_request(wanted, policy, restriction_id, now)
        person = Person(
            id=customer.id,
            role=Role.CUSTOMER,
            name=customer.name,
            restrictions=tuple(self.restrictions.of_customer(landlord, customer.id)),
            adjustments=customer.adjustments,
        )
        decided = DecidedBy(
            officer=request.officer,
            grounds=read_grounds(request.grounds, policy),
            decided_at=told.at if told else now,
            policy_version=policy.version,
            narrative=request.narrative.strip(),
            evidence=request.evidence.strip(),
        )
        how = CameAbout(proposed_by=before.proposed_by, told=told, recorded_by=before.recorded_by)
        self.take_over.refuse_what_cannot_be_taken_over(landlord, restriction, decided, how)
        found = obstacle(restriction, person, customer.contact_points, policy)
        if found:
            raise Refused(found.code, found.sentence)
        return _Checked(restriction=restriction, decided=decided, how=how, person=person)


def _told(request: RestrictionRequest, before: DecidedBefore, policy: Policy, now: datetime) -> Told | None:
    """Return how the customer was told: as late on that day as can be, so that nothing binds too soon."""
    if before.told_on is None or before.sent_by is None:
        if request.mode == Mode.SHADOW:
            return None
        raise Refused(
            "letter_missing",
            "Say on which day the customer was told, and by what way: nobody is restricted without having been told.",
        )
    today, clocks = now.astimezone(policy.zone).date(), policy.clocks
    if before.told_on > today:
        raise Refused(
            "impossible_day",
            f"Nobody was told on {written(before.told_on)} yet; give a day up to today, {written(today)}.",
        )
    over = start_of_day(before.told_on + timedelta(days=1), policy.zone)
    at = min(over - timedelta.resolution, now)
    return Told(
        at=at,
        sent_by=before.sent_by,
        received_on=clocks.calendar.deemed_receipt(at, before.sent_by, clocks.zone),
    )


def _starts_at(request: RestrictionRequest, told: Told | None, policy: Policy) -> datetime | None:
    if told is None:
        return request.starts_at
    received = start_of_day(told.received_on, policy.zone)
    return max(request.starts_at or received, received)
