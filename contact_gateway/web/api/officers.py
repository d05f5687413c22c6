"""The landlord's officers, who decide, sign and are put through to. None is removed: what was done names them."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_registers import PersonFile
from contact_gateway.domain.standing import Role
from contact_gateway.web.api.operations import Call, Keyed, Operation, Reply
from contact_gateway.web.api.pages import page_of
from contact_gateway.web.api.people_answers import points_answer, read_points
from contact_gateway.web.api.shapes.base import PageQuery
from contact_gateway.web.api.shapes.officers import NewOfficer, OfficerAnswer, OfficerBody, OfficerPage

_READ, _WRITE = ApiScope.OFFICERS_READ, ApiScope.OFFICERS_WRITE
_ONE = "/officers/<id:officer_id>"
_REFUSALS = ("unknown_grade", "unknown_role", "impossible_hours", "impossible_number")


def list_officers(call: Call) -> Reply:
    """Answer a page of officers."""
    read = partial(call.api.person_files.page, call.landlord, Role.OFFICER)
    officers, cursor = page_of(call.query_as(PageQuery), read, lambda officer: officer.id)
    return Reply(body=OfficerPage(items=[officer_answer(one) for one in officers], next_cursor=cursor))


def create(call: Call) -> Reply:
    """Record an officer. Sent again with its key, it is the same one: of a given id, as long as nobody changed it."""
    said, files = call.body_as(NewOfficer), call.api.person_files
    officer = _checked(call, said.id or call.made_id, said)
    held = call.made_before(lambda _: files.one(call.landlord, Role.OFFICER, officer.id))
    if held is None or (said.id and held != officer):
        files.add(call.landlord, officer, call.by)
        held = officer
    answer = officer_answer(held)
    return Reply(body=answer, status=HTTPStatus.CREATED, tagged=answer, location=f"/api/v1/officers/{officer.id}")


def show(call: Call) -> Reply:
    """Answer one officer."""
    answer = officer_answer(_held(call))
    return Reply(body=answer, tagged=answer)


def replace_officer(call: Call) -> Reply:
    """Store an officer anew."""
    was = _held(call)
    call.must_match(officer_answer(was))
    officer = _checked(call, was.id, call.body_as(OfficerBody))
    call.api.person_files.replace(call.landlord, was, officer, call.by)
    answer = officer_answer(officer)
    return Reply(body=answer, tagged=answer)


def officer_answer(officer: PersonFile) -> OfficerAnswer:
    """Return an officer."""
    return OfficerAnswer(
        id=officer.id,
        name=officer.name,
        contact_points=points_answer(officer),
        grade=officer.grade or None,
        roles=sorted(officer.roles),
        hours=list(officer.hours),
    )


def _held(call: Call) -> PersonFile:
    return call.api.person_files.one(call.landlord, Role.OFFICER, call.ids["officer_id"])


def _checked(call: Call, officer_id: str, said: OfficerBody) -> PersonFile:
    officer = PersonFile(
        id=officer_id,
        role=Role.OFFICER,
        name=said.name,
        contact_points=read_points(call, said.contact_points),
        grade=said.grade or "",
        roles=frozenset(said.roles),
        hours=tuple(said.hours),
    )
    call.api.check_officer(call.landlord, officer)
    return officer


OPERATIONS = (
    Operation(
        method="GET",
        path="/officers",
        name="listOfficers",
        summary="Officers by id",
        scope=_READ,
        view=list_officers,
        query=PageQuery,
        answer=OfficerPage,
    ),
    Operation(
        method="POST",
        path="/officers",
        name="createOfficer",
        summary="Record an officer",
        scope=_WRITE,
        view=create,
        body=NewOfficer,
        answer=OfficerAnswer,
        status=HTTPStatus.CREATED,
        keyed=Keyed.OPTIONAL,
        tagged=True,
        located=True,
        refusals=("id_taken", *_REFUSALS),
    ),
    Operation(
        method="GET",
        path=_ONE,
        name="showOfficer",
        summary="One officer",
        scope=_READ,
        view=show,
        answer=OfficerAnswer,
        tagged=True,
    ),
    Operation(
        method="PUT",
        path=_ONE,
        name="replaceOfficer",
        summary="Replace all that is held about an officer",
        scope=_WRITE,
        view=replace_officer,
        body=OfficerBody,
        answer=OfficerAnswer,
        guarded=True,
        tagged=True,
        refusals=_REFUSALS,
    ),
)
