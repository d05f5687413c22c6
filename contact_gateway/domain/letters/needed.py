"""What the texts of a letter's parts must name, whoever wrote them: the facts for which the part is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contact_gateway.domain.letters.composing import names_in
from contact_gateway.domain.letters.values import DATED
from contact_gateway.domain.letters.words import Text

_WHAT_HAPPENED = (("grounds",), ("what_happened",))
_APPEAL = (
    *(("appeal_by",), ("appeal_best_by",), ("appeal_ended",)),
    ("appeal_email", "appeal_telephone", "appeal_desk", "post"),
    *(("hearer",), ("answer_within",)),
)

NEEDED: Mapping[Text, tuple[tuple[str, ...], ...]] = {
    Text.WHAT_HAPPENED: _WHAT_HAPPENED,
    Text.WHAT_LED_TO_IT: _WHAT_HAPPENED,
    Text.WHAT_IS_KNOWN: _WHAT_HAPPENED,
    Text.MUST_CHANGE: (("must_change",), ("change_by",)),
    Text.IF_CONTINUES: (("if_continues",), ("watched_for",), ("next_step",)),
    Text.STAYS_OPEN: (("emergency_number",), ("ways",)),
    Text.DATES: (
        *(("starts",), ("review",), ("overdue",), ("ends",), ("ended",), ("lapses",), ("rests_from",), ("resumes",)),
        *(("comment_by",), ("appeal_received",), ("answer_by",)),
    ),
    Text.APPEAL: _APPEAL,
    Text.APPEAL_AGAIN: _APPEAL,
    Text.RESPONSE_TIMES: (("response_times",),),
    Text.DATA_PROTECTION: (("category",),),
}
"""Of each group one at least; a text that is not here needs nothing of the case."""


def unsaid(key: Text, text: str) -> tuple[tuple[str, ...], ...]:
    """Return the groups of which a text names nothing; a name beside another date does not count.

    A line is left out where one of its values is empty, and no letter has every date.
    """
    lines = [names_in(line) for line in text.splitlines()]
    said = {name for names in lines for name in names if not (names - {name}).intersection(DATED)}
    return tuple(group for group in NEEDED.get(key, ()) if not said.intersection(group))


def dates_in(texts: Iterable[Text], values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the dates, as they are printed, that a part made of these texts must hold."""
    needed = (name for text in texts for group in NEEDED.get(text, ()) for name in group)
    return tuple(values[name] for name in needed if name in DATED and values[name])
