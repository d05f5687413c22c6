from __future__ import annotations

from collections.abc import Callable

from contact_gateway.domain.casework.replay import Rehearsal, Replayed
from contact_gateway.domain.casework.replay_in_words import NOTHING, in_words
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.outcome import Outcome
from tests.builders import MONDAY


def one(was: Outcome, would_be: Outcome, **said: object) -> Replayed:
    build: Callable[..., Replayed] = Replayed
    return build(contact_id="c", at=MONDAY, channel=Channel.VOICE, was=was, would_be=would_be, **said)


def told(*contacts: Replayed) -> str:
    return " ".join(in_words(Rehearsal(contacts)))


def test_outcomes_are_counted_and_what_would_not_have_got_through_is_said() -> None:
    said = told(one(Outcome.CONNECT, Outcome.CONNECT), *[one(Outcome.CONNECT, Outcome.DECLINE)] * 2)
    assert said == (
        "Of 3 contacts these terms would have had 1 connected and 2 declined."
        " 2 contacts that got through would not have got through."
        " None of them was an emergency or about a subject that is always open."
    )


def test_emergencies_and_open_subjects_are_said_to_stay_open() -> None:
    emergency = one(Outcome.EMERGENCY, Outcome.EMERGENCY, always_open=("emergency",))
    hazard = one(Outcome.ROUTE, Outcome.ROUTE, always_open=("hazard",))
    assert "2 contacts were about what is always open (emergency and hazard), 1 of them an emergency" in told(
        emergency, hazard
    )
    assert "these get through under any terms" in told(emergency)


def test_talks_that_end_earlier_and_messages_to_look_at_are_said() -> None:
    short = one(Outcome.CONNECT, Outcome.CONNECT, cut_short=True)
    held = one(Outcome.CONNECT, Outcome.HOLD, hinted=(Subject.HAZARD,))
    assert "1 talk would have ended earlier." in told(short, held)
    assert "1 contact that would have been held hints at such a subject" in told(short, held)


def test_where_there_was_no_contact_that_is_all_that_is_said() -> None:
    assert told() == NOTHING
