"""Several relays at work on one outbox."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import insert

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.file_contents import DatabaseBlobs
from contact_gateway.adapters.database.outbox import DatabaseOutbox
from contact_gateway.adapters.database.tables_of_service import OUTBOX
from contact_gateway.application.errors import Unreadable
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.ids import new_id
from contact_gateway.application.ports_of_encryption import Place
from tests.fakes.encryption import ENCRYPTION

MESSAGES = 40


def _fill(database: Database) -> None:
    message = {"landlord_id": "here", "kind": "reply", "channel": "email", "payload": {"to": "sam@example.org"}}
    with database.transaction("here") as connection:
        connection.execute(insert(OUTBOX), [{**message, "id": new_id()} for _ in range(MESSAGES)])


def test_relays_at_the_same_time_claim_every_message_once_and_no_more_than_they_asked_for(database: Database) -> None:
    _fill(database)
    outbox = DatabaseOutbox(database, ENCRYPTION, SealedFiles(DatabaseBlobs(database), ENCRYPTION))

    def relay(_: int) -> list[str]:
        claimed: list[str] = []
        while batch := outbox.claim("here", 3, 60):
            assert len(batch) <= 3
            claimed += [due.id for due in batch]
        return claimed

    with ThreadPoolExecutor(4) as pool:
        claims = Counter(name for names in pool.map(relay, range(4)) for name in names)
    assert len(claims) == MESSAGES
    assert set(claims.values()) == {1}


def test_a_relay_does_not_wait_for_the_rows_that_another_is_claiming(database: Database) -> None:
    _fill(database)
    outbox = DatabaseOutbox(database, ENCRYPTION, SealedFiles(DatabaseBlobs(database), ENCRYPTION))
    with database.transaction("here") as other:
        held = other.execute(OUTBOX.select().order_by(OUTBOX.c.due_at).limit(10).with_for_update()).all()
        claimed = outbox.claim("here", MESSAGES, 60)
    assert len(claimed) == MESSAGES - len(held)
    assert not {due.id for due in claimed} & {row.id for row in held}


class ErasingEncryption:
    """While a message is opened, whoever it is about is erased with it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seal(self, landlord: str, place: Place, plain: bytes) -> bytes:
        return ENCRYPTION.seal(landlord, place, plain)

    def open(self, landlord: str, place: Place, sealed: bytes) -> bytes:
        with self._database.transaction(landlord) as connection:
            connection.execute(OUTBOX.delete().where(OUTBOX.c.landlord_id == landlord, OUTBOX.c.id == place[-1]))
        raise Unreadable("Gone.")

    def mark(self, landlord: str) -> bytes:
        return ENCRYPTION.mark(landlord)


def test_a_message_that_is_erased_while_it_is_claimed_holds_up_no_other(database: Database) -> None:
    _fill(database)
    with database.transaction("here") as connection:
        erased = connection.execute(OUTBOX.select().limit(1)).one()
        connection.execute(OUTBOX.update().where(OUTBOX.c.id == erased.id).values(sealed=b"x"))
    outbox = DatabaseOutbox(database, ErasingEncryption(database), SealedFiles(DatabaseBlobs(database), ENCRYPTION))
    assert len(outbox.claim("here", MESSAGES, 60)) == MESSAGES - 1
