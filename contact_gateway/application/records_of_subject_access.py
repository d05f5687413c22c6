"""Exports of what is held on a person: prepared, looked through by an officer, released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contact_gateway.domain.subject_access import Held, Redaction, ThirdParty


class ExportState(StrEnum):
    """Where an export stands: only what an officer looked through leaves."""

    PREPARED = "prepared"
    RELEASED = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectExport:
    """An export. `file_id` is the whole of it while it is prepared, and from its release on only what was released."""

    id: str
    person_id: str
    state: ExportState
    prepared_by: str
    prepared_at: datetime
    file_id: str
    released_by: str = ""
    released_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What whoever redacts is shown: all that is held, and who else is named in it."""

    export: SubjectExport
    held: Held
    third_parties: tuple[ThirdParty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What an officer decided: passages to black out, and of each file whether it is given or withheld."""

    redactions: tuple[Redaction, ...] = ()
    given: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What is packed: what is held, with the files that are given and the ids of those that are not.

    `is_draft` says that nobody has looked through it yet.
    """

    landlord: str
    held: Held
    files: tuple[tuple[str, str, bytes], ...]
    withheld: tuple[str, ...]
    missing: tuple[str, ...]
    made_at: datetime
    is_draft: bool
