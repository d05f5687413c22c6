"""Propose a restriction, or other terms for one that is in force."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.casework.proposal_at_hand import (
    ProposalRequest,
    act_of,
    opened,
    refuse_what_cannot_be_proposed,
)
from contact_gateway.application.casework.varying import refuse_second_variation
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.application.tasks_of_casework import AUTHORISE_INTERIM, ISSUE_LETTER
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.procedure.words import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    """The use case. What is proposed binds nobody, but for immediate danger, where it binds at once and lapses soon."""

    work: CaseWork

    def __call__(self, landlord: str, request: ProposalRequest) -> Answer:
        """Write down a proposal that the policy lets be made.

        A proposal that nobody signed yet may be written anew. Raises `NotFound`, `Refused`: with the first of the codes
        of `refusal_to_propose` and of `obstacle`, or unknown_policy, unknown_officer, unknown_team, impossible_terms,
        unknown_channel, already_decided, id_taken, impossible_day, not_in_force, appeal_open.
        """
        with opened(self.work, landlord, request) as case:
            restriction_id = request.restriction_id or case.new_id()
            so_far = case.histories().get(restriction_id)
            if so_far and so_far.authorised:
                raise Refused("already_decided", "This was decided already; propose a variation of it.")
            act = act_of(case, request, restriction_id)
            if act.varies:
                refuse_second_variation(case, restriction_id, act.varies)
            refuse_what_cannot_be_proposed(case, act)
            return file_about(case, restriction_id, so_far, act, (Occasion.PROPOSED,), _to_do(case, History((act,))))


def _to_do(case: CaseAtHand, proposed: History) -> tuple[ToDo, ...]:
    interim = case.rules.interim
    if not proposed.is_at_once or interim is None:
        return ()
    last, told_by = (span.after(case.today, case.clocks.calendar) for span in (interim.lasts, interim.letter_within))
    return (
        ToDo(code=AUTHORISE_INTERIM, by=last, clause=interim.clause),
        ToDo(code=ISSUE_LETTER, by=told_by, to=proposed.informing_officer, clause=interim.clause),
    )
