"""A landlord's account at Twilio, as what speaks to its REST API needs it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from twilio.rest import Client

from contact_gateway.adapters.twilio.http import API_URL, OneHost, Patience
from contact_gateway.application.errors import NotDone


@dataclass(frozen=True, slots=True, kw_only=True)
class RestAccount:
    """Who we are to Twilio, and where it finds us.

    `user` is the account's own id or an API key's, `password` what belongs to it. `public_url` is where Twilio reaches
    us, and `api_url` where we reach Twilio, both without a slash at the end.
    """

    account_sid: str
    public_url: str
    user: str
    password: str = field(repr=False)
    api_url: str = API_URL

    def client(self, *, repeats: bool, patience: Patience | None = None) -> Client:
        """Return the official client; `repeats` says that what it is asked may be asked twice without harm."""
        client = Client(
            self.user,
            self.password,
            account_sid=self.account_sid,
            http_client=OneHost(self.api_url, repeats=repeats, patience=patience),
            environment={},
        )
        client.api.base_url = self.api_url
        return client


class Clients:
    """The official clients of all landlords."""

    def __init__(self, accounts: Mapping[str, RestAccount], patience: Patience | None = None) -> None:
        """Take the accounts by the landlord's slug. Nothing is connected yet."""
        self.accounts = accounts
        self._once = {slug: own.client(repeats=False, patience=patience) for slug, own in accounts.items()}
        self._repeating = {slug: own.client(repeats=True, patience=patience) for slug, own in accounts.items()}

    def account(self, landlord: str) -> RestAccount:
        """Return a landlord's account. Raises `NotDone`."""
        if landlord not in self.accounts:
            raise NotDone(f"There are no Twilio keys for {landlord}.", "no_account")
        return self.accounts[landlord]

    def once(self, landlord: str) -> Client:
        """Return what asks once for what must not be done twice. Raises `NotDone`."""
        self.account(landlord)
        return self._once[landlord]

    def repeating(self, landlord: str) -> Client:
        """Return what asks again for what may be done twice. Raises `NotDone`."""
        self.account(landlord)
        return self._repeating[landlord]


_SHAPES = {kind: re.compile(rf"{kind}[0-9a-fA-F]{{32}}") for kind in ("CA", "CF", "RE", "PN")}


def sid(kind: str, text: str) -> str:
    """Return an id that is one of this kind, and so can stand in an address. Raises `NotDone`."""
    if not _SHAPES[kind].fullmatch(text):
        raise NotDone(f"There is no id of the provider's that begins with {kind}.", "no_id")
    return text
