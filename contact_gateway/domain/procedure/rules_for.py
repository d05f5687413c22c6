"""Which of a policy's rules hold for a kind: the one that names it, else the one that names none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.rules import ORDERED_BY_A_COURT, AppealRules, AuthorityRule, CaseworkRules


class _ByKind(Protocol):
    @property
    def kinds(self) -> frozenset[Kind]: ...


Rule = TypeVar("Rule", bound=_ByKind)


def authority_rule(rules: CaseworkRules, kind: Kind) -> AuthorityRule:
    """Return who may authorise this kind; where the policy is silent, anybody but the proposer."""
    return _for_kind(rules.authority, kind) or AuthorityRule()


def appeal_rules(rules: CaseworkRules, kind: Kind) -> AppealRules | None:
    """Return how decisions about this kind may be appealed against; None where they may not be."""
    if kind in ORDERED_BY_A_COURT:
        return None
    found = _for_kind(rules.appeals, kind)
    return found if found and found.tiers else None


def appeal_rules_of_a_bare_decision(rules: CaseworkRules) -> AppealRules | None:
    """Return how what restricts nobody, as a bare warning, may be appealed against: by the rule that names no kinds."""
    return next((rule for rule in rules.appeals if not rule.kinds and rule.tiers), None)


def _for_kind(rules: Iterable[Rule], kind: Kind) -> Rule | None:
    named = next((rule for rule in rules if kind in rule.kinds), None)
    return named or next((rule for rule in rules if not rule.kinds), None)
