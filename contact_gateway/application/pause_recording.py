"""Nothing of a payment is recorded: the agent pauses the recording, and takes it up again afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from contact_gateway.application.errors import NotDone, NotFound, Refused, Unclear
from contact_gateway.application.ports_of_calls import CallBook, LiveCalls
from contact_gateway.application.ports_of_registers import ContactLookup
from contact_gateway.application.records_of_calls import Leg, StaffAct
from contact_gateway.domain.calls import LegState


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseRecording:
    """Asks the provider; what was not done is said at once, because the agent is about to ask for a card's number.

    Who paused it, or took it up again, is on record.
    """

    book: CallBook
    live_calls: LiveCalls
    lookup: ContactLookup

    def __call__(self, landlord: str, contact_id: str, officer: str, *, paused: bool) -> None:
        """Pause or take up again. Raises `NotFound`, `Refused` (call_over, not_paused, not_resumed), `Unavailable`."""
        contact = self.lookup.recorded(landlord, contact_id).contact
        leg = self._leg(landlord, contact_id)
        if leg is not None and leg.state is LegState.OVER:
            raise Refused("call_over", "This call is over.")
        try:
            self.live_calls.pause_recording(
                landlord, contact.provider_id, paused=paused, room_id=leg.room_id if leg else ""
            )
        except (NotDone, Unclear) as fault:
            raise _refusal(paused=paused) from fault
        with self.book.open(landlord, contact_id) as book:
            book.put_act(StaffAct.RECORDING_PAUSED if paused else StaffAct.RECORDING_RESUMED, officer)

    def _leg(self, landlord: str, contact_id: str) -> Leg | None:
        try:
            return self.book.live(landlord, contact_id).leg
        except NotFound:
            return None


def _refusal(*, paused: bool) -> Refused:
    if paused:
        sentence = "The recording was not paused, perhaps it has not begun: try again, and take no card number before."
        return Refused("not_paused", sentence)
    return Refused("not_resumed", "The recording was not taken up again.")
