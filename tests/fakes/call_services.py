"""The use cases of calls on the ports in memory."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from contact_gateway.application.announcing import Announcing
from contact_gateway.application.call_services import CallServices
from contact_gateway.application.closing import Closing
from contact_gateway.application.end_call import EndCall
from contact_gateway.application.leg_changed import CallerLeft, LegChanged
from contact_gateway.application.leg_events import LegEvents
from contact_gateway.application.place_leg import PlaceLeg
from contact_gateway.application.play_warning import PlayWarning
from contact_gateway.application.ports import ContactLog
from contact_gateway.application.read_call import ReadCall
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.room_changed import RoomChanged
from contact_gateway.application.take_message import TakeMessage
from tests.fakes.call_book import MemoryCallBook
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.contact_lookup import MemoryContactLookup
from tests.fakes.live_calls import FakeLiveCalls
from tests.fakes.memory import Memory
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies
from tests.fakes.recordings import MemoryRecordings
from tests.fakes.restriction_files import MemoryRestrictionFiles
from tests.fakes.tasks import MemoryTasks


def memory_calls(
    memory: Memory,
    live_calls: FakeLiveCalls | None = None,
    log: ContactLog | None = None,
    book: MemoryCallBook | None = None,
) -> CallServices:
    """Return the use cases of calls; ids are numbers in the order in which they are given."""
    live = live_calls or FakeLiveCalls()
    book, log, clock, new_id = book or MemoryCallBook(memory), log or MemoryContactLog(memory), memory.clock, _ids()
    lookup, policies, tasks = MemoryContactLookup(memory), MemoryPolicies(memory), MemoryTasks(memory)
    record_outcome, recordings = RecordOutcome(log=log), MemoryRecordings(memory)
    leg_events = LegEvents(lookup=lookup, record_outcome=record_outcome)
    announcing = Announcing(book=book, live_calls=live)
    closing = Closing(book=book, live_calls=live, announcing=announcing, clock=clock, new_id=new_id)
    return CallServices(
        read=ReadCall(log=log, lookup=lookup, policies=policies, book=book),
        place_leg=PlaceLeg(book=book, live_calls=live, clock=clock, new_id=new_id, new_room=new_id),
        leg_changed=LegChanged(book=book, live_calls=live, leg_events=leg_events, clock=clock),
        caller_left=CallerLeft(book=book, live_calls=live, leg_events=leg_events),
        room_changed=RoomChanged(
            book=book, live_calls=live, leg_events=leg_events, tasks=tasks, clock=clock, new_id=new_id
        ),
        take_message=TakeMessage(
            log=log,
            lookup=lookup,
            record_outcome=record_outcome,
            policies=policies,
            restrictions=MemoryRestrictionFiles(memory),
            recordings=recordings,
            tasks=tasks,
            clock=clock,
            new_id=new_id,
        ),
        play_warning=PlayWarning(book=book, announcing=announcing, clock=clock, new_id=new_id),
        end_call=EndCall(
            book=book,
            live_calls=live,
            closing=closing,
            lookup=lookup,
            people=MemoryPeople(memory),
            policies=policies,
            tasks=tasks,
            clock=clock,
            new_id=new_id,
        ),
        book=book,
        tasks=tasks,
        recordings=recordings,
    )


def _ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{next(numbers):032x}"
