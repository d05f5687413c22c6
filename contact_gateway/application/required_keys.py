"""No landlord without a key: nothing personal may have to be stored in plain, or be refused for want of one."""

from __future__ import annotations

from collections.abc import Collection

from contact_gateway.application.errors import NoKey, Unavailable, Unusable
from contact_gateway.application.ports_of_health import Readiness


def require_keys(readiness: Readiness, having: Collection[str]) -> None:
    """Raise `NoKey` where a landlord in the database is not among those that have an encryption key.

    Without the database nothing is asked: a service that starts then still answers calls. Raises `Unusable` where it
    would never serve anybody.
    """
    try:
        landlords = readiness.landlords()
    except Unusable:
        raise
    except Unavailable:
        return
    require_key(landlords, having)


def require_key(landlords: Collection[str], having: Collection[str]) -> None:
    """Raise `NoKey` where one of these landlords is not among those that have an encryption key."""
    without = sorted(set(landlords) - set(having))
    if without:
        raise NoKey(
            f"There is no encryption key for {', '.join(without)}; add one to the landlords' keys file, under "
            f"[{without[0]}.encryption]. `contact-gateway keys new` prints one."
        )
