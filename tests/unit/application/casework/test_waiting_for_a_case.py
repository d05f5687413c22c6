"""Whoever waits until somebody else has acted in a case acts after them, by the clock too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from contact_gateway.application.casework.issue_letter import IssueLetter
from contact_gateway.domain.casework.acts import LetterIssued
from tests.fakes.overtaken_files import OvertakenFiles
from tests.unit.application.casework.room import HERE, Room, refusal


def overtaken_by(room: Room, others_act: Callable[[], object]) -> IssueLetter:
    issue = room.does.issue_letter
    return replace(issue, work=replace(issue.work, files=OvertakenFiles(room.memory, others_act)))


@pytest.fixture
def room() -> Room:
    return Room()


def test_no_letter_tells_a_decision_that_was_lifted_while_it_waited(room: Room) -> None:
    room.signed()
    issue = overtaken_by(room, lambda: room.at("2026-04-20T12:01").does.lift(HERE, "r1", "mo"))
    assert refusal(lambda: issue(HERE, "r1", "sue")) == "already_over"
    assert not any(isinstance(one.act, LetterIssued) for one in room.files.acts(HERE, "sam"))


def test_a_letter_that_waited_for_the_signature_tells_of_it(room: Room) -> None:
    room.at("2026-04-01T11:00").warn()
    room.at("2026-04-20T10:00").propose()
    room.does.consult(HERE, "r1", "sue", ("repairs", "complaints"), "agreed")
    issue = overtaken_by(room, lambda: room.at("2026-04-20T10:01").does.authorise(HERE, "r1", "sue"))
    assert issue(HERE, "r1", "sue").state == "letter_issued"
    assert room.at("2026-04-23T10:00").binds()
