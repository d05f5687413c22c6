"""Whatever calls there are, the database finds the same ones due, to end and open, in the same order, as the memory."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from contact_gateway.adapters.database.call_book import DatabaseCallBook
from contact_gateway.adapters.database.engine import Database
from contact_gateway.application.ids import id_from
from contact_gateway.application.ports_of_calls import CallBook
from contact_gateway.application.records_of_calls import Leg, Played
from contact_gateway.domain.calls import Announcement, AnnouncementState, LegState
from tests.contracts.calls import a_leg, an_announcement
from tests.fakes.call_book import MemoryCallBook
from tests.fakes.encryption import ENCRYPTION
from tests.fakes.memory import Memory
from tests.integration.database.world import NOON

CONTACTS = tuple(id_from("contact", name) for name in "abc")
INSTANTS = st.integers(0, 4).map(lambda minutes: NOON + timedelta(minutes=minutes))
MAYBE = st.none() | INSTANTS
NOT_A_WARNING = [one for one in Announcement if not one.endswith("warning")]
LEG_STATES = st.just(LegState.ANSWERED) | st.sampled_from(LegState)
ANNOUNCEMENT_STATES = st.just(AnnouncementState.PLANNED) | st.sampled_from(AnnouncementState)
"""What may be due more often than what may not, so that a few examples hold several of it."""

LANDLORDS = count(1)


@st.composite
def legs(draw: st.DrawFn) -> list[Leg]:
    turns = draw(st.sets(st.tuples(st.sampled_from(CONTACTS), st.integers(1, 3)), max_size=6))
    return [
        a_leg(
            contact_id,
            turn,
            state=draw(LEG_STATES),
            placed_at=draw(INSTANTS),
            ends_at=draw(MAYBE),
            over_at=draw(st.none() | MAYBE),
            emergency=draw(st.booleans()),
        )
        for contact_id, turn in sorted(turns)
    ]


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Leg], list[Played]]:
    placed = draw(legs())
    number = draw(st.integers(2, 6)) if placed else 0
    return placed, [
        an_announcement(
            draw(st.sampled_from(placed)),
            draw(st.sampled_from(NOT_A_WARNING)),
            id=f"announcement {place}",
            state=draw(ANNOUNCEMENT_STATES),
            asked_at=draw(INSTANTS),
            due_at=draw(INSTANTS),
        )
        for place in range(number)
    ]


def fill(book: CallBook, landlord: str, written: tuple[list[Leg], list[Played]]) -> None:
    for contact_id in CONTACTS:
        with book.open(landlord, contact_id) as opened:
            for leg in written[0]:
                if leg.contact_id == contact_id:
                    opened.put_leg(leg)
            for played in written[1]:
                if played.contact_id == contact_id:
                    opened.put_played(played)


def found(book: CallBook, landlord: str, now: datetime, limit: int) -> list[object]:
    calls = []
    for contact_id in CONTACTS:
        with book.open(landlord, contact_id) as opened:
            calls.append((opened.call(), list(opened.legs())))
    return [
        list(book.notices_due(landlord, now, limit)),
        list(book.ends_due(landlord, now, limit)),
        list(book.limits_to_lift(landlord, limit)),
        list(book.unplaced(landlord, now, limit)),
        list(book.open_since(landlord, now, limit)),
        calls,
    ]


def test_memory_and_database_agree_about_any_calls(database: Database) -> None:
    in_rows = DatabaseCallBook(database, ENCRYPTION)

    @settings(max_examples=80)
    @given(written=books(), now=INSTANTS, limit=st.integers(1, 9))
    def agree(written: tuple[list[Leg], list[Played]], now: datetime, limit: int) -> None:
        landlord, in_memory = f"landlord-{next(LANDLORDS)}", MemoryCallBook(Memory())
        for book in (in_rows, in_memory):
            fill(book, landlord, written)
        assert found(in_rows, landlord, now, limit) == found(in_memory, landlord, now, limit)

    agree()
