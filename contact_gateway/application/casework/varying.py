"""Whether there is anything that other terms could take the place of, and when they do."""

from __future__ import annotations

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.errors import Refused
from contact_gateway.domain.casework.acts import Replaced
from contact_gateway.domain.casework.binding import binds_from, ended_at
from contact_gateway.domain.casework.history import History
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


def refuse_second_variation(case: CaseAtHand, restriction_id: str, varied: str) -> None:
    """Raise `Refused` (already_decided) while other terms for it are on their way: the customer would hold two letters.

    Asked where a variation is proposed, signed and told. A trial stands in nobody's way, as it takes nothing's place.
    """
    for other_id, other in case.histories().items():
        is_another = other_id != restriction_id and other.proposed.varies == varied and not other.is_trial
        if is_another and case.state_of(other) is not State.ENDED:
            raise Refused(
                "already_decided",
                f"Other terms for this are proposed or decided already ({other_id}): lift those first or, once the "
                "customer was told of them, propose a variation of those.",
            )


def take_the_place_of_the_old(case: CaseAtHand, restriction_id: str, now: History) -> None:
    """End what this varies at the very instant from which this binds, as the letter that tells it counts as received.

    So does whatever that in turn was to take the place of. Asked again when the letter turns out to count from later:
    the old terms then hold until that.
    """
    since, seen, old = binds_from(now, case.rules, case.clocks), {restriction_id}, now.proposed.varies
    while since and old and old not in seen:
        seen.add(old)
        history = case.history(old)
        mine = [act.takes_over_at for act in history.all(Replaced) if act.successor == restriction_id]
        over = ended_at(history, case.rules, case.clocks)
        if (mine and mine[-1] != since) or (not mine and (over is None or over > since)):
            act = Replaced(id=case.new_id(), by=case.by, at=case.now, successor=restriction_id, takes_over_at=since)
            file_about(case, old, history, act)
        old = history.proposed.varies
