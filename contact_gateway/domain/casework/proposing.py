"""What must be there before a restriction can be proposed: the first thing that is missing is the answer.

Read `refusal_to_propose` from top to bottom: it is the order of refusals (scenarios, "Refusals"). What can be lived
with (`feasible.obstacle`) is asked last, by whoever calls this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from contact_gateway.domain.casework.acts import Incident, Proposed
from contact_gateway.domain.casework.binding import planned_end
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.refusals import Refusal, somebody_as_high, written
from contact_gateway.domain.casework.signatories import Signatory, at_least
from contact_gateway.domain.casework.stages import Course, left_out, stage_for
from contact_gateway.domain.casework.time_to_change import time_given
from contact_gateway.domain.casework.whom_covered import refusal_of_segment, refusal_of_unknown
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import ORDERED_BY_A_COURT, CaseworkRules, Precondition, Stage
from contact_gateway.domain.procedure.rules_for import authority_rule
from contact_gateway.domain.procedure.words import Question, Step
from contact_gateway.domain.restrictions import Mode

_CODE_OF: Mapping[Question, str] = {
    Question.EVIDENCE: "evidence_missing",
    Question.SEVERITY: "evidence_missing",
    Question.FREQUENCY: "evidence_missing",
    Question.IMPACT: "impact_missing",
    Question.ADJUSTMENTS: "equality_check_missing",
    Question.VULNERABILITY: "equality_check_missing",
}

_CODES_IN_ORDER = ("evidence_missing", "impact_missing", "equality_check_missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal with what it is judged by: how far the customer has come, the segment, whether identified, by whom.

    `unsigned` are the customer's restrictions at once, as they were proposed, that nobody authorised.
    """

    act: Proposed
    course: Course = field(default_factory=Course)
    segment: str = ""
    identified: bool = True
    proposer: Signatory | None = None
    unsigned: tuple[Proposed, ...] = ()

    @property
    def reason(self) -> str:
        """Why something usual is left out, in the proposer's words."""
        return self.act.words.get("reason", "").strip()

    @property
    def kind(self) -> Kind:
        """What is proposed."""
        return self.act.restriction.kind


