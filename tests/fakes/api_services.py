"""What the API is given, on the ports in memory."""

from __future__ import annotations

from collections import Counter
from itertools import count

from contact_gateway.application.api_services import ApiServices
from contact_gateway.application.api_tokens import MakeToken, OpenToken
from contact_gateway.application.check_officer import CheckOfficer
from contact_gateway.application.continue_contact import ContinueContact
from contact_gateway.application.end_restriction import EndRestriction
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records_of_api import Pace
from contact_gateway.application.remove_representative import RemoveRepresentative
from contact_gateway.application.sync_customers import SyncCustomers
from contact_gateway.application.try_decision import TryDecision
from tests.fakes.casework_services import memory_casework
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.contact_lookup import MemoryContactLookup, MemoryCounterRows
from tests.fakes.memory import Memory
from tests.fakes.person_files import MemoryPersonFiles
from tests.fakes.policies import MemoryPolicies
from tests.fakes.restriction_files import MemoryRestrictionFiles
from tests.fakes.restrictions import MemoryRestrictions
from tests.fakes.tokens import MemoryKeptAnswers, MemoryTokens


class FakeFloodGuard:
    """The flood guard port; lets so many requests of each client through."""

    def __init__(self, each: int = 1_000_000) -> None:
        self.each = each
        self.counts: Counter[tuple[str, str]] = Counter()

    def count(self, landlord: str, client: str) -> Pace:
        self.counts[landlord, client] += 1
        allowed = self.counts[landlord, client] <= self.each
        return Pace(allowed=allowed, retry_in_seconds=0 if allowed else 7)


def memory_api(memory: Memory) -> ApiServices:
    """Return the API's own use cases."""
    log, lookup, policies = MemoryContactLog(memory), MemoryContactLookup(memory), MemoryPolicies(memory)
    person_files, tokens = MemoryPersonFiles(memory), MemoryTokens(memory)
    restriction_files = MemoryRestrictionFiles(memory)
    ids = (f"customer-{number}" for number in count(1))
    receive_contact = ReceiveContact(log=log, policies=policies, clock=memory.clock)
    return ApiServices(
        make_token=MakeToken(tokens=tokens, policies=policies, clock=memory.clock),
        open_token=OpenToken(tokens=tokens, clock=memory.clock),
        try_decision=TryDecision(lookup=lookup, policies=policies),
        continue_contact=ContinueContact(
            lookup=lookup, receive_contact=receive_contact, record_outcome=RecordOutcome(log=log)
        ),
        end_restriction=EndRestriction(restrictions=restriction_files, lift=memory_casework(memory).lift),
        sync_customers=SyncCustomers(people=person_files, new_id=lambda: next(ids)),
        check_officer=CheckOfficer(policies=policies),
        remove_representative=RemoveRepresentative(people=person_files, restrictions=MemoryRestrictions(memory)),
        tokens=tokens,
        kept_answers=MemoryKeptAnswers(memory),
        flood_guard=FakeFloodGuard(),
        person_files=person_files,
        restriction_files=restriction_files,
        counter_rows=MemoryCounterRows(memory),
    )
