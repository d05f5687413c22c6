"""The port Numbers on Twilio's REST API."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from twilio.rest.api.v2010.account.incoming_phone_number import IncomingPhoneNumberInstance

from contact_gateway.adapters.twilio.account import Clients, RestAccount, sid
from contact_gateway.adapters.twilio.http import Patience
from contact_gateway.application.records_of_calls import Number, Occasion

PAGE = 1_000
"""As many as Twilio lists at once."""

_FIELDS: Mapping[Occasion, tuple[str, str]] = {
    Occasion.CALL: ("voice_url", "voice_method"),
    Occasion.CALL_FALLBACK: ("voice_fallback_url", "voice_fallback_method"),
    Occasion.CALL_STATUS: ("status_callback", "status_callback_method"),
    Occasion.TEXT: ("sms_url", "sms_method"),
}
_INSTEAD: Mapping[str, str] = {
    "voice_application_sid": "application",
    "sms_application_sid": "application",
    "trunk_sid": "trunk",
}
"""What an account can give a number's calls or texts to instead of its addresses."""


class TwilioNumbers:
    """The numbers of every landlord that uses Twilio."""

    def __init__(self, accounts: Mapping[str, RestAccount], patience: Patience | None = None) -> None:
        """Take the accounts by the landlord's slug."""
        self._clients = Clients(accounts, patience)

    def all(self, landlord: str) -> Sequence[Number]:
        """Return the account's numbers."""
        owned = self._clients.once(landlord).incoming_phone_numbers
        return [_number(one) for one in owned.stream(page_size=PAGE)]

    def connect(self, landlord: str, number_id: str, addresses: Mapping[Occasion, str]) -> None:
        """Tell Twilio where to turn, by POST, with a number's calls and texts."""
        told: dict[str, str] = {}
        for occasion, address in addresses.items():
            url, method = _FIELDS[occasion]
            told |= {url: address, method: "POST"}
        number = self._clients.repeating(landlord).incoming_phone_numbers(sid("PN", number_id))
        update: Callable[..., object] = number.update
        update(**told)


def _number(found: IncomingPhoneNumberInstance) -> Number:
    addresses = {
        occasion: _address(getattr(found, url), getattr(found, method)) for occasion, (url, method) in _FIELDS.items()
    }
    instead = [f"{kind} {taker}" for field, kind in _INSTEAD.items() if (taker := getattr(found, field))]
    return Number(
        id=str(found.sid),
        number=str(found.phone_number),
        addresses={occasion: address for occasion, address in addresses.items() if address},
        elsewhere=", ".join(dict.fromkeys(instead)),
    )


def _address(url: str | None, method: str | None) -> str:
    return f"{method} {url}" if url and (method or "POST") != "POST" else url or ""
