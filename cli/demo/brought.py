"""Which versions of the landlords' policies a demo brought itself, so that a restart takes nobody's policy back."""

from __future__ import annotations

import json
from pathlib import Path

from contact_gateway.application.errors import NotFound
from contact_gateway.application.services import Services

_FILE = "policies_of_the_demo.json"
_FIRST = 1
"""What a demo that kept no such file had brought."""


class Brought:
    """Kept in a file beside the demo's keys."""

    def __init__(self, data_dir: Path) -> None:
        """Read what is known of the demo in this folder."""
        self._path = data_dir / _FILE
        self._versions: dict[str, int] = json.loads(self._path.read_text()) if self._path.is_file() else {}

    def bring(self, services: Services, landlord: str, pack: str) -> None:
        """Import a pack where the landlord has no policy yet, or still the one that the demo brought."""
        if not self.stands(services, landlord):
            return
        self._versions[landlord] = services.policies.import_pack(landlord, pack, services.clock.now())
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(self._versions))

    def stands(self, services: Services, landlord: str) -> bool:
        """Say whether the policy in force is the demo's own, or none is."""
        try:
            current = services.policies.current(landlord).version
        except NotFound:
            return True
        return current == self._versions.get(landlord, _FIRST)
