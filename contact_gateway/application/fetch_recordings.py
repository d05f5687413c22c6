"""Recordings are brought home, sealed, and deleted at the provider; ours are deleted when their time is over."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import takewhile

from contact_gateway.application.errors import GatewayError, NotDone, Unclear
from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_calls import Recordings, RecordingStore
from contact_gateway.application.ports_of_files import Files
from contact_gateway.application.records import Document
from contact_gateway.application.records_of_calls import Recording

MOST_BYTES = 120_000_000
"""Two hours of sound as the provider keeps it; longer ones stay there until their time is over."""

LONGEST_RUN = timedelta(minutes=5)
"""What is not fetched by then is fetched by the next run."""

GONE = "gone"
"""The code of a refusal to fetch what is not at the provider any more."""

SOUND = "audio/mpeg"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRecordings:
    """A fault with one recording is counted and stops no other; after enough of them it is no longer tried."""

    recordings: Recordings
    store: RecordingStore
    files: Files
    clock: Clock

    def __call__(self, landlord: str) -> int:
        """Fetch what was not fetched and delete what should be gone; return how many were done. `Unavailable`."""
        start = self.clock.now()
        waiting = self.recordings.to_fetch(landlord)
        in_time = takewhile(lambda _: self.clock.now() - start < LONGEST_RUN, waiting)
        fetched = sum(self._fetch(landlord, one) for one in in_time)
        due = self.recordings.to_delete(landlord, self.clock.now())
        return fetched + sum(self._delete(landlord, one) for one in due)

    def _fetch(self, landlord: str, recording: Recording) -> bool:
        try:
            sound = self.store.fetch(landlord, recording.id, MOST_BYTES)
        except (NotDone, Unclear) as fault:
            if isinstance(fault, NotDone) and fault.code == GONE:
                return self._give_up(landlord, recording)
            return self._count_fault(landlord, recording, fault)
        document = Document(name=f"{recording.kind}-{recording.id}.mp3", content_type=SOUND, content=sound)
        file_id = self.files.put(landlord, document)
        self.recordings.put(landlord, replace(recording, file_id=file_id, fetched_at=self.clock.now()))
        return True

    def _delete(self, landlord: str, recording: Recording) -> bool:
        now = self.clock.now()
        if recording.delete_after is not None and recording.delete_after <= now and recording.file_id:
            self.files.delete(landlord, recording.file_id)
            recording = replace(recording, file_id="")
            self.recordings.put(landlord, recording)
        if recording.deleted_at is not None:
            return True
        try:
            self.store.delete(landlord, recording.id)
        except (NotDone, Unclear) as fault:
            return self._count_fault(landlord, recording, fault)
        self.recordings.put(landlord, replace(recording, deleted_at=now))
        return True

    def _give_up(self, landlord: str, recording: Recording) -> bool:
        log.warning(
            "Recording %s of contact %s of %s is gone at the provider and was never fetched: what was said is lost.",
            recording.id,
            recording.contact_id,
            landlord,
        )
        self.recordings.put(landlord, replace(recording, deleted_at=self.clock.now()))
        return False

    def _count_fault(self, landlord: str, recording: Recording, fault: GatewayError) -> bool:
        log.warning(
            "Recording %s of contact %s of %s was neither fetched nor deleted: %s",
            recording.id,
            recording.contact_id,
            landlord,
            type(fault).__name__,
        )
        self.recordings.put(landlord, replace(recording, faults=recording.faults + 1))
        return False
