"""Whether an appeal is in time, and who may hear it. What is late is kept for a person to decide, never dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from contact_gateway.domain.casework.acts import (
    Act,
    Against,
    AppealDecided,
    Appealed,
    Finding,
    Incident,
    LetterIssued,
    Warned,
)
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealed
from contact_gateway.domain.casework.binding import in_force_on
from contact_gateway.domain.casework.history import Decision, History
from contact_gateway.domain.casework.refusals import Refusal, somebody, somebody_as_high, written
from contact_gateway.domain.casework.signatories import Signatory, at_least
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import AppealRules, CaseworkRules, Tier
from contact_gateway.domain.procedure.rules_for import appeal_rules
from contact_gateway.domain.procedure.spans import Span
from contact_gateway.domain.procedure.words import LetterType

NOT_HEARD_HERE = Refusal(
    "not_appealable",
    "This cannot be appealed against here: it was not the landlord who decided it, or the policy sends appeals "
    "elsewhere. An ombudsman can be asked at any time.",
)


def refusal_to_appeal(
    history: History, came_on: date, rules: CaseworkRules, clocks: Clocks, *, new_facts: bool = False
) -> Refusal | None:
    """Return why an appeal is not heard as it stands: not_appealable, then appeal_out_of_time; None where it is.

    In time is what came by the end of the last day, worked or not; only the clock of the answer waits for one that is
    worked. What is late is received all the same and its clock runs: a person decides on it.
    """
    found = appeal_rules(rules, history.kind)
    was_heard = found is not None and found.once and next_tier(history, rules, clocks) is None
    last = last_day(history, rules, clocks)
    return refusal_by_rules(found, last, came_on, heard_for_good=was_heard and not new_facts)


def refusal_by_rules(
    found: AppealRules | None, last: date | None, came_on: date, *, heard_for_good: bool
) -> Refusal | None:
    """Return why an appeal received that day is not heard by these rules: not_appealable, then appeal_out_of_time."""
    if found is None:
        return NOT_HEARD_HERE
    if heard_for_good:
        return Refusal(
            "not_appealable",
            "This decision was heard already; it is heard again only with new facts. A person decides whether it is.",
            found.clause,
        )
    if last is None or came_on <= last:
        return None
    return Refusal(
        "appeal_out_of_time",
        f"The time to appeal ended on {written(last)}; a person decides whether this one is heard all the same.",
        found.clause_of("window"),
    )


def last_day(history: History, rules: CaseworkRules, clocks: Clocks) -> date | None:
    """Return the last day to appeal; None where there is none or nothing was sent yet.

    A renewal is a decision of its own: the time runs anew from the letter about it (TUN-9.1a). So does the time for the
    next tier, from the letter about the last hearing.
    """
    found = appeal_rules(rules, history.kind)
    return _dated(found.window, history, found, rules, clocks) if found else None


def asked_by(history: History, rules: CaseworkRules, clocks: Clocks) -> date | None:
    """Return the date by which the letter asks for an appeal: the last day or, where there is none, the usual one."""
    found = appeal_rules(rules, history.kind)
    return _dated(found.window or found.asked_within, history, found, rules, clocks) if found else None


def next_tier(history: History, rules: CaseworkRules, clocks: Clocks) -> int | None:
    """Return the tier, from 1, that hears the next appeal against what was decided last; None after the last tier.

    Only appeals count that came after the customer was told of it: whatever came before was about what was decided
    before, whenever it was heard, and the appeal that a letter offers is open (OCT-4.2b).
    """
    found, last = appeal_rules(rules, history.kind), history.decisions[-1]
    told = history.letter_about(last) or last
    heard = {act.appeal_id for act in history.all(AppealDecided) if act.finding is not Finding.NOT_HEARD}
    about_it = (one for one in history.appeals if one.appeal_id in heard and _came_after(told, one, history, clocks))
    tier = len(tuple(about_it)) + 1
    return tier if found and tier <= len(found.tiers) else None


def tier_of_the_next(history: History, rules: CaseworkRules, clocks: Clocks) -> int:
    """Return the tier of an appeal that comes now; after the last it is the first, and 0 where none is heard here."""
    return (next_tier(history, rules, clocks) or 1) if appeal_rules(rules, history.kind) else 0


def appealed_against(history: History, appeal: Appealed, clocks: Clocks) -> Decision | LetterIssued:
    """Return what an appeal is about: the last letter about a decision that had left when the appeal came.

    Before any had left, it is what was decided last by then.
    """
    letters = filter(None, map(history.letter_about, history.decisions))
    known = (one for one in (*history.decisions, *letters) if _came_after(one, appeal, history, clocks))
    return (history.proposed, *known)[-1]


def _came_after(act: Decision | LetterIssued, appeal: Appealed, history: History, clocks: Clocks) -> bool:
    """Whether an appeal came after an act: put on record after it, and received on its day or later."""
    was_there = history.acts.index(act) < history.acts.index(appeal)
    return was_there and clocks.day_of(act.at) <= appeal.received_on


def tier_for(history: History, rules: CaseworkRules, tier: int) -> Tier | None:
    """Return a tier's rules, counted from 1; None beyond the last."""
    found = appeal_rules(rules, history.kind)
    return found.tiers[tier - 1] if found and 1 <= tier <= len(found.tiers) else None


