"""A policy that stands beside a landlord's main one, on markers for instance.

It says what is its own: kinds, rungs, who decides, reviews, appeals, letters' contents. Who the landlord is, its
lines, hours, words and calendar, and the grades of its people are those of the main pack. Where the pack is silent
about what is its own, the defaults hold, and never what the main policy says of its own restrictions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from contact_gateway.adapters.policy_files.faults import Path, Wrong
from contact_gateway.adapters.policy_files.shapes import Found
from contact_gateway.adapters.policy_files.stated import Stated, Tree, merged
from contact_gateway.adapters.policy_files.tables import Faulty, Read
from contact_gateway.adapters.policy_files.values import a_name
from contact_gateway.domain.policy import MAIN
from contact_gateway.domain.procedure.words import Occasion

TABLE = "policy"

_WHOLE = (
    *("landlord", "lines", "destinations", "hours", "menu", "contact", "voice", "languages", "spoken", "forms"),
    *("subjects", "words", "open_senders", "adjustments", "scripts", "working_days", "retention", "reports"),
    "housing_system",
)
_JOINED = ("letter_texts",)
_KEYS: Mapping[str, tuple[str, ...]] = {
    "authority": ("grades", "roles"),
    "letterhead": ("colour", "address", "telephone", "email", "website", "signed_by", "support"),
}
"""Of these tables, what the main pack alone says; to its own words for letters another pack adds."""

OCCASIONS = frozenset(
    {
        *(Occasion.PROPOSED, Occasion.AUTHORISED, Occasion.LETTER_ISSUED, Occasion.BREACH, Occasion.REVIEWED),
        *(Occasion.APPEALED, Occasion.APPEAL_DECIDED, Occasion.ENDED, Occasion.WARNED, Occasion.SUSPENDED),
    }
)
"""What happens under a policy beside the main one; the rest happens to a customer, whichever policy is used later."""


def stands_beside(stated: Stated) -> bool:
    """Whether this is no main pack: it has a code of its own."""
    own = stated.values.get(TABLE)
    return isinstance(own, dict) and "code" in own


def completed(stated: Stated, main: Stated, found: Found) -> Stated:
    """Return what a pack says, with what it takes over from the main one; tell `found` of what is not its own."""
    for path in _said(stated.values):
        found(path, Wrong("The landlord's main pack says this for all its policies.", "nothing: take it out"))
    taken: Tree = {name: main.values[name] for name in (*_WHOLE, *_JOINED) if name in main.values}
    for name, keys in _KEYS.items():
        table = main.values.get(name)
        taken[name] = {key: table[key] for key in keys if key in table} if isinstance(table, dict) else {}
    clauses = {path: clause for path, clause in main.clauses.items() if _is_taken(path)}
    return Stated(merged(taken, stated.values), {**clauses, **stated.clauses})


def a_code(value: object) -> object:
    """Read the code of a policy that stands beside the main one."""
    if value == MAIN:
        raise Wrong(f"{MAIN!r} is the landlord's main policy, whose pack has no code.", "another word: markers")
    return a_name(value)


def without_a_main_pack() -> tuple[Path, Wrong]:
    """Return the one fault of a pack that stands beside nothing."""
    said = "This policy stands beside a landlord's main one, which is not there."
    return (TABLE, "code"), Wrong(said, "the main pack first; to check or to show this one, --beside and that pack")


def occasion_faults(read: Read) -> Faulty:
    """Give the notices and duties on occasions that never come under a policy beside the main one."""
    for name in ("notices", "duties"):
        rows = cast("Sequence[Mapping[str, Any]]", read.get(name, ()))
        for number, row in enumerate(rows):
            if row.get("on", Occasion.WARNED) not in OCCASIONS:
                said = f"{row['on'].value!r} comes before it is known which policy is used; the main pack says it."
                yield (name, number, "on"), Wrong(said, ", ".join(sorted(OCCASIONS)))


def _said(values: Tree) -> Iterator[Path]:
    yield from ((name,) for name in _WHOLE if name in values)
    for name, keys in _KEYS.items():
        table = values.get(name)
        yield from ((name, key) for key in keys if isinstance(table, dict) and key in table)


def _is_taken(path: Path) -> bool:
    return path[0] in (*_WHOLE, *_JOINED) or (len(path) > 1 and path[1] in _KEYS.get(str(path[0]), ()))
