"""The facts that letters tell about an appeal against a decision that restricts nobody."""

from __future__ import annotations

from datetime import date

from contact_gateway.application.casework.bare_case_at_hand import BareAtHand
from contact_gateway.application.casework.letter_facts import addressee, format_for, open_ways, waiting
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealDecided, BareAppealed
from contact_gateway.domain.casework.acts_on_items import ItemDecided, ItemDecision
from contact_gateway.domain.casework.bare_decisions import last_day_for_bare
from contact_gateway.domain.letters.facts import AppealedAgainst, Dates, LetterFacts, Result, Told
from contact_gateway.domain.letters.of_case import appeal_path_by
from contact_gateway.domain.letters.words import Label
from contact_gateway.domain.procedure.rules_for import appeal_rules_of_a_bare_decision
from contact_gateway.domain.procedure.words import LetterType


def bare_appeal_facts(appeal: BareAppealed, at_hand: BareAtHand, received_on: date) -> LetterFacts:
    """Return what the customer is told now: the answer, where there is one, else that the appeal was received.

    From `received_on`, on which the letter counts as received, runs the time to ask the next tier.
    """
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
        dates=_dates(appeal, at_hand, received_on if heard and tier else None),
        names=case.case.names,
        open_ways=tuple(open_ways(case.case.person, case.now, case)),
        appeal=appeal_path_by(found, case.policy, tier or 0, at_hand.decided_by) if found else None,
        appealed=_appealed(at_hand),
        result=Result(heard.finding.value) if heard else None,
        waiting=None if heard else waiting(appeal, bare.hearer),
    )


def _dates(appeal: BareAppealed, at_hand: BareAtHand, asked_from: date | None) -> Dates:
    """Return the dates; those to ask the next tier only where that is asked from some day on."""
    case, found = at_hand.case, appeal_rules_of_a_bare_decision(at_hand.case.rules)
    window, asked = (found.window, found.asked_within) if found and asked_from else (None, None)
    calendar, since = case.clocks.calendar, asked_from or case.today
    return Dates(
        appeal_received=appeal.received_on,
        answer_by=appeal.due_on if appeal.tier else None,
        appeal_by=window.after(since, calendar) if window else None,
        appeal_best_by=asked.after(since, calendar) if asked and not window else None,
        appeal_ended=last_day_for_bare(at_hand.bare, case.rules, case.clocks) if appeal.late else None,
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
