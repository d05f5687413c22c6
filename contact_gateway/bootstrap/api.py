"""The use cases of the JSON API."""

from __future__ import annotations

from contact_gateway.adapters.database.contact_lookup import PostgresContactLookup
from contact_gateway.adapters.database.counter_rows import PostgresCounterRows
from contact_gateway.adapters.database.idempotency import DatabaseKeptAnswers
from contact_gateway.adapters.database.person_files import DatabasePersonFiles
from contact_gateway.adapters.database.restriction_files import DatabaseRestrictionFiles
from contact_gateway.adapters.database.restrictions import DatabaseRestrictions
from contact_gateway.adapters.database.tokens import DatabaseTokens
from contact_gateway.adapters.flood_guard import CountingFloodGuard
from contact_gateway.adapters.redis.flood_guard import RedisFloodGuard, redis_counts
from contact_gateway.application.api_services import ApiServices
from contact_gateway.application.api_tokens import MakeToken, OpenToken
from contact_gateway.application.casework_services import CaseworkServices
from contact_gateway.application.check_officer import CheckOfficer
from contact_gateway.application.continue_contact import ContinueContact
from contact_gateway.application.end_restriction import EndRestriction
from contact_gateway.application.ids import new_id
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.remove_representative import RemoveRepresentative
from contact_gateway.application.sync_customers import SyncCustomers
from contact_gateway.application.try_decision import TryDecision
from contact_gateway.bootstrap.ground import Ground


def build_api_services(
    ground: Ground, receive_contact: ReceiveContact, record_outcome: RecordOutcome, casework: CaseworkServices
) -> ApiServices:
    """Build what the API is given beside the use cases that every door shares."""
    database, encryption = ground.database, ground.encryption
    policies, clock, redis_url = receive_contact.policies, receive_contact.clock, ground.outside.redis_url
    alone = CountingFloodGuard()
    tokens, lookup = DatabaseTokens(database), PostgresContactLookup(database, encryption)
    person_files = DatabasePersonFiles(database, encryption)
    restriction_files = DatabaseRestrictionFiles(database, encryption)
    return ApiServices(
        make_token=MakeToken(tokens=tokens, policies=policies, clock=clock),
        open_token=OpenToken(tokens=tokens, clock=clock),
        try_decision=TryDecision(lookup=lookup, policies=policies),
        continue_contact=ContinueContact(lookup=lookup, receive_contact=receive_contact, record_outcome=record_outcome),
        end_restriction=EndRestriction(restrictions=restriction_files, lift=casework.lift),
        sync_customers=SyncCustomers(people=person_files, new_id=new_id),
        check_officer=CheckOfficer(policies=policies),
        remove_representative=RemoveRepresentative(
            people=person_files, restrictions=DatabaseRestrictions(database, clock, encryption)
        ),
        tokens=tokens,
        kept_answers=DatabaseKeptAnswers(database, encryption),
        flood_guard=RedisFloodGuard(CountingFloodGuard(storage=redis_counts(redis_url)), alone) if redis_url else alone,
        person_files=person_files,
        restriction_files=restriction_files,
        counter_rows=PostgresCounterRows(database),
    )
