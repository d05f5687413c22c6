"""Warn a customer, in words or in writing."""

from __future__ import annotations

from dataclasses import dataclass, field

from contact_gateway.application.casework.case_at_hand import refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.said import said
from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Form, Warned
from contact_gateway.domain.casework.letters import refusal_to_warn
from contact_gateway.domain.procedure.words import Occasion, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningGiven:
    """What the customer was told: why it was not acceptable, what must change, what comes next if it goes on.

    A verbal one names the contact it was given in (TUN-8.2).
    """

    form: Form
    why: str = field(default="", repr=False)
    must_change: str = field(default="", repr=False)
    if_continues: str = field(default="", repr=False)
    contact_id: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warn:
    """The use case."""

    work: CaseWork

    def __call__(self, landlord: str, customer_id: str, by: str, warning: WarningGiven) -> Answer:
        """Record a warning, where it says what the policy asks of one.

        Raises `NotFound`, `Refused` (unknown_officer, letter_incomplete).
        """
        with self.work.on_customer(landlord, customer_id, by) as case:
            act = Warned(
                id=case.new_id(),
                by=by,
                at=case.now,
                words=said(why=warning.why, must_change=warning.must_change, if_continues=warning.if_continues),
                form=warning.form,
                contact_id=warning.contact_id,
                stage=warning.stage,
            )
            refuse(refusal_to_warn(act, _told(warning), case.rules))
            return file_act(case, act, (Occasion.WARNED,))


def _told(warning: WarningGiven) -> dict[Part, str]:
    return {
        Part.WHAT_HAPPENED: warning.why,
        Part.MUST_CHANGE: warning.must_change,
        Part.IF_CONTINUES: warning.if_continues,
    }
