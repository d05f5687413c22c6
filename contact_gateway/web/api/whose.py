"""Whose case, contacts and data a path or a query names: a customer's, or those of somebody who lives with one."""

from __future__ import annotations

from contact_gateway.application.errors import NotFound
from contact_gateway.domain.standing import Role
from contact_gateway.web.api.operations import Call


def whose(call: Call, customer_id: str = "") -> str:
    """Return the id, which the path names where none is given. Raises `NotFound`."""
    wanted, people = customer_id or call.ids["customer_id"], call.api.person_files
    try:
        return people.one(call.landlord, Role.HOUSEHOLD, wanted).id
    except NotFound:
        return people.one(call.landlord, Role.CUSTOMER, wanted).id
