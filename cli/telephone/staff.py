"""What staff see of a call on the telephone's page, and can do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contact_gateway.application.end_call import Ending
from contact_gateway.application.errors import GatewayError
from contact_gateway.application.records import ContactKey
from contact_gateway.application.services import Services
from contact_gateway.domain.calls import Announcement, AnnouncementState, EndReason
from ivr.payloads import PROVIDER

_AGENT = "lee"


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """What staff see of a call and can do, through the use cases."""

    services: Services

    def banner(self, landlord: str, call: str) -> Sequence[str]:
        """Return what is shown of a call, line by line; nothing where it is not known."""
        try:
            banner = self.services.calls.read.so_far(landlord, ContactKey(PROVIDER, call)).decision.banner
        except GatewayError:
            return ()
        return tuple(line for line in (banner.who, *banner.lines, *banner.allowances) if line)

    def warn(self, landlord: str, call: str, *, final: bool) -> str:
        """Play a warning to both, and say what came of it."""
        warning = Announcement.FINAL_WARNING if final else Announcement.FIRST_WARNING
        try:
            played = self.services.calls.play_warning(landlord, self._contact(landlord, call), warning, _AGENT)
        except GatewayError as fault:
            return str(fault)
        return played.why if played.state is AnnouncementState.FAILED else "The warning is being played."

    def end(self, landlord: str, call: str) -> str:
        """End the call with its closing words, and say what came of it."""
        ending = Ending(officer=_AGENT, reason=EndReason.ABUSE)
        try:
            self.services.calls.end_call(landlord, self._contact(landlord, call), ending)
        except GatewayError as fault:
            return str(fault)
        return "The call ends after its closing words; an incident is drafted."

    def _contact(self, landlord: str, call: str) -> str:
        return self.services.calls.read.so_far(landlord, ContactKey(PROVIDER, call)).contact_id
