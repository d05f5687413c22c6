"""Appeals against what restricts nobody, in a customer's case: received, heard, decided, answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pydantic import BaseModel

from contact_gateway.application.records_of_casework import Answer
from contact_gateway.domain.casework.acts import Act, LetterIssued
from contact_gateway.domain.casework.bare_decisions import bare_cases
from contact_gateway.web.api.act_answers import recorded
from contact_gateway.web.api.case_operations import act_of_customer, in_case
from contact_gateway.web.api.lives import appeal_of
from contact_gateway.web.api.operations import Call, Operation, Reply
from contact_gateway.web.api.shapes.case_appeals import CaseAppealAnswer, NewCaseAppealLetter
from contact_gateway.web.api.shapes.lives import NewAppeal, NewFinding, NewHearer

_HEARING = ("no_open_appeal", "hearer_involved", "hearer_not_senior")


def appeal(call: Call) -> Reply:
    """Receive an appeal; where it is refused it is received all the same, and its clock runs."""
    said, does = call.body_as(NewAppeal), call.services.casework.items.appeal_bare_decision
    decision_id, shown = call.ids["decision_id"], partial(_shown, call)
    return in_case(call, shown, does, decision_id, said.officer, appeal_of(said, call))


def name_hearer(call: Call) -> Reply:
    """Name who hears an appeal."""
    said, does = call.body_as(NewHearer), call.services.casework.items.name_bare_hearer
    appeal_id, shown = call.ids["appeal_id"], partial(_shown, call)
    return in_case(call, shown, does, appeal_id, said.officer, said.hearer)


def decide(call: Call) -> Reply:
    """Record what the hearer found."""
    said, does = call.body_as(NewFinding), call.services.casework.items.decide_bare_appeal
    appeal_id, shown = call.ids["appeal_id"], partial(_shown, call)
    return in_case(call, shown, does, appeal_id, said.officer, said.finding, said.reason)


def write(call: Call) -> Reply:
    """Make the letter that is owed about an appeal, prove what it says, and put on record that it leaves."""
    said, does = call.body_as(NewCaseAppealLetter), call.services.casework.items.issue_bare_letter
    appeal_id, shown = call.ids["appeal_id"], partial(_shown, call)
    return in_case(call, shown, does, appeal_id, said.officer, said.sent_by, also_by_text=said.also_by_text)


def _shown(call: Call, answer: Answer) -> CaseAppealAnswer:
    """Return where the appeal stands by what was filed, so that the same request again is answered alike."""
    acts = [one.act for one in call.services.casework.files.acts(call.landlord, call.ids["customer_id"])]
    named = call.ids.get("appeal_id", answer.act_id)
    bare = next(one for one in bare_cases(acts) if named in {act.id for act in (*one.appeals, *one.more)})
    appeal_id = next((act.about for act in bare.more if act.id == named), named)
    received = next(act for act in bare.appeals if act.id == appeal_id)
    hearers = [act.hearer for act in bare.hearers if act.appeal_id == appeal_id]
    findings = [act.finding for act in bare.findings if act.appeal_id == appeal_id]
    return CaseAppealAnswer(
        **recorded(answer).model_dump(),
        appeal_id=appeal_id,
        about=received.about,
        appeal_due=received.due_on,
        late=received.late,
        hearer=hearers[-1] if hearers else None,
        finding=findings[-1] if findings else None,
        letter_id=_letter_of(acts, answer.act_id),
    )


def _letter_of(acts: list[Act], act_id: str) -> str | None:
    return next((act.letter_id for act in acts if isinstance(act, LetterIssued) and act.id == act_id), None)


def _of_appeals(
    path: str,
    name: str,
    summary: str,
    view: Callable[[Call], Reply],
    body: type[BaseModel],
    refusals: tuple[str, ...],
) -> Operation:
    return replace(act_of_customer(path, name, summary, view, body, refusals), answer=CaseAppealAnswer)


OPERATIONS = (
    _of_appeals(
        "/decisions/<id:decision_id>/appeals",
        "receiveCaseAppeal",
        "Receive an appeal against a warning or a decision about an item; one that is refused is received all the same",
        appeal,
        NewAppeal,
        (
            *("impossible_terms", "appeal_open", "not_appealable", "appeal_out_of_time"),
            *("hearer_involved", "hearer_not_senior"),
        ),
    ),
    _of_appeals(
        "/appeals/<id:appeal_id>/hearer",
        "nameCaseHearer",
        "Name who hears such an appeal",
        name_hearer,
        NewHearer,
        _HEARING,
    ),
    _of_appeals(
        "/appeals/<id:appeal_id>/decision",
        "decideCaseAppeal",
        "Record whether what was appealed against stands, and why",
        decide,
        NewFinding,
        ("not_authorised", "reason_required", "impossible_terms", *_HEARING),
    ),
    _of_appeals(
        "/appeals/<id:appeal_id>/letters",
        "issueCaseAppealLetter",
        "Make the letter that is owed about such an appeal, and issue it",
        write,
        NewCaseAppealLetter,
        ("letter_incomplete", "letter_missing", "letter_unprintable", "no_address"),
    ),
)
