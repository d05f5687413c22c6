"""Take over a restriction as it stands: it was decided and told elsewhere, and goes on here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import EVIDENCE, WHAT_HAPPENED, file_about
from contact_gateway.application.casework.named_in_terms import check_named
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.officers import refuse_unless_among
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Authorised, LetterIssued, Proposed, RestrictionAct
from contact_gateway.domain.casework.authority import refusal_to_take_over
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.procedure.words import LetterType
from contact_gateway.domain.restrictions import Restriction
from contact_gateway.domain.working_days import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """When the customer was told at the latest, by what way, and the day on which that counts as received."""

    at: datetime
    sent_by: Delivery
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CameAbout:
    """How it came about: who proposed it, how the customer was told (of a trial: not), who puts it on record now."""

    proposed_by: str
    told: Told | None
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """The use case. Its acts say who proposed it, who decided it and when it was told; the trail, who recorded that.

    From then on its reviews, appeals and ends are like any other's. A letter without an id is none of ours.
    """

    work: CaseWork

    def __call__(
        self, landlord: str, restriction: Restriction, decided: DecidedBy, how: CameAbout | None = None
    ) -> Answer:
        """File a restriction as it stands; it binds from its start, and never before it was told.

        A rehearsal begins with what stands, and nobody asks how that came about: without `how`, told by hand at its
        start. Raises `NotFound`, `Refused` (id_taken).
        """
        recorded_by = how.recorded_by if how else decided.officer
        with self.work.as_it_stands(landlord, restriction.customer_id, recorded_by) as case:
            if restriction.id in case.histories():
                raise Refused("id_taken", f"There is a restriction {restriction.id} already.")
            came_about = how or _as_it_stands(case, restriction, decided)
            proposed = _proposed(case, restriction, decided, came_about.proposed_by)
            history = History((proposed,))
            answer = file_about(case, restriction.id, None, proposed)
            for act in (_signed(case, decided), *_told(case, decided, came_about.told)):
                answer = file_about(case, restriction.id, history, act)
                history = history.then(act)
            return answer

    def refuse_unless_decided_by(self, landlord: str, restriction: Restriction, officer: str, proposed_by: str) -> None:
        """Refuse what names somebody who cannot be named, or what this officer may not decide where that one proposes.

        Raises `Refused` (unknown_officer, unknown_team, impossible_terms, not_authorised, same_person).
        """
        with self.work.on_customer(landlord, restriction.customer_id, officer) as case:
            refuse_unless_among(case.case.officers, proposed_by)
            check_named(case, restriction)
            refuse(refusal_to_take_over(restriction.kind, proposed_by, case.signatory, case.policy, case.rules))


def _as_it_stands(case: CaseAtHand, restriction: Restriction, decided: DecidedBy) -> CameAbout:
    starts_on = case.clocks.day_of(restriction.starts_at)
    told = Told(at=decided.decided_at, sent_by=Delivery.HAND, received_on=starts_on)
    return CameAbout(proposed_by=decided.officer, told=told, recorded_by=decided.officer)


def _proposed(case: CaseAtHand, restriction: Restriction, decided: DecidedBy, proposed_by: str) -> Proposed:
    return Proposed(
        id=case.new_id(),
        by=proposed_by,
        at=decided.decided_at,
        words=said(**{WHAT_HAPPENED: decided.narrative, EVIDENCE: decided.evidence}),
        restriction=restriction,
        grounds=decided.grounds,
        answers=frozenset(),
        policy_version=decided.policy_version,
        taken_over_at=case.now,
    )


def _signed(case: CaseAtHand, decided: DecidedBy) -> RestrictionAct:
    return Authorised(id=case.new_id(), by=decided.officer, at=decided.decided_at)


def _told(case: CaseAtHand, decided: DecidedBy, told: Told | None) -> tuple[RestrictionAct, ...]:
    if told is None:
        return ()
    letter = LetterIssued(
        id=case.new_id(),
        by=decided.officer,
        at=told.at,
        letter=LetterType.DECISION,
        letter_id="",
        sent_by=told.sent_by,
        received_on=told.received_on,
    )
    return (letter,)
