"""The use cases of calls that go on."""

from __future__ import annotations

from uuid import uuid4

from contact_gateway.adapters.database.call_book import DatabaseCallBook
from contact_gateway.adapters.database.contact_lookup import PostgresContactLookup
from contact_gateway.adapters.database.open_calls import DatabaseOpenCalls
from contact_gateway.adapters.database.recordings import DatabaseRecordings
from contact_gateway.adapters.database.restriction_files import DatabaseRestrictionFiles
from contact_gateway.adapters.database.tasks import DatabaseTasks
from contact_gateway.adapters.twilio.live_calls import TwilioLiveCalls
from contact_gateway.adapters.twilio.recordings import TwilioRecordings
from contact_gateway.application.build_calls import CallPorts, build_calls
from contact_gateway.application.call_services import CallServices
from contact_gateway.application.ids import new_id
from contact_gateway.application.ports import People
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.bootstrap.ground import Ground


def build_call_services(
    ground: Ground, receive_contact: ReceiveContact, record_outcome: RecordOutcome, people: People
) -> CallServices:
    """Build what may be done with a call."""
    database, encryption = ground.database, ground.encryption
    ports = CallPorts(
        log=receive_contact.log,
        lookup=PostgresContactLookup(database, encryption),
        policies=receive_contact.policies,
        people=people,
        restrictions=DatabaseRestrictionFiles(database, encryption),
        book=DatabaseCallBook(database, encryption),
        open_calls=DatabaseOpenCalls(database),
        live_calls=TwilioLiveCalls(ground.outside.twilio),
        recordings=DatabaseRecordings(database),
        store=TwilioRecordings(ground.outside.twilio),
        files=ground.files,
        tasks=DatabaseTasks(database, encryption),
        clock=ground.clock,
        new_id=new_id,
        random_id=random_id,
    )
    return build_calls(ports, receive_contact, record_outcome)


def random_id() -> str:
    """Return an id that nobody can guess, and that says nothing: not even when it was made."""
    return str(uuid4())
