"""What a letter says of a case, taken from its acts: the dates of the clocks, how to appeal, what was told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from contact_gateway.domain.casework.acts import CaseAct, Warned
from contact_gateway.domain.casework.appeals import asked_by, last_day
from contact_gateway.domain.casework.binding import ended_at, in_force_on
from contact_gateway.domain.casework.clocks import Clocks
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.rules import ORDERED_BY_A_COURT, CaseworkRules, Tier
from contact_gateway.domain.casework.rules_for import appeal_rules
from contact_gateway.domain.contact import Channel, Contact, Subject
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.facts import AppealPath, Dates, Told
from contact_gateway.domain.people import KnownCustomer
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.script_texts import national_number
from contact_gateway.domain.standing import Person, Standing
from contact_gateway.domain.usage import Usage
from contact_gateway.domain.verdicts import Bench

_BEFORE_A_REVIEW = 10
"""Working days before the date of a review up to which a customer's comment is awaited."""


def decided_dates(history: History, rules: CaseworkRules, clocks: Clocks) -> Dates:
    """Return the dates that a letter about a decision prints.

    The last act of `history` is the letter itself, as it would be issued: the day of its receipt starts the clocks.
    """
    restriction = history.proposed.restriction
    last = last_day(history, rules, clocks)
    return Dates(
        starts=in_force_on(history, rules, clocks),
        review=None if restriction.kind in ORDERED_BY_A_COURT else history.review_on,
        ends=_day(restriction.planned_end, clocks),
        appeal_by=last,
        appeal_best_by=None if last else asked_by(history, rules, clocks),
    )


def coming_review_dates(history: History, today: date, clocks: Clocks) -> Dates:
    """Return the dates of an invitation to comment: in good time before the review, but never before tomorrow."""
    comment_by = history.review_on
    for _ in range(_BEFORE_A_REVIEW):
        comment_by = clocks.calendar.previous_or_same(date.fromordinal(comment_by.toordinal() - 1))
    soon = clocks.calendar.add(today, _BEFORE_A_REVIEW)
    return Dates(review=history.review_on, comment_by=min(max(comment_by, soon), history.review_on))


def appeal_dates(history: History) -> Dates:
    """Return the dates of the appeal that is open."""
    appeal = history.open_appeal
    return Dates(appeal_received=appeal.received_on, answer_by=appeal.due_on) if appeal else Dates()


def end_dates(history: History, rules: CaseworkRules, clocks: Clocks) -> Dates:
    """Return when it ended."""
    return Dates(ended=_day(ended_at(history, rules, clocks), clocks))


def appeal_path(kind: Kind, rules: CaseworkRules, policy: Policy, tier: int = 1) -> AppealPath | None:
    """Return how to appeal against a decision about this kind, at a tier from 1; None where no appeal is heard here."""
    found = appeal_rules(rules, kind)
    if found is None or not 0 < tier <= len(found.tiers):
        return None
    desk = policy.destinations.get(found.address or policy.subjects.get(Subject.APPEAL, ""))
    own = [line.address for line in policy.lines if line.subject is Subject.APPEAL]
    return AppealPath(
        desk=desk.label if desk else policy.name,
        email=next((one for one in own if "@" in one), main_mailbox(policy)),
        telephone=next((national_number(one) for one in own if "@" not in one), main_number(policy)),
        hearer=_hearer(found.tiers[tier - 1]),
        answer_within=found.tiers[tier - 1].answer_within,
        meanwhile=found.meanwhile,
    )


def main_number(policy: Policy) -> str:
    """Return the first of the landlord's numbers, as it is dialled; empty where it has none."""
    return next((national_number(line.address) for line in policy.lines if "@" not in line.address), "")


def main_mailbox(policy: Policy) -> str:
    """Return the first of the landlord's addresses; empty where it has none."""
    return next((line.address for line in policy.lines if "@" in line.address), "")


def told_before(history: History, ladder: Iterable[CaseAct]) -> Told:
    """Return what a letter can say in officers' words: of the proposal, and of the last warning before it.

    Evidence stands in for what happened where nothing else was written for the customer.
    """
    words = history.proposed.words
    warned = next((act.words for act in reversed(list(ladder)) if isinstance(act, Warned)), {})
    return Told(
        what_happened=words.get("what_happened") or words.get("evidence", ""),
        impact=words.get("impact", ""),
        must_change=words.get("must_change") or warned.get("must_change", ""),
        if_continues=words.get("if_continues", ""),
        support=words.get("support", ""),
        agreed_help=words.get("agreed_help", ""),
    )


def open_ways(person: Person, policy: Policy, at: datetime) -> tuple[Channel, ...]:
    """Return the channels that stay open to a person under the restrictions given with it, and that it can use."""
    contact = Contact(provider="letter", provider_id="", channel=Channel.LETTER, sender=None, received_at=at)
    standing = Standing(identity=KnownCustomer(person.id, person.name), person=person)
    return Bench(contact=contact, standing=standing, usage=Usage(), policy=policy, now=at).open_channels()


def _hearer(tier: Tier) -> str:
    """Return who hears, as its grade or role is called."""
    return (tier.role or tier.grade).replace("_", " ").title()


def _day(instant: datetime | None, clocks: Clocks) -> date | None:
    return instant.astimezone(clocks.zone).date() if instant else None
