"""Filing an act: the restriction's row as it then stands, its tasks and notices, and the answer, all of one piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from contact_gateway.application.casework.case_at_hand import CaseAtHand
from contact_gateway.application.casework.follow_ups import FollowUps, ToDo, follow_ups
from contact_gateway.application.errors import Refused
from contact_gateway.application.records import DecidedBy, OutgoingMessage
from contact_gateway.application.records_of_casework import Answer, Closing, Deed, Filed, RestrictionNow
from contact_gateway.application.tasks_of_casework import (
    AUTHORISE_INTERIM,
    ISSUE_LETTER,
    OF_A_HEARING,
    OF_A_REVIEW,
    OF_WHAT_HOLDS,
    PROPOSE_VARIATION,
)
from contact_gateway.domain.casework.acts import (
    Act,
    AppealDecided,
    Authorised,
    HearerNamed,
    LetterIssued,
    Replaced,
    RestrictionAct,
    Reviewed,
)
from contact_gateway.domain.casework.binding import binding, binds_from, ended_at, in_force_from
from contact_gateway.domain.casework.falling_due import Alarm
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.letters_owed import ends_now, letters_owed
from contact_gateway.domain.casework.life import mark_at, state_at
from contact_gateway.domain.procedure.words import Occasion
from contact_gateway.domain.restrictions import Grounds

EVIDENCE = "evidence"
WHAT_HAPPENED = "what_happened"
"""The words of a proposal that lie with the restriction too."""


def file_act(
    case: CaseAtHand,
    act: Act,
    occasions: Iterable[Occasion] = (),
    to_do: Iterable[ToDo] = (),
    grounds: Grounds | None = None,
    messages: Iterable[OutgoingMessage] = (),
    closing: Closing | None = None,
) -> Answer:
    """File an act that is about no restriction; `messages` leave with it, beside its notices."""
    after = follow_ups(case, occasions, to_do, grounds=grounds)
    notices = (*messages, *after.messages)
    filed = Filed(act=act, policy=case.used)
    case.open_case.add(Deed(filed=filed, by=case.by, tasks=after.tasks, notices=notices, closing=closing))
    return Answer(id=act.id, act_id=act.id, tasks=_codes(after), notified=after.told)


def file_about(
    case: CaseAtHand,
    restriction_id: str,
    history: History | None,
    act: RestrictionAct,
    occasions: Iterable[Occasion] = (),
    to_do: Iterable[ToDo] = (),
    messages: Iterable[OutgoingMessage] = (),
) -> Answer:
    """File an act about a restriction, whose row is written as all its acts, this one the last, make it stand.

    `messages` leave with it, beside its notices.
    """
    now = history.then(act) if history else History((act,))
    after = follow_ups(case, occasions, to_do, restriction_id, now)
    case.open_case.add(
        Deed(
            filed=Filed(act=act, policy=case.used, restriction_id=restriction_id),
            by=case.by,
            restriction=restriction_now(now, case),
            tasks=after.tasks,
            notices=(*messages, *after.messages),
            closing=_closing(act, now),
        )
    )
    return answer_about(restriction_id, now, act, case, after)


def _closing(act: RestrictionAct, now: History) -> Closing | None:
    """Return what a letter does: as many tasks stay open as letters are owed; and what a hearing, or an end, does.

    What holds at once is to be told; once it is signed, the decision is, which is a task of its own.
    """
    match act:
        case LetterIssued():
            return Closing(codes=(ISSUE_LETTER,), but_newest=len(letters_owed(now)))
        case Authorised(complete=True):
            return Closing(codes=(ISSUE_LETTER, AUTHORISE_INTERIM))
        case Replaced():
            return _of_a_takeover(act, now)
        case _ if ends_now(act):
            return Closing(codes=(*OF_WHAT_HOLDS, *_of_hearings(act, now), *_of_letters(now)))
        case Reviewed(complete=True):
            return Closing(codes=OF_A_REVIEW)
        case HearerNamed():
            return Closing(codes=OF_A_HEARING)
        case AppealDecided():
            return Closing(codes=_of_hearings(act, now))
        case _:
            return None


def _of_a_takeover(act: Replaced, now: History) -> Closing | None:
    """Return what it does: one that is to come may be taken back, and until then does the variation alone."""
    if act.takes_over_at is None:
        return None
    done = (PROPOSE_VARIATION,) if act.takes_over_at > act.at else OF_WHAT_HOLDS
    return Closing(codes=(*done, *_of_letters(now)))


def _of_hearings(act: RestrictionAct, now: History) -> tuple[str, ...]:
    is_over = isinstance(act, AppealDecided) and now.open_appeal is None
    return (*OF_A_HEARING, Alarm.APPEAL_ANSWER_OVERDUE) if is_over else ()


def _of_letters(now: History) -> tuple[str, ...]:
    """Return the letters, where none is owed beside the one that tells the last act, whose task comes with it."""
    before = History(now.acts[:-1])
    owed = [letter for letter in letters_owed(now) if letter in letters_owed(before)]
    return () if owed else (ISSUE_LETTER,)


def restriction_now(history: History, case: CaseAtHand) -> RestrictionNow:
    """Return how a restriction stands by its acts so far: in force is computed from dates, and from nothing else.

    Its start is the instant from which it binds, which deemed receipt of the letter may put off.
    """
    proposed, signed = history.proposed, history.authorised
    if proposed.grounds is None:
        raise Refused("evidence_missing", "Say on which grounds: what the behaviour was.")
    over = ended_at(history, case.rules, case.clocks)
    since = binds_from(history, case.rules, case.clocks) or proposed.restriction.starts_at
    return RestrictionNow(
        restriction=replace(proposed.restriction, review_on=history.review_on, starts_at=since),
        decided=DecidedBy(
            officer=signed.by if signed else proposed.by,
            grounds=proposed.grounds,
            decided_at=signed.at if signed else proposed.at,
            policy_version=proposed.policy_version,
            narrative=proposed.words.get(WHAT_HAPPENED, ""),
            evidence=proposed.words.get(EVIDENCE, ""),
        ),
        binds=binding(history, case.rules, case.clocks),
        ended_at=None if over == proposed.restriction.planned_end else over,
    )


def answer_about(restriction_id: str, history: History, act: Act, case: CaseAtHand, after: FollowUps) -> Answer:
    """Say where a restriction stands after an act."""
    rules, clocks, appeal = case.rules, case.clocks, history.open_appeal
    mark = mark_at(history, case.now, rules, clocks)
    return Answer(
        id=restriction_id,
        act_id=act.id,
        state=state_at(history, case.now, rules, clocks),
        mark=mark or "",
        appeal_id=appeal.appeal_id if appeal else "",
        review_due=history.review_on,
        appeal_due=appeal.due_on if appeal else None,
        in_force_from=in_force_from(history, rules, clocks),
        tasks=_codes(after),
        notified=after.told,
    )


def _codes(after: FollowUps) -> tuple[str, ...]:
    return tuple(task.code for task in after.tasks)
