"""What was done in a case, as other systems see it: what is open to all of them, and what is for few eyes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import fields
from datetime import date, datetime

from contact_gateway.application.casework.show_case import Life
from contact_gateway.application.records_of_casework import Answer, Filed
from contact_gateway.domain.casework.acts import Act, Incident, LetterIssued, Proposed
from contact_gateway.domain.procedure.words import Part
from contact_gateway.web.api.shapes.cases import ActAnswer, Recorded, ToldAct
from contact_gateway.web.api.shapes.lives import Acted, LifeAnswer

_OPEN = frozenset(
    {
        *("channel", "reached", "until", "stage", "form", "change_by", "review_on"),
        *("informing_officer", "immediate", "policy_version", "varies", "taken_over_at"),
        *("with_whom", "replied", "complete"),
        *("letter", "letter_id", "sent_by", "received_on", "outcome", "next_review"),
        *("about", "appeal_id", "due_on", "tier", "late", "new_facts", "hearer", "finding"),
        *("again", "ends_at", "successor", "takes_over_at"),
        *("decision", "asked_for", "difficulty"),
    }
)
"""What of an act is no grounds."""
_NEVER_BESIDE = frozenset({"id", "by", "at", "words", "grounds", "restriction"})
"""What an act has in a place of its own, or the restriction shows."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def act_answer(one: Filed) -> ActAnswer:
    """Return an act as whoever works on the case sees it: no grounds, no words."""
    act = one.act
    return ActAnswer(
        id=act.id,
        act=name_of(act),
        by=act.by,
        at=act.at,
        restriction_id=one.restriction_id or None,
        about=_about(act, _OPEN),
    )


def told_act(one: Filed) -> ToldAct:
    """Return an act with all that was said."""
    return told(one.act, one.restriction_id)


def told(act: Act, restriction_id: str) -> ToldAct:
    """Return an act with all that was said; the id is empty where it is about no restriction."""
    return ToldAct(
        id=act.id,
        act=name_of(act),
        by=act.by,
        at=act.at,
        restriction_id=restriction_id or None,
        about=_about(act, {field.name for field in fields(act)}),
        grounds=act.grounds if isinstance(act, Incident | Proposed) else None,
        words=dict(act.words),
    )


def name_of(act: Act) -> str:
    """Return what this sort of act is called."""
    return _HUMP.sub("_", type(act).__name__).lower()


def life_answer(life: Life) -> LifeAnswer:
    """Return where a restriction stands."""
    return LifeAnswer(
        restriction_id=life.restriction_id,
        customer_id=life.customer_id,
        policy=life.policy.code,
        policy_version=life.policy.version,
        state=life.state,
        mark=life.mark,
        proposed_by=life.proposed_by,
        authorised_by=life.authorised_by or None,
        review_due=life.review_due,
        in_force_from=life.in_force_from,
        ended_at=life.ended_at,
        appeal_id=life.appeal_id or None,
        appeal_due=life.appeal_due,
        hearer=life.hearer or None,
        acts=[act_answer(one) for one in life.filed],
    )


def recorded(answer: Answer) -> Recorded:
    """Return what came of an act that only records something."""
    return Recorded(id=answer.act_id, tasks=list(answer.tasks), notified=list(answer.notified))


def acted(life: Life, answer: Answer) -> Acted:
    """Return where a restriction stands after an act, and what the act brought with it."""
    return Acted(
        id=answer.act_id,
        restriction_id=life.restriction_id,
        state=life.state,
        mark=life.mark,
        review_due=life.review_due,
        in_force_from=life.in_force_from,
        appeal_id=life.appeal_id or None,
        appeal_due=life.appeal_due,
        letter_id=_letter_of(life, answer.act_id),
        letter_parts=[Part(part) for part in answer.letter_parts],
        tasks=list(answer.tasks),
        notified=list(answer.notified),
    )


def _about(act: Act, shown: Collection[str]) -> dict[str, object]:
    named = (field.name for field in fields(act) if field.name in shown and field.name not in _NEVER_BESIDE)
    return {name: _plain(getattr(act, name)) for name in named}


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case tuple() | frozenset():
            return sorted(map(str, value))
        case "":
            return None
        case _:
            return value


def _letter_of(life: Life, act_id: str) -> str | None:
    letters = (one.act for one in life.filed if isinstance(one.act, LetterIssued))
    return next((act.letter_id for act in letters if act.id == act_id and act.letter_id), None)
