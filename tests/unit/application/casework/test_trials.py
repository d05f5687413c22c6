from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from contact_gateway.application.errors import Refused
from contact_gateway.application.records import DecidedBy
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.outcome import Outcome
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Grounds, Mode
from tests.builders import restriction
from tests.unit.application.casework.room import HERE, Room, proposal, refusal
from tests.unit.application.casework.test_weigh import take
from tests.unit.domain.casework.cases import local

UNTIL = datetime.fromisoformat("2026-05-05T00:00:00+01:00")


@pytest.fixture
def trial() -> Room:
    """A ban on e-mail in shadow mode, signed at noon on 20 April, to be counted up to 5 May."""
    room = Room()
    room.signed(mode="shadow", planned_end=UNTIL)
    return room


def mail(room: Room, at: str) -> Outcome:
    room.at(at)
    return take(room, Channel.EMAIL, local(at))


def test_a_trial_is_counted_from_the_signature_on_and_no_letter_is_asked_for() -> None:
    room = Room()
    answer = room.signed(mode="shadow", planned_end=UNTIL)
    assert (answer.state, answer.tasks) == ("active", ("decide_after_trial",))
    (task,) = room.memory.of(HERE).tasks.values()
    assert task.due_at == UNTIL + timedelta(days=1)
    assert room.binds()


def test_a_trial_never_bites(trial: Room) -> None:
    assert mail(trial, "2026-04-25T10:00") is Outcome.CONNECT


def test_a_trial_ends_by_itself_and_nothing_takes_its_place(trial: Room) -> None:
    assert trial.at("2026-05-04T23:59").binds()
    assert not trial.at("2026-05-05T00:00").binds()
    assert mail(trial, "2026-05-06T10:00") is Outcome.CONNECT
    assert [one.mode for one, _ in trial.memory.of(HERE).restrictions.values()] == [Mode.SHADOW]


def test_what_a_trial_would_have_done_is_shown_to_whoever_decides_after_it(trial: Room) -> None:
    mail(trial, "2026-04-19T10:00")
    for day in (21, 25, 30):
        mail(trial, f"2026-04-{day}T10:00")
    mail(trial, "2026-05-06T10:00")
    weighing = trial.at("2026-05-07T10:00").does.weigh(HERE, proposal(restriction_id="r2"), "sue")
    (trialled,) = weighing.shadows
    assert (trialled.restriction.id, trialled.rehearsal.kept_out) == ("r1", 3)
    assert (trialled.time.start, trialled.time.end) == (local("2026-04-20T12:00"), UNTIL)
    assert weighing.proposed.rehearsal.kept_out == 5


def test_a_trial_that_goes_on_is_shown_as_far_as_it_went(trial: Room) -> None:
    mail(trial, "2026-04-25T10:00")
    (trialled,) = trial.at("2026-04-26T10:00").does.weigh.draft(HERE, "r1", "sue").shadows
    assert (trialled.rehearsal.kept_out, trialled.time.end) == (1, local("2026-04-26T10:00"))


def test_a_trial_that_nobody_signed_counts_nothing() -> None:
    room = Room()
    room.at("2026-04-01T11:00").warn()
    room.at("2026-04-20T10:00").propose(mode="shadow")
    assert not room.at("2026-04-25T10:00").binds()
    assert room.does.weigh.draft(HERE, "r1", "sue").shadows == ()


def test_a_trial_that_was_set_before_is_counted_from_its_own_start() -> None:
    room = Room().at("2026-04-20T10:00")
    before = restriction(id="r1", mode=Mode.SHADOW, starts_at=local("2026-04-18T00:00"), planned_end=UNTIL)
    decided = DecidedBy(officer="mo", grounds=Grounds.ABUSE, decided_at=local("2026-04-20T10:00"), policy_version=1)
    room.does.take_over(HERE, before, decided)
    (bound,) = room.memory.of(HERE).binds["r1"]
    assert (bound.start, bound.end) == (before.starts_at, UNTIL)


def test_what_was_counted_bites_once_a_person_decided_it_anew(trial: Room) -> None:
    trial.at("2026-05-06T10:00").does.propose(HERE, proposal(restriction_id="r2", varies="r1"))
    trial.does.consult(HERE, "r2", "sue", ("repairs",), "agreed")
    trial.does.authorise(HERE, "r2", "sue")
    assert mail(trial, "2026-05-06T11:00") is Outcome.CONNECT
    trial.does.issue_letter(HERE, "r2", "sue")
    assert mail(trial, "2026-05-20T11:00") is Outcome.HOLD


def test_what_takes_the_place_of_a_trial_is_told_as_a_decision_as_nothing_was_told_before(trial: Room) -> None:
    trial.at("2026-04-28T10:00").does.propose(HERE, proposal(restriction_id="r2", varies="r1"))
    trial.does.consult(HERE, "r2", "sue", ("repairs",), "agreed")
    trial.does.authorise(HERE, "r2", "sue")
    with pytest.raises(Refused, match="changes nothing that the customer was told") as refused:
        trial.does.issue_letter(HERE, "r2", "sue", letter=LetterType.VARIATION)
    assert refused.value.code == "letter_missing"
    assert trial.does.letters.draft_letter(HERE, "r2", "sue").type is LetterType.DECISION
    trial.does.issue_letter(HERE, "r2", "sue")
    assert trial.letters.written[-1].type is LetterType.DECISION


@pytest.mark.parametrize("letter", [None, LetterType.VARIATION, LetterType.END])
def test_no_draft_tells_of_a_trial(trial: Room, letter: LetterType | None) -> None:
    with pytest.raises(Refused, match="only counted and restricts nobody"):
        trial.does.letters.draft_letter(HERE, "r1", "sue", letter=letter)


@pytest.mark.parametrize("letter", [None, LetterType.VARIATION, LetterType.END])
def test_no_letter_tells_of_a_trial_and_the_sentence_says_what_to_do(trial: Room, letter: LetterType | None) -> None:
    with pytest.raises(Refused, match="only counted and restricts nobody") as refused:
        trial.does.issue_letter(HERE, "r1", "sue", letter=letter)
    assert refused.value.code == "letter_missing"
    assert trial.does.letters.list_letters(HERE, "sam")[1:] == ()


def test_nobody_appeals_against_a_trial_that_nobody_was_told_of(trial: Room) -> None:
    assert refusal(trial.at("2026-04-25T10:00").appeal) == "nothing_to_appeal"
    assert trial.tasks() == ["decide_after_trial"]
