"""The facts that letters tell about an appeal against a decision that restricts nobody."""

from __future__ import annotations

from contact_gateway.application.casework.bare_case_at_hand import BareAtHand
from contact_gateway.application.casework.letter_facts import addressee, format_for, open_ways
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealDecided, BareAppealed
from contact_gateway.domain.casework.acts_on_items import ItemDecided, ItemDecision
from contact_gateway.domain.letters.facts import AppealedAgainst, Dates, LetterFacts, Result, Told
from contact_gateway.domain.letters.of_case import appeal_path_by
from contact_gateway.domain.letters.words import Label
from contact_gateway.domain.procedure.rules_for import appeal_rules_of_a_bare_decision
from contact_gateway.domain.procedure.words import LetterType


def bare_appeal_facts(appeal: BareAppealed, at_hand: BareAtHand) -> LetterFacts:
    """Return what the customer is told now: the answer, where there is one, else that the appeal was received."""
    case, bare = at_hand.case, at_hand.bare
    found = appeal_rules_of_a_bare_decision(case.rules)
    heard = next((act for act in reversed(bare.findings) if act.appeal_id == appeal.id), None)
    tier = bare.next_tier(case.rules) if heard else appeal.tier
    return LetterFacts(
        type=LetterType.APPEAL_OUTCOME if heard else LetterType.APPEAL_RECEIVED,
        to=addressee(case),
        written_on=case.today,
        reference=case.case.reference or case.case.person.id,
        format=format_for(case),
        told=_told(at_hand, heard),
        dates=Dates(appeal_received=appeal.received_on, answer_by=appeal.due_on if appeal.tier else None),
        names=case.case.names,
        open_ways=tuple(open_ways(case.case.person, case.now, case)),
        appeal=appeal_path_by(found, case.policy, tier or 0, at_hand.decided_by) if found else None,
        appealed=_appealed(at_hand),
        result=Result(heard.finding.value) if heard else None,
    )


def _appealed(at_hand: BareAtHand) -> AppealedAgainst:
    decided = at_hand.bare.decision
    match decided:
        case ItemDecided(decision=ItemDecision.COMPLAINT_REFUSED):
            what = Label.ABOUT_COMPLAINT
        case ItemDecided():
            what = Label.ABOUT_ITEM
        case _:
            what = Label.ABOUT_WARNING
    return AppealedAgainst(what=what, decided_on=at_hand.case.clocks.day_of(decided.at))


def _told(at_hand: BareAtHand, heard: BareAppealDecided | None) -> Told:
    decided = at_hand.bare.decision.words
    return Told(
        what_happened=decided.get("why", "") or decided.get("reason", ""),
        reason=heard.words.get("reason", "") if heard else "",
    )
