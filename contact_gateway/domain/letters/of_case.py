"""What a letter says of how to appeal, by when to comment and by which ways, taken from the policy and its clocks."""

from __future__ import annotations

from datetime import date

from contact_gateway.domain.casework.appeals import is_heard_above, least_grade_to_hear
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.shown import CourtOrder, SocialMediaAction
from contact_gateway.domain.letters.facts import AppealPath, DecidedBy
from contact_gateway.domain.letters.numbers import readable
from contact_gateway.domain.letters.words import Coded, coded
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import AppealRules, CaseworkRules, Tier
from contact_gateway.domain.procedure.rules_for import appeal_rules, authority_rule
from contact_gateway.domain.restrictions import Mode, Restriction

_TO_COMMENT = 10
"""Working days that a customer has to say something before a review."""


def comment_by(review_on: date, today: date, clocks: Clocks) -> date:
    """Return by when a customer is asked to comment: ten working days from today, as a review may be held early.

    Never later than the review itself, unless that is late.
    """
    last = clocks.calendar.add(today, _TO_COMMENT)
    return last if review_on < today else min(last, review_on)


def not_invited_to(restriction: Restriction) -> frozenset[Channel]:
    """Return the ways by which no letter invites the customer, though the gateway refuses nobody there.

    A court may have kept them from the landlord's offices, in words that only people read; and whom a page of the
    landlord's has blocked cannot write there.
    """
    match restriction.terms:
        case _ if restriction.mode is Mode.SHADOW:
            return frozenset()
        case CourtOrder():
            return frozenset({Channel.IN_PERSON})
        case SocialMediaAction(action=action) if coded(action) is Coded.BLOCK:
            return frozenset({Channel.SOCIAL})
        case _:
            return frozenset()


def appeal_path(kind: Kind, rules: CaseworkRules, policy: Policy, tier: int, decided_by: str) -> AppealPath | None:
    """Return how to appeal against a decision about this kind, as `appeal_path_by`; None where none is heard here."""
    found = appeal_rules(rules, kind)
    return appeal_path_by(found, policy, tier, decided_by) if found else None


def appeal_path_by(found: AppealRules, policy: Policy, tier: int, decided_by: str = "") -> AppealPath | None:
    """Return how to appeal by these rules, at a tier from 1; None where there is no such tier.

    `decided_by` is the grade of whoever decided: the hearer stands above it where the policy asks for that.
    Customers are given the number and the address that the landlord has for appeals, else its first ones.
    """
    if not 0 < tier <= len(found.tiers):
        return None
    desk = policy.destinations.get(found.address or policy.subjects.get(Subject.APPEAL, ""))
    own = [line.address for line in policy.lines if line.subject is Subject.APPEAL]
    return AppealPath(
        desk=desk.label if desk else policy.name,
        email=next((one for one in own if "@" in one), main_mailbox(policy)),
        telephone=next((readable(one) for one in own if "@" not in one), main_number(policy)),
        hearer=_hearer(found.tiers[tier - 1], decided_by, policy),
        senior=is_heard_above(found.tiers[tier - 1], decided_by, policy),
        answer_within=found.tiers[tier - 1].answer_within,
        meanwhile=found.meanwhile,
        about=found.about,
        form=found.form,
    )


def who_decided(history: History, rules: CaseworkRules, grade: str) -> DecidedBy:
    """Return who decided: the panel, or those who sign together; before all of them have signed, as `grade` says."""
    rule = authority_rule(rules, history.kind)
    if history.authorised and rule.several:
        return DecidedBy(names=tuple(map(graded, rule.several)), panel=rule.panel is not None)
    return DecidedBy(names=(graded(grade),))


def main_number(policy: Policy) -> str:
    """Return the first of the landlord's numbers, as it is written; empty where it has none."""
    return next((readable(line.address) for line in policy.lines if "@" not in line.address), "")


def texting_number(policy: Policy) -> str:
    """Return the number that the landlord's text messages come from; empty where it takes none."""
    return next((one.address for one in policy.lines if "@" not in one.address and Channel.SMS in policy.channels), "")


def main_mailbox(policy: Policy) -> str:
    """Return the first of the landlord's addresses; empty where it has none."""
    return next((line.address for line in policy.lines if "@" in line.address), "")


def _hearer(tier: Tier, decided_by: str, policy: Policy) -> str:
    """Return who hears, as its grade or role is called."""
    return graded(tier.role or least_grade_to_hear(tier, decided_by, policy))


def graded(grade: str) -> str:
    """Return a grade or a role as letters call it: `Service Manager`, `Head of Service`."""
    return grade.replace("_", " ").title().replace(" Of ", " of ").replace(" And ", " and ")
