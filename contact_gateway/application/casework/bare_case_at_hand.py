"""A decision that restricts nobody, opened for an officer with the appeals against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.follow_ups import to_decide
from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.records_of_casework import Answer, Closing
from contact_gateway.application.tasks_of_casework import OF_A_HEARING
from contact_gateway.domain.casework.acts import HearerNamed
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealed
from contact_gateway.domain.casework.appeals import part_in_what_led_to_it, refusal_by_tier
from contact_gateway.domain.casework.bare_decisions import BareCase, bare_cases, tier_for_bare
from contact_gateway.domain.casework.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class BareAtHand:
    """The case, under the policy that the decision was made under, and the decision with what followed it."""

    case: CaseAtHand
    bare: BareCase

    @property
    def decided_by(self) -> str:
        """The grade of whoever decided, empty where the officer is not known any more."""
        decider = self.case.case.officers.get(self.bare.decision.by)
        return decider.signatory.grade if decider else ""

    def refusal_of_hearer(self, appeal: BareAppealed, hearer: str) -> Refusal | None:
        """Return why this officer cannot hear it: hearer_involved, then hearer_not_senior; None where nothing does.

        Raises `Refused` (unknown_officer).
        """
        led_to_it = part_in_what_led_to_it((one.act for one in self.case.case.filed), self.bare.decision.at)
        return refusal_by_tier(
            self.case.officer(hearer).signatory,
            self.decided_by,
            tier_for_bare(self.case.rules, appeal.tier),
            self.case.policy,
            involved=hearer in self.bare.people | led_to_it | self.case.case.person.complained_about,
        )

    def open_appeal(self, appeal_id: str) -> BareAppealed:
        """Return the appeal that waits to be decided. Raises `Refused` (no_open_appeal)."""
        appeal = self.bare.open_appeal
        if appeal is None or appeal.id != appeal_id:
            raise Refused("no_open_appeal", "There is no such appeal that waits to be decided.")
        return appeal


def name(case: CaseAtHand, appeal: BareAppealed, hearer: str) -> Answer:
    """Put on record who hears an appeal: it is theirs to decide, and no longer anybody else's."""
    act = HearerNamed(id=case.new_id(), by=case.by, at=case.now, appeal_id=appeal.id, hearer=hearer)
    return file_act(case, act, to_do=(to_decide(appeal, hearer),), closing=done_about(appeal))


def done_about(appeal: BareAppealed, *codes: str) -> Closing:
    """Return that tasks about an appeal are done: these, or what was left to do until it is decided."""
    return Closing(codes=codes or OF_A_HEARING, about=appeal.id)


@contextmanager
def on_decision(work: CaseWork, landlord: str, customer_id: str, decision_id: str, by: str) -> Iterator[BareAtHand]:
    """Open the case of a warning, or of what was decided about an item, by its id. Raises as `on_customer` does."""
    with _found(work, landlord, customer_id, by, lambda one: one.decision.id == decision_id) as found:
        yield found


@contextmanager
def on_bare_appeal(work: CaseWork, landlord: str, customer_id: str, appeal_id: str, by: str) -> Iterator[BareAtHand]:
    """Open the case of an appeal against such a decision. Raises as `on_customer` does."""
    with _found(work, landlord, customer_id, by, lambda one: appeal_id in {act.id for act in one.appeals}) as found:
        yield found


@contextmanager
def _found(
    work: CaseWork, landlord: str, customer_id: str, by: str, is_meant: Callable[[BareCase], bool]
) -> Iterator[BareAtHand]:
    with work.on_customer(landlord, customer_id, by) as case:
        bare = next(filter(is_meant, bare_cases(one.act for one in case.case.filed)), None)
        if bare is None:
            raise NotFound("There is no such warning or decision about an item in this case, and no such appeal.")
        made_under = next(one.policy.version for one in case.case.filed if one.act is bare.decision)
        yield BareAtHand(case=replace(case, policy=work.policies.version(landlord, made_under)), bare=bare)
