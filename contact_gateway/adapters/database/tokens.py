"""Tokens of other systems in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Row, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.elements import ColumnElement

from contact_gateway.adapters.database import audit
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.tables_of_api import API_TOKENS
from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.records_of_api import ApiScope, ApiToken

_NOBODY = ""
"""The landlord of a transaction that begins before the token has said whose it is: it sees no landlord's rows."""

_BY_ID = text("SELECT * FROM api_token_by_id(:id)")
_IT = API_TOKENS.c
_COMMAND = "command"


class DatabaseTokens:
    """The tokens port."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def add(self, token: ApiToken) -> None:
        """Store a token. Raises `Refused` (token_name_taken) where a token of that name is in use."""
        row = {
            "landlord_id": token.landlord,
            "id": token.id,
            "name": token.name,
            "scopes": sorted(token.scopes),
            "secret_hash": token.secret_hash,
            "created_at": token.created_at,
            "expires_at": token.expires_at,
        }
        with self._database.transaction(token.landlord) as connection:
            try:
                connection.execute(insert(API_TOKENS).values(row))
            except IntegrityError as error:
                raise Refused(
                    "token_name_taken", f"A token named {token.name} is in use; revoke it first, or give another name."
                ) from error
            told = {"name": token.name, "scopes": " ".join(sorted(token.scopes))}
            audit.record(connection, token.landlord, audit.Tag.TOKEN_ADDED, token.id, _COMMAND, told)

    def find(self, token_id: str) -> ApiToken | None:
        """Return the one token of this id, whosever it is, or None."""
        with self._database.transaction(_NOBODY) as connection:
            row = connection.execute(_BY_ID, {"id": token_id}).one_or_none()
        return _token(row) if row else None

    def of_landlord(self, landlord: str) -> Sequence[ApiToken]:
        """Return a landlord's tokens, the newest first, revoked and expired ones too."""
        wanted = select(API_TOKENS).where(_IT.landlord_id == landlord).order_by(_IT.created_at.desc(), _IT.id)
        with self._database.transaction(landlord) as connection:
            return [_token(row) for row in connection.execute(wanted)]

    def used(self, landlord: str, token_id: str, on: date) -> None:
        """Record the day on which a token was last used."""
        with self._database.transaction(landlord) as connection:
            connection.execute(update(API_TOKENS).where(_is(landlord, token_id)).values(last_used_on=on))

    def revoke(self, landlord: str, token_id: str, at: datetime) -> None:
        """End a token; one that has ended stays as it is. Raises `NotFound`."""
        mine = _is(landlord, token_id)
        with self._database.transaction(landlord) as connection:
            if connection.execute(select(_IT.id).where(mine)).one_or_none() is None:
                raise NotFound(f"There is no token {token_id}.")
            ended = update(API_TOKENS).where(mine, _IT.revoked_at.is_(None)).values(revoked_at=at)
            if connection.execute(ended).rowcount:
                audit.record(connection, landlord, audit.Tag.TOKEN_REVOKED, token_id, _COMMAND, {})


def _is(landlord: str, token_id: str) -> ColumnElement[bool]:
    return (_IT.landlord_id == landlord) & (_IT.id == token_id)


def _token(row: Row[tuple[object, ...]]) -> ApiToken:
    return ApiToken(
        id=row.id,
        landlord=row.landlord_id,
        name=row.name,
        scopes=frozenset(map(ApiScope, row.scopes)),
        secret_hash=row.secret_hash,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_on=row.last_used_on,
        revoked_at=row.revoked_at,
    )
