"""Looking at cases: where restrictions stand, what was done, on which grounds."""

from __future__ import annotations

from collections.abc import Sequence

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_casework import Filed
from contact_gateway.web.api.act_answers import act_answer, life_answer, told_act
from contact_gateway.web.api.case_operations import OF_CUSTOMER, OF_RESTRICTION
from contact_gateway.web.api.operations import Call, Operation, Reply
from contact_gateway.web.api.pages import page_of
from contact_gateway.web.api.shapes.cases import ActPage, ActQuery, ToldActs
from contact_gateway.web.api.shapes.lives import CaseAnswer, LifeAnswer
from contact_gateway.web.api.whose import whose

_READ, _GROUNDS = ApiScope.CASES_READ, ApiScope.GROUNDS_READ


def show_case(call: Call) -> Reply:
    """Answer where each of a customer's restrictions stands."""
    customer_id = whose(call)
    shown = call.services.casework.show_case(call.landlord, customer_id)
    lives = [life_answer(life) for life in shown.lives]
    return Reply(body=CaseAnswer(customer_id=customer_id, restrictions=lives))


def list_acts(call: Call) -> Reply:
    """Answer a page of what was done in a case."""
    filed = call.services.casework.show_case(call.landlord, whose(call)).filed

    def read(after: str, limit: int) -> Sequence[Filed]:
        ids = [one.act.id for one in filed]
        start = ids.index(after) + 1 if after in ids else (len(ids) if after else 0)
        return filed[start : start + limit]

    page, cursor = page_of(call.query_as(ActQuery), read, lambda one: one.act.id)
    return Reply(body=ActPage(items=[act_answer(one) for one in page], next_cursor=cursor))


def show_life(call: Call) -> Reply:
    """Answer where a restriction stands, and what was done about it."""
    answer = life_answer(call.services.casework.show_life(call.landlord, call.ids["restriction_id"]))
    return Reply(body=answer, tagged=answer)


def read_case_grounds(call: Call) -> Reply:
    """Answer all that was said in a case; the look is on record."""
    filed = call.services.casework.read_grounds(call.landlord, whose(call), call.by)
    return Reply(body=ToldActs(items=[told_act(one) for one in filed]))


def read_grounds(call: Call) -> Reply:
    """Answer on which grounds a restriction was decided; the look is on record."""
    read = call.services.casework.read_grounds.of_restriction
    filed = read(call.landlord, call.ids["restriction_id"], call.by)
    return Reply(body=ToldActs(items=[told_act(one) for one in filed]))


OPERATIONS = (
    Operation(
        method="GET",
        path=f"{OF_CUSTOMER}/case",
        name="showCase",
        summary="A customer's case: where each restriction stands, and what was done about it",
        scope=_READ,
        view=show_case,
        answer=CaseAnswer,
    ),
    Operation(
        method="GET",
        path=f"{OF_CUSTOMER}/case/acts",
        name="listActs",
        summary="What was done in a case, oldest first, without grounds and words",
        scope=_READ,
        view=list_acts,
        query=ActQuery,
        answer=ActPage,
    ),
    Operation(
        method="GET",
        path=f"{OF_CUSTOMER}/case/grounds",
        name="readCaseGrounds",
        summary="What was done in a case with all that was said; each look is on record",
        scope=_GROUNDS,
        view=read_case_grounds,
        answer=ToldActs,
    ),
    Operation(
        method="GET",
        path=f"{OF_RESTRICTION}/case",
        name="showLife",
        summary="Where a restriction stands: its state, its dates, and what was done about it",
        scope=_READ,
        view=show_life,
        answer=LifeAnswer,
        tagged=True,
    ),
    Operation(
        method="GET",
        path=f"{OF_RESTRICTION}/grounds",
        name="readGrounds",
        summary="On which grounds a restriction was decided, with all that was said; each look is on record",
        scope=_GROUNDS,
        view=read_grounds,
        answer=ToldActs,
    ),
)
