"""Local accounts in memory."""

from __future__ import annotations

from contact_gateway.application.errors import Refused
from contact_gateway.application.records import User


class MemoryUsers:
    """The users port. Passwords are kept as they are: nobody lives here."""

    def __init__(self) -> None:
        self._accounts: dict[str, tuple[User, str]] = {}

    def add(self, user: User, password: str) -> None:
        email = user.email.strip().casefold()
        held = self._accounts.get(email)
        if held and (held[0].landlord, held[0].id) != (user.landlord, user.id):
            raise Refused("email_taken", f"Somebody else signs in as {email}.")
        self._accounts[email] = (user, password)

    def check(self, email: str, password: str) -> User | None:
        account = self._accounts.get(email.strip().casefold())
        return account[0] if account and account[1] == password else None

    def get(self, landlord: str, user_id: str) -> User | None:
        held = (user for user, _ in self._accounts.values())
        return next((user for user in held if (user.landlord, user.id) == (landlord, user_id)), None)
