"""Who signs, who hears, who reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import LetterIssued, Outcome, RestrictionAct, Reviewed
from contact_gateway.domain.casework.appeals import answer_due, is_late, refusal_to_appeal, refusal_to_hear
from contact_gateway.domain.casework.authority import Signatory, is_complete, refusal_to_authorise
from contact_gateway.domain.casework.letters import FinishedLetter, missing_parts, refusal_to_issue
from contact_gateway.domain.casework.reviews import next_review, refusal_to_review
from contact_gateway.domain.casework.rules import (
    AppealRules,
    AuthorityRule,
    CaseworkRules,
    LetterRule,
    Panel,
    ReviewRules,
    Tier,
)
from contact_gateway.domain.casework.spans import Span, Unit
from contact_gateway.domain.casework.words import LetterType, Part
from contact_gateway.domain.kinds.names import Kind
from tests.builders import policy
from tests.unit.domain.casework.cases import (
    ANN,
    CLOCKS,
    CONSULTED,
    LADDER,
    MO,
    POSTED,
    RULES,
    SIGNED,
    SUE,
    history,
    local,
    proposed,
)

POLICY = policy(grades=LADDER)
DRAFT = history(proposed(), CONSULTED)
IN_FORCE = history(proposed(), CONSULTED, SIGNED, POSTED)
TIER = Tier(grade="assistant_director")


def code(
    who: Signatory, *acts: RestrictionAct, rules: CaseworkRules = RULES, signed: tuple[Signatory, ...] = ()
) -> str:
    found = refusal_to_authorise(history(*acts), who, signed, POLICY, rules)
    return found.code if found else ""


def test_an_officer_below_the_grade_cannot_authorise_and_the_grade_is_asked_first() -> None:
    assert code(MO, *DRAFT.acts) == "not_authorised"
    assert code(SUE, *DRAFT.acts) == ""
    assert code(SUE, proposed(kind=Kind.PREMISES_BAN), CONSULTED) == "not_authorised"
    assert code(ANN, proposed(kind=Kind.PREMISES_BAN), CONSULTED) == ""


def test_whoever_proposed_does_not_authorise_whatever_the_grade() -> None:
    assert code(replace(ANN, id="mo"), *DRAFT.acts) == "same_person"


def test_the_teams_are_asked_first_and_choose_who_tells_the_customer() -> None:
    assert code(SUE, proposed()) == "consultation_missing"
    assert code(SUE, proposed(), replace(CONSULTED, replied=False)) == "consultation_missing"
    assert code(SUE, proposed(informing_officer=""), CONSULTED) == "consultation_missing"
    assert code(SUE, proposed(informing_officer=""), replace(CONSULTED, informing_officer="jo")) == ""


def test_several_roles_sign_together_each_by_another_person() -> None:
    rules = replace(RULES, authority=(AuthorityRule(together=("housing", "legal")),))
    housing, both = (
        Signatory(id="h", roles=frozenset({"housing"})),
        Signatory(id="b", roles=frozenset({"housing", "legal"})),
    )
    assert code(ANN, *DRAFT.acts, rules=rules) == "not_authorised"
    assert not is_complete(DRAFT, [both], rules)
    assert not is_complete(DRAFT, [both, both], rules)
    assert is_complete(DRAFT, [both, housing], rules)
    assert code(both, *DRAFT.acts, rules=rules, signed=(both,)) == "same_person"


def test_a_panel_needs_its_quorum_and_nobody_with_an_interest() -> None:
    rules = replace(RULES, authority=(AuthorityRule(panel=Panel(roles=frozenset({"board"}), quorum=2)),))
    one, two = (Signatory(id=name, roles=frozenset({"board"})) for name in ("one", "two"))
    assert code(one, *DRAFT.acts, rules=rules) == ""
    assert code(replace(one, conflicted=True), *DRAFT.acts, rules=rules) == "not_authorised"
    assert code(ANN, *DRAFT.acts, rules=rules) == "not_authorised"
    assert not is_complete(DRAFT, [one], rules)
    assert is_complete(DRAFT, [one, two], rules)


@pytest.mark.parametrize(
    ("hearer", "expected"),
    [
        (SUE, "hearer_involved"),
        (replace(ANN, id="repairs"), "hearer_involved"),
        (replace(ANN, id="accused"), "hearer_involved"),
        (replace(ANN, conflicted=True), "hearer_involved"),
        (replace(SUE, id="other"), "hearer_not_senior"),
        (replace(MO, id="other"), "hearer_not_senior"),
        (ANN, ""),
    ],
)
def test_a_hearer_is_neither_involved_nor_junior(hearer: Signatory, expected: str) -> None:
    found = refusal_to_hear(IN_FORCE, hearer, "service_manager", frozenset({"accused"}), TIER, POLICY)
    assert (found.code if found else "") == expected


def test_a_hearer_is_above_whoever_authorised_unless_there_is_nobody_above() -> None:
    anybody = Tier()
    assert (
        refusal_to_hear(IN_FORCE, replace(SUE, id="x"), "assistant_director", frozenset(), anybody, POLICY) is not None
    )
    director = Signatory(id="d", grade="director")
    assert refusal_to_hear(IN_FORCE, director, "director", frozenset(), anybody, POLICY) is None


def test_a_court_order_and_a_policy_without_tiers_have_no_appeal_here() -> None:
    of_a_court = replace(RULES, not_appealable=frozenset({Kind.CHANNEL_BAN}))
    assert refusal_to_appeal(IN_FORCE, of_a_court) is not None
    assert Kind.COURT_ORDER in RULES.not_appealable
    assert refusal_to_appeal(IN_FORCE, replace(RULES, appeals=(AppealRules(tiers=()),))) is not None
    assert refusal_to_appeal(IN_FORCE, RULES) is None


def test_the_window_runs_from_deemed_receipt_and_an_answer_from_receipt_by_us() -> None:
    rules = replace(RULES, appeals=(AppealRules(window=Span(20, Unit.WORKING_DAYS)),))
    assert not is_late(IN_FORCE, date(2026, 5, 21), rules, CLOCKS)
    assert is_late(IN_FORCE, date(2026, 5, 22), rules, CLOCKS)
    assert not is_late(IN_FORCE, date(2036, 1, 1), RULES, CLOCKS)
    assert answer_due(local("2026-05-01T09:00"), Tier(), CLOCKS) == date(2026, 5, 18)


def test_a_review_is_not_the_proposers_and_says_why() -> None:
    def told(
        who: Signatory, reason: str = "No more e-mails.", rules: CaseworkRules = RULES, *acts: RestrictionAct
    ) -> str:
        found = refusal_to_review(history(*IN_FORCE.acts, *acts), who, Outcome.CONTINUE, reason, POLICY, rules)
        return found.code if found else ""

    assert told(MO) == "same_person"
    assert told(SUE) == ""
    assert told(SUE, " ") == "reason_required"
    assert told(MO, rules=replace(RULES, reviews=ReviewRules(decider_may_review=True))) == ""
    assert told(SUE, rules=replace(RULES, reviews=ReviewRules(reviewer_grade="director"))) == "not_authorised"
    first = Reviewed(id="v", by="sue", at=local("2026-10-01T10:00"), outcome=Outcome.CONTINUE, complete=False)
    two_levels = replace(RULES, reviews=ReviewRules(levels=2))
    assert told(SUE, "No more e-mails.", two_levels, first) == "same_person"
    assert told(ANN, "No more e-mails.", two_levels, first) == ""


def test_the_next_review_is_the_policys_own_or_within_its_longest_time() -> None:
    reviewed = local("2026-10-15T10:00")
    assert next_review(IN_FORCE, reviewed, None, RULES, CLOCKS) == date(2027, 4, 15)
    assert next_review(IN_FORCE, reviewed, date(2027, 10, 15), RULES, CLOCKS) == date(2027, 10, 15)
    assert not isinstance(next_review(IN_FORCE, reviewed, date(2027, 10, 16), RULES, CLOCKS), date)


def test_a_letter_that_lacks_a_part_says_which_and_one_that_only_promises_it_does_too() -> None:
    parts = {Part.APPEAL: "OCT-4.2b", Part.OMBUDSMAN: "OCT-3.5", Part.POLICY_COPY: "TUN-8.7"}
    rules = replace(RULES, letters={LetterType.DECISION: LetterRule(parts=parts)})
    words = {Part.APPEAL: ("You can appeal until 21 May 2026.",), Part.OMBUDSMAN: ("Housing Ombudsman",)}
    text = "You can appeal until\n21 May 2026. You can write to the Housing Ombudsman."
    whole = FinishedLetter(type=LetterType.DECISION, text=text, parts=words, encloses_policy=True)
    assert missing_parts(whole, rules) == {}
    assert list(missing_parts(replace(whole, encloses_policy=False), rules)) == [Part.POLICY_COPY]
    assert list(missing_parts(replace(whole, text="You can write to the Housing Ombudsman."), rules)) == [Part.APPEAL]
    assert list(missing_parts(replace(whole, parts={Part.APPEAL: words[Part.APPEAL]}), rules)) == [Part.OMBUDSMAN]
    refused = refusal_to_issue(replace(whole, text=""), rules)
    assert refused is not None
    assert refused.code == "letter_incomplete"
    assert "how to appeal" in refused.sentence
    nothing = refusal_to_issue(None, rules)
    assert nothing is not None
    assert nothing.code == "letter_missing"


def test_the_letter_that_tells_is_the_decision_and_not_a_warning() -> None:
    warning = replace(POSTED, letter=LetterType.WARNING)
    assert isinstance(warning, LetterIssued)
    assert history(proposed(), warning).letter is None
