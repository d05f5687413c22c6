"""Warn a customer, in words or in writing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.case_work import CaseWork
from contact_gateway.application.casework.filing import file_act
from contact_gateway.application.casework.for_the_letter import ForTheLetter, told_by
from contact_gateway.application.casework.said import said
from contact_gateway.application.casework.sending import messages_with
from contact_gateway.application.casework.warning_facts import warning_facts
from contact_gateway.application.errors import Refused
from contact_gateway.application.ports_of_casework import Letters
from contact_gateway.application.records_of_casework import Answer, MadeLetter
from contact_gateway.domain.casework.acts import Form, Warned
from contact_gateway.domain.casework.letters import refusal_to_issue, refusal_to_warn, required_parts
from contact_gateway.domain.casework.refusals import written
from contact_gateway.domain.letters.writing import Order
from contact_gateway.domain.procedure.words import LetterType, Occasion, Part, Step
from contact_gateway.domain.working_days import Delivery

_TOLD_BY_A_WARNING = (Step.WARNING, Step.MONITORING)


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningGiven:
    """What the customer is told: why it was not acceptable, what must change, what comes next if it goes on.

    A verbal one names the contact it was given in (TUN-8.2); a written one is a letter, and leaves as `sent_by` says.
    `change_by` is the day until which the customer has time to change, where one is named.
    `policy` is the code of the one it is given under, the main one where it is empty.
    """

    form: Form
    why: str = field(default="", repr=False)
    told: ForTheLetter = field(default_factory=ForTheLetter, repr=False)
    contact_id: str = ""
    stage: str = ""
    change_by: date | None = None
    policy: str = ""
    sent_by: Delivery = Delivery.POST
    also_by_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Warn:
    """The use case. A written warning leaves as a letter that holds what the policy asks of one."""

    work: CaseWork
    letters: Letters

    def __call__(self, landlord: str, customer_id: str, by: str, warning: WarningGiven) -> Answer:
        """Record a warning, where it says what the policy asks of one; the letter, if it is one, leaves now.

        Raises `NotFound`, `Refused` (unknown_policy, unknown_officer, unknown_stage, impossible_terms,
        letter_incomplete, letter_unprintable, no_address).
        """
        with self.work.on_customer(landlord, customer_id, by, warning.policy) as case:
            _refuse_unknown_stage(warning.stage, case)
            _refuse_a_day_gone_by(warning.change_by, case)
            act = _warned(case, warning)
            refuse(refusal_to_warn(act, _told(warning), case.rules))
            if warning.form is Form.VERBAL:
                return file_act(case, act, (Occasion.WARNED,))
            made = self._made(case, act, warning.sent_by)
            refuse(refusal_to_issue(made.finished, warning.sent_by, None, case.rules))
            messages = messages_with(made, warning.sent_by, case, also_by_text=warning.also_by_text)
            received_on = case.clocks.calendar.deemed_receipt(case.now, warning.sent_by, case.clocks.zone)
            act = replace(act, letter_id=made.id, sent_by=warning.sent_by, received_on=received_on)
            answer = file_act(case, act, (Occasion.WARNED,), messages=messages)
            return replace(answer, letter_id=made.id, letter_parts=tuple(map(str, made.finished.parts)))

    def _made(self, case: CaseAtHand, act: Warned, sent_by: Delivery) -> MadeLetter:
        told = replace(told_by(act.words), what_happened=act.words.get("why", ""))
        order = Order(required=frozenset(required_parts(LetterType.WARNING, None, case.rules)))
        return self.letters.make(case.policy, warning_facts(told, act, sent_by, case), order)


def _refuse_unknown_stage(name: str, case: CaseAtHand) -> None:
    told = [stage.name for stage in case.rules.stages if stage.step in _TOLD_BY_A_WARNING]
    if name and name not in told:
        named = ", ".join(told) or "none"
        raise Refused("unknown_stage", f"No warning tells of a stage {name!r} of this policy; it has: {named}.")


def _refuse_a_day_gone_by(change_by: date | None, case: CaseAtHand) -> None:
    if change_by and change_by <= case.today:
        said = f"Nobody changes by {written(change_by)}, which is not after today; name a later day, or none."
        raise Refused("impossible_terms", said)


def _warned(case: CaseAtHand, warning: WarningGiven) -> Warned:
    return Warned(
        id=case.new_id(),
        by=case.by,
        at=case.now,
        words={**said(why=warning.why), **warning.told.words()},
        form=warning.form,
        contact_id=warning.contact_id,
        stage=warning.stage,
        change_by=warning.change_by,
    )


def _told(warning: WarningGiven) -> dict[Part, str]:
    return {
        Part.WHAT_HAPPENED: warning.why,
        Part.MUST_CHANGE: warning.told.must_change,
        Part.IF_CONTINUES: warning.told.if_continues,
    }
