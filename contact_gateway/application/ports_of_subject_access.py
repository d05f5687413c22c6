"""What is held on a person, and the exports of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from contact_gateway.application.records_of_subject_access import Parcel, SubjectExport
from contact_gateway.domain.subject_access import Held, SomebodyElse


class SubjectRecords(Protocol):
    """Everything that is stored about a person, in whichever table."""

    def held(self, landlord: str, person_id: str) -> Held:
        """Return all of it, opened. Raises `NotFound`, and `NoKey` and `Unreadable` as encryption."""

    def others(self, landlord: str, person_id: str) -> Sequence[SomebodyElse]:
        """Return everybody else whom the landlord knows."""


class SubjectExports(Protocol):
    """The exports that were made. Each change is put on record with it."""

    def add(self, landlord: str, export: SubjectExport) -> None:
        """Store a new one. Raises `NotFound` for no such person."""

    def one(self, landlord: str, export_id: str) -> SubjectExport:
        """Return one. Raises `NotFound`."""

    def of_person(self, landlord: str, person_id: str) -> Sequence[SubjectExport]:
        """Return a person's, newest first."""

    def release(self, landlord: str, was: SubjectExport, now: SubjectExport, passages: int, withheld: int) -> None:
        """Store that it was released. Raises `Stale` where somebody did so meanwhile, `NotFound`."""


class PackParcel(Protocol):
    """Makes the one file that is handed over."""

    def __call__(self, parcel: Parcel) -> bytes:
        """Return a ZIP: a page to read, the rows of each kind as JSON, and the files."""
