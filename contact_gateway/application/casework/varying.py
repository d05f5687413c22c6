"""Whether there is anything that other terms could take the place of."""

from __future__ import annotations

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.life import State


def refuse_to_vary_what_does_not_hold(case: CaseAtHand, restriction_id: str) -> None:
    """Raise `Refused` (not_in_force) where the customer was not told of it, or it has ended; `NotFound`.

    Asked where a variation is proposed, signed and told, as what it varies may end between them. A trial can be varied
    whenever it was: nobody was told of it.
    """
    varied = case.history(restriction_id)
    if varied.is_trial:
        return
    if varied.letter is None:
        raise Refused("not_in_force", "The customer was not told of it, so nothing is there to vary: propose it anew.")
    if case.state_of(varied) is State.ENDED:
        raise Refused(
            "not_in_force",
            "What this varies has ended, so nothing is there to vary: propose it as a decision of its own.",
        )
