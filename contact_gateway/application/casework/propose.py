"""Propose a restriction, or other terms for one that is in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import WHAT_HAPPENED, file_about
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.named_in_terms import check_named
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.application.restriction_request import RestrictionRequest, draft_of
from contact_gateway.domain.casework.acts import Proposed
from contact_gateway.domain.casework.binding import binds_from, ended_at
from contact_gateway.domain.casework.feasible import obstacle
from contact_gateway.domain.casework.proposing import Proposal, refusal_to_propose
from contact_gateway.domain.casework.stages import Course, Earlier, stage_for
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.procedure.words import Occasion, Question
from contact_gateway.domain.restrictions import Grounds, Restriction

AUTHORISE_INTERIM = "authorise_interim"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRequest:
    """What an officer proposes, as typed, and how each question was answered.

    `wanted` says what, for whom, by whom and on which grounds; without a start it is meant to start today, without a
    review date the policy's usual one holds. `reason` says why something usual is left out. `varies` names the
    restriction whose place it takes. `restriction_id` names it, where whoever asks has a name for it.
    """

    wanted: RestrictionRequest
    answers: Mapping[Question, str] = field(default_factory=dict, repr=False)
    informing_officer: str = ""
    immediate: bool = False
    reason: str = field(default="", repr=False)
    varies: str = ""
    stage: str = ""
    restriction_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    """The use case. What is proposed binds nobody, but for immediate danger, where it binds at once and lapses soon."""

    work: CaseWork

    def __call__(self, landlord: str, request: ProposalRequest) -> Answer:
        """Write down a proposal that the policy lets be made.

        A proposal that nobody signed yet may be written anew. Raises `NotFound`, `Refused`: with the first of the codes
        of `refusal_to_propose` and of `obstacle`, or unknown_officer, unknown_team, impossible_terms, unknown_channel,
        already_decided, id_taken.
        """
        wanted = request.wanted
        with self.work.on_customer(landlord, wanted.customer_id, wanted.officer) as case:
            restriction_id = request.restriction_id or case.new_id()
            so_far = case.histories().get(restriction_id)
            if so_far and so_far.authorised:
                raise Refused("already_decided", "This was decided already; propose a variation of it.")
            act = _act(case, request, restriction_id)
            refuse(refusal_to_propose(_proposal(case, act), case.policy, case.rules, case.clocks))
            _refuse_what_cannot_be_lived_with(case, act)
            answer, _ = file_about(case, restriction_id, so_far, act, (Occasion.PROPOSED,), _to_do(case, act))
            return answer


def _act(case: CaseAtHand, request: ProposalRequest, restriction_id: str) -> Proposed:
    answers = {question: text for question, text in request.answers.items() if text.strip()}
    words = {question.value: text.strip() for question, text in answers.items()}
    grounds = _grounds(request.wanted.grounds)
    if request.varies:
        case.history(request.varies)
    return Proposed(
        id=case.new_id(),
        by=case.by,
        at=case.now,
        words={**words, **said(**{WHAT_HAPPENED: request.wanted.narrative, "reason": request.reason})},
        restriction=_draft(case, request, restriction_id, grounds),
        grounds=grounds,
        answers=frozenset(answers),
        informing_officer=request.informing_officer,
        immediate=request.immediate,
        policy_version=case.policy.version,
        varies=request.varies,
        stage=request.stage,
    )


def _draft(case: CaseAtHand, request: ProposalRequest, restriction_id: str, grounds: Grounds | None) -> Restriction:
    wanted = request.wanted
    today = case.now if request.immediate else start_of_day(case.today, case.clocks.zone)
    starts_at = wanted.starts_at or today
    starts_on = starts_at.astimezone(case.clocks.zone).date()
    review_on = wanted.review_on or case.clocks.usual_review(starts_on, case.rules.reviews, grounds)
    return draft_of(wanted, case.policy, restriction_id, starts_at, review_on)


def _grounds(given: str) -> Grounds | None:
    if given and given not in set(Grounds):
        raise Refused("impossible_terms", f"{given!r} is no ground; choose from: {', '.join(sorted(Grounds))}.")
    return Grounds(given) if given else None


def _proposal(case: CaseAtHand, act: Proposed) -> Proposal:
    return Proposal(
        act=act,
        course=Course(case=case.ladder(), earlier=tuple(_earlier(case))),
        segment=case.case.segment,
        identified=case.case.identified,
        proposer=case.signatory,
    )


def _earlier(case: CaseAtHand) -> Iterator[Earlier]:
    """Give the restrictions of this customer that came into force."""
    rules, clocks = case.rules, case.clocks
    for history in case.histories().values():
        since, over = binds_from(history, rules, clocks), ended_at(history, rules, clocks)
        if since is None or since > case.now:
            continue
        stage = stage_for(history.proposed.restriction.kind, rules, history.proposed.stage)
        ended_on = over.astimezone(clocks.zone).date() if over and over <= case.now else None
        yield Earlier(stage=stage.name if stage else "", ended_on=ended_on)


def _refuse_what_cannot_be_lived_with(case: CaseAtHand, act: Proposed) -> None:
    check_named(act.restriction, case.case.officers, case.policy)
    replaced = {act.restriction.id, act.varies}
    others = tuple(one for one in case.case.person.restrictions if one.id not in replaced)
    person = replace(case.case.person, restrictions=others)
    found = obstacle(act.restriction, person, case.case.contact_points, case.policy)
    if found:
        raise Refused(found.code, found.sentence)


def _to_do(case: CaseAtHand, act: Proposed) -> tuple[ToDo, ...]:
    interim = case.rules.interim
    if not act.immediate or interim is None:
        return ()
    last = interim.lasts.after(case.today, case.clocks.calendar)
    return (ToDo(code=AUTHORISE_INTERIM, by=last, clause=interim.clause),)
