"""Each refusal of casework, by its code: what is refused leaves nothing behind, and what is missing can be mended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.application.casework.record_adjustment import AdjustmentRequest
from contact_gateway.application.errors import NotFound
from contact_gateway.domain.casework.acts import Outcome
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.people import Adjustment
from contact_gateway.domain.procedure.rules import AppealRules, Precondition, ReviewRules, Tier
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import Part, Question, Step
from tests.builders import new_officer, new_person, policy
from tests.unit.application.casework.room import ANSWERS, HERE, LETTERS, Room, refusal
from tests.unit.domain.casework.cases import LADDER, RULES


def warned(*preconditions: Precondition) -> Room:
    room = Room(rules=replace(RULES, letters=LETTERS, preconditions=preconditions or RULES.preconditions))
    room.warn()
    return room


def without(*questions: Question) -> Mapping[Question, str]:
    return {question: text for question, text in ANSWERS.items() if question not in questions}


def kind_not_in_policy() -> str:
    room = Room(policy=policy(grades=LADDER, kinds={}))
    return refusal(room.propose)


def out_of_scope() -> str:
    room = warned()
    room.people.add(HERE, new_person(segment="residential_care"))
    return refusal(room.propose)


def unverified_identity() -> str:
    room = warned()
    room.people.add(HERE, new_person(unverified=True))
    return refusal(room.propose)


def warning_missing() -> str:
    return refusal(Room().propose)


def reason_required() -> str:
    return refusal(lambda: warned(Precondition(steps=frozenset({Step.MEDIATION}))).propose())


def evidence_missing() -> str:
    return refusal(lambda: warned().propose(answers=without(Question.EVIDENCE)))


def impact_missing() -> str:
    return refusal(lambda: warned().propose(answers=without(Question.IMPACT)))


def equality_check_missing() -> str:
    return refusal(lambda: warned().propose(answers=without(Question.ADJUSTMENTS)))


def review_out_of_range() -> str:
    return refusal(lambda: warned().propose(review_on=date(2028, 1, 1)))


def conflicts_with_adjustment() -> str:
    room = warned()
    wanted = AdjustmentRequest(adjustment=Adjustment.CANNOT_USE_TELEPHONE)
    room.does.record_adjustment(HERE, "sam", "mo", wanted)
    return refusal(lambda: room.propose(kind="single_form", terms={"form": "telephone"}, channels=()))


def no_channel_left() -> str:
    return refusal(lambda: warned().propose(channels=tuple(Channel)))


def not_authorised() -> str:
    room = warned()
    room.propose()
    room.does.consult(HERE, "r1", "sue", ("repairs",), "agreed")
    return refusal(lambda: room.does.authorise(HERE, "r1", "mo"))


def same_person() -> str:
    room = warned()
    room.propose(officer="sue")
    room.does.consult(HERE, "r1", "sue", ("repairs",), "agreed")
    return refusal(lambda: room.does.authorise(HERE, "r1", "sue"))


def consultation_missing() -> str:
    room = warned()
    room.propose()
    return refusal(lambda: room.does.authorise(HERE, "r1", "sue"))


def letter_incomplete() -> str:
    room = Room()
    room.signed()
    return refusal(lambda: room.does.issue_letter(HERE, "r1", "sue", omit=frozenset({Part.DATES})))


def not_appealable() -> str:
    room = Room(rules=replace(RULES, letters=LETTERS, appeals=(AppealRules(tiers=()),)))
    room.told()
    return refusal(room.appeal)


def appeal_out_of_time() -> str:
    found = AppealRules(tiers=(Tier(grade="assistant_director"),), window=Span(20, Unit.WORKING_DAYS))
    room = Room(rules=replace(RULES, letters=LETTERS, appeals=(found,)))
    room.told()
    return refusal(room.at("2026-09-01T10:00").appeal)


def hearer_involved() -> str:
    room = Room()
    room.told()
    return refusal(lambda: room.appeal(hearer="sue"))


def hearer_not_senior() -> str:
    room = Room()
    room.told()
    room.people.add(HERE, new_officer(id="sal", grade="service_manager"))
    return refusal(lambda: room.appeal(hearer="sal"))


REFUSALS: tuple[Callable[[], str], ...] = (
    *(kind_not_in_policy, out_of_scope, unverified_identity, warning_missing, reason_required, evidence_missing),
    *(impact_missing, equality_check_missing, review_out_of_range, conflicts_with_adjustment, no_channel_left),
    *(not_authorised, same_person, consultation_missing, letter_incomplete, not_appealable, appeal_out_of_time),
    *(hearer_involved, hearer_not_senior),
)


@pytest.mark.parametrize("refused", REFUSALS, ids=lambda one: one.__name__)
def test_what_is_not_allowed_is_refused_with_its_own_code(refused: Callable[[], str]) -> None:
    assert refused() == refused.__name__


@pytest.mark.parametrize("question", list(Question))
def test_every_question_is_answered_before_anything_is_proposed(question: Question) -> None:
    room = warned()
    assert refusal(lambda: room.propose(answers=without(question))).endswith("_missing")
    assert refusal(lambda: room.propose(answers={**ANSWERS, question: "  "})).endswith("_missing")
    assert room.memory.of(HERE).restrictions == {}
    assert room.propose().shown == "draft"


def test_of_several_things_that_are_wrong_the_first_is_said() -> None:
    room = Room()
    wrong = {"answers": {}, "review_on": date(2028, 1, 1), "channels": tuple(Channel)}
    assert refusal(lambda: room.propose(**wrong)) == "warning_missing"
    room.warn()
    assert refusal(lambda: room.propose(**wrong)) == "evidence_missing"
    assert refusal(lambda: room.propose(**{**wrong, "answers": without(Question.IMPACT)})) == "impact_missing"
    assert refusal(lambda: room.propose(**{**wrong, "answers": ANSWERS})) == "review_out_of_range"


def test_an_appeal_that_is_late_is_kept_for_a_person_and_its_clock_runs() -> None:
    found = AppealRules(tiers=(Tier(grade="assistant_director"),), window=Span(20, Unit.WORKING_DAYS))
    room = Room(rules=replace(RULES, letters=LETTERS, appeals=(found,)))
    room.told()
    assert refusal(room.at("2026-09-01T10:00").appeal) == "appeal_out_of_time"
    assert room.tasks()[-1] == "decide_whether_to_hear"
    assert room.does.show_life(HERE, "r1").appeal_due == date(2026, 9, 15)
    assert room.binds()


def test_a_review_is_another_s_work_than_the_proposal_and_has_a_reason() -> None:
    room = Room()
    room.told()
    review = room.at("2026-10-12T10:00").does.review
    assert refusal(lambda: review(HERE, "r1", "mo", Outcome.CONTINUE, "It goes on.")) == "same_person"
    assert refusal(lambda: review(HERE, "r1", "sue", Outcome.CONTINUE, " ")) == "reason_required"
    late = date(2028, 1, 1)
    assert refusal(lambda: review(HERE, "r1", "sue", Outcome.CONTINUE, "It goes on.", late)) == "review_out_of_range"


def test_who_may_review_is_the_policy_s_to_say() -> None:
    room = Room(rules=replace(RULES, letters=LETTERS, reviews=ReviewRules(reviewer_grade="director")))
    room.told()
    review = room.at("2026-10-12T10:00").does.review
    assert refusal(lambda: review(HERE, "r1", "ann", Outcome.CONTINUE, "It goes on.")) == "not_authorised"
    assert review(HERE, "r1", "dee", Outcome.CONTINUE, "It goes on.").shown == "active"


@pytest.mark.parametrize(
    "act",
    [
        lambda room, who: room.does.record_attempt(HERE, "sam", who, Channel.VOICE, reached=False),
        lambda room, who: room.does.record_causes(HERE, "sam", who, "no"),
        lambda room, who: room.does.mediate(HERE, "sam", who, "declined"),
        lambda room, who: room.does.agree(HERE, "sam", who, "One e-mail a week."),
        lambda room, who: room.does.complain(HERE, "sam", who, "sue"),
    ],
    ids=["attempt", "causes", "mediate", "agree", "complain"],
)
def test_an_officer_whom_nobody_knows_does_nothing(act: Callable[[Room, str], object]) -> None:
    room = Room()
    assert refusal(lambda: act(room, "nobody")) == "unknown_officer"
    assert room.files.acts(HERE, "sam") == []
    act(room, "mo")
    assert len(room.files.acts(HERE, "sam")) == 1


def test_nothing_is_done_about_a_customer_whom_nobody_knows() -> None:
    with pytest.raises(NotFound):
        Room().does.mediate(HERE, "nobody", "mo", "declined")
