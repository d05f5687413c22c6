"""A note stands on the customer's record in the landlord's housing system as long as something is arranged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from contact_gateway.application.casework.take_over import CameAbout, Told
from contact_gateway.application.records import DecidedBy, NewPerson
from contact_gateway.domain.casework.acts import Outcome
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Role
from contact_gateway.domain.working_days import Delivery
from tests.builders import restriction
from tests.unit.application.casework.room import HERE, Room
from tests.unit.policies.reading import shipped

CAP: dict[str, object] = {"kind": "contact_cap", "terms": {"limit": 1, "per": "week"}, "channels": ("voice",)}
RECORDS = "records@derbyhomes.example.org"


@pytest.fixture
def room() -> Room:
    """A limit at Derby Homes that was posted on 20 April: in force from 22 April."""
    pack = shipped("derby_homes")
    made = Room(policy=pack, rules=replace(pack.casework, preconditions=(), questions={}))
    for officer, grade in (("max", "manager"), ("eve", "executive")):
        made.people.add(HERE, NewPerson(id=officer, role=Role.OFFICER, name=officer.title(), grade=grade))
    made.at("2026-04-20T10:00").propose(**CAP)
    made.does.authorise(HERE, "r1", "max")
    made.does.issue_letter(HERE, "r1", "max")
    return made


def notes(room: Room, at: str) -> list[list[str]]:
    """The lines of the notes that left when the jobs ran at that time."""
    sent = set(room.memory.of(HERE).outbox)
    room.at(at).does.jobs.remind(HERE)
    new = [row.message.payload for key, row in room.memory.of(HERE).outbox.items() if key not in sent]
    return [str(mail["text"]).splitlines() for mail in new if mail["to"] == RECORDS]


@pytest.mark.clause("DER-10.2b")
def test_a_note_is_put_on_the_record_on_the_day_it_comes_into_force_and_once(room: Room) -> None:
    assert notes(room, "2026-04-21T23:00") == []
    assert notes(room, "2026-04-22T03:15") == [
        [
            "Reference: T-1001",
            "Customer: sam",
            "Since: 2026-04-22T00:00:00+01:00",
            "Note: May make 1 contact a week. Applies to telephone. To be reviewed by 22 April 2027.",
        ]
    ]
    assert notes(room, "2026-04-22T04:15") == []
    assert notes(room, "2026-04-29T00:00") == []


@pytest.mark.clause("DER-10.2b")
def test_the_note_changes_with_the_review_and_goes_with_the_end(room: Room) -> None:
    notes(room, "2026-04-22T03:15")
    room.at("2027-04-01T10:00").does.review(HERE, "r1", "eve", Outcome.CONTINUE, "It still goes on.")
    (changed,) = notes(room, "2027-04-01T11:15")
    assert changed[2:] == [
        "Since: 2027-04-01T10:00:00+01:00",
        "Note: May make 1 contact a week. Applies to telephone. To be reviewed by 1 April 2028.",
    ]
    room.at("2027-06-01T10:00").does.lift(HERE, "r1", "eve")
    (ended,) = notes(room, "2027-06-01T10:15")
    assert ended[2:] == [
        "Since: 2027-06-01T10:00:00+01:00",
        "Note: Nothing is arranged any more: take the note away.",
    ]
    assert notes(room, "2027-06-01T11:15") == []


@pytest.mark.clause("DER-10.2b")
def test_a_note_says_what_is_arranged_and_never_why(room: Room) -> None:
    (note,) = notes(room, "2026-04-22T03:15")
    told = " ".join(note).casefold()
    assert [word for word in ("excessive", "behaviour", "grounds", "warning") if word in told] == []


def test_a_note_names_whoever_speaks_for_the_customer() -> None:
    pack = shipped("derby_homes")
    room = Room(policy=pack, rules=replace(pack.casework, preconditions=(), questions={}))
    room.people.add(HERE, NewPerson(id="max", role=Role.OFFICER, name="Max", grade="manager"))
    room.people.add(HERE, NewPerson(id="e5a1", role=Role.REPRESENTATIVE, name="Rae Example", of="sam"))
    room.at("2026-04-20T10:00").propose(kind="representative_only", terms={"representative": "e5a1"}, channels=())
    room.does.authorise(HERE, "r1", "max")
    room.does.issue_letter(HERE, "r1", "max")
    (note,) = notes(room, "2026-04-22T03:15")
    assert any(line.startswith("Note: Speak with the representative only: Rae Example. To be") for line in note)


def test_a_note_is_not_missed_where_the_jobs_stood_still_for_days(room: Room) -> None:
    assert len(notes(room, "2026-04-28T23:59")) == 1


def test_what_held_for_months_is_noted_when_it_is_taken_over(room: Room) -> None:
    notes(room, "2026-04-22T03:15")
    told = Told(at=datetime(2026, 1, 5, 12, tzinfo=UTC), sent_by=Delivery.HAND, received_on=date(2026, 1, 5))
    decided = DecidedBy(officer="max", grounds=Grounds.ABUSE, decided_at=told.at, policy_version=1)
    held = restriction(channels=[Channel.SMS], starts_at=datetime(2026, 1, 5, tzinfo=UTC))
    how = CameAbout(proposed_by="mo", told=told, recorded_by="eve")
    room.at("2026-05-11T10:00").does.take_over(HERE, held, decided, how)
    (note,) = notes(room, "2026-05-11T10:15")
    assert note[2] == "Since: 2026-05-11T10:00:00+01:00"
    assert len(note) == 5


def test_a_landlord_that_names_nobody_to_take_notes_sends_none(room: Room) -> None:
    room.rules = replace(room.rules, notes_to="")
    room.policies.import_pack(HERE, "the pack anew", room.memory.clock.now())
    assert notes(room, "2026-04-22T03:15") == []


def test_a_trial_leaves_no_note() -> None:
    pack = shipped("derby_homes")
    room = Room(policy=pack, rules=replace(pack.casework, preconditions=(), questions={}))
    room.people.add(HERE, NewPerson(id="max", role=Role.OFFICER, name="Max", grade="manager"))
    room.at("2026-04-20T10:00").propose(mode="shadow", **CAP)
    room.does.authorise(HERE, "r1", "max")
    assert notes(room, "2026-04-21T03:15") == []
