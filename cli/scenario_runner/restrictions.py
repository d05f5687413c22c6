"""Reads the restrictions that are in force when a scenario begins, as they stand: only impossible terms are refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cli.scenario_runner.context import Context
from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.local_times import a_start
from cli.scenario_runner.nodes import Items, Node, Scalar, Table
from cli.scenario_runner.readers import Reader, a_day, a_table, a_text, described, many, one_of
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.enforced import SinglePointOfContact
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.reading import ImpossibleTerms
from contact_gateway.domain.kinds.terms import Terms, read_terms
from contact_gateway.domain.policy import DEFAULT
from contact_gateway.domain.restrictions import Mode, Reply, Restriction, Scope
from contact_gateway.domain.standing import Role


def read_restrictions(node: Node, context: Context) -> tuple[Restriction, ...]:
    """Read the list."""
    items = many(lambda item: item)(node)
    return tuple(_read_restriction(item, number, context) for number, item in enumerate(items, start=1))


def _read_restriction(node: Node, number: int, context: Context) -> Restriction:
    values = a_table(node, {**keys_of_restriction(context), "as": a_text}, required=("on", "kind", "from"))
    kind, starts_at = values["kind"], values["from"]
    rule = context.policy.kinds.get(kind)
    policy = context.policy
    usual = policy.clocks.usual_review(starts_at.astimezone(policy.zone).date(), policy.casework.reviews, None)
    return Restriction(
        id=values.get("as", f"{values['on']}-{kind}-{number}"),
        customer_id=values["on"],
        terms=terms_of(kind, node, context),
        scope=Scope(channels=frozenset(values.get("channels", ())), **values.get("scope", {})),
        starts_at=starts_at,
        review_on=values.get("review", usual),
        mode=values.get("mode", Mode.ENFORCED),
        reply=values.get("reply", Reply.ONCE),
        clause=rule.clause if rule else DEFAULT,
    )


def keys_of_restriction(context: Context) -> Mapping[str, Reader[Any]]:
    """Return how each field of a restriction is read, but for its terms, which its kind decides on."""
    return {
        "on": context.a_person(Role.CUSTOMER, Role.REPRESENTATIVE, Role.HOUSEHOLD),
        "kind": one_of(Kind),
        "terms": lambda node: node,
        "channels": many(one_of(Channel)),
        "scope": lambda node: a_table(node, _scope_keys(context)),
        "from": a_start(context.policy.zone),
        "review": a_day,
        "mode": one_of(Mode),
        "reply": one_of(Reply),
    }


def _scope_keys(context: Context) -> Mapping[str, Reader[Any]]:
    def texts(each: Reader[str]) -> Reader[frozenset[str]]:
        return lambda node: frozenset(many(each)(node))

    return {"services": texts(a_text), "teams": texts(a_text), "to": texts(context.an_addressee)}


def terms_of(kind: Kind, node: Node, context: Context) -> Terms:
    """Read the terms of a restriction or a proposal. Raises `ScenarioFault` where nobody could carry them out."""
    given = node.entries.get("terms") if isinstance(node, Table) else None
    line = given.line if given else node.line
    if not isinstance(given, Table | None):
        raise ScenarioFault(line, f"Terms are needed here, got {described(given)}.", "{limit: 1, per: week} or so")
    try:
        terms = read_terms(kind, plain_terms(node))
    except ImpossibleTerms as fault:
        raise ScenarioFault(line, str(fault)) from fault
    if isinstance(terms, SinglePointOfContact) and terms.officer and isinstance(given, Table):
        context.a_person(Role.OFFICER)(given.entries["officer"])
    return terms


def plain_terms(node: Node) -> dict[str, object]:
    """Return the terms as they were written."""
    given = node.entries.get("terms") if isinstance(node, Table) else None
    return {name: _plain(value) for name, value in given.entries.items()} if isinstance(given, Table) else {}


def _plain(node: Node) -> object:
    match node:
        case Scalar():
            return None if node.is_null else node.text
        case Items():
            return [_plain(item) for item in node.items]
        case Table():
            raise ScenarioFault(node.line, "A term is a word, a number or a list, not a mapping.", "limit: 1")
