"""Take over a restriction as it stands: it was decided and told elsewhere, and goes on here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import EVIDENCE, WHAT_HAPPENED, file_about
from contact_gateway.application.casework.named_in_terms import check_named
from contact_gateway.application.casework.said import said
from contact_gateway.application.casework.what_stands import refuse_what_is_over, refuse_what_stands_already
from contact_gateway.application.errors import Refused
from contact_gateway.application.officers import refuse_unless_among
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Authorised, LetterIssued, Proposed, RestrictionAct
from contact_gateway.domain.casework.authority import refusal_to_take_over
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.whom_covered import refusal_of_segment, refusal_of_unknown
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
        start. Raises `NotFound`, `Refused` (id_taken, already_decided).
        """
        recorded_by = how.recorded_by if how else decided.officer
        with self.work.as_it_stands(landlord, restriction.customer_id, recorded_by) as case:
            if restriction.id in case.histories():
                raise Refused("id_taken", f"There is a restriction {restriction.id} already.")
            if how:
                refuse_what_stands_already(case, restriction)
            proposed, *others = _acts(case, restriction, decided, how or _as_it_stands(case, restriction, decided))
            history = History((proposed,))
            answer = file_about(case, restriction.id, None, proposed)
            for act in others:
                answer = file_about(case, restriction.id, history, act)
                history = history.then(act)
            return answer

    def refuse_what_cannot_be_taken_over(
        self, landlord: str, restriction: Restriction, decided: DecidedBy, how: CameAbout
    ) -> None:
        """Refuse what the policy does not cover, what names or was decided by nobody who can be, what is over or there.

        Raises `Refused` (out_of_scope, unverified_identity, unknown_officer, unknown_team, impossible_terms,
        not_authorised, same_person, impossible_day, already_decided, erased).
        """
        with self.work.on_customer(landlord, restriction.customer_id, decided.officer) as case:
            refuse(refusal_of_segment(case.case.segment, restriction, case.policy, case.rules))
            refuse(refusal_of_unknown(identified=case.case.identified))
            refuse_unless_among(case.case.officers, how.proposed_by)
            check_named(case, restriction)
            refuse(refusal_to_take_over(restriction.kind, how.proposed_by, case.signatory, case.policy, case.rules))
            refuse_what_is_over(case, History(_acts(case, restriction, decided, how)))
            refuse_what_stands_already(case, restriction)


def _acts(case: CaseAtHand, restriction: Restriction, decided: DecidedBy, how: CameAbout) -> tuple[RestrictionAct, ...]:
    signed = Authorised(id=case.new_id(), by=decided.officer, at=decided.decided_at)
    return (_proposed(case, restriction, decided, how.proposed_by), signed, *_told(case, decided, how.told))


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
