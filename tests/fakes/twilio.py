"""Twilio as it reaches us: forms of one account, signed, posted to the application in this process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from contact_gateway.adapters.twilio.signature import TwilioAccount, TwilioSignatures
from contact_gateway.app import create_app
from contact_gateway.application.errors import Unavailable
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.services import Services
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Grounds, Restriction
from contact_gateway.web.webhooks.recorded_words import recorded_words_routes
from contact_gateway.web.webhooks.twilio_door import TwilioDoor
from contact_gateway.web.webhooks.twilio_messages import message_routes
from ivr.phone_simulator.documents import read_document
from ivr.routes import voice_routes
from tests.builders import MONDAY, new_officer, new_person, policy
from tests.fakes.clock import FakeClock
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.memory import Memory
from tests.fakes.policies import MemoryPolicies
from tests.unit.web.desk.desk_app import memory_services

LANDLORD = "example"
TOKEN = "the-token-of-example"
ACCOUNT_SID = f"AC{'0' * 32}"
BASE_URL = "https://contact.example.org"
CALL_SID = f"CA{'a' * 32}"
MESSAGE_SID = f"SM{'b' * 32}"
SAM = "+447700900123"
SAFE_FIELDS = {"AccountSid": ACCOUNT_SID, "From": SAM, "To": "+441632960000", "ApiVersion": "2010-04-01"}

Pairs = Sequence[tuple[str, str]]


class OutagePolicies(MemoryPolicies):
    """Policies that cannot be read while `down`."""

    down = False

    def version(self, landlord: str, version: int, wording: int | None = None) -> Policy:
        if self.down:
            raise Unavailable("The database does not answer.")
        return super().version(landlord, version, wording)


class TwilioCalls:
    """An application that one account of one landlord calls."""

    def __init__(self, services: Services, landlord: str = LANDLORD) -> None:
        self.landlord = landlord
        self.app = self.app_for(services)

    def app_for(self, services: Services) -> Flask:
        account = TwilioAccount(account_sid=ACCOUNT_SID, base_url=BASE_URL, auth_tokens=(TOKEN,))
        door = TwilioDoor(TwilioSignatures({self.landlord: account}))
        doors = (
            voice_routes(services, door, lambda _: BASE_URL),
            message_routes(services, door),
            recorded_words_routes(services.scripts.read),
        )
        return create_app(services, pages=(), doors=doors, secret_key="k" * 32, secure=True)

    def call(self, step: str = "incoming", **fields: str) -> Element:
        answer = self.post(f"voice/{step}", {"CallSid": CALL_SID, **fields})
        assert answer.status_code == 200, answer.text
        return document(answer)

    def text(self, **fields: str) -> TestResponse:
        return self.post("sms/incoming", {"MessageSid": MESSAGE_SID, "Body": "Hello.", "NumMedia": "0", **fields})

    def post(self, route: str, fields: Mapping[str, str], landlord: str = "") -> TestResponse:
        return self.post_pairs(route, tuple({**SAFE_FIELDS, **fields}.items()), landlord)

    def post_pairs(self, route: str, pairs: Pairs, landlord: str = "") -> TestResponse:
        path = f"/webhooks/{landlord or self.landlord}/twilio/{route}"
        signature = str(RequestValidator(TOKEN).compute_signature(f"{BASE_URL}{path}", MultiDict(pairs)))
        return self.send(path, urlencode(pairs).encode(), {"X-Twilio-Signature": signature})

    def send(
        self,
        path: str,
        body: bytes,
        headers: Mapping[str, str],
        content_type: str = "application/x-www-form-urlencoded; charset=UTF-8",
    ) -> TestResponse:
        client = self.app.test_client()
        return client.post(path, data=body, headers=dict(headers), content_type=content_type)


class Twilio(TwilioCalls):
    """An installation in memory with one landlord, Sam and Lee, and the account that calls it."""

    def __init__(self, **policy_said: object) -> None:
        self.clock = FakeClock()
        self.memory = Memory(self.clock)
        self.log = MemoryContactLog(self.memory)
        self.policies = OutagePolicies(
            self.memory,
            lambda landlord, version, name, _: policy(landlord=landlord, version=version, name=name, **policy_said),
        )
        self.services = self._services()
        self.policies.import_pack(LANDLORD, "Example Homes", MONDAY)
        self.services.people.add(LANDLORD, new_person(reference="1001"))
        self.services.people.add(LANDLORD, new_officer())
        super().__init__(self.services)

    def _services(self) -> Services:
        return replace(
            memory_services(self.memory),
            receive_contact=ReceiveContact(log=self.log, policies=self.policies, clock=self.clock),
            record_outcome=RecordOutcome(log=self.log),
            policies=self.policies,
        )

    def lose_the_database(self) -> None:
        self.log.down = self.policies.down = True

    def decide(self, restriction: Restriction) -> None:
        decided = DecidedBy(officer="lee", grounds=Grounds.HARASSMENT, decided_at=MONDAY, policy_version=1)
        self.services.casework.take_over(LANDLORD, restriction, decided)


def document(answer: TestResponse) -> Element:
    """Return the TwiML of an answer, which must be one that a telephone can play: no verb or attribute unknown."""
    read_document(answer.text)
    return _root(answer)


def replies(answer: TestResponse) -> list[str]:
    """Return the texts that the answer to a text sends back."""
    root = _root(answer)
    assert {verb.tag for verb in root} <= {"Message"}
    return [message.text or "" for message in root]


def _root(answer: TestResponse) -> Element:
    assert answer.mimetype == "text/xml"
    root: Element = fromstring(answer.get_data())
    assert root.tag == "Response"
    return root


def verbs(root: Element) -> list[str]:
    """Return the names of a document's verbs, in order."""
    return [verb.tag for verb in root]


def words(root: Element) -> list[str]:
    """Return everything that is said, in order."""
    return [say.text or "" for say in root.iter("Say")]
