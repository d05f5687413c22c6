"""The live feed: what comes, in which order, and what a page that lost it gets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice

from contact_gateway.application.records import ContactCard
from contact_gateway.domain.contact import Step
from contact_gateway.web.desk.contact_cards import CardView, card_views
from contact_gateway.web.desk.event_stream import HEARTBEAT, LONGEST_STREAM, EventStream, Seats
from tests.builders import contact, policy
from tests.fakes.clock import FakeClock
from tests.unit.web.desk.desk_app import LANDLORD, Browser, Desk


def told(browser: Browser, how_many: int, after: str = "0", **said: str) -> list[dict[str, str]]:
    answer = browser.client.get(f"/desk/events?after={after}", headers=said, buffered=False)
    assert answer.mimetype == "text/event-stream"
    frames = islice((frame for frame in _frames(answer.response) if frame.startswith("id:")), how_many)
    read = [dict(line.split(": ", 1) for line in frame.strip().splitlines()) for frame in frames]
    answer.close()
    return [{"id": frame["id"], **json.loads(frame["data"])} for frame in read]


def _frames(response: object) -> Iterator[str]:
    assert isinstance(response, Iterator)
    for piece in response:
        yield piece.decode() if isinstance(piece, bytes) else str(piece)


def test_a_contact_comes_as_a_rendered_card_with_the_events_number(desk: Desk) -> None:
    desk.receive(contact())
    card = desk.memory.of(LANDLORD).cards[0]
    (event,) = told(desk.signed_in("agent"), 1)
    assert event["id"] == str(card.event_id)
    assert event["contact"] == card.contact_id
    assert f'data-contact="{card.contact_id}"' in event["html"]
    assert event["said"].startswith("Call from Sam Example. Connected")


def test_a_page_that_comes_back_gets_what_it_missed_and_nothing_twice(desk: Desk) -> None:
    for number in range(3):
        desk.receive(contact(provider_id=f"CA{number}"))
    events = [str(card.event_id) for card in desk.memory.of(LANDLORD).cards]
    agent = desk.signed_in("agent")
    assert [event["id"] for event in told(agent, 2, **{"Last-Event-ID": events[0]})] == events[1:]


def test_the_last_events_number_wins_over_the_one_the_page_began_with(desk: Desk) -> None:
    for number in range(2):
        desk.receive(contact(provider_id=f"CA{number}"))
    first, second = (str(card.event_id) for card in desk.memory.of(LANDLORD).cards)
    (event,) = told(desk.signed_in("agent"), 1, after="0", **{"Last-Event-ID": first})
    assert event["id"] == second


def test_a_number_that_makes_no_sense_gives_everything(desk: Desk) -> None:
    desk.receive(contact())
    assert told(desk.signed_in("agent"), 1, after="x" * 30)


def test_a_later_step_of_a_contact_replaces_its_card(desk: Desk) -> None:
    desk.receive(contact())
    desk.receive(contact(step=Step.KEY, pressed="emergency"))
    (event,) = told(desk.signed_in("agent"), 1)
    assert "Emergency" in event["html"]
    assert event["id"] == str(desk.memory.of(LANDLORD).cards[-1].event_id)


def test_the_feed_has_links_for_managers_only(desk: Desk) -> None:
    desk.receive(contact())
    (for_agent,) = told(desk.signed_in("agent"), 1)
    (for_manager,) = told(desk.signed_in("manager"), 1)
    assert "/desk/customers" not in for_agent["html"]
    assert 'href="/desk/customers/sam"' in for_manager["html"]


class Quiet:
    """Cards of a landlord whom nobody contacts; waiting moves the clock."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock

    def latest(self, landlord: str, limit: int = 50) -> Sequence[ContactCard]:
        return []

    def one(self, landlord: str, contact_id: str) -> ContactCard:
        raise LookupError(contact_id)

    def since(self, landlord: str, event_id: int, limit: int = 200) -> Sequence[ContactCard]:
        return []

    def page(self, landlord: str, mark: str, limit: int) -> tuple[Sequence[ContactCard], str]:
        return [], mark

    def listen(self, landlord: str, timeout_seconds: float) -> Sequence[str]:
        self._clock.advance(timedelta(seconds=timeout_seconds))
        return []


def test_silence_is_broken_by_a_heartbeat_and_ends_after_a_while() -> None:
    clock = FakeClock()
    feed = EventStream(cards=Quiet(clock), clock=clock, landlord=LANDLORD, render=lambda cards: [])
    begun = clock.now()
    frames = list(feed.since(0))
    assert frames[0] == "retry: 1000\n\n"
    assert set(frames[1:]) == {": still here\n\n"}
    assert len(frames[1:]) == LONGEST_STREAM // HEARTBEAT - 1
    assert clock.now() - begun == LONGEST_STREAM


def test_a_step_that_came_to_light_late_is_told_once_and_the_feed_never_goes_back(desk: Desk) -> None:
    for number in range(2):
        desk.receive(contact(provider_id=f"CA{number}"))
    late, first = desk.memory.of(LANDLORD).cards

    class OutOfOrder(Quiet):
        def since(self, landlord: str, event_id: int, limit: int = 200) -> Sequence[ContactCard]:
            return [first] if event_id < first.event_id else [late]

    clock = FakeClock()

    def render(cards: Sequence[ContactCard]) -> list[tuple[CardView, str]]:
        views = card_views(cards, policy(), [])
        return [(view, view.contact_id) for view in views]

    feed = EventStream(cards=OutOfOrder(clock), clock=clock, landlord=LANDLORD, render=render)
    events = [frame for frame in feed.since(0) if frame.startswith("id:")]
    assert [frame.partition("\n")[0] for frame in events] == [f"id: {first.event_id}"] * 2
    assert [card.contact_id in frame for card, frame in zip((first, late), events, strict=True)] == [True, True]


def test_a_missed_notice_costs_a_second_at_most() -> None:
    clock = FakeClock()
    waits = []

    class Counting(Quiet):
        def listen(self, landlord: str, timeout_seconds: float) -> Sequence[str]:
            waits.append(timeout_seconds)
            return super().listen(landlord, timeout_seconds)

    list(EventStream(cards=Counting(clock), clock=clock, landlord=LANDLORD, render=lambda cards: []).since(0))
    assert max(waits) <= 1


def test_a_feed_without_a_seat_says_what_is_new_and_ends() -> None:
    clock = FakeClock()
    told = list(
        EventStream(cards=Quiet(clock), clock=clock, landlord=LANDLORD, render=lambda cards: []).since(0, stays=False)
    )
    assert told == ["retry: 1000\n\n"]


def test_no_more_feeds_have_a_seat_than_there_are_and_a_seat_given_back_is_free() -> None:
    seats = Seats(2)
    assert [seats.take(), seats.take(), seats.take()] == [True, True, False]
    seats.give_back()
    assert seats.take()
