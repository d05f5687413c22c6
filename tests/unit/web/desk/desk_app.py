"""The desk in a small application of its own, on a memory instead of a database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from contact_gateway.adapters.phone_numbers import LibPhoneNumbers
from contact_gateway.app import create_app
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.prepare_months import PrepareMonths
from contact_gateway.application.receive_contact import Answer, ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import DecidedBy, User
from contact_gateway.application.relay_outbox import RelayOutbox
from contact_gateway.application.services import Services
from contact_gateway.application.set_restriction import SetRestriction
from contact_gateway.application.sweep_files import SweepFiles
from contact_gateway.application.sweep_reviews import SweepReviews
from contact_gateway.domain.contact import Contact
from contact_gateway.domain.restrictions import Grounds, Restriction
from contact_gateway.web.desk.blueprint import desk_blueprint
from tests.builders import MONDAY, new_officer, new_person
from tests.fakes.api_services import memory_api
from tests.fakes.blobs import MemoryBlobs, MemoryFileUses
from tests.fakes.call_services import memory_calls
from tests.fakes.casework_services import memory_casework
from tests.fakes.clock import FakeClock
from tests.fakes.contact_cards import MemoryContactCards
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.counters import MemoryCounters
from tests.fakes.encryption import ENCRYPTION
from tests.fakes.governance_services import memory_governance
from tests.fakes.log_months import MemoryLogMonths
from tests.fakes.mailer import FakeMailer
from tests.fakes.memory import Memory
from tests.fakes.outbox import MemoryOutbox
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies
from tests.fakes.readiness import MemoryReadiness
from tests.fakes.restrictions import MemoryRestrictions
from tests.fakes.script_services import memory_scripts
from tests.fakes.users import MemoryUsers

LANDLORD = "example"
OTHER_LANDLORD = "elsewhere"
PASSWORD = "correct horse battery"

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def memory_services(memory: Memory) -> Services:
    """Return the real use cases on the ports in memory."""
    log, people, outbox = MemoryContactLog(memory), MemoryPeople(memory), MemoryOutbox(memory)
    policies, restrictions, counters = MemoryPolicies(memory), MemoryRestrictions(memory), MemoryCounters(memory)
    ids, casework = (f"restriction-{number}" for number in count(1)), memory_casework(memory)
    return Services(
        receive_contact=ReceiveContact(log=log, policies=policies, clock=memory.clock),
        record_outcome=RecordOutcome(log=log),
        set_restriction=SetRestriction(
            restrictions, people, policies, memory.clock, lambda: next(ids), casework.take_over
        ),
        relay_outbox=RelayOutbox(outbox=outbox, mailer=FakeMailer()),
        sweep_reviews=SweepReviews(
            restrictions=restrictions,
            counters=counters,
            policies=policies,
            bank_holidays=lambda nation, years: frozenset(),
            clock=memory.clock,
        ),
        prepare_months=PrepareMonths(months=MemoryLogMonths(), clock=memory.clock),
        api=memory_api(memory),
        calls=memory_calls(memory),
        sweep_files=SweepFiles(
            files=SealedFiles(MemoryBlobs(memory.clock), ENCRYPTION), uses=MemoryFileUses(), clock=memory.clock
        ),
        scripts=memory_scripts(memory),
        casework=casework,
        governance=memory_governance(memory),
        cards=MemoryContactCards(memory),
        counters=counters,
        outbox=outbox,
        people=people,
        policies=policies,
        readiness=MemoryReadiness(memory),
        restrictions=restrictions,
        users=MemoryUsers(),
        phone_numbers=LibPhoneNumbers(),
        clock=memory.clock,
    )


class CompiledTemplates(BytecodeCache):
    """Templates that one test compiled, for the next."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


_COMPILED = CompiledTemplates()


class Desk:
    """The application: two landlords, each with an agent and a manager; Sam and Lee are the first landlord's."""

    def __init__(self, *, secure: bool = False) -> None:
        self.clock = FakeClock()
        self.memory = Memory(self.clock)
        self.services = memory_services(self.memory)
        for landlord in (LANDLORD, OTHER_LANDLORD):
            self.services.policies.import_pack(landlord, f"{landlord.capitalize()} Homes", MONDAY)
        self.services.people.add(LANDLORD, new_person())
        self.services.people.add(LANDLORD, new_officer())
        self.services.people.add(LANDLORD, new_officer(id="kim", name="Kim Officer", contact_points=()))
        self.services.people.add(OTHER_LANDLORD, new_person(id="ola", name="Ola Elsewhere", contact_points=()))
        for role in ("agent", "manager"):
            self.add_user(role, LANDLORD)
            self.add_user(role, OTHER_LANDLORD)
        self.app = create_app(
            self.services, pages=[desk_blueprint(self.services)], doors=[], secret_key="k" * 32, secure=secure
        )
        self.app.jinja_env.bytecode_cache = _COMPILED

    def add_user(self, role: str, landlord: str, officer_id: str = "lee") -> None:
        email = f"{role}@{landlord}.example.org"
        user = User(
            id=role,
            landlord=landlord,
            email=email,
            name=f"Alex {role.title()}",
            roles=frozenset({role}),
            officer_id=officer_id,
        )
        self.services.users.add(user, PASSWORD)

    def visitor(self) -> Browser:
        return Browser(self.app.test_client())

    def signed_in(self, role: str, landlord: str = LANDLORD) -> Browser:
        browser = self.visitor()
        answer = browser.sign_in(f"{role}@{landlord}.example.org", PASSWORD)
        assert answer.status_code == 303, answer.text
        return browser

    def receive(self, contact: Contact, landlord: str = LANDLORD) -> Answer:
        return self.services.receive_contact(landlord, contact)

    def decide(self, restriction: Restriction, landlord: str = LANDLORD) -> None:
        decided = DecidedBy(officer="lee", grounds=Grounds.HARASSMENT, decided_at=MONDAY, policy_version=1)
        self.services.casework.take_over(landlord, restriction, decided)


class Browser:
    """A client that fills in forms as a page gives them: with the page's own token."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **said: str) -> TestResponse:
        return self.client.get(path, headers=said)

    def send(self, page: str, fields: Mapping[str, str | list[str]], *, to: str = "") -> TestResponse:
        token = _TOKEN.search(self.get(page).text)
        assert token, f"{page} has no form"
        return self.client.post(to or page, data={"csrf_token": token[1], **fields})

    def sign_in(self, email: str, password: str, **more: str) -> TestResponse:
        return self.send("/desk/sign-in", {"email": email, "password": password, **more})
