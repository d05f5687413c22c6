"""Who may hear an appeal, and whether it is in time. What is late is kept for a person to decide, never dropped."""

from __future__ import annotations

from datetime import date, datetime

from contact_gateway.domain.casework.authority import Signatory, at_least
from contact_gateway.domain.casework.clocks import Clocks
from contact_gateway.domain.casework.life import History
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.casework.rules import AppealRules, CaseworkRules, Tier
from contact_gateway.domain.casework.rules_for import appeal_rules
from contact_gateway.domain.policy import Policy


def refusal_to_appeal(history: History, rules: CaseworkRules) -> Refusal | None:
    """Return why a decision cannot be appealed against here: not_appealable, or None."""
    if appeal_rules(rules, history.proposed.restriction.kind):
        return None
    return Refusal(
        "not_appealable",
        "This cannot be appealed against here: it was not the landlord who decided it, or the policy sends appeals "
        "elsewhere. The Housing Ombudsman can be asked at any time.",
    )


def is_late(history: History, received_on: date, rules: CaseworkRules, clocks: Clocks) -> bool:
    """Whether an appeal came after its window; without a window none is late (CLAUSES, Derby reading 1)."""
    last = last_day(history, rules, clocks)
    return last is not None and received_on > last


def last_day(history: History, rules: CaseworkRules, clocks: Clocks) -> date | None:
    """Return the last day to appeal, printed in the letter; None where there is none or nothing was sent yet."""
    found, letter = appeal_rules(rules, history.proposed.restriction.kind), history.letter
    if found is None or letter is None:
        return None
    starts_on = max(history.proposed.restriction.starts_at.astimezone(clocks.zone).date(), letter.received_on)
    return clocks.last_day_to_appeal(letter.received_on, starts_on, found)


def tier_for(history: History, rules: CaseworkRules, tier: int) -> Tier | None:
    """Return a tier's rules, counted from 1; None beyond the last."""
    found: AppealRules | None = appeal_rules(rules, history.proposed.restriction.kind)
    return found.tiers[tier - 1] if found and 1 <= tier <= len(found.tiers) else None


def answer_due(received: datetime, tier: Tier, clocks: Clocks) -> date:
    """Return the day by which the answer is decided and sent."""
    return clocks.answer_due(received, tier)


def refusal_to_hear(
    history: History,
    hearer: Signatory,
    authoriser_grade: str,
    complained_about: frozenset[str],
    tier: Tier,
    policy: Policy,
) -> Refusal | None:
    """Return why this officer cannot hear it: hearer_involved before hearer_not_senior; None where nothing does.

    Involved is whoever proposed, was consulted, authorised or told the customer, and whoever the customer complains
    about (TUN-9.1b, CLAUSES section 6).
    """
    if hearer.id in history.people() | complained_about or hearer.conflicted:
        return Refusal(
            "hearer_involved",
            "Whoever took part in the decision does not hear its appeal; name somebody else.",
            tier.clause,
        )
    if tier.role and tier.role not in hearer.roles:
        return _not_senior(f"a member of {tier.role.replace('_', ' ')}", tier)
    if not at_least(hearer.grade, tier.grade, policy.grades):
        return _not_senior(f"a {tier.grade.replace('_', ' ')} or somebody senior to that", tier)
    above = _above(authoriser_grade, policy.grades)
    if tier.senior and above and hearer.grade not in above:
        return _not_senior(f"somebody senior to a {authoriser_grade.replace('_', ' ')}", tier)
    return None


def _above(grade: str, ladder: tuple[str, ...]) -> tuple[str, ...]:
    """Return the grades above one; where there is none above, whoever stands as high may hear."""
    if grade not in ladder:
        return ladder
    return ladder[ladder.index(grade) + 1 :] or (grade,)


def _not_senior(who: str, tier: Tier) -> Refusal:
    return Refusal("hearer_not_senior", f"An appeal against this is heard by {who}.", tier.clause)
