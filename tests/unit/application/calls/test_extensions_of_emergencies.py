"""A call is extended, and before the provider has done it somebody else tags the call as an emergency."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from contact_gateway.application.call_services import CallServices
from contact_gateway.application.errors import NotDone, Refused, Unclear
from contact_gateway.application.records_of_calls import Leg
from contact_gateway.application.room_changed import InRoom
from contact_gateway.application.show_call import LIMIT_KEPT
from contact_gateway.domain.calls import LONGEST_CALL
from tests.fakes.call_services import memory_calls
from tests.fakes.live_calls import FakeLiveCalls
from tests.unit.application.calls.switchboard import LANDLORD, TEN_MINUTES, Switchboard

LIFTED, LONGER = str(LONGEST_CALL), str(15 * 60 + 60)


class BusyProvider(FakeLiveCalls):
    """A provider that others ask for something just before it takes a limit; `after` happens when it took one."""

    def __init__(self) -> None:
        super().__init__()
        self.before: dict[str, Callable[[], object]] = {}
        self.after: dict[str, Callable[[], object]] = {}

    def limit(self, landlord: str, call_id: str, seconds: int) -> None:
        self.before.pop(str(seconds), lambda: None)()
        try:
            super().limit(landlord, call_id, seconds)
        finally:
            self.after.pop(str(seconds), lambda: None)()

    def limits(self) -> list[str]:
        return [seconds for _, seconds in self.asked_to("limit")]


@pytest.fixture
def board() -> Switchboard:
    return Switchboard(terms=TEN_MINUTES)


@pytest.fixture
def leg(board: Switchboard) -> Leg:
    return board.talking()


@pytest.fixture
def live() -> BusyProvider:
    return BusyProvider()


@pytest.fixture
def calls(board: Switchboard, live: BusyProvider) -> CallServices:
    return memory_calls(board.memory, live, board.log, board.book, board.store, board.policies)


def refused(calls: CallServices, leg: Leg) -> str:
    with pytest.raises(Refused) as told:
        calls.extend_call(LANDLORD, leg.contact_id, 5, "kim")
    return told.value.code


@pytest.mark.parametrize("fault", [None, Unclear("no answer")], ids=str)
def test_the_limit_that_an_extension_put_on_an_emergency_is_lifted_again(
    board: Switchboard, leg: Leg, live: BusyProvider, calls: CallServices, fault: Exception | None
) -> None:
    def tag() -> None:
        calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
        live.fails.update({"limit": fault} if fault else {})

    live.before[LONGER], live.after[LONGER] = tag, live.fails.clear
    assert refused(calls, leg) == "not_limited"
    assert live.limits() == [LIFTED, LONGER, LIFTED]
    stands = board.leg(leg)
    assert (stands.emergency, stands.limit, stands.ends_at, board.extensions()) == (True, None, None, [])


def test_it_stays_on_record_and_the_clock_asks_until_the_provider_has_lifted_it(
    leg: Leg, live: BusyProvider, calls: CallServices
) -> None:
    live.before[LONGER] = lambda: calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    live.after[LONGER] = lambda: live.fails.update(limit=NotDone("429"))
    assert refused(calls, leg) == "not_limited"
    assert calls.show_call(LANDLORD, leg.contact_id).why == LIMIT_KEPT
    live.fails.clear()
    assert [calls.give_notices(LANDLORD) for _ in range(2)] == [1, 0]
    assert calls.show_call(LANDLORD, leg.contact_id).why == ""


def test_a_limit_that_was_set_while_another_was_lifted_stays_on_record(
    board: Switchboard, leg: Leg, live: BusyProvider, calls: CallServices
) -> None:
    def set_another() -> None:
        with board.book.open(LANDLORD, leg.contact_id) as book:
            book.put_leg(replace(leg, emergency=True, limit=900))

    live.before[LIFTED] = set_another
    calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
    assert board.leg(leg).limit == 900
    assert [calls.give_notices(LANDLORD), board.leg(leg).limit] == [1, None]


def test_nothing_is_lifted_in_an_emergency_that_is_over(
    board: Switchboard, leg: Leg, live: BusyProvider, calls: CallServices
) -> None:
    def tag_and_end() -> None:
        calls.tag_emergency(LANDLORD, leg.contact_id, "lee")
        board.tell(leg, InRoom.ENDED)

    live.before[LONGER] = tag_and_end
    assert refused(calls, leg) == "call_over"
    assert live.limits() == [LIFTED, LONGER]
