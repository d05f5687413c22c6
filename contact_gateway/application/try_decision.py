"""What would become of a contact? Asked by other systems, answered by the rules themselves, recorded nowhere."""

from __future__ import annotations

from dataclasses import dataclass, replace

from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports import Policies
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.receive_contact import standing_of
from contact_gateway.domain.contact import Contact
from contact_gateway.domain.decision import decide
from contact_gateway.domain.outcome import Decision
from contact_gateway.domain.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What would be decided, and the policy whose words and destinations it names."""

    decision: Decision
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class TryDecision:
    """Identify, look up, decide; a dry run of `ReceiveContact`."""

    lookup: ContactLookup
    policies: Policies

    def __call__(self, landlord: str, contact: Contact, customer_id: str = "") -> Tried:
        """Decide a contact at the time it carries, by what is in force and used then.

        `customer_id` says who it is, whatever reference was given beside it.
        Raises `NotFound` for a landlord or a customer nobody knows and `Unavailable` without the database.
        """
        self.policies.current(landlord)
        if customer_id:
            contact = replace(contact, reference="")
        facts = self.lookup.look(landlord, contact, contact.received_at, customer_id)
        if customer_id and facts.by_reference is None:
            raise NotFound(f"There is no customer {customer_id}.")
        policy = self.policies.version(landlord, facts.policy_version)
        standing = standing_of(contact, facts, policy)
        decision = decide(contact, standing, facts.usage, policy, contact.received_at)
        return Tried(decision=decision, policy=policy)
