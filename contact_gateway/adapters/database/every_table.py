"""All tables at once, for whoever compares or lists them."""

from __future__ import annotations

from sqlalchemy import MetaData

from contact_gateway.adapters.database import (
    tables_of_api,
    tables_of_audit,
    tables_of_calls,
    tables_of_casework,
    tables_of_contacts,
    tables_of_people,
    tables_of_restrictions,
    tables_of_scripts,
    tables_of_service,
)

_MODULES = (
    tables_of_people,
    tables_of_restrictions,
    tables_of_contacts,
    tables_of_service,
    tables_of_api,
    tables_of_calls,
    tables_of_scripts,
    tables_of_casework,
    tables_of_audit,
)


def metadata() -> MetaData:
    """Return the metadata with every table in it."""
    found: set[MetaData] = {module.METADATA for module in _MODULES}
    (only,) = found
    return only
