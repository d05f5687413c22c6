"""Ask other teams before a decision, and record what they said."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Consulted
from contact_gateway.domain.casework.life import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Consult:
    """The use case (OCT-4.2e, OCT-4.2f)."""

    work: CaseWork

    def __call__(
        self,
        landlord: str,
        restriction_id: str,
        by: str,
        with_whom: tuple[str, ...],
        replies: str = "",
        informing_officer: str = "",
    ) -> Answer:
        """Record who was asked and, where there are any, the replies, and which officer tells the customer.

        Raises `NotFound`, `Refused` (unknown_officer, already_over).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            if informing_officer:
                case.officer(informing_officer)
            history = case.history(restriction_id)
            if case.state_of(history) is State.ENDED:
                raise Refused("already_over", "This has ended, so there is nothing to ask other teams about.")
            act = Consulted(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(replies=replies),
                with_whom=with_whom,
                replied=bool(replies.strip()),
                informing_officer=informing_officer,
            )
            return file_about(case, restriction_id, history, act)
