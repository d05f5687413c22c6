"""All ports at once, over memory or over PostgreSQL, for one installation with two landlords."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from argon2 import PasswordHasher
from sqlalchemy import insert

from contact_gateway.adapters.database.audit_trail import DatabaseAuditTrail
from contact_gateway.adapters.database.call_book import DatabaseCallBook
from contact_gateway.adapters.database.case_files import DatabaseCaseFiles
from contact_gateway.adapters.database.contact_cards import PostgresContactCards
from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.contact_lookup import PostgresContactLookup
from contact_gateway.adapters.database.counter_rows import PostgresCounterRows
from contact_gateway.adapters.database.counters import PostgresCounters
from contact_gateway.adapters.database.desk_feed import PostgresFeed
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.erasures import DatabaseErasures
from contact_gateway.adapters.database.evidence import DatabaseEvidence
from contact_gateway.adapters.database.file_contents import DatabaseBlobs, DatabaseFileUses
from contact_gateway.adapters.database.idempotency import DatabaseKeptAnswers
from contact_gateway.adapters.database.job_runs import DatabaseJobRuns
from contact_gateway.adapters.database.legal_holds import DatabaseLegalHolds
from contact_gateway.adapters.database.looks import DatabaseLooks
from contact_gateway.adapters.database.open_calls import DatabaseOpenCalls
from contact_gateway.adapters.database.outbox import DatabaseOutbox
from contact_gateway.adapters.database.people import DatabasePeople
from contact_gateway.adapters.database.person_files import DatabasePersonFiles
from contact_gateway.adapters.database.policies import DatabasePolicies
from contact_gateway.adapters.database.recordings import DatabaseRecordings
from contact_gateway.adapters.database.reports import DatabaseReports
from contact_gateway.adapters.database.resealing import DatabaseSealedTexts
from contact_gateway.adapters.database.restriction_files import DatabaseRestrictionFiles
from contact_gateway.adapters.database.restrictions import DatabaseRestrictions
from contact_gateway.adapters.database.retention import DatabaseRetention
from contact_gateway.adapters.database.scripts import DatabaseScripts
from contact_gateway.adapters.database.subject_exports import DatabaseSubjectExports
from contact_gateway.adapters.database.subject_records import DatabaseSubjectRecords
from contact_gateway.adapters.database.tables_of_service import OUTBOX
from contact_gateway.adapters.database.tasks import DatabaseTasks
from contact_gateway.adapters.database.tokens import DatabaseTokens
from contact_gateway.adapters.database.users import DatabaseUsers
from contact_gateway.adapters.desk_bus import DeskBus
from contact_gateway.application.build_casework import build_casework
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework_services import CaseworkServices
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.ids import new_id
from contact_gateway.application.ports import (
    ContactCards,
    ContactLog,
    Counters,
    JobRuns,
    Outbox,
    People,
    Policies,
    Restrictions,
    Users,
)
from contact_gateway.application.ports_of_api import KeptAnswers, Tokens
from contact_gateway.application.ports_of_audit import AuditTrail, Looks
from contact_gateway.application.ports_of_calls import CallBook, OpenCalls, Recordings, Tasks
from contact_gateway.application.ports_of_casework import CaseFiles
from contact_gateway.application.ports_of_encryption import SealedTexts
from contact_gateway.application.ports_of_evidence import Evidence
from contact_gateway.application.ports_of_files import Blobs, Files, FileUses
from contact_gateway.application.ports_of_registers import ContactLookup, CounterRows, PersonFiles, RestrictionFiles
from contact_gateway.application.ports_of_reports import Reports
from contact_gateway.application.ports_of_retention import Erasures, LegalHolds, Retention
from contact_gateway.application.ports_of_scripts import Scripts
from contact_gateway.application.ports_of_subject_access import SubjectExports, SubjectRecords
from contact_gateway.application.records import OutgoingMessage
from tests.builders import MONDAY
from tests.fakes.audit_trail import MemoryAuditTrail
from tests.fakes.blobs import MemoryBlobs, MemoryFileUses, NothingSealed
from tests.fakes.call_book import MemoryCallBook
from tests.fakes.case_files import MemoryCaseFiles
from tests.fakes.clock import FakeClock
from tests.fakes.contact_cards import MemoryContactCards
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.contact_lookup import MemoryContactLookup, MemoryCounterRows
from tests.fakes.counters import MemoryCounters
from tests.fakes.encryption import ENCRYPTION
from tests.fakes.evidence import MemoryEvidence
from tests.fakes.job_runs import MemoryJobRuns
from tests.fakes.letters import MemoryLetters
from tests.fakes.looks import MemoryLooks
from tests.fakes.memory import Memory, OutboxRow
from tests.fakes.open_calls import MemoryOpenCalls
from tests.fakes.outbox import MemoryOutbox
from tests.fakes.people import MemoryPeople
from tests.fakes.person_files import MemoryPersonFiles
from tests.fakes.policies import MemoryPolicies, plain_reader
from tests.fakes.recordings import MemoryRecordings
from tests.fakes.reports import MemoryReports
from tests.fakes.restriction_files import MemoryRestrictionFiles
from tests.fakes.restrictions import MemoryRestrictions
from tests.fakes.retention import MemoryErasures, MemoryLegalHolds, MemoryRetention
from tests.fakes.scripts import MemoryScripts
from tests.fakes.subject_access import MemorySubjectExports, MemorySubjectRecords
from tests.fakes.tasks import MemoryTasks
from tests.fakes.tokens import MemoryKeptAnswers, MemoryTokens
from tests.fakes.users import MemoryUsers

HERE = "here"
THERE = "there"
"""Two landlords: what is done here must never be seen there."""

QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The ports, the clock they go by, and a way to put a message in the outbox of a landlord."""

    clock: FakeClock
    log: ContactLog
    cards: ContactCards
    counters: Counters
    people: People
    restrictions: Restrictions
    users: Users
    outbox: Outbox
    job_runs: JobRuns
    policies: Policies
    scripts: Scripts
    tokens: Tokens
    kept_answers: KeptAnswers
    person_files: PersonFiles
    restriction_files: RestrictionFiles
    contact_lookup: ContactLookup
    counter_rows: CounterRows
    blobs: Blobs
    files: Files
    file_uses: FileUses
    sealed_texts: SealedTexts
    call_book: CallBook
    open_calls: OpenCalls
    tasks: Tasks
    recordings: Recordings
    case_files: CaseFiles
    evidence: Evidence
    reports: Reports
    audit_trail: AuditTrail
    looks: Looks
    subject_records: SubjectRecords
    subject_exports: SubjectExports
    retention: Retention
    legal_holds: LegalHolds
    erasures: Erasures
    enqueue: Callable[[str, OutgoingMessage], None]

    @property
    def casework(self) -> CaseworkServices:
        """The use cases of casework on these ports."""
        work = CaseWork(files=self.case_files, policies=self.policies, clock=self.clock, new_id=new_id)
        return build_casework(work, MemoryLetters(), self.looks, self.evidence, self.counter_rows)


