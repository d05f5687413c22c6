"""Ten presses, two requests, two schedulers at the same instant, on the real database: each thing is done once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest

from contact_gateway.application.build_calls import CallPorts, build_calls
from contact_gateway.application.call_services import CallServices
from contact_gateway.application.end_call import Ending
from contact_gateway.application.ids import new_id
from contact_gateway.application.place_leg import WantedLeg
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.records_of_calls import CallState, Leg, ProviderCall
from contact_gateway.application.room_changed import InRoom, RoomReport
from contact_gateway.domain.calls import Announcement, EndReason, LegState
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Grounds
from tests.builders import MONDAY, contact, new_officer, new_person, restriction
from tests.contracts.worlds import HERE, World, postgres_world
from tests.fakes.live_calls import FakeLiveCalls
from tests.fakes.recording_store import FakeRecordingStore

Given = TypeVar("Given")
FIRST = Announcement.FIRST_WARNING


@dataclass(frozen=True, slots=True)
class Exchange:
    """The use cases of calls over the database, and Sam's call of ten minutes."""

    world: World
    calls: CallServices
    live: FakeLiveCalls
    wanted: WantedLeg

    def answered(self) -> Leg:
        leg = self.calls.place_leg(HERE, self.wanted)
        self.calls.room_changed(HERE, leg.id, RoomReport(what=InRoom.AGENT_JOINED, at=MONDAY, room_id="CF1"))
        return leg


@pytest.fixture
def exchange(database_url: str, direct_url: str) -> Iterator[Exchange]:
    with postgres_world(database_url, direct_url) as world:
        world.people.add(HERE, new_person())
        world.people.add(HERE, new_officer())
        decided = DecidedBy(officer="lee", grounds=Grounds.HARASSMENT, decided_at=MONDAY, policy_version=1)
        world.casework.take_over(HERE, restriction(Kind.TIME_CAP, {"each": 10}, channels=[Channel.VOICE]), decided)
        live = FakeLiveCalls()
        receive_contact = ReceiveContact(log=world.log, policies=world.policies, clock=world.clock)
        calls = build_calls(ports_of(world, live), receive_contact, RecordOutcome(log=world.log))
        answer = receive_contact(HERE, contact())
        wanted = WantedLeg(
            contact_id=answer.contact_id,
            call_id="CA1",
            turn=1,
            to="queue",
            line="+441632960100",
            dialled="+441632960999",
            ring_seconds=30,
            limit=answer.decision.time_limit,
        )
        yield Exchange(world, calls, live, wanted)


def ports_of(world: World, live: FakeLiveCalls) -> CallPorts:
    return CallPorts(
        log=world.log,
        lookup=world.contact_lookup,
        policies=world.policies,
        people=world.people,
        restrictions=world.restriction_files,
        book=world.call_book,
        open_calls=world.open_calls,
        live_calls=live,
        recordings=world.recordings,
        store=FakeRecordingStore(),
        files=world.files,
        tasks=world.tasks,
        clock=world.clock,
        new_id=new_id,
        random_id=new_id,
    )


def at_once(times: int, do: Callable[[], Given]) -> list[Given]:
    """Do something so often at the same instant, each in a thread of its own."""
    start = Barrier(times)

    def one(_: int) -> Given:
        start.wait(timeout=10)
        return do()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(one, range(times)))


def test_ten_presses_at_the_same_instant_play_a_warning_once(exchange: Exchange) -> None:
    leg = exchange.answered()
    given = at_once(10, lambda: exchange.calls.play_warning(HERE, leg.contact_id, FIRST, "lee"))
    assert len({played.id for played in given}) == 1
    assert len(exchange.live.asked_to("announce")) == 1


def test_two_requests_for_the_same_turn_ring_once(exchange: Exchange) -> None:
    legs = at_once(4, lambda: exchange.calls.place_leg(HERE, exchange.wanted))
    assert len({leg.id for leg in legs}) == 1
    assert len(exchange.live.asked_to("ring")) == 1


def test_two_schedulers_say_a_notice_and_the_closing_words_once(exchange: Exchange) -> None:
    exchange.answered()
    for minutes in (8, 10):
        exchange.world.clock.stand_at(MONDAY + timedelta(minutes=minutes))
        at_once(3, lambda: exchange.calls.give_notices(HERE))
    assert len(exchange.live.asked_to("announce")) == 2
    assert exchange.live.asked_to("end_room") == []


def test_a_call_that_is_ended_by_two_people_has_one_record_and_one_draft(exchange: Exchange) -> None:
    leg = exchange.answered()
    ending = Ending(officer="lee", reason=EndReason.ABUSE, note="Shouted.")
    at_once(4, lambda: exchange.calls.end_call(HERE, leg.contact_id, ending))
    assert len(exchange.live.asked_to("announce")) == 1
    assert [task.code for task in exchange.world.tasks.open(HERE)] == ["complete_incident"]
    ended = exchange.calls.show_call(HERE, leg.contact_id).call
    assert ended is not None
    assert ended.ended is not None
    assert (ended.ended.note, ended.ended.warnings_heard) == ("Shouted.", 0)


def test_a_whole_call_leaves_its_talk_in_the_counters_and_nothing_open(exchange: Exchange) -> None:
    leg = exchange.answered()
    exchange.live.calls[leg.leg_id] = ProviderCall(
        state=CallState.ANSWERED_AND_OVER, seconds=300, ended_at=MONDAY + timedelta(minutes=5)
    )
    exchange.world.clock.stand_at(MONDAY + timedelta(minutes=16))
    exchange.calls.sweep_calls(HERE)
    assert exchange.calls.read.leg(HERE, leg.id).leg.state is LegState.OVER
    day = timedelta(days=1)
    counts = exchange.world.counters.of_customer(HERE, "sam", MONDAY - day, MONDAY + day)
    assert (counts.accepted, counts.talk_seconds) == (1, 300)
    assert exchange.calls.sweep_calls(HERE) == 0
