"""Restrictions as they stand, and the register of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from http import HTTPStatus

from contact_gateway.application.casework.show_case import Life
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_registers import RegisterRow, RestrictionFile
from contact_gateway.application.restriction_request import DecidedBefore, RestrictionRequest
from contact_gateway.domain.arrangements import arrangement
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.terms import write_terms
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.tables import TableFormat
from contact_gateway.web.api.operations import Call, FileReply, Keyed, Operation, Reply
from contact_gateway.web.api.pages import page_of
from contact_gateway.web.api.shapes.restrictions import (
    NewRestriction,
    RegisterLine,
    RegisterPage,
    RegisterQuery,
    RestrictionAnswer,
    RestrictionEnd,
    RestrictionPage,
    RestrictionQuery,
)
from contact_gateway.web.api.whose import whose

_READ, _WRITE = ApiScope.RESTRICTIONS_READ, ApiScope.RESTRICTIONS_WRITE
_ONE = "/restrictions/<id:restriction_id>"
MEDIA_TYPES = {
    TableFormat.CSV: "text/csv",
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TableFormat.PDF: "application/pdf",
}


def list_restrictions(call: Call) -> Reply:
    """Answer a page of restrictions, those that are over too."""
    asked = call.query_as(RestrictionQuery)
    customer_id = asked.customer_id or ""
    if customer_id:
        whose(call, customer_id)
    read = partial(call.api.restriction_files.page, call.landlord, customer_id=customer_id)
    page, cursor = page_of(asked, read, lambda file: file.restriction.id)
    lives = call.services.casework.show_life.each(call.landlord, [file.restriction.id for file in page])
    names = _names(call)
    answers = [_answer(file, names, lives[file.restriction.id]) for file in page]
    return Reply(body=RestrictionPage(items=answers, next_cursor=cursor))


def create(call: Call) -> Reply:
    """Take over a restriction that was decided and told before, where the landlord's policy allows it."""
    find = partial(call.api.restriction_files.one, call.landlord)
    if not call.made_before(find):
        said = call.body_as(NewRestriction)
        call.services.set_restriction(call.landlord, _request(said), _before(said, call.by), call.made_id)
    answer = _shown(call, find(call.made_id))
    location = f"/api/v1/restrictions/{answer.id}"
    return Reply(body=answer, status=HTTPStatus.CREATED, tagged=answer, location=location)


def show(call: Call) -> Reply:
    """Answer one restriction."""
    answer = _shown(call, call.api.restriction_files.one(call.landlord, call.ids["restriction_id"]))
    return Reply(body=answer, tagged=answer)


def end(call: Call) -> Reply:
    """End a restriction because an officer decided so."""
    was, said = call.api.restriction_files.one(call.landlord, call.ids["restriction_id"]), call.body_as(RestrictionEnd)
    call.must_match(_shown(call, was))
    answer = _shown(call, call.api.end_restriction(call.landlord, was, said.officer, said.ends_at, said.reason))
    return Reply(body=answer, tagged=answer)


def register(call: Call) -> Reply | FileReply:
    """Answer a page of the register (TUN-8.9), or the whole of it as a file."""
    asked, held = call.query_as(RegisterQuery), call.services.governance.register
    if asked.as_file:
        file = held.export(call.landlord, asked.as_file, call.by)
        return FileReply(name=file.name, media_type=MEDIA_TYPES[asked.as_file], content=file.content)
    read = partial(held.page, call.landlord, by=call.by)
    page, cursor = page_of(asked, read, lambda row: row.restriction.id)
    names, now, clocks = _names(call), call.services.clock.now(), call.services.policies.current(call.landlord).clocks
    return Reply(body=RegisterPage(items=[_line(row, names, now, clocks) for row in page], next_cursor=cursor))


def _names(call: Call) -> Mapping[str, str]:
    return call.services.people.names(call.landlord)


def _request(said: NewRestriction) -> RestrictionRequest:
    return RestrictionRequest(
        customer_id=said.customer_id,
        kind=said.kind,
        officer=said.officer,
        grounds=said.grounds,
        review_on=said.review_on,
        terms=said.terms,
        channels=tuple(said.channels),
        services=tuple(said.services),
        teams=tuple(said.teams),
        to=tuple(said.to),
        starts_at=said.starts_at,
        planned_end=said.planned_end,
        mode=said.mode,
        reply=said.reply,
    )


