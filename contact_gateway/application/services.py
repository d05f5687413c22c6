"""The use cases, as the one thing that web, ivr and scheduler are given."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.api_services import ApiServices
from contact_gateway.application.call_services import CallServices
from contact_gateway.application.casework_services import CaseworkServices
from contact_gateway.application.governance_services import GovernanceServices
from contact_gateway.application.ports import (
    Clock,
    ContactCards,
    Counters,
    Outbox,
    People,
    PhoneNumbers,
    Policies,
    Restrictions,
    Users,
)
from contact_gateway.application.ports_of_health import Readiness
from contact_gateway.application.prepare_months import PrepareMonths
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.relay_outbox import RelayOutbox
from contact_gateway.application.script_services import ScriptServices
from contact_gateway.application.set_restriction import SetRestriction
from contact_gateway.application.sweep_files import SweepFiles
from contact_gateway.application.sweep_reviews import SweepReviews


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What the doors may call: use cases that change something, and readers that show something."""

    receive_contact: ReceiveContact
    record_outcome: RecordOutcome
    set_restriction: SetRestriction
    relay_outbox: RelayOutbox
    sweep_reviews: SweepReviews
    api: ApiServices
    calls: CallServices
    sweep_files: SweepFiles
    prepare_months: PrepareMonths
    scripts: ScriptServices
    casework: CaseworkServices
    governance: GovernanceServices
    cards: ContactCards
    counters: Counters
    outbox: Outbox
    people: People
    policies: Policies
    readiness: Readiness
    restrictions: Restrictions
    users: Users
    phone_numbers: PhoneNumbers
    clock: Clock
