"""Where a landlord's edits of its scripts are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from contact_gateway.application.records_of_scripts import DecidedStep, ScriptVersion
from contact_gateway.domain.script_edits import ScriptEdit
from contact_gateway.domain.scripts import Script


class Scripts(Protocol):
    """The edits, append-only. What is stored here is in force for `Policies` within a minute, and at once where it was.

    Raises `Unavailable` without the database, soon.
    """

    def last_versions(self, landlord: str, language: str) -> Sequence[ScriptVersion]:
        """Return the last edit of each script of a language that ever was edited."""

    def versions(self, landlord: str, language: str, script: Script) -> Sequence[ScriptVersion]:
        """Return every edit of a script, the newest first."""

    def add(
        self, landlord: str, edit: ScriptEdit, seen: int, by: str, at: datetime, *, file_id: str = ""
    ) -> ScriptVersion:
        """Store the next edit with its audit row; one without a text takes back those before it.

        `seen` is the number of the last edit that whoever edits knows of. Raises `Stale` where there is a later one.
        """

    def wording_at(self, landlord: str, instant: datetime) -> int:
        """Return the number of the last edit that was made until then, 0 where there was none."""

    def file_of(self, landlord: str, recording: str) -> str:
        """Return the id of the file that is served under an address. Raises `NotFound`."""

    def decided(self, landlord: str, contact_id: str) -> Sequence[DecidedStep]:
        """Return the steps of a contact, the first one first. Raises `NotFound`."""
