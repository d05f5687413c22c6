"""How each use case of casework begins: the customer's file is opened, and nobody else acts in it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.erased import refuse_if_erased
from contact_gateway.application.errors import Refused, Stale
from contact_gateway.application.ports import Clock, Policies
from contact_gateway.application.ports_of_casework import CaseFiles
from contact_gateway.application.records_of_casework import Case
from contact_gateway.domain.policy import MAIN, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWork:
    """What every use case of casework works with.

    `new_id` gives the id of what is stored; `desk` is the address at which staff sign in. `last_seen`, unless empty,
    is the act about a restriction that whoever acts saw last: once another came after it, no case opens (`Stale`).
    """

    files: CaseFiles
    policies: Policies
    clock: Clock
    new_id: Callable[[], str]
    desk: str = ""
    last_seen: str = ""

    @contextmanager
    def on_customer(self, landlord: str, customer_id: str, by: str, policy: str = "") -> Iterator[CaseAtHand]:
        """Open a customer's case for an officer, under the policy in force: the main one, or the one with this code.

        What is added is stored when the block ends without raising. Raises `NotFound`, `Refused` (unknown_policy,
        unknown_officer, erased).
        """
        with self._open(landlord, customer_id, by, self.policy(landlord, policy or MAIN)) as case:
            _refuse_to_act(case)
            yield case

    def policy(self, landlord: str, code: str) -> Policy:
        """Return the policy in force with this code. Raises `NotFound`, `Refused` (unknown_policy)."""
        if code != MAIN and code not in (beside := self.policies.beside(landlord)):
            known = ", ".join((MAIN, *beside))
            raise Refused("unknown_policy", f"There is no policy {code!r}; the policies here are: {known}.")
        return self.policies.current(landlord, code)

    @contextmanager
    def on_restriction(self, landlord: str, restriction_id: str, by: str) -> Iterator[CaseAtHand]:
        """Open the case of a restriction for an officer, under the version of the policy that it was made under.

        Raises `NotFound`, `Refused` (unknown_officer, erased).
        """
        whose = self.files.whose(landlord, restriction_id)
        policy = self.policies.version(landlord, whose.policy_version)
        with self._open(landlord, whose.customer_id, by, policy) as case:
            _refuse_to_act(case)
            yield case

    @contextmanager
    def as_it_stands(self, landlord: str, customer_id: str, by: str) -> Iterator[CaseAtHand]:
        """Open a customer's case for what was decided elsewhere, by whoever that was. Raises `NotFound`."""
        with self._open(landlord, customer_id, by, self.policies.current(landlord)) as case:
            yield case

    @contextmanager
    def _open(self, landlord: str, customer_id: str, by: str, policy: Policy) -> Iterator[CaseAtHand]:
        with self.files.open(landlord, customer_id) as open_case:
            # not before it is open: whoever acted in it while this waited acted earlier
            now = self.clock.now()
            case = open_case.load(now)
            _refuse_what_changed(case, self.last_seen)
            yield CaseAtHand(
                landlord=landlord,
                open_case=open_case,
                case=case,
                policy=policy,
                now=now,
                by=by,
                new_id=self.new_id,
                desk=self.desk,
            )


def _refuse_what_changed(case: Case, last_seen: str) -> None:
    about = {one.act.id: one.restriction_id for one in case.filed}
    last = [act_id for act_id, restriction_id in about.items() if restriction_id == about.get(last_seen)][-1:]
    if last_seen and last != [last_seen]:
        raise Stale("It was changed since you read it; read it again.")


def _refuse_to_act(case: CaseAtHand) -> None:
    """Refuse an act of somebody who is no officer, or about somebody of whom nothing is known any more."""
    case.officer(case.by)
    refuse_if_erased(case.case)
