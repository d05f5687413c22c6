"""Looking at cases: where restrictions stand, what was done, on which grounds, and the letters that left."""

from __future__ import annotations

from collections.abc import Sequence

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_casework import Filed
from contact_gateway.domain.standing import Role
from contact_gateway.web.api.act_answers import act_answer, letters_in, life_answer, told_act
from contact_gateway.web.api.case_operations import OF_CUSTOMER, OF_RESTRICTION
from contact_gateway.web.api.operations import Call, FileReply, Operation, Reply
from contact_gateway.web.api.pages import page_of
from contact_gateway.web.api.shapes.cases import ActPage, ActQuery, ToldActs
from contact_gateway.web.api.shapes.lives import CaseAnswer, LetterList, LifeAnswer

_READ, _GROUNDS = ApiScope.CASES_READ, ApiScope.GROUNDS_READ
_PDF = "application/pdf"


def show_case(call: Call) -> Reply:
    """Answer where each of a customer's restrictions stands."""
    customer_id = _customer(call)
    shown = call.services.casework.show_case(call.landlord, customer_id)
    lives = [life_answer(life) for life in shown.lives]
    return Reply(body=CaseAnswer(customer_id=customer_id, restrictions=lives))


def list_acts(call: Call) -> Reply:
    """Answer a page of what was done in a case."""
    filed = call.services.casework.show_case(call.landlord, _customer(call)).filed

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
    filed = call.services.casework.read_grounds(call.landlord, _customer(call), call.by)
    return Reply(body=ToldActs(items=[told_act(one) for one in filed]))


def read_grounds(call: Call) -> Reply:
    """Answer on which grounds a restriction was decided; the look is on record."""
    read = call.services.casework.read_grounds.of_restriction
    filed = read(call.landlord, call.ids["restriction_id"], call.by)
    return Reply(body=ToldActs(items=[told_act(one) for one in filed]))


def list_letters(call: Call) -> Reply:
    """Answer which letters about a restriction left."""
    life = call.services.casework.show_life(call.landlord, call.ids["restriction_id"])
    return Reply(body=LetterList(items=list(letters_in(life.filed))))


def list_case_letters(call: Call) -> Reply:
    """Answer which letters to a customer left, warnings among them."""
    filed = call.services.casework.show_case(call.landlord, _customer(call)).filed
    return Reply(body=LetterList(items=list(letters_in(filed))))


def take_letter(call: Call) -> FileReply:
    """Answer a letter as it left; the look is on record."""
    restriction_id, letter_id = call.ids["restriction_id"], call.ids["letter_id"]
    file = call.services.casework.take_letter(call.landlord, restriction_id, letter_id, call.by)
    return FileReply(name=file.name, media_type=_PDF, content=file.content)


def take_case_letter(call: Call) -> FileReply:
    """Answer a letter to a customer as it left; the look is on record."""
    customer_id, letter_id = _customer(call), call.ids["letter_id"]
    file = call.services.casework.take_letter.of_customer(call.landlord, customer_id, letter_id, call.by)
    return FileReply(name=file.name, media_type=_PDF, content=file.content)


def _customer(call: Call) -> str:
    return call.api.person_files.one(call.landlord, Role.CUSTOMER, call.ids["customer_id"]).id


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
        path=f"{OF_CUSTOMER}/letters",
        name="listCaseLetters",
        summary="The letters to a customer that left, warnings among them",
        scope=_READ,
        view=list_case_letters,
        answer=LetterList,
    ),
    Operation(
        method="GET",
        path=f"{OF_CUSTOMER}/letters/<id:letter_id>",
        name="takeCaseLetter",
        summary="A letter to a customer as it left, as a PDF; each look is on record",
        scope=_GROUNDS,
        view=take_case_letter,
        answer=None,
        files=(_PDF,),
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
    Operation(
        method="GET",
        path=f"{OF_RESTRICTION}/letters",
        name="listLetters",
        summary="The letters about a restriction that left",
        scope=_READ,
        view=list_letters,
        answer=LetterList,
    ),
    Operation(
        method="GET",
        path=f"{OF_RESTRICTION}/letters/<id:letter_id>",
        name="takeLetter",
        summary="A letter as it left, as a PDF; each look is on record",
        scope=_GROUNDS,
        view=take_letter,
        answer=None,
        files=(_PDF,),
    ),
)
