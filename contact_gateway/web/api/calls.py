"""A call while it goes on: warnings, its end, more time, a pause in its recording."""

from __future__ import annotations

from http import HTTPStatus

from contact_gateway.application.end_call import Ending
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_calls import EndedBy, Played
from contact_gateway.application.show_call import ShownCall
from contact_gateway.domain.calls import WARNINGS
from contact_gateway.web.api.operations import Call, Operation, Reply
from contact_gateway.web.api.shapes.calls import (
    CallAnswer,
    CallEnding,
    EndedCall,
    NewEmergency,
    NewEnding,
    NewExtension,
    NewRecordingPause,
    NewWarning,
    PlayedAnnouncement,
)

_READ, _WRITE = ApiScope.CALLS_READ, ApiScope.CALLS_WRITE
_ONE = "/contacts/<id:contact_id>/call"


def show(call: Call) -> Reply:
    """Answer a call as it stands."""
    return Reply(body=_answer(call.services.calls.show_call(call.landlord, _id(call))))


def warn(call: Call) -> Reply:
    """Play a warning to both; asked for again within ten seconds it is the same one."""
    said = call.body_as(NewWarning)
    return Reply(body=_played(call.services.calls.play_warning(call.landlord, _id(call), said.warning, said.officer)))


def end(call: Call) -> Reply:
    """End a call, with its record."""
    said = call.body_as(NewEnding)
    ending = Ending(officer=said.officer, reason=said.reason, note=said.note)
    ended = call.services.calls.end_call(call.landlord, _id(call), ending)
    return Reply(body=EndedCall(**dict(_ending(ended.record)), why=ended.why or None))


def extend(call: Call) -> Reply:
    """Let a limited call last longer."""
    said = call.body_as(NewExtension)
    call.services.calls.extend_call(call.landlord, _id(call), said.minutes, said.officer)
    return show(call)


def tag_emergency(call: Call) -> Reply:
    """Take the limit off a call: it is an emergency."""
    call.services.calls.tag_emergency(call.landlord, _id(call), call.body_as(NewEmergency).officer)
    return show(call)


def pause_recording(call: Call) -> Reply:
    """Pause a call's recording, or take it up again."""
    said = call.body_as(NewRecordingPause)
    call.services.calls.pause_recording(call.landlord, _id(call), said.officer, paused=said.paused)
    return Reply(body=None, status=HTTPStatus.NO_CONTENT)


def _id(call: Call) -> str:
    return call.ids["contact_id"]


def _answer(shown: ShownCall) -> CallAnswer:
    live = shown.call
    leg = live.leg if live else None
    return CallAnswer(
        contact_id=shown.contact_id,
        can_end=shown.can_end,
        can_play=shown.can_play,
        warnings_due=shown.warnings_due,
        warnings_heard=live.heard(*WARNINGS) if live else 0,
        state=leg.state if leg else None,
        to=leg.to if leg else None,
        answered_at=leg.answered_at if leg else None,
        ends_at=leg.ends_at if leg else None,
        emergency=shown.emergency,
        announcements=[_played(one) for one in live.played] if live else [],
        ended=_ending(shown.ended) if shown.ended else None,
        why=shown.why or None,
    )


def _played(one: Played) -> PlayedAnnouncement:
    return PlayedAnnouncement(
        id=one.id,
        announcement=one.announcement,
        state=one.state,
        asked_by=one.asked_by or None,
        due_at=one.due_at,
        heard_at=one.heard_at,
        why=one.why or None,
    )


def _ending(ended: EndedBy) -> CallEnding:
    return CallEnding(
        officer=ended.officer,
        reason=ended.reason,
        at=ended.at,
        channel=ended.channel,
        warnings_heard=ended.warnings_heard,
    )


OPERATIONS = (
    Operation(
        method="GET",
        path=_ONE,
        name="showCall",
        summary="A call while it goes on: what was played, when it ends, what can be done",
        scope=_READ,
        view=show,
        answer=CallAnswer,
        refusals=("not_a_call",),
    ),
    Operation(
        method="POST",
        path=f"{_ONE}/warnings",
        name="playWarning",
        summary="Play a warning to both",
        scope=_WRITE,
        view=warn,
        body=NewWarning,
        answer=PlayedAnnouncement,
        refusals=("without_a_room", "not_connected", "call_over", "being_closed", "already_in_flight"),
    ),
    Operation(
        method="POST",
        path=f"{_ONE}/end",
        name="endCall",
        summary="End a call, on record, without anybody's approval",
        scope=_WRITE,
        view=end,
        body=NewEnding,
        answer=EndedCall,
        refusals=("not_a_call", "warnings_missing"),
    ),
    Operation(
        method="POST",
        path=f"{_ONE}/extensions",
        name="extendCall",
        summary="Let a limited call last longer",
        scope=_WRITE,
        view=extend,
        body=NewExtension,
        answer=CallAnswer,
        refusals=(
            *("too_long", "unknown_officer", "not_limited", "not_longer", "not_extended"),
            *("without_a_room", "not_connected", "call_over", "being_closed"),
        ),
    ),
    Operation(
        method="POST",
        path=f"{_ONE}/emergency",
        name="tagEmergency",
        summary="Take the limit off a call: it is an emergency",
        scope=_WRITE,
        view=tag_emergency,
        body=NewEmergency,
        answer=CallAnswer,
        refusals=("not_a_call",),
    ),
    Operation(
        method="POST",
        path=f"{_ONE}/recording-pauses",
        name="pauseRecording",
        summary="Pause a call's recording for a payment, or take it up again",
        scope=_WRITE,
        view=pause_recording,
        body=NewRecordingPause,
        answer=None,
        status=HTTPStatus.NO_CONTENT,
        refusals=("call_over", "not_paused", "not_resumed"),
    ),
)