def memory_world() -> World:
    """Return a world of fakes."""
    clock = FakeClock()
    return _world_in(Memory(clock), clock, MemoryBlobs(clock))


def _world_in(memory: Memory, clock: FakeClock, blobs: MemoryBlobs) -> World:
    return World(
        clock=clock,
        log=MemoryContactLog(memory),
        cards=MemoryContactCards(memory),
        counters=MemoryCounters(memory),
        people=MemoryPeople(memory),
        restrictions=MemoryRestrictions(memory),
        users=MemoryUsers(),
        outbox=MemoryOutbox(memory),
        job_runs=MemoryJobRuns(memory),
        policies=_with_landlords(MemoryPolicies(memory)),
        scripts=MemoryScripts(memory),
        tokens=MemoryTokens(memory),
        kept_answers=MemoryKeptAnswers(memory),
        person_files=MemoryPersonFiles(memory),
        restriction_files=MemoryRestrictionFiles(memory),
        contact_lookup=MemoryContactLookup(memory),
        counter_rows=MemoryCounterRows(memory),
        blobs=blobs,
        files=SealedFiles(blobs, ENCRYPTION),
        file_uses=MemoryFileUses(),
        sealed_texts=NothingSealed(),
        call_book=MemoryCallBook(memory),
        open_calls=MemoryOpenCalls(memory),
        tasks=MemoryTasks(memory),
        recordings=MemoryRecordings(memory),
        case_files=MemoryCaseFiles(memory),
        evidence=MemoryEvidence(memory),
        reports=MemoryReports(memory),
        audit_trail=MemoryAuditTrail(memory),
        looks=MemoryLooks(memory),
        subject_records=MemorySubjectRecords(memory),
        subject_exports=MemorySubjectExports(memory),
        retention=MemoryRetention(memory),
        legal_holds=MemoryLegalHolds(memory),
        erasures=MemoryErasures(memory),
        enqueue=partial(_remember, memory),
    )