def refusal_to_propose(proposal: Proposal, policy: Policy, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    """Return the first reason why this cannot be proposed under the policy, None where nothing is missing."""
    checks: tuple[Callable[[], Refusal | None], ...] = (
        lambda: _kind(proposal, policy, rules),
        lambda: _scope(proposal, policy, rules),
        lambda: refusal_of_unknown(identified=proposal.identified),
        lambda: _warning(proposal, rules, clocks),
        lambda: _reasons(proposal, rules, clocks),
        lambda: _answers(proposal, rules),
        lambda: _start(proposal, clocks),
        lambda: _review(proposal, rules, clocks),
        lambda: _end(proposal, clocks),
        lambda: _at_once(proposal, policy, rules, clocks),
        lambda: _at_once_again(proposal, rules, clocks),
    )
    return next((refusal for check in checks if (refusal := check())), None)


def is_exceptional(act: Proposed, rules: CaseworkRules, clocks: Clocks) -> bool:
    """Whether the review is later than the policy's longest, which needs a reason and a sign-off of its own."""
    late = act.restriction.review_on > clocks.review_window(_starts_on(act, clocks), rules.reviews)[1]
    return rules.reviews.exceptional is not None and late and act.restriction.kind not in ORDERED_BY_A_COURT


def _kind(proposal: Proposal, policy: Policy, rules: CaseworkRules) -> Refusal | None:
    kind, stage = proposal.kind, proposal.act.stage
    if kind in policy.kinds and (not rules.stages or stage_for(kind, rules, stage)):
        return None
    if kind in policy.kinds:
        where = f"at the stage {stage!r}" if stage else "at any of its stages"
        return Refusal("kind_not_in_policy", f"The policy of {policy.name} does not allow {kind.value!r} {where}.")
    allowed = ", ".join(sorted(policy.kinds)) or "none yet"
    said = f"The policy of {policy.name} does not allow {kind.value!r}; it allows: {allowed}."
    return Refusal("kind_not_in_policy", said)


def _scope(proposal: Proposal, policy: Policy, rules: CaseworkRules) -> Refusal | None:
    outside = refusal_of_segment(proposal.segment, proposal.act.restriction, policy, rules)
    grounds = proposal.act.grounds
    if outside or grounds is None or not policy.grounds or grounds in policy.grounds:
        return outside
    known = ", ".join(sorted(policy.grounds))
    return Refusal("out_of_scope", f"{grounds.value!r} is no ground in the policy of {policy.name}; it knows: {known}.")


def _warning(proposal: Proposal, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    stages = _stages_left_out(proposal, rules, clocks)
    stage = next((stage for stage in stages if stage.step is Step.WARNING), None)
    if stage:
        return _not_warned(stage.clause, with_reason=stage.with_reason)
    missing = (
        rung for rung in rules.preconditions if Step.WARNING in rung.steps and _is_missing(rung, proposal, rules)
    )
    rung = next(missing, None)
    return _not_warned(rung.clause, with_reason=rung.with_reason) if rung else None


def _not_warned(clause: str, *, with_reason: bool) -> Refusal:
    skip = ", or give the reason why not" if with_reason else ""
    return Refusal(
        "warning_missing",
        "The customer has not been warned yet: say why the behaviour is not acceptable, what must change and "
        f"what comes next{skip}.",
        clause,
    )


def _reasons(proposal: Proposal, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    too_early = _step_left_out(proposal, rules, clocks) or _too_soon(proposal, rules, clocks)
    return too_early or (None if proposal.reason else _reason(proposal, rules, clocks))


def _too_soon(proposal: Proposal, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    """Refuse what does not wait for the time to change that a warning gave, where it could not do without a warning."""
    until = time_given(proposal.act, proposal.course.case, clocks.zone)
    asked = _warning(replace(proposal, course=proposal.course.unwarned()), rules, clocks) if until else None
    if until is None or asked is None:
        return None
    how = "propose it then, or with a reason for which the policy does without a warning"
    return Refusal("reason_required", f"The customer has time to change until {written(until)}: {how}.", asked.clause)


def _step_left_out(proposal: Proposal, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    rung = next((rung for rung in rules.preconditions if _is_missing(rung, proposal, rules)), None)
    if rung:
        named = " or ".join(sorted(step.value for step in rung.steps))
        return _left_out(f"There has been no {named}", rung.clause, with_reason=rung.with_reason)
    stage = next(iter(_stages_left_out(proposal, rules, clocks)), None)
    if stage is None:
        return None
    return _left_out(f"The stage {stage.label!r} comes before this", stage.clause, with_reason=stage.with_reason)


def _left_out(what: str, clause: str, *, with_reason: bool) -> Refusal:
    how = "give the reason why not" if with_reason else "the policy lets it be left out in immediate danger alone"
    return Refusal("reason_required", f"{what}; {how}.", clause)


def _reason(proposal: Proposal, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    authority = authority_rule(rules, proposal.kind)
    if proposal.act.immediate:
        return Refusal("reason_required", "A restriction at once needs the reason why it cannot wait.")
    if authority.exceptional or proposal.kind is Kind.NO_CONTACT:
        return Refusal(
            "reason_required", "This is for exceptional cases: give the reason.", authority.clause_of("exceptional")
        )
    if _is_late(proposal.act, rules, clocks):
        said = "A review later than is usual needs the reason for it."
        return Refusal("reason_required", said, rules.reviews.clause_of("reason_beyond_usual"))
    return None


def _answers(proposal: Proposal, rules: CaseworkRules) -> Refusal | None:
    if proposal.act.grounds is None:
        return Refusal("evidence_missing", "Say on which grounds: what the behaviour was.")
    missing = {question: clause for question, clause in rules.questions.items() if question not in proposal.act.answers}
    for code in _CODES_IN_ORDER:
        asked = [question for question in Question if question in missing and _CODE_OF[question] == code]
        if asked:
            named = ", ".join(question.value.replace("_", " ") for question in asked)
            return Refusal(code, f"This has to be answered first: {named}.", missing[asked[0]])
    return None


def _start(proposal: Proposal, clocks: Clocks) -> Refusal | None:
    proposed_on = clocks.day_of(proposal.act.at)
    if proposal.kind in ORDERED_BY_A_COURT or _starts_on(proposal.act, clocks) >= proposed_on:
        return None
    return Refusal(
        "impossible_day", f"Nothing begins before it is decided: let it start on {written(proposed_on)} or later."
    )


def _review(proposal: Proposal, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    review_on, starts_on = proposal.act.restriction.review_on, _starts_on(proposal.act, clocks)
    if proposal.kind in ORDERED_BY_A_COURT:
        return None
    earliest, latest = clocks.review_window(starts_on, rules.reviews)
    latest = clocks.exceptional_until(starts_on, rules.reviews) or latest
    stage = stage_for(proposal.kind, rules, proposal.act.stage)
    if stage and stage.length:
        latest = min(latest, stage.length.after(starts_on, clocks.calendar))
    at_meetings = clocks.usual_review(starts_on, rules.reviews, proposal.act.grounds) in rules.reviews.meeting_dates
    meetings = clocks.meetings(earliest, latest, rules.reviews) if at_meetings else ()
    if earliest <= review_on <= latest and (not meetings or review_on in meetings):
        return None
    allowed = f"from {written(earliest)} to {written(latest)}"
    days = f" on one of the meetings: {', '.join(map(written, meetings))}" if meetings else ""
    said = f"The review must be {allowed}{days}, not on {written(review_on)}."
    return Refusal("review_out_of_range", said, rules.reviews.clause)


def _end(proposal: Proposal, clocks: Clocks) -> Refusal | None:
    over = planned_end(History((proposal.act,)), clocks)
    if over is None or over > proposal.act.at:
        return None
    last = written(clocks.last_day_before(over))
    return Refusal("impossible_terms", f"It would have ended on {last} already; give an end that is still to come.")


def _at_once(proposal: Proposal, policy: Policy, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    interim, proposer = rules.interim, proposal.proposer
    if not proposal.act.immediate:
        return None
    if proposal.act.restriction.mode is Mode.SHADOW:
        return Refusal(
            "impossible_terms", "What is only counted binds nobody, at once or later; leave one of them out."
        )
    if _starts_on(proposal.act, clocks) > clocks.day_of(proposal.act.at):
        return Refusal("impossible_terms", "What cannot wait begins today; leave the later start out, or at once.")
    if interim is None or proposer is None or at_least(proposer.grade, interim.grade, policy.grades):
        return None
    return Refusal("not_authorised", f"At once, this is decided by {somebody_as_high(interim.grade)}.", interim.clause)


def _at_once_again(proposal: Proposal, rules: CaseworkRules, clocks: Clocks) -> Refusal | None:
    """Refuse to renew day by day what nobody signs: what is decided at once on one day lapses on one day.

    A new incident lets it be renewed where another officer put it on record: nobody renews on their own word alone.
    """
    act = proposal.act
    if not act.immediate or rules.interim is None or proposal.proposer is None:
        return None
    told = (one for one in proposal.course.case if isinstance(one, Incident) and one.by != act.by)
    happened = max((one.at for one in told), default=None)
    today = clocks.day_of(act.at)
    for before in proposal.unsigned:
        if clocks.day_of(before.at) < today and (happened is None or happened <= before.at):
            since = written(clocks.day_of(before.at))
            said = (
                f"What was decided at once on {since} was never authorised, and no other officer has put an incident "
                "on record since: have a restriction authorised, or have whoever was there record the new incident."
            )
            return Refusal("not_authorised", said, rules.interim.clause)
    return None


def _stages_left_out(proposal: Proposal, rules: CaseworkRules, clocks: Clocks) -> tuple[Stage, ...]:
    """Return the stages before this one that were left out without the reason that the policy allows."""
    stage = stage_for(proposal.kind, rules, proposal.act.stage)
    if stage is None:
        return ()
    before = left_out(stage, proposal.course, _starts_on(proposal.act, clocks), rules.stages, clocks)
    return tuple(one for one in before if not _is_excused(proposal, rules, with_reason=one.with_reason))


def _is_missing(rung: Precondition, proposal: Proposal, rules: CaseworkRules) -> bool:
    if not _concerns(rung, proposal) or rung.steps & proposal.course.steps():
        return False
    excused = _is_excused(proposal, rules, with_reason=rung.with_reason, when_immediate=rung.when_immediate)
    return not excused and proposal.act.grounds not in rung.skipped_by


def _concerns(rung: Precondition, proposal: Proposal) -> bool:
    of_kind = not rung.kinds or proposal.kind in rung.kinds
    return of_kind and (not rung.grounds or proposal.act.grounds in rung.grounds)


def _is_excused(proposal: Proposal, rules: CaseworkRules, *, with_reason: bool, when_immediate: bool = True) -> bool:
    at_once = when_immediate and proposal.act.immediate and rules.interim is not None
    return bool(proposal.reason) and (with_reason or at_once)


def _is_late(act: Proposed, rules: CaseworkRules, clocks: Clocks) -> bool:
    usual = clocks.usual_review(_starts_on(act, clocks), rules.reviews, act.grounds)
    asked = rules.reviews.reason_beyond_usual or is_exceptional(act, rules, clocks)
    return asked and act.restriction.review_on > usual


def _starts_on(act: Proposed, clocks: Clocks) -> date:
    return clocks.day_of(act.restriction.starts_at)
