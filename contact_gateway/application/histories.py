"""What a file says of each restriction, and whether somebody still waits for the answer to an appeal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_casework import Filed
from contact_gateway.domain.casework.acts import RestrictionAct
from contact_gateway.domain.casework.bare_decisions import bare_cases
from contact_gateway.domain.casework.history import History


def histories_of(filed: Iterable[Filed]) -> dict[str, History]:
    """Return what happened to each restriction of a file, by id; `filed` is oldest first."""
    acts: dict[str, list[RestrictionAct]] = {}
    for one in filed:
        if one.restriction_id and isinstance(one.act, get_args(RestrictionAct)):
            acts.setdefault(one.restriction_id, []).append(one.act)
    return {restriction_id: History(tuple(found)) for restriction_id, found in acts.items()}


def refuse_to_erase_while_heard(filed: Iterable[Filed]) -> None:
    """Raise `Refused` (appeal_open) where an appeal of this file waits to be decided."""
    acts = tuple(filed)
    about_restrictions = any(one.open_appeal for one in histories_of(acts).values())
    if about_restrictions or any(one.open_appeal for one in bare_cases(one.act for one in acts)):
        raise Refused("appeal_open", "An appeal of theirs waits to be decided: answer it before you erase.")
