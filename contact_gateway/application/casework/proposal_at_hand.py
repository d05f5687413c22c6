"""A proposal as it is made of what an officer typed, and what it is judged by: made nowhere else, stored or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import WHAT_HAPPENED
from contact_gateway.application.casework.for_the_letter import ForTheLetter
from contact_gateway.application.casework.hearing import refuse_to_vary_while_heard
from contact_gateway.application.casework.named_in_terms import check_named
from contact_gateway.application.casework.said import said
from contact_gateway.application.casework.varying import refuse_to_vary_past_a_court, refuse_to_vary_what_does_not_hold
from contact_gateway.application.errors import Refused
from contact_gateway.application.restriction_request import RestrictionRequest, draft_of
from contact_gateway.domain.casework.acts import Proposed
from contact_gateway.domain.casework.binding import binds_from, ended_at
from contact_gateway.domain.casework.feasible import obstacle
from contact_gateway.domain.casework.proposing import Proposal, refusal_to_propose
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.casework.stages import Course, Earlier, stage_for
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.procedure.words import Question
from contact_gateway.domain.restrictions import Grounds, Restriction
from contact_gateway.domain.standing import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRequest:
    """What an officer proposes, as typed, and how each question was answered.

    `wanted` says what, for whom, by whom and on which grounds; without a start it is meant to start today, without a
    review date the policy's usual one holds. `told` is what the letter says to the customer in the officer's words.
    `policy` is the code of the one it is under; without it what varies another stays under the policy of that one, and
    all else is under the main one. `reason` says why something usual is left out. `varies` names the restriction whose
    place it takes. `restriction_id` names it, where whoever asks has a name for it.
    """

    wanted: RestrictionRequest
    answers: Mapping[Question, str] = field(default_factory=dict, repr=False)
    told: ForTheLetter = field(default_factory=ForTheLetter, repr=False)
    informing_officer: str = ""
    immediate: bool = False
    reason: str = field(default="", repr=False)
    varies: str = ""
    stage: str = ""
    policy: str = ""
    restriction_id: str = ""


@contextmanager
def opened(work: CaseWork, landlord: str, request: ProposalRequest) -> Iterator[CaseAtHand]:
    """Open the case of whom a proposal is about, under the policy that it is proposed under.

    Raises `NotFound`, `Refused` (unknown_policy, unknown_officer).
    """
    wanted, policy = request.wanted, request.policy
    if request.varies and not policy:
        varied = work.files.whose(landlord, request.varies)
        policy = work.policies.version(landlord, varied.policy_version).code
    with work.on_customer(landlord, wanted.customer_id, wanted.officer, policy) as case:
        yield case


def act_of(case: CaseAtHand, request: ProposalRequest, restriction_id: str) -> Proposed:
    """Return the act of proposing this. Raises `Refused` for what nobody could carry out or vary, `NotFound`."""
    answers = {question: text for question, text in request.answers.items() if text.strip()}
    words = {question.value: text.strip() for question, text in answers.items()}
    grounds = _grounds(request.wanted.grounds)
    if request.varies:
        refuse_to_vary_what_does_not_hold(case, request.varies)
        refuse_to_vary_past_a_court(case, request.varies, request.wanted.kind)
        refuse_to_vary_while_heard(case, request.varies)
    return Proposed(
        id=case.new_id(),
        by=case.by,
        at=case.now,
        words={
            **words,
            **said(**{WHAT_HAPPENED: request.wanted.narrative, "reason": request.reason}),
            **request.told.words(),
        },
        restriction=_draft(case, request, restriction_id, grounds),
        grounds=grounds,
        answers=frozenset(answers),
        informing_officer=request.informing_officer,
        immediate=request.immediate,
        policy_version=case.policy.version,
        varies=request.varies,
        stage=request.stage,
        review_follows=request.wanted.review_on is None,
    )


def _draft(case: CaseAtHand, request: ProposalRequest, restriction_id: str, grounds: Grounds | None) -> Restriction:
    wanted = request.wanted
    today = case.now if request.immediate else start_of_day(case.today, case.clocks.zone)
    starts_at = wanted.starts_at or today
    starts_on = case.clocks.day_of(starts_at)
    review_on = wanted.review_on or case.clocks.usual_review(starts_on, case.rules.reviews, grounds)
    return draft_of(wanted, case.policy, restriction_id, starts_at, review_on)


def _grounds(given: str) -> Grounds | None:
    if given and given not in set(Grounds):
        raise Refused("impossible_terms", f"{given!r} is no ground; choose from: {', '.join(sorted(Grounds))}.")
    return Grounds(given) if given else None


def proposal_of(case: CaseAtHand, act: Proposed) -> Proposal:
    """Return the proposal with what it is judged by; whoever proposed it is judged as proposer when they do, once."""
    return Proposal(
        act=act,
        course=Course(case=case.ladder(), earlier=tuple(_earlier(case))),
        segment=case.case.segment,
        identified=case.case.identified,
        proposer=case.signatory if act.by == case.by else None,
        unsigned=tuple(_unsigned_at_once(case)),
    )


def _unsigned_at_once(case: CaseAtHand) -> Iterator[Proposed]:
    for history in case.histories().values():
        if history.is_at_once and history.authorised is None:
            yield from (act for act in history.all(Proposed) if act.immediate)


def _earlier(case: CaseAtHand) -> Iterator[Earlier]:
    """Give the restrictions of this customer that came into force under this policy, in whichever version."""
    rules, clocks = case.rules, case.clocks
    under = {one.restriction_id for one in case.case.filed if one.policy.code == case.used.code}
    for restriction_id, history in case.histories().items():
        if restriction_id not in under:
            continue
        since, over = binds_from(history, rules, clocks), ended_at(history, rules, clocks)
        if since is None or since > case.now:
            continue
        stage = stage_for(history.kind, rules, history.proposed.stage)
        ended_on = clocks.day_of(over) if over and over <= case.now else None
        yield Earlier(stage=stage.name if stage else "", ended_on=ended_on)


def refuse_what_cannot_be_proposed(case: CaseAtHand, act: Proposed) -> None:
    """Raise `Refused`, with the first reason why the policy does not let it be proposed or nobody could live with it.

    The codes are those of `refusal_to_propose` and of `obstacle`, or unknown_officer, unknown_team, impossible_terms.
    """
    refuse(refusal_to_propose(proposal_of(case, act), case.policy, case.rules, case.clocks))
    check_named(case, act.restriction)
    refuse(hindrance(case, act.restriction, act.varies))


def hindrance(case: CaseAtHand, restriction: Restriction, varies: str = "") -> Refusal | None:
    """Return why a restriction could not be lived with, beside the person's others less the one that it varies."""
    person = without(case.case.person, {restriction.id, varies})
    found = obstacle(restriction, person, case.case.contact_points, case.policy)
    return Refusal(found.code, found.sentence) if found else None


def without(person: Person, restriction_ids: set[str]) -> Person:
    """Return the person without these restrictions."""
    return replace(person, restrictions=tuple(one for one in person.restrictions if one.id not in restriction_ids))
