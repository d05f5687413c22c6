"""What a page has at hand: the use cases, and the landlord and policy of whoever is signed in."""

from __future__ import annotations

from typing import cast

from flask import abort, current_app

from contact_gateway.application.records import User
from contact_gateway.application.services import Services
from contact_gateway.domain.policy import Policy
from contact_gateway.web.desk.event_stream import Seats
from contact_gateway.web.sessions import user_here

SERVICES = "contact_gateway.desk.services"
SEATS = "contact_gateway.desk.seats"


def services() -> Services:
    """Return the use cases that the desk was made with."""
    return cast("Services", current_app.extensions[SERVICES])


def seats() -> Seats:
    """Return the seats of the live feeds of this process."""
    return cast("Seats", current_app.extensions[SEATS])


def user() -> User:
    """Return who is signed in; pages that ask are declared so, and anybody else never reaches them."""
    return user_here() or abort(401)


def landlord() -> str:
    """Return the landlord of whoever is signed in. No page takes a landlord from anywhere else."""
    return user().landlord


def policy() -> Policy:
    """Return the policy in force at that landlord."""
    return services().policies.current(landlord())
