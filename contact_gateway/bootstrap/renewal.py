"""The copies of policies are renewed by themselves, so that an outage finds them as they are in force."""

from __future__ import annotations

import logging
import time
from threading import Thread

from contact_gateway.application.errors import GatewayError, told_for_the_log
from contact_gateway.application.ports import Policies

EVERY_SECONDS = 60

log = logging.getLogger(__name__)


def renew_copies(policies: Policies) -> None:
    """Read every landlord's policy, which keeps a copy of it. Raises `Unavailable` where nobody is listed."""
    for landlord in policies.landlords():
        try:
            policies.current(landlord)
        except Exception as fault:  # noqa: BLE001 one landlord's fault leaves no other without a copy
            log.warning("The policy of %s was not read anew: %s", landlord, told_for_the_log(fault))


def keep_renewing(policies: Policies) -> None:
    """Renew the copies now and every minute, beside whatever this process does, to its end."""
    Thread(target=_for_good, args=(policies,), daemon=True, name="copies of policies").start()


def _for_good(policies: Policies) -> None:
    while True:
        try:
            renew_copies(policies)
        except GatewayError:
            log.warning("The policies could not be read anew; the copies stay as they are.")
        except Exception as fault:  # noqa: BLE001 the next minute tries again
            log.error("The policies could not be read anew: %s", told_for_the_log(fault))  # noqa: TRY400 a trace holds data
        time.sleep(EVERY_SECONDS)
