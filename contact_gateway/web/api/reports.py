"""The reports that the landlord's policy asks for."""

from __future__ import annotations

from contact_gateway.application.make_reports import MadeReport
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.web.api.operations import Call, FileReply, Operation, Reply
from contact_gateway.web.api.restrictions import MEDIA_TYPES
from contact_gateway.web.api.shapes.reports import FigureAnswer, ReportAnswer, ReportList, ReportQuery


def show(call: Call) -> Reply | FileReply:
    """Answer the reports of a period, or the same as a file."""
    asked, make = call.query_as(ReportQuery), call.services.governance.make_reports
    if asked.as_file:
        file = make.export(call.landlord, call.by, asked.as_file, asked.name or "", asked.on)
        return FileReply(name=file.name, media_type=MEDIA_TYPES[asked.as_file], content=file.content)
    made = make(call.landlord, call.by, asked.name or "", asked.on)
    return Reply(body=ReportList(items=list(map(_answer, made))))


def _answer(made: MadeReport) -> ReportAnswer:
    return ReportAnswer(
        name=made.asked_by.name,
        first_day=made.period.first,
        last_day=made.period.last,
        to=list(made.asked_by.to),
        clause=made.asked_by.clause,
        figures=[FigureAnswer(about=one.measure, what=one.what, of=one.of, number=one.number) for one in made.figures],
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/reports",
        name="showReports",
        summary="The reports that the policy asks for, of one period",
        scope=ApiScope.REPORTS_READ,
        view=show,
        query=ReportQuery,
        answer=ReportList,
        may_miss=True,
        refusals=("in_the_future", "format_missing"),
        files=tuple(MEDIA_TYPES.values()),
    ),
)
