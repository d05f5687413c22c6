"""Local accounts in the database, their passwords hashed by Argon2id (RFC 9106)."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Row, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.tables_of_service import USERS
from contact_gateway.application.errors import Refused
from contact_gateway.application.records import User

_NOBODY = ""
"""The landlord of a transaction that begins before anybody has said who they are: it sees no landlord's rows."""

_BY_EMAIL = text("SELECT * FROM user_by_email(:email)")


class DatabaseUsers:
    """The users port.

    Without an account the password is checked all the same, against the hash of a secret that nobody has, so that the
    time taken tells nobody which addresses have one.
    """

    def __init__(self, database: Database, hasher: PasswordHasher | None = None) -> None:
        """Take the database; the hasher's own defaults are meant for sign-in."""
        self._database = database
        self._hasher = hasher or PasswordHasher()
        self._nobodys_hash = self._hasher.hash(secrets.token_urlsafe(32))

    def add(self, user: User, password: str) -> None:
        """Store a user, or change the one with the same id: that ends the sessions that go on.

        Raises `Refused` (email_taken) where the address is somebody else's.
        """
        columns = {
            "email": _plain(user.email),
            "name": user.name,
            "roles": sorted(user.roles),
            "officer_id": user.officer_id,
            "password_hash": self._hasher.hash(password),
        }
        key = {"landlord_id": user.landlord, "id": user.id}
        renewed = {**columns, "session_epoch": USERS.c.session_epoch + 1}
        with self._database.transaction(user.landlord) as connection:
            stored = insert(USERS).values({**key, **columns})
            try:
                connection.execute(stored.on_conflict_do_update(index_elements=list(key), set_=renewed))
            except IntegrityError as error:
                raise Refused("email_taken", "Somebody else signs in by this e-mail address; give another.") from error

    def check(self, email: str, password: str) -> User | None:
        """Return the user where address and password fit, else None; both take the same time."""
        with self._database.transaction(_NOBODY) as connection:
            row = connection.execute(_BY_EMAIL, {"email": _plain(email)}).one_or_none()
        # the connection is given back before the hash, which is slow on purpose
        try:
            self._hasher.verify(row.password_hash if row else self._nobodys_hash, password)
        except VerifyMismatchError:
            return None
        if row is None:
            return None
        user = _user(row)
        if self._hasher.check_needs_rehash(row.password_hash):
            self._rehash(user, row.password_hash, password)
        return user

    def get(self, landlord: str, user_id: str) -> User | None:
        """Return a user, or None where there is none any more."""
        with self._database.transaction(landlord) as connection:
            wanted = select(USERS).where(USERS.c.landlord_id == landlord, USERS.c.id == user_id)
            row = connection.execute(wanted).one_or_none()
        return _user(row) if row else None

    def by_email(self, landlord: str, email: str) -> User | None:
        """Return the landlord's user who signs in by this address, or None."""
        with self._database.transaction(landlord) as connection:
            wanted = select(USERS).where(USERS.c.landlord_id == landlord, USERS.c.email == _plain(email))
            row = connection.execute(wanted).one_or_none()
        return _user(row) if row else None

    def remove(self, landlord: str, user_id: str) -> None:
        """Remove a user, whose sessions are over with that."""
        with self._database.transaction(landlord) as connection:
            connection.execute(delete(USERS).where(USERS.c.landlord_id == landlord, USERS.c.id == user_id))

    def end_sessions(self, landlord: str, user_id: str) -> None:
        """Raise the user's session epoch: every session begun before is over, at every machine and browser."""
        mine = (USERS.c.landlord_id == landlord) & (USERS.c.id == user_id)
        with self._database.transaction(landlord) as connection:
            connection.execute(update(USERS).where(mine).values(session_epoch=USERS.c.session_epoch + 1))

    def _rehash(self, user: User, old: str, password: str) -> None:
        """Keep up with the hasher's settings, unless the password was changed meanwhile."""
        mine = (USERS.c.landlord_id == user.landlord) & (USERS.c.id == user.id) & (USERS.c.password_hash == old)
        with self._database.transaction(user.landlord) as connection:
            connection.execute(update(USERS).where(mine).values(password_hash=self._hasher.hash(password)))


def _plain(email: str) -> str:
    return email.strip().casefold()


def _user(row: Row[tuple[object, ...]]) -> User:
    return User(
        id=row.id,
        landlord=row.landlord_id,
        email=row.email,
        name=row.name,
        roles=frozenset(row.roles),
        officer_id=row.officer_id,
        session_epoch=row.session_epoch,
    )
