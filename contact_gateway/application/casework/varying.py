"""Whether there is anything that other terms could take the place of, and when they do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from contact_gateway.application.casework.case_at_hand import CaseAtHand, refuse
from contact_gateway.application.casework.filing import file_about
from contact_gateway.application.casework.follow_ups import ToDo
from contact_gateway.application.errors import Refused
from contact_gateway.application.tasks_of_casework import ISSUE_LETTER, PROPOSE_VARIATION
from contact_gateway.domain.casework.acts import Replaced
from contact_gateway.domain.casework.binding import binds_from, ended_at, never_held
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.letters_owed import letters_owed
from contact_gateway.domain.casework.life import State
from contact_gateway.domain.casework.reviews import NOT_OURS_TO_CHANGE
from contact_gateway.domain.procedure.rules import ORDERED_BY_A_COURT


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


def refuse_to_vary_past_a_court(case: CaseAtHand, restriction_id: str, kind: str) -> None:
    """Raise `Refused` where a court ordered what would be varied or what would vary it, and not the other.

    It is not_reviewable where the order would be varied, impossible_terms where it would vary.
    """
    varied, ordered = case.history(restriction_id), kind in ORDERED_BY_A_COURT
    if varied.is_ordered and not ordered:
        refuse(NOT_OURS_TO_CHANGE)
    if ordered and not varied.is_ordered:
        raise Refused(
            "impossible_terms",
            "What a court orders changes no decision of the landlord's: propose it by itself, and lift the decision "
            "where the order leaves no need of it.",
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
    the old terms then hold until that; and when this is ended: before it ever held, the old terms go on as they were.
    """
    if now.letter is None:
        return
    taken_back = never_held(now, case.rules, case.clocks)
    since = None if taken_back else binds_from(now, case.rules, case.clocks)
    seen, old = {restriction_id}, now.proposed.varies
    while old and old not in seen:
        seen.add(old)
        history = case.history(old)
        was = history.takeovers.get(restriction_id)
        if was != since and (was or _is_there_to_end(case, history, since)):
            act = Replaced(id=case.new_id(), by=case.by, at=case.now, successor=restriction_id, takes_over_at=since)
            file_about(case, old, history, act, to_do=_to_do_again(history, act))
        old = history.proposed.varies


def _is_there_to_end(case: CaseAtHand, history: History, since: datetime | None) -> bool:
    """Whether it holds yet, or will still have held then; one that waits to take its place may be taken back."""
    over = ended_at(history, case.rules, case.clocks)
    return over is None or over > case.now or (since is not None and over > since)


def _to_do_again(history: History, act: Replaced) -> Iterator[ToDo]:
    """Give what was no longer to be done when something else was to take its place."""
    if act.takes_over_at:
        return
    if history.to_be_varied:
        yield ToDo(code=PROPOSE_VARIATION)
    if set(letters_owed(history.then(act))) - set(letters_owed(history)):
        yield ToDo(code=ISSUE_LETTER)
