"""Local accounts in memory."""

from __future__ import annotations

from dataclasses import replace

from contact_gateway.application.errors import Refused
from contact_gateway.application.records import User


class MemoryUsers:
    """The users port. Passwords are kept as they are: nobody lives here."""

    def __init__(self) -> None:
        self._accounts: dict[str, tuple[User, str]] = {}

    def add(self, user: User, password: str) -> None:
        email = user.email.strip().casefold()
        mine = next((held for held in self._held() if _key(held) == _key(user)), None)
        if email in self._accounts and self._accounts[email][0] != mine:
            raise Refused("email_taken", "Somebody else signs in by this e-mail address; give another.")
        epoch = 0
        if mine:
            del self._accounts[mine.email]
            epoch = mine.session_epoch + 1
        self._accounts[email] = (replace(user, email=email, session_epoch=epoch), password)

    def check(self, email: str, password: str) -> User | None:
        account = self._accounts.get(email.strip().casefold())
        return account[0] if account and account[1] == password else None

    def get(self, landlord: str, user_id: str) -> User | None:
        return next((user for user in self._held() if _key(user) == (landlord, user_id)), None)

    def by_email(self, landlord: str, email: str) -> User | None:
        account = self._accounts.get(email.strip().casefold())
        return account[0] if account and account[0].landlord == landlord else None

    def remove(self, landlord: str, user_id: str) -> None:
        user = self.get(landlord, user_id)
        if user:
            del self._accounts[user.email]

    def end_sessions(self, landlord: str, user_id: str) -> None:
        user = self.get(landlord, user_id)
        if user:
            _, password = self._accounts[user.email]
            self._accounts[user.email] = (replace(user, session_epoch=user.session_epoch + 1), password)

    def _held(self) -> list[User]:
        return [user for user, _ in self._accounts.values()]


def _key(user: User) -> tuple[str, str]:
    return (user.landlord, user.id)
