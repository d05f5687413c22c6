"""A customer's case, opened for one officer who acts in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.histories import histories_of
from contact_gateway.application.officers import refuse_unless_among
from contact_gateway.application.ports_of_casework import OpenCase
from contact_gateway.application.records_of_casework import Case, CaseOfficer, PolicyUsed
from contact_gateway.domain.casework.acts import CaseAct
from contact_gateway.domain.casework.bare_decisions import uncounted
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.life import State, state_at
from contact_gateway.domain.casework.refusals import Refusal
from contact_gateway.domain.casework.signatories import Signatory
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAtHand:
    """Everything that an act is judged by: the file, the policy in the version that holds, the time, the officer.

    `desk` is the address at which staff sign in, empty where nobody said.
    """

    landlord: str
    open_case: OpenCase
    case: Case
    policy: Policy
    now: datetime
    by: str
    new_id: Callable[[], str]
    desk: str = ""

    @property
    def rules(self) -> CaseworkRules:
        """What the policy says about casework."""
        return self.policy.casework

    @property
    def clocks(self) -> Clocks:
        """The landlord's calendar."""
        return self.policy.clocks

    @property
    def today(self) -> date:
        """The day by the landlord's clocks."""
        return self.now.astimezone(self.policy.zone).date()

    @property
    def used(self) -> PolicyUsed:
        """The policy that acts are filed under."""
        return PolicyUsed(version=self.policy.version, code=self.policy.code)

    @property
    def signatory(self) -> Signatory:
        """Whoever acts, with grade and roles. Raises `Refused` (unknown_officer)."""
        return self.officer(self.by).signatory

    def state_of(self, history: History) -> State:
        """Return where a restriction stands now."""
        return state_at(history, self.now, self.rules, self.clocks)

    def officer(self, officer_id: str) -> CaseOfficer:
        """Return an officer. Raises `Refused` (unknown_officer)."""
        refuse_unless_among(self.case.officers, officer_id)
        return self.case.officers[officer_id]

    def ladder(self) -> tuple[CaseAct, ...]:
        """Return what was done in the case before, and beside, restrictions; a warning that was withdrawn is none."""
        acts = [one.act for one in self.case.filed]
        gone = uncounted(acts, self.rules)
        return tuple(act for act in acts if isinstance(act, CaseAct) and act.id not in gone)

    def history(self, restriction_id: str) -> History:
        """Return what happened to a restriction. Raises `NotFound`."""
        found = self.histories().get(restriction_id)
        if found is None:
            raise NotFound(f"There is no restriction {restriction_id} with a history.")
        return found

    def histories(self) -> dict[str, History]:
        """Return what happened to each restriction of the case, by id."""
        return histories_of(self.case.filed)


def refuse(refusal: Refusal | None) -> None:
    """Raise `Refused` with the code and the sentence of a refusal, where there is one."""
    if refusal:
        clause = f" ({refusal.clause})" if refusal.clause and refusal.clause not in refusal.sentence else ""
        raise Refused(refusal.code, refusal.sentence + clause)
