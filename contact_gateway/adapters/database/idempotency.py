"""Answers kept for repeated requests, in the database."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.sealed_values import ANSWER, Seal
from contact_gateway.adapters.database.tables_of_api import KEPT_ANSWERS
from contact_gateway.application.errors import InProgress, Refused
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records_of_api import KeptAnswer, RequestKey

CLAIM = timedelta(minutes=1)
OVERDUE = timedelta(seconds=5)
"""Whoever still lives has answered by then."""

KEPT = timedelta(days=2)

_IT = KEPT_ANSWERS.c


class DatabaseKeptAnswers:
    """The kept answers port."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Take the database, and what seals the answers in it."""
        self._database = database
        self._encryption = encryption

    def claim(self, landlord: str, key: RequestKey, fingerprint: str) -> KeptAnswer | None:
        """Return the answer that was given before, or None with the claim to answer now; see the port."""
        row = {"landlord_id": landlord, "client": key.client, "key": key.key, "fingerprint": fingerprint}
        claimed = insert(KEPT_ANSWERS).values(row)
        over = _IT.status.is_(None) & (_IT.claimed_at < func.now() - CLAIM) & (_IT.fingerprint == fingerprint)
        taken = claimed.on_conflict_do_update(
            index_elements=["landlord_id", "client", "key"],
            set_={"claimed_at": func.now()},
            where=over,
        ).returning(_IT.key)
        with self._database.transaction(landlord) as connection:
            if connection.execute(taken).one_or_none() is not None:
                return None
            age = (func.now() - _IT.claimed_at).label("age")
            found = connection.execute(select(KEPT_ANSWERS, age).where(_is(landlord, key))).one_or_none()
        if found is None:
            raise InProgress(1)
        if found.status is None and found.fingerprint == fingerprint:
            raise InProgress(1 if found.age < OVERDUE else max(1, ceil((CLAIM - found.age).total_seconds())))
        if found.fingerprint != fingerprint:
            raise Refused("idempotency_key_reused", "This Idempotency-Key belongs to another request; make a new one.")
        headers = tuple((name, value) for name, value in found.headers)
        body = Seal(self._encryption, landlord).read_text(ANSWER, (key.client, key.key), found.body)
        return KeptAnswer(status=found.status, headers=headers, body=body)

    def keep(self, landlord: str, key: RequestKey, answer: KeptAnswer) -> None:
        """Keep the answer to a claimed request."""
        body = Seal(self._encryption, landlord).text(ANSWER, (key.client, key.key), answer.body)
        kept = {"status": answer.status, "headers": [list(pair) for pair in answer.headers], "body": body}
        with self._database.transaction(landlord) as connection:
            connection.execute(update(KEPT_ANSWERS).where(_is(landlord, key)).values(kept))

    def let_go(self, landlord: str, key: RequestKey) -> None:
        """Give a claim back."""
        with self._database.transaction(landlord) as connection:
            connection.execute(delete(KEPT_ANSWERS).where(_is(landlord, key), _IT.status.is_(None)))

    def sweep(self, landlord: str) -> int:
        """Delete what was kept for longer than two days; return how many answers that were."""
        old = and_(_IT.landlord_id == landlord, _IT.claimed_at < func.now() - KEPT)
        with self._database.transaction(landlord) as connection:
            return connection.execute(delete(KEPT_ANSWERS).where(old)).rowcount


def _is(landlord: str, key: RequestKey) -> ColumnElement[bool]:
    return and_(_IT.landlord_id == landlord, _IT.client == key.client, _IT.key == key.key)
