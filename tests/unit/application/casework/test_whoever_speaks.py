"""A letter that leaves contact to a representative says who that is, and how they can make it."""

from __future__ import annotations

from contact_gateway.application.records import NewPerson
from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.letters.messages import as_text
from contact_gateway.domain.standing import Role
from tests.unit.application.casework.room import HERE, Room
from tests.unit.letters.letters_to_write import facts, letter

_TOLD = ("restriction", "names", "open_ways", "ways_through")


def told(**said: object) -> LetterFacts:
    room = Room()
    room.people.add(HERE, NewPerson(id="e5a1", role=Role.REPRESENTATIVE, name="Rae Example", of="sam"))
    room.told(**said)
    return room.letters.written[-1]


def test_the_letter_names_whoever_speaks_and_the_ways_that_are_open_to_them() -> None:
    spoken_for = told(kind="representative_only", terms={"representative": "e5a1"}, channels=())
    assert spoken_for.names["e5a1"] == "Rae Example"
    said = as_text(letter(facts(**{name: getattr(spoken_for, name) for name in _TOLD})))
    assert "Whoever speaks for you can contact us by telephone" in said
    assert "You can contact us by" not in said


def test_whoever_may_make_contact_has_no_such_line() -> None:
    assert told().ways_through == ()
    assert "Whoever speaks for you" not in as_text(letter())
