"""What an officer writes for the customer to read, beside the answers that a proposal needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contact_gateway.application.casework.said import said
from contact_gateway.domain.letters.facts import Told

TENANCY_AT_RISK = "tenancy_at_risk"
"""Among the words of an act: that what happened breaks the tenancy agreement (OCT-4.5)."""

_TEXTS = ("must_change", "if_continues", "support", "agreed_help")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForTheLetter:
    """What must change, what comes next if it goes on, which support is offered, which help was agreed.

    What is empty is said in the landlord's usual words: what a warning asked for may be false by now. `tenancy_at_risk`
    warns of the home.
    """

    must_change: str = ""
    if_continues: str = ""
    support: str = ""
    agreed_help: str = ""
    tenancy_at_risk: bool = False

    def words(self) -> dict[str, str]:
        """Return them as they lie in the file, by name."""
        at_risk = "yes" if self.tenancy_at_risk else ""
        return said(**{name: getattr(self, name) for name in _TEXTS}, **{TENANCY_AT_RISK: at_risk})


def told_by(words: Mapping[str, str]) -> Told:
    """Return what the words of an act tell the customer."""
    return Told(
        must_change=words.get("must_change", ""),
        if_continues=words.get("if_continues", ""),
        support=words.get("support", ""),
        agreed_help=words.get("agreed_help", ""),
        tenancy_at_risk=bool(words.get(TENANCY_AT_RISK)),
    )
