"""Who may authorise: by kind and grade, by several roles together, or by a panel. Proposer and authoriser differ."""

from __future__ import annotations

from collections.abc import Iterable

from contact_gateway.domain.casework.acts import Authorised, Consulted
from contact_gateway.domain.casework.history import History
from contact_gateway.domain.casework.proposing import is_exceptional
from contact_gateway.domain.casework.refusals import Refusal, somebody_as_high
from contact_gateway.domain.casework.signatories import Signatory, at_least
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.clocks import Clocks
from contact_gateway.domain.procedure.rules import AuthorityRule, CaseworkRules, Panel
from contact_gateway.domain.procedure.rules_for import authority_rule


def refusal_to_authorise(
    history: History,
    signatory: Signatory,
    signed: Iterable[Signatory],
    policy: Policy,
    rules: CaseworkRules,
    clocks: Clocks,
) -> Refusal | None:
    """Return why this officer cannot sign now: not_authorised, same_person, consultation_missing; None if nothing does.

    `signed` are those who signed before. An emergency control is never behind an authorisation; this is about records.
    """
    rule = authority_rule(rules, history.kind)
    return (
        _not_authorised(history.kind, rule, signatory, policy)
        or _not_exceptional(history, signatory, policy, rules, clocks)
        or _same_person(history.proposed.by, signatory, signed)
        or _consultation_missing(rule, history)
    )


def refusal_to_take_over(
    kind: Kind, proposed_by: str, decided_by: Signatory, policy: Policy, rules: CaseworkRules
) -> Refusal | None:
    """Return why such a restriction cannot have been decided so: not_authorised, same_person; None if nothing does."""
    rule = authority_rule(rules, kind)
    if rule.several:
        several = "Several decide this together: propose it, so that each of them signs."
        return Refusal("not_authorised", several, _clause_of_several(rule))
    return _not_authorised(kind, rule, decided_by, policy) or _same_person(proposed_by, decided_by, ())


def refusal_to_let_go_on(kind: Kind, who: Signatory, policy: Policy, rules: CaseworkRules) -> Refusal | None:
    """Return why this officer cannot let such a restriction go on: not_authorised; None for who has a say in making it.

    That is the grade that decides it or, where several or a panel do, each of them.
    """
    rule = authority_rule(rules, kind)
    roles = frozenset(rule.several)
    if not roles:
        least, clause = _least(kind, rule, policy)
        return None if at_least(who.grade, least, policy.grades) else _kept_by(somebody_as_high(least), clause)
    if who.roles & roles and not (rule.panel and who.conflicted):
        return None
    named = ", ".join(sorted(roles)).replace("_", " ")
    return _kept_by(f"one of those who decide it: {named}", _clause_of_several(rule))


def is_complete(history: History, signed: Iterable[Signatory], rules: CaseworkRules) -> bool:
    """Whether these signatures, the last among them, make the decision."""
    rule = authority_rule(rules, history.kind)
    there = {signatory.id: signatory for signatory in signed}
    if rule.together:
        return _each_role_by_another(list(rule.together), list(there.values()))
    return len(there) >= (rule.panel.quorum if rule.panel else 1)


def refusal_to_disclose(agreed: Signatory, policy: Policy, rules: CaseworkRules) -> Refusal | None:
    """Return why this officer cannot agree that somebody outside is told: not_authorised; None if nothing does."""
    return _not_agreed("Telling somebody outside", rules.disclosures, agreed, policy)


def refusal_to_act_on_tenancy(agreed: Signatory, policy: Policy, rules: CaseworkRules) -> Refusal | None:
    """Return why this officer cannot agree to action on a tenancy: not_authorised; None if nothing does."""
    return _not_agreed("Action on a tenancy", rules.tenancy_action, agreed, policy)


def _not_agreed(what: str, rule: AuthorityRule, agreed: Signatory, policy: Policy) -> Refusal | None:
    if at_least(agreed.grade, rule.grade, policy.grades):
        return None
    return Refusal("not_authorised", f"{what} is agreed to by {somebody_as_high(rule.grade)}.", rule.clause)


