"""The recordings at the provider, in memory."""

from __future__ import annotations

from contact_gateway.application.errors import GatewayError, NotDone


class FakeRecordingStore:
    """The recording store port. `sounds` lie there by their ids; `fails` is what the next requests raise."""

    def __init__(self) -> None:
        self.sounds: dict[str, bytes] = {}
        self.fails: GatewayError | None = None

    def fetch(self, landlord: str, recording_id: str, most_bytes: int) -> bytes:
        self._fail()
        if recording_id not in self.sounds or len(self.sounds[recording_id]) > most_bytes:
            raise NotDone("There is no recording of that id that is short enough.")
        return self.sounds[recording_id]

    def delete(self, landlord: str, recording_id: str) -> None:
        self._fail()
        self.sounds.pop(recording_id, None)

    def _fail(self) -> None:
        if self.fails:
            raise self.fails
