"""Landlords' edits of what is said, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from contact_gateway.application.errors import NotFound, Stale
from contact_gateway.application.records_of_scripts import DecidedStep, ScriptVersion
from contact_gateway.domain.script_edits import ScriptEdit
from contact_gateway.domain.scripts import Script
from tests.fakes.memory import Memory


class MemoryScripts:
    """The scripts port."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def last_versions(self, landlord: str, language: str) -> Sequence[ScriptVersion]:
        made = [one for one in self._memory.of(landlord).scripts if one.language == language]
        return list({one.script: one for one in made}.values())

    def versions(self, landlord: str, language: str, script: Script) -> Sequence[ScriptVersion]:
        made = self._memory.of(landlord).scripts
        return [one for one in reversed(made) if (one.language, one.script) == (language, script)]

    def add(
        self, landlord: str, edit: ScriptEdit, seen: int, by: str, at: datetime, *, file_id: str = ""
    ) -> ScriptVersion:
        rows = self._memory.of(landlord)
        if len(self.versions(landlord, edit.language, edit.script)) != seen:
            raise Stale("Somebody else changed this script meanwhile.")
        stored = ScriptVersion(
            **asdict(edit),
            version=seen + 1,
            wording=len(rows.scripts) + 1,
            edited_by=by,
            edited_at=at,
            file_id=file_id,
        )
        rows.scripts.append(stored)
        return stored

    def wording_at(self, landlord: str, instant: datetime) -> int:
        made = self._memory.of(landlord).scripts
        return max((one.wording for one in made if one.edited_at <= instant), default=0)

    def file_of(self, landlord: str, recording: str) -> str:
        for one in self._memory.of(landlord).scripts:
            if one.file_id and one.recording == recording:
                return one.file_id
        raise NotFound("There is no recorded audio at this address.")

    def decided(self, landlord: str, contact_id: str) -> Sequence[DecidedStep]:
        for row in self._memory.of(landlord).contacts.values():
            if row.id == contact_id:
                return row.decided
        raise NotFound(f"There is no contact {contact_id}.")
