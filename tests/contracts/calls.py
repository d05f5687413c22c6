"""Short ways to store a call that runs through a room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from contact_gateway.application.ids import id_from
from contact_gateway.application.records_of_calls import EndedBy, Leg, Played, Task, TaskCode
from contact_gateway.domain.calls import Announcement, AnnouncementState, EndReason, LegState
from tests.builders import MONDAY, contact
from tests.contracts.contacts import store
from tests.contracts.worlds import HERE, World

MINUTE = timedelta(minutes=1)
_MAKE_LEG: Callable[..., Leg] = Leg
_MAKE_PLAYED: Callable[..., Played] = Played
_MAKE_TASK: Callable[..., Task] = Task


def a_call(world: World, number: int = 1) -> str:
    """Store a call of Sam's and return its id."""
    return store(world, contact(provider_id=f"CA{number}"))


def a_leg(contact_id: str, turn: int = 1, **said: object) -> Leg:
    """Build a leg to Lee, placed on the Monday."""
    usual: dict[str, object] = {
        "id": id_from("leg", contact_id, str(turn)),
        "contact_id": contact_id,
        "call_id": "CA1",
        "turn": turn,
        "room": "a room",
        "to": "lee",
        "line": "+442079460100",
        "placed_at": MONDAY,
    }
    return _MAKE_LEG(**{**usual, **said})


def answered(contact_id: str, turn: int = 1, **said: object) -> Leg:
    """Build a leg that Lee answered on the Monday."""
    return a_leg(contact_id, turn, **{"state": LegState.ANSWERED, "answered_at": MONDAY, **said})


def an_announcement(leg: Leg, announcement: Announcement = Announcement.FIRST_WARNING, **said: object) -> Played:
    """Build an announcement into a leg's room, asked for by Lee on the Monday and sent."""
    usual: dict[str, object] = {
        "id": id_from("played", leg.id, announcement, str(said)),
        "contact_id": leg.contact_id,
        "leg": leg.id,
        "announcement": announcement,
        "state": AnnouncementState.SENT,
        "asked_by": "lee",
        "asked_at": MONDAY,
        "due_at": MONDAY,
    }
    return _MAKE_PLAYED(**{**usual, **said})


def a_task(contact_id: str = "", **said: object) -> Task:
    """Build a task for Lee about Sam's message."""
    usual: dict[str, object] = {
        "id": id_from("task", contact_id, str(said)),
        "code": TaskCode.LISTEN_TO_MESSAGE,
        "customer_id": "sam",
        "contact_id": contact_id,
        "for_officer": "lee",
        "clause": "",
        "made_at": MONDAY,
    }
    return _MAKE_TASK(**{**usual, **said})


def ended_by(contact_id: str, officer: str = "lee") -> EndedBy:
    """Build that an officer ended a contact for threats."""
    return EndedBy(
        contact_id=contact_id,
        officer=officer,
        reason=EndReason.VIOLENCE_OR_THREAT,
        at=MONDAY,
        warnings_heard=1,
        note="Said what he would do.",
    )


def place(world: World, *legs: Leg, landlord: str = HERE) -> None:
    """Store legs of one contact."""
    with world.call_book.open(landlord, legs[0].contact_id) as book:
        for leg in legs:
            book.put_leg(leg)


def play(world: World, *played: Played, landlord: str = HERE) -> None:
    """Store announcements of one contact."""
    with world.call_book.open(landlord, played[0].contact_id) as book:
        for one in played:
            book.put_played(one)
