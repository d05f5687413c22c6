"""Receive an appeal against a decision that restricts nobody: a warning, an item that is not dealt with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from contact_gateway.application.casework.appeal import (
    KEPT_WITH_THE_OPEN_ONE,
    AppealRequest,
    brings_more,
    more_of,
    refuse_impossible_receipt,
    to_do_about,
    to_read_more,
)
from contact_gateway.application.casework.bare_case_at_hand import BareAtHand, name, on_decision
from contact_gateway.application.casework.case_at_hand import refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealed
from contact_gateway.domain.casework.appeals import NOT_HEARD_HERE
from contact_gateway.domain.casework.bare_decisions import refusal_to_appeal_bare, tier_for_bare
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.procedure.words import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealBareDecision:
    """The use case (DER-12.1, MAG-20). As with restrictions, none is dropped, and a person decides on what is late."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, decision_id: str, by: str, request: AppealRequest) -> Answer:
        """Receive an appeal, start its clock, and name who hears it, where somebody was named.

        Raises `NotFound`, `Refused`: not_appealable, appeal_out_of_time, hearer_involved, hearer_not_senior, each after
        the appeal was received and its clock had begun to run; appeal_open where one waits already, after what came
        was kept with it; unknown_officer and impossible_terms where nothing was received.
        """
        with on_decision(self.work, landlord, customer_id, decision_id, by) as at_hand:
            answer, refusal = _receive(at_hand, request)
        refuse(refusal)
        return answer


def _receive(at_hand: BareAtHand, request: AppealRequest) -> tuple[Answer, Refusal | None]:
    case, waiting = at_hand.case, at_hand.bare.open_appeal
    if request.hearer:
        case.officer(request.hearer)
    if waiting:
        more = [act for act in at_hand.bare.more if act.about == waiting.id]
        if brings_more(request, [waiting, *more]):
            return _kept(at_hand, waiting, request)
        return _heard_by(at_hand, waiting, request.hearer)
    act, refusal = _appealed(at_hand, request)
    unfit = at_hand.refusal_of_hearer(act, request.hearer) if request.hearer else None
    to_do = to_do_about(act, is_heard=bool(request.hearer) and unfit is None)
    answer = replace(file_act(case, act, (Occasion.APPEALED,), to_do), appeal_id=act.id, appeal_due=act.due_on)
    if refusal or not request.hearer:
        return answer, refusal
    heard, refusal = _heard_by(at_hand, act, request.hearer)
    return replace(heard, tasks=(*heard.tasks, *answer.tasks), notified=answer.notified), refusal


def _kept(at_hand: BareAtHand, appeal: BareAppealed, request: AppealRequest) -> tuple[Answer, Refusal]:
    """Keep more of an appeal with it: the day of its answer stays."""
    case = at_hand.case
    refuse_impossible_receipt(case, request.received_at, at_hand.bare.decision.at)
    act = replace(more_of(case, appeal, request), about=appeal.id)
    answer = file_act(case, act, to_do=to_read_more(appeal, at_hand.bare.hearer))
    return replace(answer, appeal_id=appeal.id, appeal_due=appeal.due_on), KEPT_WITH_THE_OPEN_ONE


def _heard_by(at_hand: BareAtHand, appeal: BareAppealed, hearer: str) -> tuple[Answer, Refusal | None]:
    """Name the hearer of an appeal that was received; where that is refused, the appeal stands all the same."""
    if not hearer:
        raise Refused("appeal_open", "This appeal was received already and waits to be decided; name who hears it.")
    refusal = at_hand.refusal_of_hearer(appeal, hearer)
    answer = Answer(id=appeal.id, act_id=appeal.id, appeal_id=appeal.id, appeal_due=appeal.due_on)
    return (answer, refusal) if refusal else (replace(answer, tasks=name(at_hand.case, appeal, hearer).tasks), None)


def _appealed(at_hand: BareAtHand, request: AppealRequest) -> tuple[BareAppealed, Refusal | None]:
    case, bare = at_hand.case, at_hand.bare
    refuse_impossible_receipt(case, request.received_at, bare.decision.at)
    came_on = case.clocks.day_of(request.received_at)
    refusal = refusal_to_appeal_bare(bare, came_on, case.rules, case.clocks, new_facts=request.new_facts)
    tier = bare.tier_of_the_next(case.rules)
    act = BareAppealed(
        id=request.appeal_id or case.new_id(),
        by=case.by,
        at=case.now,
        words=said(words=request.words),
        about=bare.decision.id,
        received_on=case.clocks.receipt_day(request.received_at),
        due_on=case.clocks.answer_due(request.received_at, tier_for_bare(case.rules, tier)),
        tier=tier,
        late=refusal is not None,
        new_facts=request.new_facts,
        heard_before=refusal is not None and refusal.code == NOT_HEARD_HERE.code and tier > 0,
    )
    return act, refusal
