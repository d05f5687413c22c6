"""Everything that is held on a customer, given out after an officer looked through it."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_subject_access import Looked, SubjectExport
from contact_gateway.domain.subject_access import Redaction
from contact_gateway.web.api.operations import Call, FileReply, Keyed, Operation, Reply
from contact_gateway.web.api.shapes.subject_access import (
    DraftAnswer,
    ExportAnswer,
    ExportList,
    HeldFileAnswer,
    NewExport,
    Release,
    ThirdPartyAnswer,
)
from contact_gateway.web.api.whose import whose

_READ, _WRITE = ApiScope.SUBJECT_ACCESS_READ, ApiScope.SUBJECT_ACCESS_WRITE
_OF_CUSTOMER, _ONE = "/customers/<id:customer_id>/exports", "/exports/<id:export_id>"
_ZIP = "application/zip"


def list_exports(call: Call) -> Reply:
    """Answer a customer's exports."""
    customer_id = whose(call)
    found = call.services.governance.subject_access.exports.of_person(call.landlord, customer_id)
    return Reply(body=ExportList(items=[_answer(one) for one in found]))


def prepare(call: Call) -> Reply:
    """Gather all that is held on a customer, for an officer to look through."""
    access, customer_id = call.services.governance.subject_access, call.ids["customer_id"]
    find = partial(access.exports.one, call.landlord)
    officer = call.body_as(NewExport).officer
    made = call.made_before(find) or access.prepare(call.landlord, customer_id, officer, call.made_id)
    return Reply(body=_answer(made), status=HTTPStatus.CREATED, location=f"/api/v1/exports/{made.id}")


def draft(call: Call) -> Reply:
    """Answer what is to be looked through: who else is named, and which files there are."""
    found = call.services.governance.subject_access.draft(call.landlord, call.ids["export_id"], call.by)
    return Reply(
        body=DraftAnswer(
            export=_answer(found.export),
            rows={kind: len(rows) for kind, rows in found.held.kinds.items()},
            third_parties=[
                ThirdPartyAnswer(name=one.name, role=one.role, said=list(one.said), rows=list(one.rows))
                for one in found.third_parties
            ],
            files=[HeldFileAnswer(id=one.id, kind=one.kind, contact_id=one.contact_id) for one in found.held.files],
        )
    )


def release(call: Call) -> Reply:
    """Black out what an officer marked, leave out what is withheld, and pack the rest."""
    said = call.body_as(Release)
    looked = Looked(
        redactions=tuple(Redaction(passage=one.passage, row=one.row) for one in said.redactions),
        given=frozenset(said.given),
        withheld=frozenset(said.withheld),
    )
    released = call.services.governance.subject_access.release(
        call.landlord, call.ids["export_id"], looked, said.officer
    )
    return Reply(body=_answer(released))


def take(call: Call) -> FileReply:
    """Answer the ZIP: what was released or, before, a draft that is not to leave the house."""
    file = call.services.governance.subject_access.take(call.landlord, call.ids["export_id"], call.by)
    return FileReply(name=file.name, media_type=_ZIP, content=file.content)


def _answer(export: SubjectExport) -> ExportAnswer:
    return ExportAnswer(
        id=export.id,
        customer_id=export.person_id,
        state=export.state,
        prepared_by=export.prepared_by,
        prepared_at=export.prepared_at,
        released_by=export.released_by,
        released_at=export.released_at,
    )


OPERATIONS = (
    Operation(
        method="GET",
        path=_OF_CUSTOMER,
        name="listExports",
        summary="The exports of what is held on a customer, newest first",
        scope=_READ,
        view=list_exports,
        answer=ExportList,
    ),
    Operation(
        method="POST",
        path=_OF_CUSTOMER,
        name="prepareExport",
        summary="Gather all that is held on a customer, for an officer to look through",
        scope=_WRITE,
        view=prepare,
        body=NewExport,
        answer=ExportAnswer,
        status=HTTPStatus.CREATED,
        keyed=Keyed.OPTIONAL,
        located=True,
        refusals=("unknown_officer",),
    ),
    Operation(
        method="GET",
        path=_ONE,
        name="showExport",
        summary="What is to be looked through before an export may leave: who else is named, and the files",
        scope=_READ,
        view=draft,
        answer=DraftAnswer,
        refusals=("already_released",),
    ),
    Operation(
        method="POST",
        path=f"{_ONE}/release",
        name="releaseExport",
        summary="Black out what is about others, leave out files, and pack the rest",
        scope=_WRITE,
        view=release,
        body=Release,
        answer=ExportAnswer,
        refusals=("unknown_officer", "already_released", "passage_not_there", "files_undecided", "unknown_file"),
    ),
    Operation(
        method="GET",
        path=f"{_ONE}/file",
        name="takeExport",
        summary="The ZIP: what was released or, before, a draft that is not to leave the house",
        scope=_READ,
        view=take,
        answer=None,
        files=(_ZIP,),
    ),
)
