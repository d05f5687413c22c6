"""Take over a restriction as it stands: it was decided and told elsewhere, and goes on here."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import EVIDENCE, WHAT_HAPPENED, file_about
from contact_gateway.application.casework.named_in_terms import check_named
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Authorised, LetterIssued, Proposed, RestrictionAct
from contact_gateway.domain.casework.authority import refusal_to_take_over
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.working_days import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """The use case. Nothing is asked of how it was made: its acts say that one officer decided it, and told of it.

    From then on its reviews, appeals and ends are like any other's. A letter without an id is none of ours.
    """

    work: CaseWork

    def __call__(self, landlord: str, restriction: Restriction, decided: DecidedBy) -> Answer:
        """File a restriction as it stands; it binds from its start. Raises `NotFound`, `Refused` (id_taken)."""
        with self.work.as_it_stands(landlord, restriction.customer_id, decided.officer) as case:
            if restriction.id in case.histories():
                raise Refused("id_taken", f"There is a restriction {restriction.id} already.")
            answer, history = file_about(case, restriction.id, None, _proposed(case, restriction, decided))
            for act in (_signed(case, decided), _told(case, restriction, decided)):
                answer, history = file_about(case, restriction.id, history, act)
            return answer

    def refuse_unless_decided_by(self, landlord: str, restriction: Restriction, officer: str) -> None:
        """Refuse what names somebody who cannot be named, or what this officer alone may not decide.

        Raises `Refused` (unknown_officer, unknown_team, impossible_terms, not_authorised).
        """
        with self.work.on_customer(landlord, restriction.customer_id, officer) as case:
            check_named(case, restriction)
            refuse(refusal_to_take_over(restriction.kind, case.signatory, case.policy, case.rules))


def _proposed(case: CaseAtHand, restriction: Restriction, decided: DecidedBy) -> Proposed:
    return Proposed(
        id=case.new_id(),
        by=decided.officer,
        at=decided.decided_at,
        words=said(**{WHAT_HAPPENED: decided.narrative, EVIDENCE: decided.evidence}),
        restriction=restriction,
        grounds=decided.grounds,
        answers=frozenset(),
        policy_version=decided.policy_version,
    )


def _signed(case: CaseAtHand, decided: DecidedBy) -> RestrictionAct:
    return Authorised(id=case.new_id(), by=decided.officer, at=decided.decided_at)


def _told(case: CaseAtHand, restriction: Restriction, decided: DecidedBy) -> RestrictionAct:
    return LetterIssued(
        id=case.new_id(),
        by=decided.officer,
        at=decided.decided_at,
        letter=LetterType.DECISION,
        letter_id="",
        sent_by=Delivery.HAND,
        received_on=restriction.starts_at.astimezone(case.clocks.zone).date(),
    )
