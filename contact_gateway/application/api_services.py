"""What the API is given beside the use cases that every door shares."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.api_tokens import MakeToken, OpenToken
from contact_gateway.application.check_officer import CheckOfficer
from contact_gateway.application.continue_contact import ContinueContact
from contact_gateway.application.end_restriction import EndRestriction
from contact_gateway.application.ports_of_api import FloodGuard, KeptAnswers, Tokens
from contact_gateway.application.ports_of_registers import CounterRows, PersonFiles, RestrictionFiles
from contact_gateway.application.remove_representative import RemoveRepresentative
from contact_gateway.application.sync_customers import SyncCustomers
from contact_gateway.application.try_decision import TryDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiServices:
    """Use cases and readers of the JSON API."""

    make_token: MakeToken
    open_token: OpenToken
    try_decision: TryDecision
    continue_contact: ContinueContact
    end_restriction: EndRestriction
    sync_customers: SyncCustomers
    check_officer: CheckOfficer
    remove_representative: RemoveRepresentative
    tokens: Tokens
    kept_answers: KeptAnswers
    flood_guard: FloodGuard
    person_files: PersonFiles
    restriction_files: RestrictionFiles
    counter_rows: CounterRows
