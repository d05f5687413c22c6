"""What stands in the parts about what a decision brings about, once it is over or on hold and does so no more.

Where no policy asks for such a part, it is left out then.
"""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.domain.letters.facts import LetterFacts
from contact_gateway.domain.letters.words import Heading, Text

_ON_HOLD: Mapping[Heading, Text] = {
    Heading.RESPONSE_TIMES: Text.RESPONSE_TIMES_USUAL,
    Heading.DATA_PROTECTION: Text.DATA_PROTECTION_AT_REST,
}
_OVER: Mapping[Heading, Text] = {
    **_ON_HOLD,
    Heading.MUST_CHANGE: Text.MUST_CHANGE_OVER,
    Heading.IF_CONTINUES: Text.IF_CONTINUES_OVER,
    Heading.TENANCY: Text.TENANCY_OVER,
}


def said_instead(section: Heading, facts: LetterFacts) -> Text | None:
    """Return what a part says in place of what the decision would bring about; None where that still stands."""
    if facts.over:
        return _OVER.get(section)
    return _ON_HOLD.get(section) if facts.on_hold else None