def part_in_what_led_to_it(acts: Iterable[Act], decided_at: datetime) -> frozenset[str]:
    """Return who warned the customer before the decision, or put on record an incident that harmed an employee.

    Whom it harmed is told in words alone, so whoever recorded it counts as that employee, and as no independent hearer
    (DER-12.1).
    """
    before = (act for act in acts if act.at <= decided_at)
    return frozenset(act.by for act in before if isinstance(act, Warned) or _harmed_an_employee(act))


def _harmed_an_employee(act: Act) -> bool:
    return isinstance(act, Incident) and act.against is Against.EMPLOYEE


def refusal_to_decline(appeal: Appealed | BareAppealed, hearer: str) -> Refusal | None:
    """Return impossible_terms where an appeal has to be heard: it came in time, or somebody was named to hear it."""
    if appeal.late and not hearer:
        return None
    return Refusal("impossible_terms", "This appeal is heard: say whether the decision stands.")


def refusal_to_hear(
    history: History,
    hearer: Signatory,
    authoriser_grade: str,
    beside: frozenset[str],
    tier: Tier,
    policy: Policy,
) -> Refusal | None:
    """Return why this officer cannot hear it: hearer_involved before hearer_not_senior; None where nothing does.

    Involved is whoever proposed, was consulted, authorised, tells the customer, reviewed or heard it before, and
    whoever is `beside` that: took part in what led to it, or is complained about (TUN-9.1b, DER-12.1).
    """
    involved = hearer.id in history.people() | beside
    return refusal_by_tier(hearer, authoriser_grade, tier, policy, involved=involved)


def refusal_by_tier(
    hearer: Signatory, decider_grade: str, tier: Tier, policy: Policy, *, involved: bool
) -> Refusal | None:
    """Return why an officer does not hear an appeal at a tier: hearer_involved, then hearer_not_senior."""
    if involved or hearer.conflicted:
        return Refusal(
            "hearer_involved",
            "Whoever took part in the decision does not hear its appeal; name somebody else.",
            tier.clause,
        )
    if tier.role and tier.role not in hearer.roles:
        return _not_senior(f"a member of {tier.role.replace('_', ' ')}", tier)
    if not at_least(hearer.grade, tier.grade, policy.grades):
        return _not_senior(somebody_as_high(tier.grade), tier)
    above = _above(decider_grade, policy.grades)
    if tier.senior and above and hearer.grade not in above:
        return _not_senior(f"somebody senior to {somebody(decider_grade)}", tier)
    return None


def least_grade_to_hear(tier: Tier, decider_grade: str, policy: Policy) -> str:
    """Return the lowest grade that may hear at a tier what an officer of this grade decided; empty where none is asked.

    Where nobody stands above whoever decided, it is that grade again: another officer hears.
    """
    above = _above(decider_grade, policy.grades) if tier.senior else policy.grades
    able = (grade for grade in above if at_least(grade, tier.grade, policy.grades))
    return next(able, tier.grade) if tier.grade else ""


def is_heard_above(tier: Tier, decider_grade: str, policy: Policy) -> bool:
    """Return whether whoever hears stands above whoever decided; nobody does above the highest grade."""
    return tier.senior and decider_grade not in policy.grades[-1:]


def _dated(
    span: Span | None, history: History, found: AppealRules, rules: CaseworkRules, clocks: Clocks
) -> date | None:
    heard_before = (next_tier(history, rules, clocks) or 0) > 1
    told = _told_of_the_last_hearing(history) if heard_before else told_of_the_last_decision(history)
    if span is None or told is None:
        return None
    anew = heard_before or bool(history.renewals)
    from_start = found.from_start and not anew
    since = max(told.received_on, in_force_on(history, rules, clocks)) if from_start else told.received_on
    return span.after(since, clocks.calendar)


def told_of_the_last_decision(history: History) -> LetterIssued | None:
    """Return the letter that told what was decided last; None before it has left."""
    if not history.renewals:
        return history.letter
    told = history.letter_about(history.renewals[-1])
    return replace(told, received_on=history.received(told)) if told else None


def _told_of_the_last_hearing(history: History) -> LetterIssued | None:
    """Return the letter that told what was found: the time for the next tier runs from it, None before it has left."""
    heard = [act.at for act in history.all(AppealDecided) if act.finding is not Finding.NOT_HEARD]
    letters = history.all(LetterIssued)
    outcomes = (one for one in letters if one.letter is LetterType.APPEAL_OUTCOME and one.at >= heard[-1])
    told = next(outcomes, None)
    return replace(told, received_on=history.received(told)) if told else None


def _above(grade: str, ladder: tuple[str, ...]) -> tuple[str, ...]:
    """Return the grades above one; where there is none above, whoever stands as high may hear."""
    if grade not in ladder:
        return ladder
    return ladder[ladder.index(grade) + 1 :] or (grade,)


def _not_senior(who: str, tier: Tier) -> Refusal:
    return Refusal("hearer_not_senior", f"An appeal against this is heard by {who}.", tier.clause)
