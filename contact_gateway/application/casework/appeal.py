"""Receive an appeal against a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.follow_ups import ToDo, to_decide
from contact_gateway.application.casework.hearing import named, refusal_of_hearer
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.application.tasks_of_casework import (
    DECIDE_WHETHER_TO_HEAR,
    ISSUE_LETTER,
    NAME_HEARER,
    READ_MORE_OF_APPEAL,
)
from contact_gateway.domain.casework.acts import Appealed
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealed
from contact_gateway.domain.casework.appeals import (
    NOT_HEARD_HERE,
    refusal_to_appeal,
    tier_for,
    tier_of_the_next,
)
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.refusals import Refusal, written
from contact_gateway.domain.procedure.rules import Tier
from contact_gateway.domain.procedure.words import Occasion

AnyAppeal = TypeVar("AnyAppeal", Appealed, BareAppealed)

KEPT_WITH_THE_OPEN_ONE = Refusal(
    "appeal_open",
    "An appeal waits to be decided already. What came now is kept with it, and read with it. Name a hearer by itself.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRequest:
    """What the customer sent, by whatever channel and in whatever form, and when any part of the landlord received it.

    `new_facts` says that it rests on something that was not known. `appeal_id` names it, where whoever asks has a name
    for it; an appeal that waits to be decided is not received a second time: more words are kept with it.
    """

    received_at: datetime
    words: str = field(default="", repr=False)
    new_facts: bool = False
    hearer: str = ""
    appeal_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """The use case. No appeal is dropped: what comes too late, or cannot be heard here, a person decides on."""

    work: CaseWork

    def __call__(self, landlord: str, restriction_id: str, by: str, request: AppealRequest) -> Answer:
        """Receive an appeal, start its clock, and name who hears it, where somebody was named.

        Raises `NotFound`, `Refused`: not_appealable, appeal_out_of_time, hearer_involved, hearer_not_senior, each after
        the appeal was received and its clock had begun to run; appeal_open where one waits already, after what came
        was kept with it; unknown_officer, nothing_to_appeal and impossible_terms where nothing was received.
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            answer, refusal = _receive(case, restriction_id, request)
        refuse(refusal)
        return answer


def _receive(case: CaseAtHand, restriction_id: str, request: AppealRequest) -> tuple[Answer, Refusal | None]:
    history = case.history(restriction_id)
    if request.hearer:
        case.officer(request.hearer)
    appeal = history.open_appeal
    if appeal:
        came = [act for act in history.all(Appealed) if act.appeal_id == appeal.appeal_id]
        if brings_more(request, came):
            return _kept(case, restriction_id, history, appeal, request)
        return _heard_by(case, restriction_id, history, appeal, request)
    act, refusal = _appealed(case, history, request)
    unfit = refusal_of_hearer(case, history, act, request.hearer) if request.hearer else None
    to_do = to_do_about(act, is_heard=bool(request.hearer) and unfit is None)
    answer = file_about(case, restriction_id, history, act, (Occasion.APPEALED,), to_do)
    if refusal or not request.hearer:
        return answer, refusal
    heard, refusal = _heard_by(case, restriction_id, history.then(act), act, request)
    return replace(heard, tasks=(*heard.tasks, *answer.tasks), notified=answer.notified), refusal


def brings_more(request: AppealRequest, came: Sequence[Appealed | BareAppealed]) -> bool:
    """Return whether this says anything that an appeal did not say yet; the same words sent again do not."""
    words = said(words=request.words)
    is_new = bool(words) and words not in [act.words for act in came]
    return is_new or (request.new_facts and not any(act.new_facts for act in came))


def more_of(case: CaseAtHand, appeal: AnyAppeal, request: AppealRequest) -> AnyAppeal:
    """Return what came while an appeal waits, as an act of its own: all but what came now stands as it was."""
    return replace(
        appeal,
        id=case.new_id(),
        by=case.by,
        at=case.now,
        words=said(words=request.words),
        received_on=case.clocks.receipt_day(request.received_at),
        new_facts=request.new_facts,
    )


