"""Who acts in a case, with what the rules ask about: grade, roles, interests."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """An officer who signs: grade on the landlord's ladder, roles, and whether there is an interest in the case."""

    id: str
    grade: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    conflicted: bool = False


def at_least(grade: str, least: str, ladder: tuple[str, ...]) -> bool:
    """Whether a grade stands as high as the least one; a grade that is not on the ladder stands below all."""
    return not least or (grade in ladder and least in ladder and ladder.index(grade) >= ladder.index(least))
