"""Acts in a file, built from their rows."""

from __future__ import annotations

import base64

from contact_gateway.adapters.database.act_rows import read_act
from contact_gateway.adapters.database.codec import JsonObject
from contact_gateway.adapters.database.sealed_values import ACT_WORDS, Seal
from contact_gateway.application.records_of_casework import Filed, PolicyUsed


def filed(row: JsonObject, seal: Seal | None = None) -> Filed:
    """Build an act from its row, with its words where there is a seal. Raises `NoKey`, `Unreadable`, `Unusable`."""
    return Filed(
        act=read_act(row, _words(row, seal) if seal else {}),
        policy=PolicyUsed(version=row["policy_version"], code=row["policy_code"]),
        restriction_id=row["restriction_id"],
    )


def _words(row: JsonObject, seal: Seal) -> dict[str, str]:
    sealed = base64.b64decode(row["words"]) if row["words"] else None
    return seal.read_members(ACT_WORDS, (row["id"],), sealed)
