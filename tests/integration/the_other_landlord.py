"""A landlord with something to hide in every table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.every_table import metadata
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import (
    ContactKey,
    DecidedBy,
    Document,
    OutgoingMessage,
    ReviewDue,
    User,
)
from contact_gateway.application.records_of_api import ApiScope, ApiToken, KeptAnswer, RequestKey
from contact_gateway.application.records_of_calls import EndedBy, Leg, Played, Recording, RecordingKind, Task
from contact_gateway.application.records_of_retention import LegalHold
from contact_gateway.application.records_of_subject_access import ExportState, SubjectExport
from contact_gateway.domain.calls import Announcement, AnnouncementState, EndReason
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.contact_points import ContactPoint
from contact_gateway.domain.counting import Counts, Event, Happening
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.script_edits import ScriptEdit
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.standing import Role
from tests.builders import MONDAY, contact, new_officer, new_person, restriction, restriction_request
from tests.contracts.calls import a_task, an_announcement, answered, place, play
from tests.contracts.worlds import THERE, World

SECRET = "elsewhere"
"""Stands in everything that belongs to the other landlord, and in nothing else."""

PASSWORD = "a password of somebody else"
THEIR_MAIL = ContactPoint.email(f"sam.{SECRET}@example.org")
THEIR_PERSON = new_person(
    id="their-sam",
    name=f"Sam {SECRET}",
    reference=f"T-{SECRET}",
    contact_points=(THEIR_MAIL,),
    health_facts=f"{SECRET} it is",
)
THEIR_OFFICER = new_officer(id="their-lee", name=f"Lee {SECRET}")
THEIR_RESTRICTION = restriction(
    Kind.NO_FURTHER_CONSIDERATION, {"issue": SECRET}, id="their-restriction", customer_id="their-sam"
)
THEIR_USER = User(
    id="their-max",
    landlord=THERE,
    email=f"max.{SECRET}@example.org",
    name=f"Max {SECRET}",
    roles=frozenset({"manager"}),
)
THEIR_CONTACT = contact(
    Channel.EMAIL, provider_id="their-mail", sender=THEIR_MAIL, reference=f"T-{SECRET}", text=SECRET
)
THEIR_REVIEW = ReviewDue(
    restriction=THEIR_RESTRICTION, customer_name=THEIR_PERSON.name, due_on=date(2026, 9, 1), counts=Counts(attempts=7)
)
DECIDED = DecidedBy(officer="their-lee", grounds=Grounds.THREAT, decided_at=MONDAY, policy_version=1)
DECIDED_BECAUSE = replace(DECIDED, narrative=f"What happened {SECRET}.", evidence=f"Seen {SECRET}.")
MESSAGE = OutgoingMessage(kind="notice", channel=Channel.EMAIL, payload={"to": f"sam.{SECRET}@example.org"})
KEY = ContactKey(THEIR_CONTACT.provider, THEIR_CONTACT.provider_id)
EVENT = Event(happening=Happening.ENDED, at=MONDAY, talk_seconds=5)
SLOT = MONDAY
THEIR_TOKEN = ApiToken(
    id="0123456789abcdef",
    landlord=THERE,
    name=f"crm {SECRET}",
    scopes=frozenset(ApiScope),
    secret_hash="0" * 64,
    created_at=MONDAY,
    expires_at=MONDAY + timedelta(days=30),
)
THEIR_EDIT = ScriptEdit(language="en", script=Script.GREETING, text=f"We are {SECRET}.", recording="a" * 43)
THEIR_HOLD = LegalHold(id="their-hold", customer_id="their-sam", reference=SECRET, placed_by=SECRET, placed_at=MONDAY)
THEIR_REQUEST = RequestKey("their-crm", "their-key")
LATER = MONDAY + timedelta(days=365)
REQUEST = restriction_request(customer_id="their-sam", officer="their-lee")


def their_leg(contact_id: str) -> Leg:
    return answered(
        contact_id,
        to=f"{SECRET} desk",
        room=f"{SECRET} room",
        call_id=f"CA {SECRET}",
        leg_id=f"{SECRET} leg",
        ends_at=MONDAY,
    )


def their_announcement(contact_id: str) -> Played:
    planned = AnnouncementState.PLANNED
    return an_announcement(their_leg(contact_id), Announcement.TWO_MINUTES_LEFT, state=planned, asked_by=SECRET)


def their_warning(contact_id: str) -> Played:
    return an_announcement(their_leg(contact_id), asked_by=SECRET, sent_at=MONDAY)


def their_task(contact_id: str) -> Task:
    return a_task(contact_id, for_officer=SECRET)


def their_export(world: World) -> SubjectExport:
    held = Document(name=f"{SECRET}.json", content_type="application/json", content=SECRET.encode())
    return SubjectExport(
        id="their-export",
        person_id="their-sam",
        state=ExportState.PREPARED,
        prepared_by=SECRET,
        prepared_at=MONDAY,
        file_id=world.files.put(THERE, held),
    )


def their_recording(contact_id: str) -> Recording:
    return Recording(
        id=f"RE {SECRET}", contact_id=contact_id, kind=RecordingKind.CALL, seconds=7, made_at=MONDAY, fetched_at=MONDAY
    )


def furnish(world: World) -> tuple[str, str]:
    world.policies.import_pack(THERE, f"{SECRET} pack", MONDAY)
    spoken = Document(name=f"{SECRET}.mp3", content_type="audio/mpeg", content=SECRET.encode())
    world.scripts.add(THERE, THEIR_EDIT, 0, SECRET, MONDAY, file_id=world.files.put(THERE, spoken))
    world.people.add(THERE, THEIR_PERSON)
    world.people.add(THERE, THEIR_OFFICER)
    world.people.complain(THERE, "their-sam", "their-lee")
    world.people.ask_to_be_contacted(THERE, "their-sam", Channel.VOICE, LATER)
    world.people.add_outage(THERE, Channel.WHATSAPP, MONDAY, LATER)
    world.casework.take_over(THERE, THEIR_RESTRICTION, DECIDED_BECAUSE)
    cap = restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "day"}, id="their-cap", customer_id="their-sam")
    world.casework.take_over(THERE, cap, DECIDED)
    world.restrictions.put_before_manager(THERE, THEIR_REVIEW, MONDAY)
    world.users.add(THEIR_USER, PASSWORD)
    world.job_runs.start(THERE, "their-job", SLOT)
    world.tokens.add(THEIR_TOKEN)
    world.kept_answers.claim(THERE, THEIR_REQUEST, SECRET)
    world.kept_answers.keep(THERE, THEIR_REQUEST, KeptAnswer(status=200, headers=(), body=SECRET))
    was = world.person_files.one(THERE, Role.CUSTOMER, "their-sam")
    world.person_files.replace(THERE, was, replace(was, address=SECRET), "crm")
    ids = _contacts(world)
    world.subject_exports.add(THERE, their_export(world))
    world.legal_holds.place(THERE, THEIR_HOLD)
    world.audit_trail.seal(THERE, MONDAY, 1)
    return ids


def _contacts(world: World) -> tuple[str, str]:
    receive_contact = ReceiveContact(log=world.log, policies=world.policies, clock=world.clock)
    original = Document(name=f"{SECRET}.eml", content_type="message/rfc822", content=SECRET.encode())
    contact_id = receive_contact(THERE, THEIR_CONTACT, original).contact_id
    receive_contact(THERE, replace(THEIR_CONTACT, provider_id="their-second-mail"))
    receive_contact(THERE, contact(provider_id=f"CA {SECRET}"))
    RecordOutcome(log=world.log)(THERE, KEY, EVENT)
    world.enqueue(THERE, MESSAGE)
    _a_call(world, contact_id)
    claimed = world.outbox.claim(THERE, 100, 0)
    return contact_id, claimed[0].id


def _a_call(world: World, contact_id: str) -> None:
    place(world, their_leg(contact_id), landlord=THERE)
    play(world, their_announcement(contact_id), their_warning(contact_id), landlord=THERE)
    reason = EndReason.ABUSE
    ended = EndedBy(
        contact_id=contact_id, officer=SECRET, reason=reason, at=MONDAY, warnings_heard=2, note=f"{SECRET} it was"
    )
    with world.call_book.open(THERE, contact_id) as book:
        book.put_ended(ended)
    world.tasks.add(THERE, their_task(contact_id))
    world.recordings.add(THERE, their_recording(contact_id))


def rows_of_the_other(database_url: str) -> dict[str, list[str]]:
    """Return all that is stored of the other landlord, by table, in one question to the database."""
    names = [table.name for table in metadata().sorted_tables]
    rows: dict[str, list[str]] = {name: [] for name in names}
    database = Database(database_url, pool_size=1)
    try:
        with database.transaction(THERE) as connection:
            for name, row in connection.execute(text(" UNION ALL ".join(map(_rows_of, names))), {"landlord": THERE}):
                rows[name].append(row)
    finally:
        database.close()
    return {name: sorted(of_it) for name, of_it in rows.items()}


def _rows_of(table: str) -> str:
    owner = "slug" if table == "landlords" else "landlord_id"
    return f"SELECT '{table}', to_jsonb(t)::text FROM {table} AS t WHERE {owner} = :landlord"  # noqa: S608 - our own names
