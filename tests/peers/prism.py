"""Twilio's own description of its API, and Prism, which answers by it or judges others by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.peers.node import installed, running
from tests.processes import free_port


def twilio_api() -> Path:
    """Return the OpenAPI document of calls, conferences, recordings and numbers, from Twilio's own command line."""
    return installed("@twilio/cli-core") / "src/services/twilio-api/twilio_api_v2010.json"


@dataclass(frozen=True, slots=True)
class Judge:
    """A Prism that runs, and the log in which it writes what it thinks of each request."""

    url: str
    log: Path

    def taken(self, ask: Callable[[], object]) -> int:
        """Return how many requests, of those that are sent while something is asked, Twilio would take."""
        before = self._passed()
        ask()
        return self._passed() - before

    def _passed(self) -> int:
        return self.log.read_text().count("The request passed the validation rules")


@contextmanager
def mock(folder: Path) -> Iterator[Judge]:
    """Answer every request that Twilio would take with the example of its document; refuse every other with 422."""
    with _prism(folder, "mock", str(twilio_api())) as judge:
        yield judge


@contextmanager
def proxy(folder: Path, upstream: str) -> Iterator[Judge]:
    """Pass requests on; answer 422 to one that Twilio would not take, and 500 to an answer that it would not give."""
    with _prism(folder, "proxy", "--errors", "--validate-request", str(twilio_api()), upstream) as judge:
        yield judge


@contextmanager
def _prism(folder: Path, *what: str) -> Iterator[Judge]:
    package = installed("@stoplight/prism-cli")
    script = package / json.loads((package / "package.json").read_text())["bin"]["prism"]
    port = free_port()
    arguments = [*what, "--host", "127.0.0.1", "--port", str(port), "--multiprocess", "false"]
    log = folder / "prism.log"
    with running(script, arguments, port, log) as url:
        yield Judge(url, log)
