"""The port RecordingStore on Twilio's REST API."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from time import monotonic

import httpx

from contact_gateway.adapters.twilio.account import Clients, RestAccount, sid
from contact_gateway.adapters.twilio.http import (
    CONNECT_SECONDS,
    READ_SECONDS,
    Patience,
    TooLong,
    TooSlow,
    open_http,
    read_at_most,
    refusal,
)
from contact_gateway.application.errors import NotDone

_GONE = frozenset({"404", "20404"})

FETCH_SECONDS = 60.0
"""For a recording from its first byte to its last: an hour of talk is fourteen million bytes."""


class TwilioRecordings:
    """The recordings of every landlord that uses Twilio.

    They are fetched from where the API is, by their id: whatever address a webhook names is never looked at.
    """

    def __init__(self, accounts: Mapping[str, RestAccount], patience: Patience | None = None) -> None:
        """Take the accounts by the landlord's slug."""
        self._clients = Clients(accounts, patience)

    def fetch(self, landlord: str, recording_id: str, most_bytes: int) -> bytes:
        """Return a recording's sound as MP3. Raises `NotDone`, whose code is `too_long` for one that is too long.

        Of one that is not there any more it is `gone`.
        """
        account = self._clients.account(landlord)
        url = f"{account.api_url}/2010-04-01/Accounts/{account.account_sid}/Recordings/{sid('RE', recording_id)}.mp3"
        try:
            return _sound(url, account, most_bytes)
        except TooLong as fault:
            raise NotDone("The recording is longer than may be kept.", "too_long") from fault
        except NotDone as fault:
            raise NotDone("The recording is gone.", "gone") if fault.code in _GONE else fault from fault
        except (TooSlow, httpx.HTTPError) as fault:
            raise NotDone("The recording could not be fetched to its end.", "no_answer") from fault

    def delete(self, landlord: str, recording_id: str) -> None:
        """Delete a recording; done where it is gone already."""
        try:
            self._clients.repeating(landlord).recordings(sid("RE", recording_id)).delete()
        except NotDone as fault:
            if fault.code not in _GONE:
                raise


def _sound(url: str, account: RestAccount, most_bytes: int) -> bytes:
    ends_at = monotonic() + FETCH_SECONDS
    with (
        open_http(httpx.URL(account.api_url)) as http,
        http.stream(
            "GET",
            url,
            auth=(account.user, account.password),
            headers={"Accept-Encoding": "identity"},  # a packed answer could be a thousand times what it seems
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        ) as answer,
    ):
        if answer.status_code != HTTPStatus.OK:
            raise refusal(answer.status_code, b"")
        return read_at_most(answer, most_bytes, lambda: monotonic() > ends_at)
