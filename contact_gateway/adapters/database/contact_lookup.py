"""Reads of the contact log that record nothing."""

from __future__ import annotations

from datetime import datetime

from contact_gateway.adapters.database.contact_ids import contact_uuid
from contact_gateway.adapters.database.contact_log_load import (
    LOAD_RECORDED,
    LOOK,
    key_parameters,
    parameters,
    read_facts,
    read_recorded,
)
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.sealed_values import Seal
from contact_gateway.adapters.database.statement import statement
from contact_gateway.application.errors import NotFound
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.records import ContactKey, Facts, RecordedStep
from contact_gateway.domain.contact import Contact

KEY = statement("""
SELECT provider, provider_id FROM contact_keys WHERE landlord_id = :landlord AND contact_id = :contact_id
""")


class PostgresContactLookup:
    """The contact lookup port."""

    def __init__(self, database: Database, encryption: Encryption) -> None:
        """Read from this database, and open what was written to us."""
        self._database = database
        self._encryption = encryption

    def look(self, landlord: str, contact: Contact, now: datetime, customer_id: str = "") -> Facts:
        """Read what a decision may ask about. Raises `NotFound` for a landlord nobody knows."""
        key = key_parameters(landlord, ContactKey(contact.provider, contact.provider_id))
        asked = {**key, **parameters(contact, now), "customer_id": customer_id}
        with self._database.transaction(landlord) as connection:
            row = connection.execute(LOOK, asked).mappings().one_or_none()
        if row is None:
            raise NotFound(f"There is no landlord {landlord}.")
        return read_facts(row, now, Seal(self._encryption, landlord))

    def recorded(self, landlord: str, contact_id: str) -> RecordedStep:
        """Return the last step of a contact. Raises `NotFound`."""
        wanted = {"landlord": landlord, "contact_id": contact_uuid(contact_id)}
        with self._database.transaction(landlord) as connection:
            found = connection.execute(KEY, wanted).one_or_none()
            if found is None:
                raise NotFound(f"There is no contact {contact_id}.")
            key = key_parameters(landlord, ContactKey(found.provider, found.provider_id))
            row = connection.execute(LOAD_RECORDED, key).mappings().one()
        recorded = read_recorded(row["last_step"], Seal(self._encryption, landlord))
        if recorded is None:
            raise NotFound(f"There is no contact {contact_id}.")
        return recorded
