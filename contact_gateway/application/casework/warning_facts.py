"""The facts that a written warning tells: what the officer wrote, which ways stay open, how to appeal."""

from __future__ import annotations

from dataclasses import replace

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.letter_facts import addressee, format_for, open_ways
from contact_gateway.domain.casework.acts import Warned
from contact_gateway.domain.letters.facts import Dates, LetterFacts, Told
from contact_gateway.domain.letters.of_case import appeal_path_by
from contact_gateway.domain.procedure.rules import AppealRules
from contact_gateway.domain.procedure.rules_for import appeal_rules_of_a_bare_decision
from contact_gateway.domain.procedure.words import LetterType, Step
from contact_gateway.domain.working_days import Delivery


def warning_facts(told: Told, act: Warned, sent_by: Delivery, case: CaseAtHand) -> LetterFacts:
    """Return what a warning says that leaves now. It restricts nothing, and no part is about that."""
    named = next((one for one in case.rules.stages if one.name == act.stage), None)
    found = appeal_rules_of_a_bare_decision(case.rules)
    return LetterFacts(
        type=LetterType.WARNING,
        to=addressee(case),
        written_on=case.today,
        reference=case.case.reference or case.case.person.id,
        format=format_for(case),
        told=told,
        dates=replace(_dates(found, sent_by, case) if found else Dates(), change_by=act.change_by),
        names=case.case.names,
        open_ways=tuple(open_ways(case.case.person, case.now, case)),
        appeal=appeal_path_by(found, case.policy, 1, case.signatory.grade) if found else None,
        stage=named.label if named else "",
        watched_for=named.length if named and named.step is Step.MONITORING else None,
        next_steps=tuple(one.label for one in case.rules.stages if named and one.follows == named.name),
    )


def _dates(found: AppealRules, sent_by: Delivery, case: CaseAtHand) -> Dates:
    calendar = case.clocks.calendar
    since = calendar.deemed_receipt(case.now, sent_by, case.clocks.zone)
    return Dates(
        appeal_by=found.window.after(since, calendar) if found.window else None,
        appeal_best_by=found.asked_within.after(since, calendar) if found.asked_within and not found.window else None,
    )
