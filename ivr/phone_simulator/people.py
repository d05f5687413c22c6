"""People at telephones: one who does what a plan says, and one who waits for somebody's hands."""

from __future__ import annotations

from dataclasses import dataclass, field

from ivr.phone_simulator.calls import Call, Status
from ivr.phone_simulator.verbs import Gather

SECONDS_TO_REACT = 1
SECONDS_TO_PICK_UP = 3
KEY_TO_ACCEPT = "1"


@dataclass(slots=True, kw_only=True)
class Planned:
    """Does what was planned: keys and words in turn when asked, a reference where one is asked for.

    `answers` is False for a telephone that just rings; `refuses` the status of one that is busy or out of order.
    `talk_seconds` is after how long they hang up, None where they wait for the other side. An empty entry among the
    keys lets one question pass. `accepts` lets them press a key whenever one is asked for and none is planned, as
    whoever takes a call does. `message_seconds` is how long a message is that they leave.
    """

    presses: list[str] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    answers: bool = True
    accepts: bool = False
    refuses: Status | None = None
    talk_seconds: int | None = None
    message_seconds: int = 20

    def rung(self, call: Call) -> None:
        """Answer, or not."""
        refuses = self.refuses
        if refuses:
            call.after(SECONDS_TO_REACT, lambda: call.turn_away(refuses))
        elif self.answers:
            call.after(SECONDS_TO_PICK_UP, call.pick_up)

    def asked(self, call: Call, gather: Gather) -> None:
        """Say or press what comes next in the plan."""
        if gather.digits != 1 and "dtmf" in gather.takes:
            self._key_in_a_reference(call, gather)
        elif self.presses:
            keys = self.presses.pop(0)
            call.after(SECONDS_TO_REACT, lambda: call.press(keys))
        elif self.says and "speech" in gather.takes:
            words = self.says.pop(0)
            call.after(SECONDS_TO_REACT, lambda: call.speak(words))
        elif self.accepts:
            call.after(SECONDS_TO_REACT, lambda: call.press(KEY_TO_ACCEPT))

    def connected(self, call: Call) -> None:
        """Talk, and hang up when enough is said."""
        if self.talk_seconds is not None:
            call.after(self.talk_seconds, call.hang_up)

    def recorded(self, call: Call) -> None:
        """Leave a message."""
        if self.message_seconds:
            call.after(SECONDS_TO_REACT, lambda: call.leave_message(self.message_seconds))

    def _key_in_a_reference(self, call: Call, gather: Gather) -> None:
        if self.references:
            digits = self.references.pop(0) + gather.finish_on[:1]
            call.after(SECONDS_TO_REACT, lambda: call.press(digits))


class ByHand:
    """Does nothing by itself: somebody presses the keys, picks up and hangs up."""

    def rung(self, call: Call) -> None:
        """Wait for a hand."""

    def asked(self, call: Call, gather: Gather) -> None:
        """Wait for a hand."""

    def connected(self, call: Call) -> None:
        """Wait for a hand."""

    def recorded(self, call: Call) -> None:
        """Wait for a hand."""
