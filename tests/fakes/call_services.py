"""The use cases of calls on the ports in memory."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from contact_gateway.application.build_calls import CallPorts, build_calls
from contact_gateway.application.call_services import CallServices
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from tests.fakes.blobs import MemoryBlobs
from tests.fakes.call_book import MemoryCallBook
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.contact_lookup import MemoryContactLookup
from tests.fakes.encryption import ENCRYPTION
from tests.fakes.live_calls import FakeLiveCalls
from tests.fakes.memory import Memory
from tests.fakes.open_calls import MemoryOpenCalls
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies
from tests.fakes.recording_store import FakeRecordingStore
from tests.fakes.recordings import MemoryRecordings
from tests.fakes.restriction_files import MemoryRestrictionFiles
from tests.fakes.tasks import MemoryTasks


def memory_calls(
    memory: Memory,
    live_calls: FakeLiveCalls | None = None,
    log: MemoryContactLog | None = None,
    book: MemoryCallBook | None = None,
    store: FakeRecordingStore | None = None,
    policies: MemoryPolicies | None = None,
) -> CallServices:
    """Return the use cases of calls; ids are numbers in the order in which they are given."""
    log, new_id = log or MemoryContactLog(memory), _ids()
    policies = policies or MemoryPolicies(memory)
    ports = CallPorts(
        log=log,
        lookup=MemoryContactLookup(memory),
        policies=policies,
        people=MemoryPeople(memory),
        restrictions=MemoryRestrictionFiles(memory),
        book=book or MemoryCallBook(memory),
        open_calls=MemoryOpenCalls(memory),
        live_calls=live_calls or FakeLiveCalls(),
        recordings=MemoryRecordings(memory),
        store=store or FakeRecordingStore(),
        files=SealedFiles(MemoryBlobs(memory.clock), ENCRYPTION),
        tasks=MemoryTasks(memory),
        clock=memory.clock,
        new_id=new_id,
        random_id=new_id,
    )
    receive_contact = ReceiveContact(log=log, policies=policies, clock=memory.clock)
    return build_calls(ports, receive_contact, RecordOutcome(log=log))


def _ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{next(numbers):032x}"
