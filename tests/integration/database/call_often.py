"""A process of its own that rings as often as it is told, all at once: `python -m ... URL FIRST HOW_OFTEN [die]`.

Prints one outcome a line as soon as it is stored. With `die` it kills itself right after the first one.
"""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

from contact_gateway.adapters.database.engine import Database
from tests import builders
from tests.integration.database.world import LANDLORD, NOON, receiver


def main(url: str, first: int, how_often: int, *, dies: bool) -> None:
    receive = receiver(Database(url, pool_size=how_often))

    def ring(number: int) -> str:
        answer = receive(LANDLORD, builders.contact(received_at=NOON, provider_id=f"CA{number}"))
        return f"{answer.decision.outcome} {answer.contact_id}"

    with ThreadPoolExecutor(how_often) as pool:
        for said in pool.map(ring, range(first, first + how_often)):
            sys.stdout.write(f"{said}\n")
            sys.stdout.flush()
            if dies:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), dies="die" in sys.argv)
