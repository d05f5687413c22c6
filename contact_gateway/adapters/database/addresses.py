"""Where people live: sealed, in a table of its own that the way of a contact never reads."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, and_, delete, select
from sqlalchemy.dialects.postgresql import insert

from contact_gateway.adapters.database.sealed_values import ADDRESS, Seal
from contact_gateway.adapters.database.tables_of_api import PERSON_ADDRESSES
from contact_gateway.adapters.database.tables_of_people import PEOPLE

_IT = PERSON_ADDRESSES.c


def with_address() -> Select[Any]:
    """Return the query for people, each with the sealed `address`."""
    mine = and_(_IT.landlord_id == PEOPLE.c.landlord_id, _IT.person_id == PEOPLE.c.id)
    return select(PEOPLE, _IT.address).join_from(PEOPLE, PERSON_ADDRESSES, mine, isouter=True)


def store_address(connection: Connection, seal: Seal, person_id: str, address: str) -> None:
    """Store where somebody lives, or that it is not known. Raises `NoKey`."""
    key = {"landlord_id": seal.landlord, "person_id": person_id}
    sealed = seal.text(ADDRESS, (person_id,), address)
    if sealed is None:
        connection.execute(delete(PERSON_ADDRESSES).where(*(_IT[name] == value for name, value in key.items())))
        return
    stored = insert(PERSON_ADDRESSES).values({**key, "address": sealed})
    connection.execute(stored.on_conflict_do_update(index_elements=list(key), set_={"address": sealed}))
