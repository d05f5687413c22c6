"""Put a restriction in force that a manager decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from contact_gateway.application.casework.take_over import TakeOver
from contact_gateway.application.errors import Refused
from contact_gateway.application.ports import Clock, People, Policies, Restrictions
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.restriction_request import RestrictionRequest, read_grounds, read_request
from contact_gateway.domain.casework.feasible import obstacle
from contact_gateway.domain.casework.rehearsal import Heard, rehearse
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.standing import Person, Role


@dataclass(frozen=True, slots=True)
class SetRestriction:
    """The use case: taken over in one step, as one officer decided it who may, and told the customer.

    `new_id` gives the id of what is stored, unless whoever asks gives one.
    """

    restrictions: Restrictions
    people: People
    policies: Policies
    clock: Clock
    new_id: Callable[[], str]
    take_over: TakeOver

    def __call__(self, landlord: str, request: RestrictionRequest, restriction_id: str = "") -> Restriction:
        """Check what a manager asks for, and store it.

        Raises `NotFound` for an unknown customer, and `Refused` with a code of `read_request`, or unknown_officer,
        unknown_team, conflicts_with_adjustment, no_channel_left, not_authorised.
        """
        policy = self.policies.current(landlord)
        restriction, _ = self._checked(landlord, request, policy, restriction_id or self.new_id())
        decided = DecidedBy(
            officer=request.officer,
            grounds=read_grounds(request.grounds, policy),
            decided_at=self.clock.now(),
            policy_version=policy.version,
            narrative=request.narrative.strip(),
            evidence=request.evidence.strip(),
        )
        self.take_over(landlord, restriction, decided)
        return restriction

    def preview(self, landlord: str, request: RestrictionRequest) -> tuple[Heard, ...]:
        """Return what the customer would hear by each channel just after the start, storing nothing.

        Raises what storing it would raise.
        """
        policy = self.policies.current(landlord)
        restriction, person = self._checked(landlord, request, policy, self.new_id())
        after = restriction.starts_at + timedelta(minutes=1)
        standing = replace(person, restrictions=(*person.restrictions, restriction))
        return rehearse(restriction, standing, tuple(self.people.officers(landlord)), policy, after)

    def _checked(
        self, landlord: str, request: RestrictionRequest, policy: Policy, restriction_id: str
    ) -> tuple[Restriction, Person]:
        customer = self.people.customer(landlord, request.customer_id)
        restriction = read_request(request, policy, restriction_id, self.clock.now())
        person = Person(
            id=customer.id,
            role=Role.CUSTOMER,
            name=customer.name,
            restrictions=tuple(self.restrictions.of_customer(landlord, customer.id)),
            adjustments=customer.adjustments,
        )
        self.take_over.refuse_unless_decided_by(landlord, restriction, request.officer)
        found = obstacle(restriction, person, customer.contact_points, policy)
        if found:
            raise Refused(found.code, found.sentence)
        return restriction, person
