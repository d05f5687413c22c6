"""Appeals against decisions that restrict nobody: a bare warning, an item that was not dealt with (DER-12.1).

Who hears one is named as for a restriction, by `HearerNamed`, and what is written about it is a `LetterIssued`; both
lie in the customer's case, about no restriction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contact_gateway.domain.casework.acts import Act, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class BareAppealed(Act):
    """An appeal that was received against the act whose id `about` is; its own id is the appeal's.

    A `late` one waits for a person to name a hearer, or not to; one of `tier` 0 nobody here hears. More of an appeal
    that waits is about that appeal, and is read with it. `heard_before` says that what it is
    against was heard already.
    """

    about: str
    received_on: date
    due_on: date
    tier: int = 1
    late: bool = False
    new_facts: bool = False
    heard_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BareAppealDecided(Act):
    """What became of such an appeal: the decision stands, or is withdrawn."""

    appeal_id: str
    finding: Finding


ActOnBareDecision = BareAppealed | BareAppealDecided
"""What happens to a decision that restricts nobody."""
