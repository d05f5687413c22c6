"""Decisions that restrict nobody, and whether they stand: each may be looked at again as a restriction may (DER-12.1).

They are appealed against by the policy's rule that names no kinds. A warning that was withdrawn is no warning: nothing
can be built on it any more. Where the policy lets a decision rest while it is heard, nothing is built on it meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contact_gateway.domain.casework.acts import Act, Finding, HearerNamed, LetterHandled, LetterIssued, Warned
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealDecided, BareAppealed
from contact_gateway.domain.casework.acts_on_items import ItemDecided, ItemDecision
from contact_gateway.domain.casework.appeals import refusal_by_rules
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import AppealRules, CaseworkRules, Tier
from contact_gateway.domain.procedure.rules_for import appeal_rules_of_a_bare_decision
from contact_gateway.domain.procedure.words import Hearing, LetterType

BareDecision = Warned | ItemDecided
"""What was decided about a customer and restricts nothing."""

_AGAINST_THE_CUSTOMER = frozenset({ItemDecision.NOT_DEALT_WITH, ItemDecision.COMPLAINT_REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class BareCase:
    """A decision that restricts nobody, and what followed it, oldest first; `more` came of appeals that waited."""

    decision: BareDecision
    appeals: tuple[BareAppealed, ...] = ()
    more: tuple[BareAppealed, ...] = ()
    hearers: tuple[HearerNamed, ...] = ()
    findings: tuple[BareAppealDecided, ...] = ()
    answers: tuple[LetterIssued, ...] = ()
    handled: tuple[LetterHandled, ...] = ()

    @property
    def open_appeal(self) -> BareAppealed | None:
        """The appeal that was received, is heard here, and was not decided."""
        decided = {act.appeal_id for act in self.findings}
        return next((act for act in reversed(self.appeals) if act.tier and act.id not in decided), None)

    @property
    def hearer(self) -> str:
        """Who hears the open appeal, empty where nobody was named."""
        appeal = self.open_appeal
        found = [act.hearer for act in self.hearers if appeal and act.appeal_id == appeal.id]
        return found[-1] if found else ""

    @property
    def is_withdrawn(self) -> bool:
        """Whether somebody who heard an appeal found that it does not stand."""
        return any(act.finding is Finding.REMOVED for act in self.findings)

    @property
    def people(self) -> frozenset[str]:
        """Whoever decided it or heard it before, and hears no appeal against it."""
        return frozenset({self.decision.by, *(act.by for act in self.findings)})

    def told_on(self, clocks: Clocks) -> date:
        """Return the day on which the customer counts as told: a letter's deemed receipt, else the day it was said."""
        said_on = clocks.day_of(self.decision.at)
        written_on = self.decision.received_on if isinstance(self.decision, Warned) else None
        letter_id = self.decision.letter_id if isinstance(self.decision, Warned) else ""
        return self._received(letter_id, written_on or said_on)

    def told_of_the_answer(self) -> date | None:
        """Return the day on which the letter about the last hearing counts as received; None before it has left."""
        heard = [act.appeal_id for act in self.findings if act.finding is not Finding.NOT_HEARD]
        told = next((one for one in self.answers if heard and one.about == heard[-1]), None)
        return self._received(told.letter_id, told.received_on) if told else None

    def _received(self, letter_id: str, at_first: date) -> date:
        handled = (act.received_on for act in self.handled if letter_id and act.letter_id == letter_id)
        return max(filter(None, (at_first, *handled)))

    def tier_of_the_next(self, rules: CaseworkRules) -> int:
        """Return the tier of an appeal that comes now; after the last it is the first, and 0 where none is heard."""
        return (self.next_tier(rules) or 1) if appeal_rules_of_a_bare_decision(rules) else 0

    def next_tier(self, rules: CaseworkRules) -> int | None:
        """Return the tier, from 1, that hears the next appeal; None after the last, or where none is heard here."""
        heard = {act.appeal_id for act in self.findings if act.finding is not Finding.NOT_HEARD}
        found, tier = appeal_rules_of_a_bare_decision(rules), len(heard) + 1
        return tier if found and tier <= len(found.tiers) else None


def bare_cases(acts: Iterable[Act]) -> tuple[BareCase, ...]:
    """Return the decisions of a case that restrict nobody and may be appealed against, oldest first."""
    filed = tuple(acts)
    return tuple(_with_what_followed(act, filed) for act in filed if isinstance(act, BareDecision) and _counts(act))


def uncounted(acts: Iterable[Act], rules: CaseworkRules) -> frozenset[str]:
    """Return the decisions, by id, on which nothing can be built: those withdrawn, and those that rest while heard."""
    found = appeal_rules_of_a_bare_decision(rules)
    rests = found is not None and found.meanwhile is Hearing.SUSPENDED
    return frozenset(one.decision.id for one in bare_cases(acts) if one.is_withdrawn or (rests and _is_heard(one)))


def refusal_to_appeal_bare(
    bare: BareCase, received_on: date, rules: CaseworkRules, clocks: Clocks, *, new_facts: bool = False
) -> Refusal | None:
    """Return why an appeal is not heard as it stands: not_appealable, then appeal_out_of_time; None where it is.

    It is received all the same and its clock runs: a person decides on it.
    """
    found = appeal_rules_of_a_bare_decision(rules)
    was_heard = found is not None and found.once and bare.next_tier(rules) is None
    last = last_day_for_bare(bare, rules, clocks)
    return refusal_by_rules(found, last, received_on, heard_for_good=was_heard and not new_facts)


def last_day_for_bare(bare: BareCase, rules: CaseworkRules, clocks: Clocks) -> date | None:
    """Return the last day to appeal, None where there is none.

    The time for the next tier runs from the letter about the last hearing, and not before that has left.
    """
    found = appeal_rules_of_a_bare_decision(rules)
    heard_before = (bare.next_tier(rules) or 0) > 1
    since = bare.told_of_the_answer() if heard_before else bare.told_on(clocks)
    return found.window.after(since, clocks.calendar) if found and found.window and since else None


def tier_for_bare(rules: CaseworkRules, tier: int) -> Tier:
    """Return a tier's rules, counted from 1; the usual ones where the policy has no such tier."""
    found: AppealRules | None = appeal_rules_of_a_bare_decision(rules)
    return found.tiers[tier - 1] if found and 1 <= tier <= len(found.tiers) else Tier()


def _counts(act: BareDecision) -> bool:
    return isinstance(act, Warned) or act.decision in _AGAINST_THE_CUSTOMER


def _with_what_followed(decision: BareDecision, acts: tuple[Act, ...]) -> BareCase:
    appeals = tuple(act for act in acts if isinstance(act, BareAppealed) and act.about == decision.id)
    ids = {act.id for act in appeals}
    answers = (act for act in acts if isinstance(act, LetterIssued) and act.about in ids)
    return BareCase(
        decision=decision,
        appeals=appeals,
        more=tuple(act for act in acts if isinstance(act, BareAppealed) and act.about in ids),
        hearers=tuple(act for act in acts if isinstance(act, HearerNamed) and act.appeal_id in ids),
        findings=tuple(act for act in acts if isinstance(act, BareAppealDecided) and act.appeal_id in ids),
        answers=tuple(act for act in answers if act.letter is LetterType.APPEAL_OUTCOME),
        handled=tuple(act for act in acts if isinstance(act, LetterHandled)),
    )


def _is_heard(bare: BareCase) -> bool:
    """Whether an appeal is being heard; a late one is from when a hearer is named."""
    appeal = bare.open_appeal
    return appeal is not None and (not appeal.late or bool(bare.hearer))
