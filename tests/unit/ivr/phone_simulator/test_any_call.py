"""Whatever documents say and whatever people do at any moment, every call ends, every room closes, nothing breaks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.phone_simulator.announcing import announcement
from ivr.phone_simulator.calls import Call, Status, Step
from ivr.phone_simulator.exchange import Exchange
from ivr.phone_simulator.lives import Order, call_out
from ivr.phone_simulator.people import Planned
from ivr.phone_simulator.records import Room
from ivr.phone_simulator.seating import end_room, raise_from
from tests.unit.ivr.phone_simulator.exchanges import ACCOUNT, BASE, DESK, LINE, Gateway, exchange_for, ring

TOLD = "waitUrl='wait' statusCallback='room' statusCallbackEvent='start end join leave announcement'"
ROOM = f"<Conference {TOLD}>a-room</Conference>"
ENDING_ROOM = f"<Conference endConferenceOnExit='true' {TOLD}>a-room</Conference>"
WAITING_ROOM = f"<Conference startConferenceOnEnter='false' {TOLD}>a-room</Conference>"
SPOKEN = (
    "<Say>Some words.</Say>",
    "<Pause length='3'/>",
    "<Gather action='key' numDigits='1'><Say>A choice.</Say></Gather>",
    "<Gather action='key' input='dtmf speech' actionOnEmptyResult='true'/>",
)
VERBS = (
    *SPOKEN,
    f"<Dial action='over' timeLimit='20' hangupOnStar='true'>{DESK}</Dial>",
    f"<Dial action='over'><Number url='whisper'>{DESK}</Number><Client>lee</Client></Dial>",
    f"<Dial action='over' timeLimit='30'>{ROOM}</Dial>",
    f"<Dial>{ENDING_ROOM}</Dial>",
    f"<Dial>{WAITING_ROOM}</Dial>",
    "<Enqueue action='over' waitUrl='wait'>desk</Enqueue>",
    "<Record action='over' maxLength='20'/>",
    "<Redirect>incoming</Redirect>",
    "<Hangup/>",
    "<Leave/>",
    "<Dial timeLimit='0'/>",
)


def documents(verbs: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    one = st.lists(st.sampled_from(verbs), max_size=3).map(lambda chosen: f"<Response>{''.join(chosen)}</Response>")
    return st.lists(one, min_size=1, max_size=3)


gateways = st.fixed_dictionaries(
    {name: documents(VERBS) for name in ("incoming", "key", "over", "leg", "elsewhere")}
    | {name: documents(SPOKEN) for name in ("wait", "whisper", "announcement")}
)
people = st.builds(
    Planned,
    answers=st.booleans(),
    refuses=st.sampled_from([None, None, Status.BUSY]),
    talk_seconds=st.sampled_from([None, 5, 50]),
    presses=st.lists(st.sampled_from("1*"), max_size=3),
    message_seconds=st.sampled_from([0, 5, 50]),
)

Act = Callable[[Exchange, Call], None]


def everybody(act: Callable[[Call], None]) -> Act:
    def do(exchange: Exchange, _call: Call) -> None:
        for one in tuple(exchange.calls.values()):
            act(one)

    return do


def every_room(act: Callable[[Exchange, Room, Call], object]) -> Act:
    def do(exchange: Exchange, call: Call) -> None:
        for room in tuple(exchange.rooms.values()):
            if not room.is_over:
                act(exchange, room, call)

    return do


def play(exchange: Exchange, room: Room, _call: Call) -> None:
    exchange.timeline.start(announcement(exchange, room, f"{BASE}announcement"))


def place(exchange: Exchange, _call: Call) -> None:
    call_out(exchange, ACCOUNT, Order(caller=LINE, to=DESK, step=Step(url=f"{BASE}leg"), ring=20, limit=100))


ACTS: dict[str, Act] = {
    "the caller hangs up": lambda _exchange, call: call.hang_up(),
    "the caller is sent on": lambda _exchange, call: call.send_on(Step(url=f"{BASE}elsewhere")),
    "the caller is taken out of the room": every_room(lambda _exchange, room, call: raise_from(room, call)),
    "everybody hangs up": everybody(Call.hang_up),
    "everybody presses a star": everybody(lambda one: one.press("*")),
    "everybody speaks": everybody(lambda one: one.speak("words")),
    "everybody picks up": everybody(Call.pick_up),
    "everybody has ten seconds": everybody(lambda one: one.limit(10)),
    "rooms end": every_room(lambda exchange, room, _call: end_room(exchange, room)),
    "words are played": every_room(play),
    "a leg is placed": place,
}


@settings(max_examples=150, deadline=None)
@given(
    gateways,
    people,
    people,
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(sorted(ACTS))), max_size=6),
)
def test_every_call_ends_and_every_room_closes(
    said: dict[str, list[str]], caller: Planned, desk: Planned, acts: list[tuple[int, str]]
) -> None:
    gateway = Gateway(**said)
    exchange = exchange_for(gateway, **{DESK: desk})
    call = ring(exchange, caller)
    for at, act in acts:
        exchange.timeline.after(at, partial(ACTS[act], exchange, call))
    exchange.timeline.advance(120)
    for one in exchange.calls.values():
        one.hang_up()
    exchange.timeline.advance(120)
    assert [one for one in exchange.calls.values() if not one.is_over] == []
    assert [room.name for room in exchange.rooms.values() if not room.is_over or room.seats] == []
    assert all(one.strand and one.strand.over for one in exchange.calls.values())
    assert len(gateway.told("status")) == 1
    for room in exchange.rooms.values():
        told = [one for one in gateway.told("room") if one["ConferenceSid"] == room.sid]
        assert [one["SequenceNumber"] for one in told] == [str(number) for number in range(len(told))]
        events = [one["StatusCallbackEvent"] for one in told]
        assert events.count("participant-join") == events.count("participant-leave")
        assert events[-1] == "conference-end"
