"""When a restriction rests, and when it binds again: never before the customer was told that it does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from contact_gateway.domain.casework.acts import (
    AppealDecided,
    HearerNamed,
    LetterIssued,
    RestrictionAct,
    Suspended,
)
from contact_gateway.domain.casework.history import DECISIVE, History
from contact_gateway.domain.periods import start_of_day
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import CaseworkRules
from contact_gateway.domain.procedure.rules_for import appeal_rules
from contact_gateway.domain.procedure.words import Hearing, LetterType

Stretch = tuple[datetime, datetime]
"""From an instant up to, and not including, another; one that holds no time is dropped."""

TELL_OF_A_REST = DECISIVE | {LetterType.INTERIM, LetterType.REVIEW_OUTCOME}
"""The letters that say whether it is on hold, and from when it holds again."""

_FOR_EVER = datetime.max.replace(tzinfo=UTC)


def rests_by_hand(history: History, clocks: Clocks) -> Iterator[Stretch]:
    """Give the times for which somebody suspended it, each until the customer was told that it holds again."""
    since: Suspended | None = None
    for act in history.all(Suspended):
        if not act.again:
            since = since or act
        elif since:
            yield since.at, _binds_again(history, since, act, clocks)
            since = None
    if since:
        yield since.at, _FOR_EVER


def rests_while_heard(history: History, rules: CaseworkRules, clocks: Clocks) -> Iterator[Stretch]:
    """Give the times of hearings, where the policy suspends, each until the customer has the answer.

    A late appeal is heard from when a hearer is named.
    """
    found = appeal_rules(rules, history.kind)
    if found is None or found.meanwhile is not Hearing.SUSPENDED:
        return
    named = {act.appeal_id: act.at for act in reversed(history.all(HearerNamed))}
    decided = {act.appeal_id: act for act in reversed(history.all(AppealDecided))}
    for appeal in history.appeals:
        since, answer = named.get(appeal.appeal_id) if appeal.late else appeal.at, decided.get(appeal.appeal_id)
        if since:
            answers = frozenset({LetterType.APPEAL_OUTCOME})
            yield since, _told_at(history, answer, answers, clocks) if answer else _FOR_EVER


def _binds_again(history: History, since: Suspended, again: Suspended, clocks: Clocks) -> datetime:
    """Return from when it binds again: at once where nobody was told anything that a letter would have to take back.

    Whoever had the decision, or any letter while it rested, keeps to nothing until the next letter. What binds before
    any decision was told, as in immediate danger, and rested untold binds again at once.
    """
    decided = history.letter is not None and history.letter.at <= again.at
    meanwhile = history.acts[history.acts.index(since) : history.acts.index(again)]
    if history.is_trial or not (decided or any(isinstance(act, LetterIssued) for act in meanwhile)):
        return again.at
    return _told_at(history, again, TELL_OF_A_REST, clocks)


def _told_at(history: History, act: RestrictionAct, by: frozenset[LetterType], clocks: Clocks) -> datetime:
    """Return from when the customer counts as told of an act, by the first letter of these types that left since."""
    since = history.acts[history.acts.index(act) :]
    told = next((one for one in since if isinstance(one, LetterIssued) and one.letter in by), None)
    return max(told.at, start_of_day(history.received(told), clocks.zone)) if told else _FOR_EVER
