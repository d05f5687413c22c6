"""Every port and every use case of the API, called by one landlord with the ids of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from contact_gateway.application.api_tokens import MakeToken, OpenToken
from contact_gateway.application.check_officer import CheckOfficer
from contact_gateway.application.continue_contact import ContinueContact
from contact_gateway.application.end_restriction import EndRestriction
from contact_gateway.application.records_of_api import ApiScope, KeptAnswer
from contact_gateway.application.records_of_registers import PersonFile, RestrictionFile, Synced
from contact_gateway.application.remove_representative import RemoveRepresentative
from contact_gateway.application.sync_customers import SyncCustomers
from contact_gateway.application.try_decision import TryDecision
from contact_gateway.domain.contact import Step
from contact_gateway.domain.standing import Role
from tests.builders import MONDAY
from tests.contracts.worlds import HERE
from tests.integration.intruder import Call, Intruder
from tests.integration.the_other_landlord import (
    DECIDED,
    EVENT,
    LATER,
    SECRET,
    THEIR_CONTACT,
    THEIR_MAIL,
    THEIR_PERSON,
    THEIR_REQUEST,
    THEIR_RESTRICTION,
    THEIR_TOKEN,
)

THEIR_FILE = PersonFile(id="their-sam", name="Ours now", contact_points=THEIR_PERSON.contact_points)
THEIR_RESTRICTION_FILE = RestrictionFile(restriction=THEIR_RESTRICTION, decided=DECIDED)
OUR_ANSWER = KeptAnswer(status=200, headers=(), body="ours")


def _continue(it: Intruder) -> ContinueContact:
    return ContinueContact(
        lookup=it.world.contact_lookup, receive_contact=it.receive_contact, record_outcome=it.record_outcome
    )


def _end_restriction(it: Intruder) -> object:
    end = EndRestriction(restrictions=it.world.restriction_files, lift=it.world.casework.lift)
    return end(HERE, THEIR_RESTRICTION_FILE, "their-lee")


def _make_token(it: Intruder) -> object:
    make = MakeToken(tokens=it.world.tokens, policies=it.world.policies, clock=it.world.clock)
    return make(HERE, THEIR_TOKEN.name.removesuffix(SECRET), frozenset(ApiScope), MONDAY + timedelta(days=1))


API_PORTS: Mapping[str, Call] = {
    "Tokens.add": lambda it: it.world.tokens.add(replace(THEIR_TOKEN, landlord=HERE, id="ours", name="ours")),
    "Tokens.find": lambda it: it.world.tokens.find("%"),
    "Tokens.of_landlord": lambda it: it.world.tokens.of_landlord(HERE),
    "Tokens.used": lambda it: it.world.tokens.used(HERE, THEIR_TOKEN.id, MONDAY.date()),
    "Tokens.revoke": lambda it: it.world.tokens.revoke(HERE, THEIR_TOKEN.id, MONDAY),
    "KeptAnswers.claim": lambda it: it.world.kept_answers.claim(HERE, THEIR_REQUEST, SECRET),
    "KeptAnswers.keep": lambda it: it.world.kept_answers.keep(HERE, THEIR_REQUEST, OUR_ANSWER),
    "KeptAnswers.let_go": lambda it: it.world.kept_answers.let_go(HERE, THEIR_REQUEST),
    "KeptAnswers.sweep": lambda it: it.world.kept_answers.sweep(HERE),
    "PersonFiles.page": lambda it: it.world.person_files.page(HERE, Role.CUSTOMER, "", 100),
    "PersonFiles.one": lambda it: it.world.person_files.one(HERE, Role.CUSTOMER, "their-sam"),
    "PersonFiles.with_point": lambda it: it.world.person_files.with_point(HERE, THEIR_MAIL),
    "PersonFiles.with_reference": lambda it: it.world.person_files.with_reference(HERE, THEIR_PERSON.reference),
    "PersonFiles.add": lambda it: it.world.person_files.add(HERE, THEIR_FILE, "ours"),
    "PersonFiles.replace": lambda it: it.world.person_files.replace(HERE, THEIR_FILE, THEIR_FILE, "ours"),
    "PersonFiles.remove": lambda it: it.world.person_files.remove(HERE, THEIR_FILE, "ours"),
    "PersonFiles.sync": lambda it: it.world.person_files.sync(
        HERE, [Synced(reference="their", name="Ours")], ["their-sam"], "ours"
    ),
    "RestrictionFiles.page": lambda it: it.world.restriction_files.page(HERE, "", 100, customer_id="their-sam"),
    "RestrictionFiles.one": lambda it: it.world.restriction_files.one(HERE, "their-restriction"),
    "RestrictionFiles.register": lambda it: it.world.restriction_files.register(HERE, "", 100),
    "ContactLookup.look": lambda it: it.world.contact_lookup.look(HERE, THEIR_CONTACT, MONDAY, "their-sam"),
    "ContactLookup.recorded": lambda it: it.world.contact_lookup.recorded(HERE, it.contact_id),
    "CounterRows.of_customer": lambda it: it.world.counter_rows.of_customer(HERE, "their-sam", MONDAY, LATER),
}

API_USE_CASES: Mapping[str, Call] = {
    "make_token": _make_token,
    "open_token": lambda it: OpenToken(tokens=it.world.tokens, clock=it.world.clock)(f"cg_{THEIR_TOKEN.id}_guessed"),
    "try_decision": lambda it: TryDecision(lookup=it.world.contact_lookup, policies=it.world.policies)(
        HERE, THEIR_CONTACT, "their-sam"
    ),
    "continue_contact": lambda it: _continue(it)(HERE, it.contact_id, Step.KEY, pressed="emergency"),
    "continue_contact.happened": lambda it: _continue(it).happened(HERE, it.contact_id, EVENT),
    "end_restriction": _end_restriction,
    "remove_representative": lambda it: RemoveRepresentative(
        people=it.world.person_files, restrictions=it.world.restrictions
    )(HERE, THEIR_FILE, "ours"),
    "check_officer": lambda it: CheckOfficer(policies=it.world.policies)(HERE, THEIR_FILE),
    "sync_customers": lambda it: SyncCustomers(people=it.world.person_files, new_id=lambda: "their-sam")(
        HERE, [Synced(reference="their", name="Ours")], "ours"
    ),
}
