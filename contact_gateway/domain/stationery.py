"""What a landlord puts on its letters: who it is, how to reach it, who signs, and its own words where it has any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PLAIN_COLOUR = "#1d3557"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationery:
    """Everything of a pack that only letters print.

    `colour` is #rrggbb, dark enough for white letters on it. `address` and `policy_text` are in lines. `policy` names
    the policy as it is published, `policy_address` is where. `support` is what help the landlord offers. `texts` are
    the landlord's own texts, by language and key, in place of those that come with the service.
    """

    policy: str = ""
    colour: str = PLAIN_COLOUR
    address: tuple[str, ...] = ()
    telephone: str = ""
    email: str = ""
    website: str = ""
    signed_by: str = ""
    support: str = ""
    policy_text: str = ""
    policy_address: str = ""
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