def _remember(memory: Memory, landlord: str, message: OutgoingMessage) -> None:
    row = OutboxRow(message=message, document=None, due_at=memory.clock.now())
    memory.of(landlord).outbox[f"message-{memory.number()}"] = row


@contextmanager
def postgres_world(url: str, direct_url: str) -> Iterator[World]:
    """Give a world over a migrated, empty database, which may be reached through a pooler."""
    database = Database(url, pool_size=2)
    bus = DeskBus(PostgresFeed(direct_url))
    try:
        yield _world_over(database, bus, DatabaseBlobs(database))
    finally:
        bus.close()
        database.close()


def _world_over(database: Database, bus: DeskBus, blobs: Blobs) -> World:
    clock, files, policies = FakeClock(), SealedFiles(blobs, ENCRYPTION), DatabasePolicies(database, plain_reader)
    return World(
        clock=clock,
        log=PostgresContactLog(database, ENCRYPTION),
        cards=PostgresContactCards(database, bus),
        counters=PostgresCounters(database),
        people=DatabasePeople(database, ENCRYPTION),
        restrictions=DatabaseRestrictions(database, clock, ENCRYPTION),
        users=DatabaseUsers(database, QUICK_HASHER),
        outbox=DatabaseOutbox(database, ENCRYPTION, files),
        job_runs=DatabaseJobRuns(database),
        policies=_with_landlords(policies),
        scripts=DatabaseScripts(database, policies.forget),
        tokens=DatabaseTokens(database),
        kept_answers=DatabaseKeptAnswers(database, ENCRYPTION),
        person_files=DatabasePersonFiles(database, ENCRYPTION),
        restriction_files=DatabaseRestrictionFiles(database, ENCRYPTION),
        contact_lookup=PostgresContactLookup(database, ENCRYPTION),
        counter_rows=PostgresCounterRows(database),
        blobs=blobs,
        files=files,
        file_uses=DatabaseFileUses(database),
        sealed_texts=DatabaseSealedTexts(database, ENCRYPTION),
        call_book=DatabaseCallBook(database, ENCRYPTION),
        open_calls=DatabaseOpenCalls(database),
        tasks=DatabaseTasks(database, ENCRYPTION),
        recordings=DatabaseRecordings(database),
        case_files=DatabaseCaseFiles(database, ENCRYPTION),
        evidence=DatabaseEvidence(database, ENCRYPTION),
        reports=DatabaseReports(database, ENCRYPTION),
        audit_trail=DatabaseAuditTrail(database, ENCRYPTION),
        looks=DatabaseLooks(database),
        subject_records=DatabaseSubjectRecords(database, ENCRYPTION),
        subject_exports=DatabaseSubjectExports(database),
        retention=DatabaseRetention(database),
        legal_holds=DatabaseLegalHolds(database, ENCRYPTION),
        erasures=DatabaseErasures(database),
        enqueue=partial(_enqueue, database),
    )


def _enqueue(database: Database, landlord: str, message: OutgoingMessage) -> None:
    row = {"kind": message.kind, "channel": message.channel, "payload": dict(message.payload)}
    with database.transaction(landlord) as connection:
        connection.execute(insert(OUTBOX).values({"landlord_id": landlord, "id": new_id(), **row}))


def _with_landlords(policies: Policies) -> Policies:
    for landlord in (HERE, THERE):
        policies.import_pack(landlord, f"{landlord} homes", MONDAY)
    return policies
