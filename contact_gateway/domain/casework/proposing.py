"""What must be there before a restriction can be proposed: the first thing that is missing is the answer.

Read `refusal_to_propose` from top to bottom: it is the order of refusals (scenarios, "Refusals"). What can be lived
with (`feasible.obstacle`) is asked last, by whoever calls this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from contact_gateway.domain.casework.acts import (
    Agreed,
    Attempt,
    CaseAct,
    Causes,
    Incident,
    Mediated,
    Monitored,
    Proposed,
    Warned,
)
from contact_gateway.domain.casework.clocks import Clocks
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.casework.rules import CaseworkRules, Precondition
from contact_gateway.domain.casework.rules_for import authority_rule
from contact_gateway.domain.casework.words import Question, Step
from contact_gateway.domain.policy import Policy

_STEP_OF: dict[type[CaseAct], Step] = {
    Incident: Step.INCIDENT,
    Attempt: Step.ATTEMPT,
    Causes: Step.CAUSES,
    Agreed: Step.ARRANGEMENT,
    Mediated: Step.MEDIATION,
    Warned: Step.WARNING,
    Monitored: Step.MONITORING,
}

_CODE_OF: dict[Question, str] = {
    Question.EVIDENCE: "evidence_missing",
    Question.SEVERITY: "evidence_missing",
    Question.FREQUENCY: "evidence_missing",
    Question.CIRCUMSTANCES: "evidence_missing",
    Question.IMPACT: "impact_missing",
    Question.ADJUSTMENTS: "equality_check_missing",
    Question.VULNERABILITY: "equality_check_missing",
}

_CODES_IN_ORDER = ("evidence_missing", "impact_missing", "equality_check_missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal with what it is judged by: the case so far, the person's segment, whether the person is identified."""

    act: Proposed
    case: tuple[CaseAct, ...]
    segment: str = ""
    identified: bool = True

    @property
    def reason(self) -> str:
        """Why something usual is left out, in the proposer's words."""
        return self.act.words.get("reason", "").strip()


def refusal_to_propose(proposal: Proposal, policy: Policy, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    """Return the first reason why this cannot be proposed under the policy, None where nothing is missing."""
    checks: tuple[Callable[[], Refusal | None], ...] = (
        lambda: _kind(proposal, policy),
        lambda: _scope(proposal, policy, rules),
        lambda: _identity(proposal),
        lambda: _steps(proposal, rules),
        lambda: _reasons(proposal, rules, clocks),
        lambda: _answers(proposal, rules),
        lambda: _review(proposal, rules, clocks),
    )
    return next((refusal for check in checks if (refusal := check())), None)


def _kind(proposal: Proposal, policy: Policy) -> Refusal | None:
    kind = proposal.act.restriction.kind
    if kind in policy.kinds:
        return None
    allowed = ", ".join(sorted(policy.kinds)) or "none yet"
    return Refusal("kind_not_in_policy", f"The policy of {policy.name} does not allow {kind!r}; it allows: {allowed}.")


def _scope(proposal: Proposal, policy: Policy, rules: CaseworkRules) -> Refusal | None:
    if proposal.segment not in rules.out_of_scope:
        return None
    place = proposal.segment.replace("_", " ")
    return Refusal("out_of_scope", f"The policy of {policy.name} does not cover {place}; its own policy does.")


def _identity(proposal: Proposal) -> Refusal | None:
    if proposal.identified:
        return None
    return Refusal(
        "unverified_identity",
        "Nobody knows for certain who this is, so no restriction can be decided; act on the item or the account alone.",
    )


def _steps(proposal: Proposal, rules: CaseworkRules) -> Refusal | None:
    missing = [rung for rung in rules.preconditions if _is_missing(rung, proposal)]
    for rung in missing:
        if Step.WARNING in rung.steps:
            return Refusal(
                "warning_missing",
                "The customer has not been warned yet: say why the behaviour is not acceptable, what must change and "
                f"what comes next{_or_skip(rung)}.",
                rung.clause,
            )
    return None


def _reasons(proposal: Proposal, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    if proposal.reason:
        return None
    act = proposal.act
    rung = next((rung for rung in rules.preconditions if _is_missing(rung, proposal)), None)
    if rung:
        named = " or ".join(sorted(step.value for step in rung.steps))
        return Refusal("reason_required", f"There has been no {named}; give the reason why not.", rung.clause)
    if act.immediate:
        return Refusal("reason_required", "A restriction at once needs the reason why it cannot wait.")
    authority = authority_rule(rules, act.restriction.kind)
    if authority.exceptional:
        return Refusal("reason_required", "This is for exceptional cases: give the reason.", authority.clause)
    if _is_late(act.restriction.review_on, act, rules, clocks):
        return Refusal("reason_required", "A review later than is usual needs the reason for it.", rules.reviews.clause)
    return None


def _answers(proposal: Proposal, rules: CaseworkRules) -> Refusal | None:
    missing = {question: clause for question, clause in rules.questions.items() if question not in proposal.act.answers}
    for code in _CODES_IN_ORDER:
        asked = [question for question in Question if question in missing and _CODE_OF[question] == code]
        if asked:
            named = ", ".join(question.value.replace("_", " ") for question in asked)
            return Refusal(code, f"This has to be answered first: {named}.", missing[asked[0]])
    return None


def _review(proposal: Proposal, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    restriction = proposal.act.restriction
    starts_on = restriction.starts_at.astimezone(clocks.zone).date()
    earliest, latest = clocks.review_window(starts_on, rules.reviews)
    if proposal.act.exceptional:
        latest = clocks.exceptional_until(starts_on, rules.reviews) or latest
    if earliest <= restriction.review_on <= latest:
        return None
    return Refusal(
        "review_out_of_range",
        f"The review must be from {_day(earliest)} to {_day(latest)}, not on {_day(restriction.review_on)}.",
        rules.reviews.clause,
    )


def _is_missing(rung: Precondition, proposal: Proposal) -> bool:
    act = proposal.act
    concerns = (not rung.kinds or act.restriction.kind in rung.kinds) and (
        not rung.grounds or act.grounds in rung.grounds
    )
    return concerns and not rung.steps & _stood_on(proposal.case) and not _is_skipped(rung, proposal)


def _is_skipped(rung: Precondition, proposal: Proposal) -> bool:
    act = proposal.act
    explained = bool(proposal.reason) and (rung.with_reason or (rung.when_immediate and act.immediate))
    return explained or act.grounds in rung.skipped_by


def _stood_on(case: Iterable[CaseAct]) -> frozenset[Step]:
    return frozenset(_STEP_OF[type(act)] for act in case)


def _is_late(review_on: date, act: Proposed, rules: CaseworkRules, clocks: Clocks) -> bool:
    starts_on = act.restriction.starts_at.astimezone(clocks.zone).date()
    return rules.reviews.reason_beyond_usual and review_on > clocks.usual_review(starts_on, rules.reviews, act.grounds)


def _or_skip(rung: Precondition) -> str:
    return ", or give the reason why not" if rung.with_reason else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
