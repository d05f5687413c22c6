"""How a letter is headed, and with which texts it begins."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.domain.letters.facts import LetterFacts, Result
from contact_gateway.domain.letters.words import Label, Text
from contact_gateway.domain.procedure.words import LetterType

_OF_AN_ORDER: Mapping[LetterType, tuple[Label, Text]] = {
    LetterType.DECISION: (Label.ORDER_TITLE, Text.OPENING_ORDER),
    LetterType.VARIATION: (Label.ORDER_CHANGED_TITLE, Text.OPENING_ORDER_CHANGED),
    LetterType.END: (Label.ORDER_OVER_TITLE, Text.OPENING_ORDER_OVER),
}
"""The heading and the opening of a letter that tells what a court ordered: it was no decision of the landlord's."""


def title_of(facts: LetterFacts) -> Label | None:
    """Return what a letter is headed by that is not headed as others of its type."""
    if facts.tells_a_rest_alone:
        return Label(f"{facts.rest}_title")
    return _OF_AN_ORDER[facts.type][0] if _tells_an_order(facts) else None


def opening_of(facts: LetterFacts) -> tuple[Text, ...]:
    """Return the texts that a letter begins with."""
    if facts.waiting:
        return (Text.OPENING_APPEAL_RECEIVED, Text(f"appeal_{facts.waiting}"))
    if facts.result is Result.NOT_HEARD:
        return (Text.OPENING_NOT_HEARD,)
    if facts.tells_a_rest_alone:
        return (Text(f"opening_{facts.rest}"),)
    return (_OF_AN_ORDER[facts.type][1] if _tells_an_order(facts) else Text(f"opening_{facts.type}"),)


def _tells_an_order(facts: LetterFacts) -> bool:
    return facts.is_an_order and facts.type in _OF_AN_ORDER
