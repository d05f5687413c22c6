"""An account whose REST API is a server of the tests, and a patience that no test has to wait for."""

from __future__ import annotations

from dataclasses import dataclass, field

from contact_gateway.adapters.twilio.account import RestAccount
from contact_gateway.adapters.twilio.http import Patience

LANDLORD = "example"
ACCOUNT_SID = f"AC{'0' * 32}"
PUBLIC_URL = "https://contact.example.org"
API_PATH = f"/2010-04-01/Accounts/{ACCOUNT_SID}"


def account(api_url: str) -> RestAccount:
    return RestAccount(
        account_sid=ACCOUNT_SID, public_url=PUBLIC_URL, user=ACCOUNT_SID, password="the-token", api_url=api_url
    )


@dataclass(slots=True)
class Slept:
    """Seconds that would have been slept; they pass on a clock of their own."""

    naps: list[float] = field(default_factory=list)
    now: float = 0.0

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds

    def patience(self) -> Patience:
        return Patience(sleep=self.sleep, clock=lambda: self.now, stray=lambda _low, high: high)
