"""What reports count of appeals: an appeal is answered once the letter with the answer has left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contact_gateway.domain.casework.acts import (
    AppealDecided,
    Finding,
    Form,
    Handling,
    LetterHandled,
    LetterIssued,
    RestrictionAct,
    Warned,
)
from contact_gateway.domain.casework.acts_on_bare_decisions import BareAppealDecided, BareAppealed
from contact_gateway.domain.casework.acts_on_items import ItemDecided, ItemDecision
from contact_gateway.domain.procedure.words import LetterType, Measure
from contact_gateway.domain.working_days import Delivery
from tests.unit.domain.casework.cases import local
from tests.unit.domain.reports.counting import APPEAL, AUTUMN, WHOLE, case, counted, life

ANSWER = AppealDecided(id="d1", by="ann", at=local("2026-05-20T10:00"), appeal_id="a1", finding=Finding.VARIED)
ANSWERED = LetterIssued(
    id="l2",
    by="ann",
    at=local("2026-05-20T14:00"),
    letter=LetterType.APPEAL_OUTCOME,
    letter_id="letter-2",
    sent_by=Delivery.POST,
    received_on=date(2026, 5, 22),
)
HANDLED = LetterHandled(
    id="h1",
    by="mo",
    at=local("2026-05-19T10:00"),
    letter_id="letter-2",
    done=Handling.POSTED,
    on=date(2026, 5, 19),
    received_on=date(2026, 5, 21),
)


def test_an_appeal_is_received_decided_late_or_still_open() -> None:
    assert counted(Measure.APPEALS, case(life(*WHOLE, APPEAL, ANSWER, ANSWERED))) == {
        ("received", ""): 1,
        ("received", "channel_ban"): 1,
        ("decided", ""): 1,
        ("decided", "varied"): 1,
        ("late", ""): 1,
    }
    waiting = counted(Measure.APPEALS, case(life(*WHOLE, replace(APPEAL, late=True))))
    assert [waiting[what, ""] for what in ("out_of_time", "open_at_the_end", "overdue_at_the_end")] == [1, 1, 1]
    again = replace(APPEAL, late=True, heard_before=True)
    assert ("out_of_time", "") not in counted(Measure.APPEALS, case(life(*WHOLE, again)))
    soon = replace(APPEAL, due_on=date(2026, 7, 1))
    assert ("overdue_at_the_end", "") not in counted(Measure.APPEALS, case(life(*WHOLE, soon)))


@pytest.mark.clause("OCT-4.2b")
@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ((), {"open_at_the_end": 1, "overdue_at_the_end": 1}),
        ((ANSWERED,), {"late": 1}),
        ((replace(ANSWERED, at=local("2026-05-18T17:00")),), {}),
        ((replace(ANSWERED, letter=LetterType.APPEAL_RECEIVED),), {"open_at_the_end": 1, "overdue_at_the_end": 1}),
        ((replace(ANSWERED, at=local("2026-05-18T17:00")), HANDLED), {"late": 1}),
        ((replace(ANSWERED, at=local("2026-05-18T17:00")), replace(HANDLED, on=date(2026, 5, 18))), {}),
    ],
)
def test_an_appeal_that_was_decided_in_time_is_answered_once_the_letter_has_left(
    letters: tuple[RestrictionAct, ...], found: dict[str, int]
) -> None:
    decided = replace(ANSWER, at=local("2026-05-18T10:00"))
    told = counted(Measure.APPEALS, case(life(*WHOLE, APPEAL, decided, *letters)))
    assert told["decided", ""] == 1
    counts = {what: told.get((what, ""), 0) for what in ("late", "open_at_the_end", "overdue_at_the_end")}
    assert {what: number for what, number in counts.items() if number} == found


def test_an_answer_counts_as_late_in_the_period_in_which_it_left() -> None:
    later = replace(ANSWERED, at=local("2026-10-05T14:00"))
    acts = (*WHOLE, APPEAL, ANSWER, later)
    assert counted(Measure.APPEALS, case(life(*acts)), period=AUTUMN) == {("late", ""): 1}


def test_of_two_appeals_each_is_answered_by_its_own_letter() -> None:
    warned = Warned(id="w1", by="mo", at=local("2026-04-02T10:00"), form=Form.WRITTEN)
    item = ItemDecided(
        id="i1", by="mo", at=local("2026-04-03T10:00"), contact_id="c1", decision=ItemDecision.NOT_DEALT_WITH
    )
    heard = [
        BareAppealed(
            id=name, by="mo", at=APPEAL.at, about=about, received_on=APPEAL.received_on, due_on=date(2026, 5, 20)
        )
        for name, about in (("a1", "w1"), ("a2", "i1"))
    ]
    decided = [
        BareAppealDecided(id=f"d{one.id}", by="ann", at=ANSWER.at, appeal_id=one.id, finding=Finding.UPHELD)
        for one in heard
    ]
    found = counted(Measure.APPEALS, case(acts=(warned, item, *heard, *decided, replace(ANSWERED, about="a2"))))
    assert (found["open_at_the_end", ""], found["overdue_at_the_end", ""], found.get(("late", ""))) == (1, 1, None)


def test_an_appeal_against_a_warning_or_about_an_item_is_counted_too() -> None:
    warned = Warned(id="w1", by="mo", at=local("2026-04-02T10:00"), form=Form.WRITTEN)
    item = ItemDecided(
        id="i1", by="mo", at=local("2026-04-03T10:00"), contact_id="c1", decision=ItemDecision.NOT_DEALT_WITH
    )
    first = BareAppealed(
        id="a1",
        by="mo",
        at=local("2026-05-04T10:00"),
        about="w1",
        received_on=date(2026, 5, 4),
        due_on=date(2026, 5, 18),
    )
    second = replace(first, id="a2", about="i1")
    answer = BareAppealDecided(id="d1", by="ann", at=local("2026-05-20T10:00"), appeal_id="a1", finding=Finding.REMOVED)
    letter = replace(ANSWERED, about="a1")
    assert counted(Measure.APPEALS, case(life(*WHOLE), acts=(warned, item, first, second, answer, letter))) == {
        ("received", ""): 2,
        ("received", "warning"): 1,
        ("received", "not_dealt_with"): 1,
        ("decided", ""): 1,
        ("decided", "removed"): 1,
        ("late", ""): 1,
        ("open_at_the_end", ""): 1,
        ("overdue_at_the_end", ""): 1,
    }


def test_what_is_not_heard_here_is_received_and_waits_for_nobody() -> None:
    unheard = replace(APPEAL, tier=0, late=True)
    assert counted(Measure.APPEALS, case(life(*WHOLE, unheard))) == {
        ("received", ""): 1,
        ("received", "channel_ban"): 1,
        ("not_heard_here", ""): 1,
    }
