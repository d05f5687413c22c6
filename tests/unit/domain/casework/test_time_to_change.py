"""Who was given time to change has that time, unless the policy does without a warning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import Attempt, CaseAct, Form, Incident, Warned
from contact_gateway.domain.casework.proposing import Proposal, refusal_to_propose
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.procedure.rules import CaseworkRules, Interim, Precondition, Stage
from contact_gateway.domain.procedure.words import Step
from contact_gateway.domain.restrictions import Grounds
from tests.builders import policy
from tests.unit.domain.casework.cases import ANN, CLOCKS, LADDER, RULES, WARNED, local, proposal

UNTIL = date(2026, 4, 30)
GIVEN_TIME = replace(WARNED, change_by=UNTIL)
REASON: dict[str, object] = {"words": {"reason": "A neighbour was hurt."}}
POLICY = policy(grades=LADDER)
ASKED = replace(RULES, preconditions=(Precondition(steps=frozenset({Step.WARNING}), clause="OCT-4.1"),))
EXCUSED = replace(ASKED, preconditions=(replace(ASKED.preconditions[0], with_reason=True),))


def refused(case: Iterable[CaseAct], rules: CaseworkRules = ASKED, **said: object) -> Refusal:
    build: Callable[..., Proposal] = proposal
    return refusal_to_propose(build(case, **said), POLICY, rules, CLOCKS) or Refusal("", "")


def incident(grounds: Grounds, at: str = "2026-03-30T09:00") -> Incident:
    return Incident(id=f"i{at}", by="lee", at=local(at), grounds=grounds)


@pytest.mark.clause("TOR-14")
@pytest.mark.clause("OCT-3.1")
def test_a_restriction_waits_for_the_day_until_which_the_customer_has_time_to_change() -> None:
    found = refused([GIVEN_TIME])
    assert (found.code, found.clause) == ("reason_required", "OCT-4.1")
    assert found.sentence.startswith("The customer has time to change until 30 April 2026: ")
    assert refused([WARNED]).code == ""


@pytest.mark.parametrize(("day", "code"), [("2026-04-29", "reason_required"), ("2026-04-30", "")])
def test_from_the_day_itself_nothing_is_waited_for(day: str, code: str) -> None:
    assert refused([GIVEN_TIME], at=f"{day}T09:00").code == code


def test_a_warning_without_a_day_that_comes_after_does_not_take_the_time_away() -> None:
    again = Warned(id="w2", by="mo", at=local("2026-04-10T11:00"), form=Form.VERBAL, contact_id="call-2")
    assert refused([GIVEN_TIME, again]).code == "reason_required"
    assert refused([GIVEN_TIME, replace(again, change_by=date(2026, 5, 4))]).sentence.count("until 4 May 2026") == 1


def test_time_that_was_given_after_the_proposal_does_not_stop_it() -> None:
    later = replace(GIVEN_TIME, id="w2", at=local("2026-04-21T09:00"))
    assert refused([WARNED, later]).code == ""


def test_a_reason_is_enough_where_the_policy_lets_one_do_without_a_warning_and_nowhere_else() -> None:
    assert refused([GIVEN_TIME], EXCUSED).code == "reason_required"
    assert refused([GIVEN_TIME], EXCUSED, **REASON).code == ""
    assert refused([GIVEN_TIME], ASKED, **REASON).code == "reason_required"


def test_immediate_danger_and_grounds_that_need_no_warning_do_not_wait() -> None:
    rules = replace(ASKED, interim=Interim(), preconditions=(replace(ASKED.preconditions[0], when_immediate=True),))
    assert refused([GIVEN_TIME], rules, immediate=True, proposer=ANN, **REASON).code == ""
    skipped = replace(ASKED.preconditions[0], skipped_by=frozenset({Grounds.VIOLENCE}))
    assert refused([GIVEN_TIME], replace(ASKED, preconditions=(skipped,)), grounds=Grounds.VIOLENCE).code == ""


def test_other_conduct_than_the_warning_was_about_waits_for_nothing() -> None:
    known: list[CaseAct] = [incident(Grounds.ABUSE), GIVEN_TIME]
    assert refused(known, grounds=Grounds.ABUSE).code == "reason_required"
    assert refused(known, grounds=Grounds.THREAT).code == ""
    since = incident(Grounds.THREAT, "2026-04-12T09:00")
    assert refused([*known, since], grounds=Grounds.THREAT).code == ""


def test_a_policy_that_asks_for_no_warning_or_is_content_with_an_attempt_waits_for_nothing() -> None:
    assert refused([GIVEN_TIME], replace(ASKED, preconditions=())).code == ""
    either = replace(ASKED.preconditions[0], steps=frozenset({Step.WARNING, Step.ATTEMPT}))
    tried = Attempt(id="a1", by="mo", at=local("2026-04-02T09:00"), channel="voice", reached=False)
    rules = replace(ASKED, preconditions=(either,))
    assert refused([GIVEN_TIME, tried], rules).code == ""
    assert refused([GIVEN_TIME], rules).code == "reason_required"


def test_a_policy_of_stages_waits_where_a_warning_is_the_stage_before() -> None:
    talk = Stage(name="talk", label="A talk", step=Step.WARNING, clause="HAR-3")
    limits = Stage(name="limits", label="Limits", follows="talk")
    found = refused([GIVEN_TIME], replace(RULES, preconditions=(), stages=(talk, limits)))
    assert (found.code, found.clause) == ("reason_required", "HAR-3")
    left_out = replace(RULES, preconditions=(), stages=(replace(talk, with_reason=True), limits))
    assert refused([GIVEN_TIME], left_out, **REASON).code == ""
