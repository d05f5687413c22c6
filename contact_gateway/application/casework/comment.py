"""Record what a customer says about a restriction, as the letter about a coming review invites them to."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.said import said
from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Commented
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.contact import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """The use case. It came by any channel, and whoever reviews it reads it with the rest of the evidence."""

    work: CaseWork

    def __call__(
        self, landlord: str, restriction_id: str, by: str, words: str, channel: Channel, contact_id: str = ""
    ) -> Answer:
        """Record the customer's own words, by which channel they came and in which contact, where that is known.

        Raises `NotFound`, `Refused` (unknown_officer, reason_required, already_over).
        """
        with self.work.on_restriction(landlord, restriction_id, by) as case:
            history = case.history(restriction_id)
            if not words.strip():
                raise Refused("reason_required", "Write down what the customer said.")
            if case.state_of(history) is State.ENDED:
                raise Refused("already_over", "This has ended, so no review is coming; nothing was recorded.")
            act = Commented(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(words=words),
                channel=channel,
                contact_id=contact_id,
            )
            return file_about(case, restriction_id, history, act)