def to_read_more(appeal: Appealed | BareAppealed, hearer: str) -> tuple[ToDo, ...]:
    """Return what has to be done about more of an appeal; the letter about one that nobody hears is a task already."""
    return (replace(to_decide(appeal, hearer), code=READ_MORE_OF_APPEAL),) if appeal.tier else ()


def _kept(
    case: CaseAtHand, restriction_id: str, history: History, appeal: Appealed, request: AppealRequest
) -> tuple[Answer, Refusal]:
    """Keep more of an appeal with it: the day of its answer stays."""
    refuse_impossible_receipt(case, request.received_at, history.proposed.at)
    act = more_of(case, appeal, request)
    to_do = to_read_more(appeal, history.hearer)
    answer = file_about(case, restriction_id, history, act, to_do=to_do)
    return answer, KEPT_WITH_THE_OPEN_ONE


def _heard_by(
    case: CaseAtHand, restriction_id: str, history: History, appeal: Appealed, request: AppealRequest
) -> tuple[Answer, Refusal | None]:
    """Name the hearer of an appeal that was received; where that is refused, the appeal stands all the same."""
    if not request.hearer:
        raise Refused("appeal_open", "This appeal was received already and waits to be decided; name who hears it.")
    refusal = refusal_of_hearer(case, history, appeal, request.hearer)
    if refusal:
        return Answer(id=restriction_id, act_id=appeal.id), refusal
    to_do = (to_decide(appeal, request.hearer),)
    answer = file_about(case, restriction_id, history, named(case, appeal, request.hearer), to_do=to_do)
    return answer, None


def _appealed(case: CaseAtHand, history: History, request: AppealRequest) -> tuple[Appealed, Refusal | None]:
    decided = history.proposed if history.is_at_once else history.authorised
    if decided is None:
        raise Refused("nothing_to_appeal", "Nothing has been decided yet that could be appealed against.")
    if history.is_trial:
        raise Refused("nothing_to_appeal", "This is a trial: it restricts nobody, and nobody was told of it.")
    refuse_impossible_receipt(case, request.received_at, decided.at)
    came_on = case.clocks.day_of(request.received_at)
    refusal = refusal_to_appeal(history, came_on, case.rules, case.clocks, new_facts=request.new_facts)
    number = tier_of_the_next(history, case.rules, case.clocks)
    tier = tier_for(history, case.rules, number) or Tier()
    act = Appealed(
        id=case.new_id(),
        by=case.by,
        at=case.now,
        words=said(words=request.words),
        appeal_id=request.appeal_id or case.new_id(),
        received_on=case.clocks.receipt_day(request.received_at),
        due_on=case.clocks.answer_due(request.received_at, tier),
        tier=number,
        late=refusal is not None,
        new_facts=request.new_facts,
        heard_before=refusal is not None and refusal.code == NOT_HEARD_HERE.code and number > 0,
    )
    return act, refusal


def refuse_impossible_receipt(case: CaseAtHand, received_at: datetime, decided_at: datetime) -> None:
    """Refuse what nobody can have received: an appeal of a day before the decision, or of time to come.

    Raises `Refused` (impossible_terms).
    """
    if received_at > case.now:
        raise Refused("impossible_terms", "An appeal cannot have been received in time to come.")
    came_on, decided_on = (case.clocks.day_of(moment) for moment in (received_at, decided_at))
    if came_on < decided_on:
        raise Refused(
            "impossible_terms",
            f"An appeal cannot have been received before the decision, which was made on {written(decided_on)}.",
        )


def to_do_about(appeal: Appealed | BareAppealed, *, is_heard: bool) -> tuple[ToDo, ...]:
    """Return what has to be done about an appeal that was received, beside what whoever is named to hear it has to."""
    decide = to_decide(appeal, "")
    if not appeal.tier:
        return (replace(decide, code=ISSUE_LETTER),)
    receipt = ToDo(code=ISSUE_LETTER, about=decide.about)
    if appeal.late:
        return (receipt, replace(decide, code=DECIDE_WHETHER_TO_HEAR))
    return (receipt,) if is_heard else (replace(decide, code=NAME_HEARER), decide, receipt)
