"""A landlord whose calls are carried by a provider in memory, and Sam, who calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from contact_gateway.application.end_call import Ending
from contact_gateway.application.place_leg import WantedLeg
from contact_gateway.application.receive_contact import Answer, ReceiveContact
from contact_gateway.application.records import ContactKey, DecidedBy
from contact_gateway.application.records_of_calls import CallState, Leg, LiveCall, Played, ProviderCall, Task
from contact_gateway.application.room_changed import InRoom, RoomReport
from contact_gateway.domain.calls import Announcement, EndReason
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.restrictions import Grounds
from tests.builders import MONDAY, contact, new_officer, new_person, policy, restriction
from tests.fakes.call_book import MemoryCallBook
from tests.fakes.call_services import memory_calls
from tests.fakes.casework_services import memory_casework
from tests.fakes.clock import FakeClock
from tests.fakes.contact_log import MemoryContactLog
from tests.fakes.counters import MemoryCounters
from tests.fakes.live_calls import FakeLiveCalls
from tests.fakes.memory import Memory
from tests.fakes.people import MemoryPeople
from tests.fakes.policies import MemoryPolicies
from tests.fakes.recording_store import FakeRecordingStore
from tests.unit.policies.reading import shipped

LANDLORD = "example"
DESK = "+441632960100"
CALL = ContactKey("twilio", "CA1")
TEN_MINUTES = {"each": 10}

_MAKE_WANTED: Callable[..., WantedLeg] = WantedLeg


class Switchboard:
    """The use cases of calls on memory, with short ways to tell them what a provider tells.

    Where `terms` are given Sam's calls are capped by them. `pack` names a shipped one that is the landlord's policy,
    `rules` change the usual one of the tests.
    """

    def __init__(self, *, terms: Mapping[str, object] | None = None, pack: str = "", **rules: object) -> None:
        self.clock = FakeClock()
        self.memory = Memory(self.clock)
        self.live, self.store = FakeLiveCalls(), FakeRecordingStore()
        self.log, self.book = MemoryContactLog(self.memory), MemoryCallBook(self.memory)

        def read(landlord: str, version: int, source: str, _: str) -> Policy:
            if pack:
                return replace(shipped(pack), landlord=landlord, version=version)
            return policy(landlord=landlord, version=version, name=source, **rules)

        self.policies = MemoryPolicies(self.memory, read)
        self.policies.import_pack(LANDLORD, "Example Homes", MONDAY)
        self.people = MemoryPeople(self.memory)
        self.people.add(LANDLORD, new_person())
        self.people.add(LANDLORD, new_officer())
        self.people.add(LANDLORD, new_officer(id="kim", name="Kim Officer", contact_points=()))
        if terms is not None:
            self.restrict(Kind.TIME_CAP, terms)
        self.calls = memory_calls(self.memory, self.live, self.log, self.book, self.store, self.policies)

    def restrict(self, kind: Kind, terms: Mapping[str, object]) -> None:
        decided = DecidedBy(officer="lee", grounds=Grounds.HARASSMENT, decided_at=MONDAY, policy_version=1)
        decided_on = restriction(kind, terms, channels=[Channel.VOICE])
        memory_casework(self.memory, self.policies).take_over(LANDLORD, decided_on, decided)

    def receive(self, **said: object) -> Answer:
        receive_contact = ReceiveContact(log=self.log, policies=self.policies, clock=self.clock)
        return receive_contact(LANDLORD, contact(Channel.VOICE, **said))

    def placed(self, **said: object) -> Leg:
        """Return the leg of Sam's call, which is received first."""
        answer = self.receive()
        self.live.calls["CA1"] = ProviderCall(state=CallState.GOING_ON)
        wanted = {
            "contact_id": answer.contact_id,
            "call_id": "CA1",
            "turn": 1,
            "to": "queue",
            "line": DESK,
            "dialled": "+441632960999",
            "ring_seconds": 30,
            "limit": answer.decision.time_limit,
        }
        return self.calls.place_leg(LANDLORD, _MAKE_WANTED(**{**wanted, **said}))

    def waiting(self) -> Leg:
        """Return the leg of Sam's call, for whom Sam waits in the room."""
        leg = self.placed()
        self.tell(leg, InRoom.CALLER_WAITS)
        return self.leg(leg)

    def talking(self) -> Leg:
        """Return the leg of Sam's call, in which both talk."""
        leg = self.placed()
        self.tell(leg, InRoom.AGENT_JOINED)
        return self.leg(leg)

    def tell(self, leg: Leg, what: InRoom, *, at: datetime | None = None, about: str = "", why: str = "") -> None:
        report = RoomReport(what=what, at=at or self.clock.now(), room_id="CF1", announcement_id=about, why=why)
        self.calls.room_changed(LANDLORD, leg.id, report)

    def tell_of_leg(self, leg: Leg, state: CallState, ended_at: datetime | None = None) -> None:
        self.calls.leg_changed(LANDLORD, leg.id, ProviderCall(state=state, ended_at=ended_at), leg.leg_id)

    def heard(self, leg: Leg, warning: Announcement = Announcement.FIRST_WARNING) -> None:
        """Play a warning, which is heard to its end."""
        self.wait(seconds=20)
        played = self.calls.play_warning(LANDLORD, leg.contact_id, warning, "lee")
        self.tell(leg, InRoom.HEARD, about=played.id)

    def end(self, leg: Leg, reason: EndReason = EndReason.ABUSE, note: str = "") -> str:
        """End a call, and return what the provider did not do."""
        return self.calls.end_call(LANDLORD, leg.contact_id, Ending(officer="lee", reason=reason, note=note)).why

    def wait(self, **by: float) -> None:
        self.clock.advance(timedelta(**by))

    def leg(self, leg: Leg) -> Leg:
        """Return how a leg stands now."""
        return self.calls.read.leg(LANDLORD, leg.id).leg

    def call(self, leg: Leg) -> LiveCall:
        return self.calls.book.live(LANDLORD, leg.contact_id)

    def played(self, leg: Leg, announcement: Announcement) -> list[Played]:
        return [one for one in self.call(leg).played if one.announcement is announcement]

    def tasks(self) -> list[Task]:
        return list(self.calls.tasks.open(LANDLORD))

    def extensions(self) -> list[str]:
        """Return the audit rows of calls that were extended."""
        return [row for row in self.memory.of(LANDLORD).audit if row.startswith("manager:call:extended")]

    def counts(self) -> Counts:
        day = timedelta(days=1)
        return MemoryCounters(self.memory).of_customer(LANDLORD, "sam", MONDAY - day, MONDAY + day)