def _not_authorised(kind: Kind, rule: AuthorityRule, signatory: Signatory, policy: Policy) -> Refusal | None:
    if rule.panel:
        return _not_on_the_panel(rule.panel, signatory, _clause_of_several(rule))
    if rule.together:
        needed = ", ".join(rule.together).replace("_", " ")
        named = signatory.roles & set(rule.together)
        return None if named else _refused(f"each of: {needed}", _clause_of_several(rule))
    least, clause = _least(kind, rule, policy)
    return None if at_least(signatory.grade, least, policy.grades) else _refused(somebody_as_high(least), clause)


def _not_exceptional(
    history: History, signatory: Signatory, policy: Policy, rules: CaseworkRules, clocks: Clocks
) -> Refusal | None:
    least = rules.reviews.exceptional_grade
    if not is_exceptional(history.proposed, rules, clocks) or at_least(signatory.grade, least, policy.grades):
        return None
    return _refused(
        f"{somebody_as_high(least)}, because its review is exceptionally late", rules.reviews.clause_of("exceptional")
    )


def _least(kind: Kind, rule: AuthorityRule, policy: Policy) -> tuple[str, str]:
    """Return the grade of the rule or, where it names none, the policy's for the kind; and the clause it comes from."""
    of_the_kind = policy.kinds.get(kind)
    if rule.grade or of_the_kind is None:
        return rule.grade, rule.clause_of("grade")
    return of_the_kind.grade, of_the_kind.grade_clause or rule.clause


def _clause_of_several(rule: AuthorityRule) -> str:
    return rule.clause_of("panel" if rule.panel else "together")


def _not_on_the_panel(panel: Panel, signatory: Signatory, clause: str) -> Refusal | None:
    if not signatory.roles & panel.roles:
        return _refused(f"{panel.quorum} of the panel ({', '.join(sorted(panel.roles)).replace('_', ' ')})", clause)
    if signatory.conflicted:
        return Refusal("not_authorised", "Whoever has an interest in the case does not sit on its panel.", clause)
    return None


def _refused(who: str, clause: str) -> Refusal:
    return Refusal("not_authorised", f"This must be authorised by {who}.", clause)


def _kept_by(who: str, clause: str) -> Refusal:
    return Refusal("not_authorised", f"This is let go on by {who}.", clause)


def _same_person(proposed_by: str, signatory: Signatory, signed: Iterable[Signatory]) -> Refusal | None:
    if signatory.id == proposed_by:
        return Refusal("same_person", "Whoever proposes a restriction does not authorise it; another officer must.")
    if signatory.id in {other.id for other in signed}:
        return Refusal("same_person", "This officer has signed already; another one must.")
    return None


def _consultation_missing(rule: AuthorityRule, history: History) -> Refusal | None:
    asked = history.all(Consulted)
    replied = {name for act in asked if act.replied for name in act.with_whom}
    if lacking := [name for name in rule.asks if name not in replied]:
        said = f"These have to be asked first, and their replies recorded: {', '.join(lacking).replace('_', ' ')}."
        return Refusal("consultation_missing", said, rule.clause_of("asks"))
    if rule.consults and not any(act.replied for act in asked):
        return Refusal(
            "consultation_missing",
            "The other teams have to be asked first, and their replies recorded.",
            rule.clause_of("consults"),
        )
    if rule.informs and not history.informing_officer:
        return Refusal(
            "consultation_missing",
            "The teams have to choose who tells the customer: name that officer.",
            rule.clause_of("informs"),
        )
    return None


def _each_role_by_another(roles: list[str], signed: list[Signatory]) -> bool:
    if not roles:
        return True
    first, *rest = roles
    return any(
        first in signatory.roles and _each_role_by_another(rest, [other for other in signed if other is not signatory])
        for signatory in signed
    )


def signatures(history: History) -> tuple[str, ...]:
    """Return who has signed so far, in order; who signed before it was written anew signed something else."""
    since = history.acts.index(history.proposed)
    return tuple(act.by for act in history.acts[since:] if isinstance(act, Authorised))
