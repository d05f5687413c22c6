"""Landlords' edits of what is said, in the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.sql.elements import ColumnElement

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.codec import instant, read_decision
from contact_gateway.adapters.database.contact_ids import contact_uuid
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.tables_of_contacts import CONTACT_STEPS
from contact_gateway.adapters.database.tables_of_people import LANDLORDS
from contact_gateway.adapters.database.tables_of_scripts import SCRIPTS
from contact_gateway.application.errors import NotFound, Stale
from contact_gateway.application.records_of_scripts import DecidedStep, ScriptVersion
from contact_gateway.domain.contact import Step
from contact_gateway.domain.script_edits import ScriptEdit
from contact_gateway.domain.scripts import Script

_IT = SCRIPTS.c
_STEP = CONTACT_STEPS.c


class DatabaseScripts:
    """The scripts port."""

    def __init__(self, database: Database, edited: Callable[[str], None]) -> None:
        """Take the database; `edited` is told the landlord once an edit is committed."""
        self._database = database
        self._edited = edited

    def last_versions(self, landlord: str, language: str) -> Sequence[ScriptVersion]:
        """Return the last edit of each script of a language that ever was edited."""
        with self._database.transaction(landlord) as connection:
            return _last(connection, (_IT.landlord_id == landlord) & (_IT.language == language))

    def versions(self, landlord: str, language: str, script: Script) -> Sequence[ScriptVersion]:
        """Return every edit of a script, the newest first."""
        wanted = select(SCRIPTS).where(_is(landlord, language, script)).order_by(_IT.version.desc())
        with self._database.transaction(landlord) as connection:
            return [_version(row) for row in connection.execute(wanted)]

    def add(
        self, landlord: str, edit: ScriptEdit, seen: int, by: str, at: datetime, *, file_id: str = ""
    ) -> ScriptVersion:
        """Store the next edit with its audit row. Raises `Stale` where there is a later one than `seen`.

        The landlord's row is held meanwhile, so that two edits never get the same number.
        """
        with self._database.transaction(landlord) as connection:
            connection.execute(select(LANDLORDS.c.slug).where(LANDLORDS.c.slug == landlord).with_for_update())
            wording = connection.execute(select(func.max(_IT.wording)).where(_IT.landlord_id == landlord)).scalar()
            mine = select(func.max(_IT.version)).where(_is(landlord, edit.language, edit.script))
            if (connection.execute(mine).scalar() or 0) != seen:
                raise Stale("Somebody else changed this script meanwhile.")
            stored = ScriptVersion(
                **asdict(edit),
                version=seen + 1,
                wording=(wording or 0) + 1,
                edited_by=by,
                edited_at=at,
                file_id=file_id,
            )
            _store(connection, landlord, stored)
        self._edited(landlord)
        return stored

    def wording_at(self, landlord: str, instant: datetime) -> int:
        """Return the number of the last edit that was made until then, 0 where there was none."""
        until_then = select(func.max(_IT.wording)).where(_IT.landlord_id == landlord, _IT.edited_at <= instant)
        with self._database.transaction(landlord) as connection:
            return connection.execute(until_then).scalar() or 0

    def file_of(self, landlord: str, recording: str) -> str:
        """Return the id of the file that is served under an address. Raises `NotFound`."""
        wanted = select(_IT.file_id).where(_IT.landlord_id == landlord, _IT.recording == recording)
        with self._database.transaction(landlord) as connection:
            file_id: str | None = connection.execute(wanted).scalar_one_or_none()
        if file_id is None:
            raise NotFound("There is no recorded audio at this address.")
        return file_id

    def decided(self, landlord: str, contact_id: str) -> Sequence[DecidedStep]:
        """Return the steps of a contact, the first one first. Raises `NotFound`."""
        mine = (_STEP.landlord_id == landlord) & (_STEP.contact_id == contact_uuid(contact_id))
        with self._database.transaction(landlord) as connection:
            rows = connection.execute(select(CONTACT_STEPS).where(mine).order_by(_STEP.event_id)).all()
        if not rows:
            raise NotFound(f"There is no contact {contact_id}.")
        return [
            DecidedStep(
                step=Step(row.said.get("step", Step.RECEIVED)),
                decision=read_decision(row.decision),
                decided_at=instant(row.decided_at),
                policy_version=row.policy_version,
                wording=row.wording,
            )
            for row in rows
        ]


def edits_of(connection: Connection, landlord: str, wording: int | None) -> tuple[list[ScriptEdit], int]:
    """Return the edits that hold, as of a wording or now, and the number of the last wording among all of them."""
    mine = _IT.landlord_id == landlord
    last = _last(connection, mine if wording is None else mine & (_IT.wording <= wording))
    edits = [
        ScriptEdit(language=one.language, script=one.script, text=one.text, recording=one.recording)
        for one in last
        if not one.taken_back
    ]
    return edits, max((one.wording for one in last), default=0)


def _last(connection: Connection, condition: ColumnElement[bool]) -> list[ScriptVersion]:
    """Return the last edit of each script; what a later release wrote, and this one does not know, is left out."""
    newest = (
        select(SCRIPTS)
        .where(condition)
        .ext(distinct_on(_IT.language, _IT.script))
        .order_by(_IT.language, _IT.script, _IT.version.desc())
    )
    return [_version(row) for row in connection.execute(newest) if row.script in tuple(Script)]


def _is(landlord: str, language: str, script: Script) -> ColumnElement[bool]:
    return (_IT.landlord_id == landlord) & (_IT.language == language) & (_IT.script == script)


def _store(connection: Connection, landlord: str, stored: ScriptVersion) -> None:
    row = {**asdict(stored), "file_id": stored.file_id or None, "recording": stored.recording or None}
    connection.execute(insert(SCRIPTS).values(landlord_id=landlord, **row))
    tag = audit.Tag.SCRIPT_TAKEN_BACK if stored.taken_back else audit.Tag.SCRIPT_EDITED
    told = {"version": stored.version, "wording": stored.wording}
    audit.record(connection, landlord, tag, f"{stored.language}/{stored.script}", stored.edited_by, told)


def _version(row: Row[tuple[object, ...]]) -> ScriptVersion:
    return ScriptVersion(
        language=row.language,
        script=Script(row.script),
        version=row.version,
        wording=row.wording,
        text=row.text,
        edited_by=row.edited_by,
        edited_at=instant(row.edited_at),
        file_id=row.file_id or "",
        recording=row.recording or "",
    )
