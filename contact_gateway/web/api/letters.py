"""Letters that left: listed, read, and what was done with each on paper."""

from __future__ import annotations

from collections.abc import Iterable

from contact_gateway.application.casework.sent_letters import SentLetter
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.web.api.case_operations import OF_CUSTOMER, OF_RESTRICTION, act_of_customer, on_customer
from contact_gateway.web.api.operations import Call, FileReply, Operation, Reply
from contact_gateway.web.api.shapes.letters import (
    HandlingAnswer,
    LetterAnswer,
    LetterList,
    LetterQuery,
    NewHandling,
    PolicyQuery,
)
from contact_gateway.web.api.whose import whose

_READ, _GROUNDS = ApiScope.CASES_READ, ApiScope.GROUNDS_READ
_ONE = "/letters/<id:letter_id>"
_PDF, _TEXT = "application/pdf", "text/plain"


def list_case_letters(call: Call) -> Reply:
    """Answer which letters to a customer left, warnings among them."""
    return _listed(call.services.casework.letters.list_letters(call.landlord, whose(call)))


def list_letters(call: Call) -> Reply:
    """Answer which letters about a restriction left."""
    casework, restriction_id = call.services.casework, call.ids["restriction_id"]
    whose = casework.show_life(call.landlord, restriction_id).customer_id
    found = casework.letters.list_letters(call.landlord, whose)
    return _listed(one for one in found if one.restriction_id == restriction_id)


def read_letter(call: Call) -> FileReply:
    """Answer a letter to a customer, as a PDF or its words alone; the look is on record."""
    read, read_as = call.services.casework.letters.read_letter, call.query_as(LetterQuery).read_as
    file = read(call.landlord, whose(call), call.ids["letter_id"], call.by, read_as)
    return FileReply(name=file.name, media_type=file.content_type, content=file.content)


def take_letter(call: Call) -> FileReply:
    """Answer a letter about a restriction as it left; the look is on record."""
    restriction_id, letter_id = call.ids["restriction_id"], call.ids["letter_id"]
    file = call.services.casework.take_letter(call.landlord, restriction_id, letter_id, call.by)
    return FileReply(name=file.name, media_type=_PDF, content=file.content)


def handle(call: Call) -> Reply:
    """Record what was done with a letter."""
    said, does = call.body_as(NewHandling), call.services.casework.letters.handle_letter
    letter_id = call.ids["letter_id"]
    return on_customer(call, does, letter_id, said.officer, said.done, said.on, said.said)


def print_policy(call: Call) -> FileReply:
    """Answer the landlord's policy, as letters enclose it."""
    asked = call.query_as(PolicyQuery)
    file = call.services.casework.letters.print_policy(call.landlord, asked.policy, asked.language)
    return FileReply(name=file.name, media_type=_PDF, content=file.content)


def _listed(found: Iterable[SentLetter]) -> Reply:
    return Reply(body=LetterList(items=[_answer(one) for one in found]))


def _answer(letter: SentLetter) -> LetterAnswer:
    return LetterAnswer(
        id=letter.id,
        restriction_id=letter.restriction_id or None,
        letter=letter.type,
        sent_by=letter.sent_by,
        sent_at=letter.issued_at,
        received_on=letter.received_on,
        officer=letter.issued_by,
        handled=[HandlingAnswer(done=one.done, on=one.on, officer=one.by) for one in letter.handled],
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/policy",
        name="printPolicy",
        summary="The landlord's policy in force as a PDF, to be printed for whoever asks",
        scope=_READ,
        view=print_policy,
        query=PolicyQuery,
        answer=None,
        files=(_PDF,),
        refusals=("unknown_policy", "letter_unprintable"),
    ),
    Operation(
        method="GET",
        path=f"{OF_CUSTOMER}/letters",
        name="listCaseLetters",
        summary="The letters to a customer that left, warnings among them, and what was done with each",
        scope=_READ,
        view=list_case_letters,
        answer=LetterList,
    ),
    Operation(
        method="GET",
        path=f"{OF_CUSTOMER}{_ONE}",
        name="takeCaseLetter",
        summary="A letter to a customer, as a PDF or its words alone; each look is on record",
        scope=_GROUNDS,
        view=read_letter,
        query=LetterQuery,
        answer=None,
        files=(_PDF, _TEXT),
    ),
    act_of_customer(
        f"{_ONE}/handling",
        "handleLetter",
        "Record that a letter was printed, posted, handed over, explained or came back",
        handle,
        NewHandling,
        ("impossible_day", "already_received"),
    ),
    Operation(
        method="GET",
        path=f"{OF_RESTRICTION}/letters",
        name="listLetters",
        summary="The letters about a restriction that left, and what was done with each",
        scope=_READ,
        view=list_letters,
        answer=LetterList,
    ),
    Operation(
        method="GET",
        path=f"{OF_RESTRICTION}{_ONE}",
        name="takeLetter",
        summary="A letter as it left, as a PDF; each look is on record",
        scope=_GROUNDS,
        view=take_letter,
        answer=None,
        files=(_PDF,),
    ),
)
