"""A landlord with something personal in every sealed place, over a real database, with keys that can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from contact_gateway.adapters.database.call_book import DatabaseCallBook
from contact_gateway.adapters.database.idempotency import DatabaseKeptAnswers
from contact_gateway.adapters.encryption import LandlordEncryption
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.application.records import DecidedBy, Document
from contact_gateway.application.records_of_api import KeptAnswer, RequestKey
from contact_gateway.application.records_of_calls import EndedBy, Judgement, TaskCode
from contact_gateway.bootstrap.gateway import Gateway, open_gateway
from contact_gateway.domain.calls import EndReason
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.new_evidence import Finding
from contact_gateway.domain.restrictions import Grounds
from tests.builders import MONDAY, contact, new_officer, new_person, restriction
from tests.contracts.calls import a_leg, a_task
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import key_of

LANDLORD, HOLD = "tuntum", "hold-1"
OLD, NEW = key_of("old"), key_of("new")

SEEDED = {
    "address": "quinceberry",
    "health_facts": "zythumatic",
    "narrative": "vexillological",
    "evidence": "xenolithic",
    "text": "jackanapes",
    "mail": "kerfuffled",
    "subject": "flibbertigibbet",
    "file": "widdershins",
    "file_name": "bumfuzzle",
    "answer": "taradiddle",
    "note": "collywobbles",
    "reason": "gobbledegook",
    "claim": "snollygoster",
}
"""Words that stand nowhere but where they were put."""

MAIL = Document(
    name=f"{SEEDED['file_name']}.eml", content_type="message/rfc822", content=f"raw {SEEDED['file']}".encode()
)
ANSWER = KeptAnswer(status=200, headers=(), body=f'{{"name": "{SEEDED["answer"]}"}}')
REQUEST = RequestKey(client="crm", key="request-1")
SMS = contact(Channel.SMS, provider_id="SM1", text=f"It is {SEEDED['text']}.", dialled="+441632960000")
CALL = contact(provider_id="CA9", dialled="+441632960000")
EMAIL = contact(
    Channel.EMAIL,
    provider="sendgrid",
    provider_id="<1@example.org>",
    subject=SEEDED["subject"],
    text=f"It is {SEEDED['mail']}.",
    dialled="hello@tuntum.example.org",
)
TO_JUDGE = a_task(code=TaskCode.DECIDE_ON_NEW_EVIDENCE, restriction_id="restriction-1")
DECIDED = DecidedBy(
    officer="lee",
    grounds=Grounds.HARASSMENT,
    decided_at=MONDAY,
    policy_version=1,
    narrative=f"What happened was {SEEDED['narrative']}.",
    evidence=f"Seen: {SEEDED['evidence']}.",
)


@contextmanager
def gateway_with(database_url: str, *keys: bytes) -> Iterator[Gateway]:
    """Open the installation with these keys, the newest first."""
    gateway = open_gateway(database_url, LandlordEncryption({LANDLORD: keys}), clock=FakeClock())
    try:
        yield gateway
    finally:
        gateway.database.close()


def seed(gateway: Gateway, *keys: bytes) -> None:
    """Put something into every place that is sealed."""
    services = gateway.services
    services.policies.import_pack(LANDLORD, shipped_packs()[LANDLORD], MONDAY)
    services.people.add(
        LANDLORD,
        new_person(address=f"1 {SEEDED['address']} Street", health_facts=f"{SEEDED['health_facts']} on Mondays"),
    )
    services.people.add(LANDLORD, new_officer())
    services.casework.take_over(LANDLORD, restriction(Kind.CONTACT_CAP, {"limit": 9, "per": "week"}), DECIDED)
    services.receive_contact(LANDLORD, SMS)
    services.receive_contact(LANDLORD, EMAIL, MAIL)
    _end_a_call(gateway, *keys)
    _judge_new_evidence(gateway)
    answers = DatabaseKeptAnswers(gateway.database, LandlordEncryption({LANDLORD: keys}))
    answers.claim(LANDLORD, REQUEST, "fingerprint")
    answers.keep(LANDLORD, REQUEST, ANSWER)
    services.governance.legal_holds.place(LANDLORD, "sam", SEEDED["claim"], "lee", HOLD)


def _end_a_call(gateway: Gateway, *keys: bytes) -> None:
    contact_id = gateway.services.receive_contact(LANDLORD, CALL).contact_id
    ended = EndedBy(
        contact_id=contact_id, officer="lee", reason=EndReason.ABUSE, at=MONDAY, warnings_heard=2, note=SEEDED["note"]
    )
    with DatabaseCallBook(gateway.database, LandlordEncryption({LANDLORD: keys})).open(LANDLORD, contact_id) as book:
        book.put_leg(a_leg(contact_id))
        book.put_ended(ended)


def _judge_new_evidence(gateway: Gateway) -> None:
    tasks = gateway.services.calls.tasks
    tasks.add(LANDLORD, TO_JUDGE)
    judgement = Judgement(finding=Finding.NOTHING_NEW, reason=SEEDED["reason"])
    tasks.done(LANDLORD, TO_JUDGE.id, "lee", MONDAY, judgement)


@dataclass(frozen=True, slots=True)
class Read:
    """What the seeded places say."""

    address: str
    health_facts: str
    narrative: str
    evidence: str
    text: str
    mail: str
    subject: str
    file: Document
    answer: str
    note: str
    reason: str
    claim: str


def read(gateway: Gateway, *keys: bytes) -> Read:
    """Read every seeded place through the ports."""
    services = gateway.services
    grounds = services.restrictions.grounds_of(LANDLORD, "restriction-1", "lee")
    sms, mail = (
        services.api.try_decision.lookup.recorded(LANDLORD, services.receive_contact(LANDLORD, one).contact_id).contact
        for one in (SMS, EMAIL)
    )
    (entry,) = gateway.rotate_keys.files.entries(LANDLORD)
    kept = DatabaseKeptAnswers(gateway.database, LandlordEncryption({LANDLORD: keys}))
    answer = kept.claim(LANDLORD, REQUEST, "fingerprint")
    assert answer
    book = DatabaseCallBook(gateway.database, LandlordEncryption({LANDLORD: keys}))
    ended = book.live(LANDLORD, services.receive_contact(LANDLORD, CALL).contact_id).ended
    assert ended
    return Read(
        address=services.people.customer(LANDLORD, "sam").address,
        health_facts=services.people.health_facts_of(LANDLORD, "sam", "lee"),
        narrative=grounds.narrative,
        evidence=grounds.evidence,
        text=sms.text,
        mail=mail.text,
        subject=mail.subject,
        file=gateway.rotate_keys.files.get(LANDLORD, entry.id),
        answer=answer.body,
        note=ended.note,
        reason=services.calls.tasks.one(LANDLORD, TO_JUDGE.id).reason,
        claim=services.governance.legal_holds.standing(LANDLORD)[0].reference,
    )


WHOLE = Read(
    address=f"1 {SEEDED['address']} Street",
    health_facts=f"{SEEDED['health_facts']} on Mondays",
    narrative=DECIDED.narrative,
    evidence=DECIDED.evidence,
    text=SMS.text,
    mail=EMAIL.text,
    subject=EMAIL.subject,
    file=MAIL,
    answer=ANSWER.body,
    note=SEEDED["note"],
    reason=SEEDED["reason"],
    claim=SEEDED["claim"],
)


def dump(direct_url: str) -> str:
    """Return all rows of all tables as text, read past row-level security."""
    conninfo = make_url(direct_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(conninfo) as owner:
        tables = owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).fetchall()
        rows = [
            row[0]
            for (table,) in tables
            for row in owner.execute(sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier(table)))
        ]
    return "\n".join(rows)
