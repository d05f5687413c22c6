"""What is said: every script, its edits, and the words in which a contact was answered."""

from __future__ import annotations

import base64
import binascii

from contact_gateway.application.errors import Refused
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.records_of_scripts import EDITED, Audio, NewWords, ScriptState
from contact_gateway.web.api.operations import Call, Operation, Reply
from contact_gateway.web.api.shapes.scripts import (
    AnnouncedScript,
    LanguageAnswer,
    NewPreview,
    NewScript,
    RecordedAudio,
    SaidList,
    SaidScript,
    SaidStepAnswer,
    ScriptAnswer,
    ScriptList,
    ScriptPreview,
    ScriptQuery,
    ScriptVersionAnswer,
    ScriptVersionList,
)

_READ, _WRITE = ApiScope.SCRIPTS_READ, ApiScope.SCRIPTS_WRITE
_ONE = "/scripts/<id:language>/<id:script>"


def list_scripts(call: Call) -> Reply:
    """Answer all scripts of a language."""
    states = call.services.scripts.read.of_language(call.landlord, call.query_as(ScriptQuery).language)
    policy = call.services.policies.current(call.landlord)
    languages = [
        LanguageAnswer(language=code, name=known.name, checked=known.checked, on=code in policy.languages)
        for code, known in policy.known_languages.items()
    ]
    return Reply(body=ScriptList(items=[_answer(state) for state in states], languages=languages))


def show(call: Call) -> Reply:
    """Answer one script."""
    answer = _answer(_held(call))
    return Reply(body=answer, tagged=answer)


def edit(call: Call) -> Reply:
    """Put a text in place of the pack's."""
    was, said = _held(call), call.body_as(NewScript)
    call.must_match(_answer(was))
    audio = _audio(said.audio) if said.audio else None
    new = NewWords(language=was.language.code, script=was.script, text=said.text, audio=audio)
    call.services.scripts.edit(call.landlord, new, was.version, call.by)
    return show(call)


def take_back(call: Call) -> Reply:
    """Let the pack's own text hold again."""
    was = _held(call)
    call.must_match(_answer(was))
    call.services.scripts.edit.take_back(call.landlord, was.language.code, was.script, was.version, call.by)
    return show(call)


def list_versions(call: Call) -> Reply:
    """Answer every edit of a script."""
    versions = call.services.scripts.read.versions(call.landlord, call.ids["language"], call.ids["script"])
    items = [
        ScriptVersionAnswer(
            version=one.version,
            text=one.text or None,
            recorded=bool(one.recording),
            edited_by=one.edited_by,
            edited_at=one.edited_at,
        )
        for one in versions
    ]
    return Reply(body=ScriptVersionList(items=items))


def preview(call: Call) -> Reply:
    """Answer what a text would say; nothing is stored."""
    text = call.body_as(NewPreview).text
    tried = call.services.scripts.preview(call.landlord, call.ids["language"], call.ids["script"], text)
    return Reply(
        body=ScriptPreview(
            text=tried.text,
            characters=tried.length.characters,
            seconds=tried.length.seconds,
            text_messages=tried.length.text_messages,
            faults=list(tried.faults),
        )
    )


def list_said(call: Call) -> Reply:
    """Answer in which words each step of a contact was answered."""
    read, contact_id = call.services.scripts.read, call.ids["contact_id"]
    items = [
        SaidStepAnswer(
            step=one.step,
            decided_at=one.decided_at,
            policy_version=one.policy_version,
            wording=one.wording,
            said=[SaidScript(script=script, text=text) for script, text in one.said],
        )
        for one in read.said(call.landlord, contact_id)
    ]
    announced = [
        AnnouncedScript(script=one.script, text=one.text, state=one.state, sent_at=one.sent_at)
        for one in read.announced(call.landlord, contact_id)
    ]
    return Reply(body=SaidList(items=items, announced=announced))


def _held(call: Call) -> ScriptState:
    return call.services.scripts.read.one(call.landlord, call.ids["language"], call.ids["script"])


def _answer(state: ScriptState) -> ScriptAnswer:
    last = state.last
    return ScriptAnswer(
        language=state.language.code,
        script=state.script,
        text=state.text,
        source=state.source,
        version=state.version,
        recorded=bool(last and last.recording and state.source == EDITED),
        edited_by=last.edited_by if last else None,
        edited_at=last.edited_at if last else None,
    )


def _audio(said: RecordedAudio) -> Audio:
    try:
        return Audio(kind=said.kind, content=base64.b64decode(said.content, validate=True))
    except binascii.Error as error:
        raise Refused("unfit_recording", "This is not base64.") from error


_UNFIT = ("unfit_script", "unfit_recording")

OPERATIONS = (
    Operation(
        method="GET",
        path="/scripts",
        name="listScripts",
        summary="What is said now, script by script",
        scope=_READ,
        view=list_scripts,
        query=ScriptQuery,
        answer=ScriptList,
        may_miss=True,
    ),
    Operation(
        method="GET",
        path=_ONE,
        name="showScript",
        summary="One script as it is said now",
        scope=_READ,
        view=show,
        answer=ScriptAnswer,
        tagged=True,
    ),
    Operation(
        method="PUT",
        path=_ONE,
        name="editScript",
        summary="Say it in the landlord's own words from now on",
        scope=_WRITE,
        view=edit,
        body=NewScript,
        answer=ScriptAnswer,
        guarded=True,
        tagged=True,
        refusals=_UNFIT,
    ),
    Operation(
        method="DELETE",
        path=_ONE,
        name="takeBackScript",
        summary="Say it as the landlord's pack has it again",
        scope=_WRITE,
        view=take_back,
        answer=ScriptAnswer,
        guarded=True,
        tagged=True,
        refusals=("not_edited",),
    ),
    Operation(
        method="GET",
        path=f"{_ONE}/versions",
        name="listScriptVersions",
        summary="Every edit of a script",
        scope=_READ,
        view=list_versions,
        answer=ScriptVersionList,
    ),
    Operation(
        method="POST",
        path=f"{_ONE}/preview",
        name="previewScript",
        summary="What a text would say; nothing is stored",
        scope=_READ,
        view=preview,
        body=NewPreview,
        answer=ScriptPreview,
    ),
    Operation(
        method="GET",
        path="/contacts/<id:contact_id>/words",
        name="listWords",
        summary="In which words a contact was answered",
        scope=ApiScope.CONTACTS_READ,
        view=list_said,
        answer=SaidList,
    ),
)
