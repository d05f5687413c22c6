"""Who hears an appeal: checked where an appeal comes with a hearer, where one is named, and where one decides."""

from __future__ import annotations

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Appealed, HearerNamed
from contact_gateway.domain.casework.appeals import NOT_HEARD_HERE, part_in_what_led_to_it, refusal_to_hear, tier_for
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.procedure.rules import Tier


def refusal_of_hearer(case: CaseAtHand, history: History, appeal: Appealed, hearer: str) -> Refusal | None:
    """Return why this officer cannot hear an appeal; None where nothing does.

    The first of not_appealable (nobody here hears it), hearer_involved, hearer_not_senior. Raises `Refused`
    (unknown_officer).
    """
    officer = case.officer(hearer).signatory
    if not appeal.tier:
        return NOT_HEARD_HERE
    return refusal_to_hear(
        history,
        officer,
        decided_by(case, history),
        case.case.person.complained_about | _took_part_before(case, history) | _led_to_it(case, history),
        tier_for(history, case.rules, appeal.tier) or Tier(),
        case.policy,
    )


def decided_by(case: CaseAtHand, history: History) -> str:
    """Return the highest grade of those who decided: whoever hears stands above them all."""
    known = [case.case.officers[one].signatory.grade for one in history.deciders if one in case.case.officers]
    ladder = case.policy.grades
    return max((grade for grade in known if grade in ladder), key=ladder.index, default="")


def _took_part_before(case: CaseAtHand, history: History) -> frozenset[str]:
    """Return who decided what this varies, or heard it: other terms are not made anew by others."""
    people, seen, varied = frozenset[str](), set[str](), history.proposed.varies
    while varied and varied not in seen:
        seen.add(varied)
        before = case.history(varied)
        people, varied = people | before.people(), before.proposed.varies
    return people


def _led_to_it(case: CaseAtHand, history: History) -> frozenset[str]:
    decided = (history.authorised or history.proposed, *history.renewals)[-1]
    return part_in_what_led_to_it((one.act for one in case.case.filed), decided.at)


def named(case: CaseAtHand, appeal: Appealed, hearer: str) -> HearerNamed:
    """Return the act that names the hearer."""
    return HearerNamed(id=case.new_id(), by=case.by, at=case.now, appeal_id=appeal.appeal_id, hearer=hearer)


def refuse_to_vary_while_heard(case: CaseAtHand, restriction_id: str) -> None:
    """Raise `Refused` (appeal_open) while an appeal is heard: it is about these terms, and stays about them."""
    if case.history(restriction_id).is_heard:
        raise Refused(
            "appeal_open",
            "An appeal against what this varies is being heard: its terms stay until that is decided. "
            "It can be lifted, or put on hold.",
        )


def open_appeal(history: History, appeal_id: str) -> Appealed:
    """Return the appeal that waits to be decided. Raises `Refused` (no_open_appeal)."""
    appeal = history.open_appeal
    if appeal is None or appeal_id not in {"", appeal.appeal_id}:
        raise Refused("no_open_appeal", "There is no such appeal that waits to be decided.")
    return appeal