def _before(said: NewRestriction, by: str) -> DecidedBefore:
    return DecidedBefore(proposed_by=said.proposed_by, recorded_by=by, told_on=said.told_on, sent_by=said.sent_by)


def _shown(call: Call, file: RestrictionFile) -> RestrictionAnswer:
    return _answer(file, _names(call), call.services.casework.show_life(call.landlord, file.restriction.id))


def _answer(file: RestrictionFile, names: Mapping[str, str], life: Life) -> RestrictionAnswer:
    held, decided = file.restriction, file.decided
    return RestrictionAnswer(
        id=held.id,
        customer_id=held.customer_id,
        state=life.state,
        mark=life.mark,
        kind=held.kind,
        terms=write_terms(held.terms),
        arrangement=arrangement(held, names),
        channels=[channel for channel in Channel if channel in held.scope.channels],
        services=sorted(held.scope.services),
        teams=sorted(held.scope.teams),
        to=sorted(held.scope.to),
        mode=held.mode,
        reply=held.reply,
        clause=held.clause,
        starts_at=held.starts_at,
        ends_at=file.ends_at,
        review_on=held.review_on,
        decided_by=decided.officer,
        decided_at=decided.decided_at,
        policy_version=decided.policy_version,
    )


def _line(row: RegisterRow, names: Mapping[str, str], now: datetime, clocks: Clocks) -> RegisterLine:
    held = row.restriction
    return RegisterLine(
        restriction_id=held.id,
        customer_id=held.customer_id,
        name=row.name,
        address=row.address,
        in_force_from=row.starts_at,
        in_force_until=row.over_at(now, clocks),
        last_day=row.last_day(now, clocks),
        review_on=held.review_on,
        kind=held.kind,
        what=arrangement(held, names),
    )


OPERATIONS = (
    Operation(
        method="GET",
        path="/restrictions",
        name="listRestrictions",
        summary="Restrictions by id, those that are over too",
        scope=_READ,
        view=list_restrictions,
        query=RestrictionQuery,
        answer=RestrictionPage,
        may_miss=True,
    ),
    Operation(
        method="POST",
        path="/restrictions",
        name="createRestriction",
        summary="Take over a restriction that was decided, and told, before it is put on record here",
        scope=_WRITE,
        view=create,
        body=NewRestriction,
        answer=RestrictionAnswer,
        status=HTTPStatus.CREATED,
        keyed=Keyed.OPTIONAL,
        tagged=True,
        located=True,
        may_miss=True,
        refusals=(
            *("kind_not_in_policy", "impossible_terms", "unknown_channel", "grounds_missing", "review_out_of_range"),
            *("shadow_too_long", "unknown_officer", "unknown_team", "conflicts_with_adjustment", "no_channel_left"),
            *("not_authorised", "same_person", "letter_missing", "impossible_day", "erased"),
            *("out_of_scope", "unverified_identity", "already_decided"),
        ),
    ),
    Operation(
        method="GET",
        path=_ONE,
        name="showRestriction",
        summary="One restriction",
        scope=_READ,
        view=show,
        answer=RestrictionAnswer,
        tagged=True,
    ),
    Operation(
        method="POST",
        path=f"{_ONE}/end",
        name="endRestriction",
        summary="End a restriction, because an officer decided so",
        scope=_WRITE,
        view=end,
        body=RestrictionEnd,
        answer=RestrictionAnswer,
        guarded=True,
        tagged=True,
        refusals=("unknown_officer", "already_over", "impossible_end"),
    ),
    Operation(
        method="GET",
        path="/register",
        name="showRegister",
        summary="The register: name, address, in force from and until, and what",
        scope=ApiScope.REGISTER_READ,
        view=register,
        query=RegisterQuery,
        answer=RegisterPage,
        refusals=("format_missing",),
        files=tuple(MEDIA_TYPES.values()),
    ),
)
