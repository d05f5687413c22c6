"""Reads an act of casework, and keeps the names that acts give to what they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cli.scenario_runner.act_forms import FORMS, Keys, an_officer
from cli.scenario_runner.context import Context
from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.model import Act, ActPlayed
from cli.scenario_runner.nodes import Node, Table
from cli.scenario_runner.readers import Reader, a_text, one_of
from cli.scenario_runner.restrictions import plain_terms, terms_of
from contact_gateway.application.records_of_casework import RECORDED
from contact_gateway.domain.casework.acts import Finding, Outcome
from contact_gateway.domain.procedure.rules import ORDERED_BY_A_COURT

RECORDER = "scenario"
"""Who acts where the file names nobody: an officer without a grade, who may record and decides nothing."""

_GIVE_NAMES = frozenset({Act.PROPOSE, Act.WARN, Act.APPEAL})
_ABOUT_APPEALS = frozenset({Act.DECIDE_APPEAL, Act.NAME_HEARER})
_ABOUT_BARE_APPEALS = frozenset({*_ABOUT_APPEALS, Act.ISSUE_LETTER})
_OTHER_TERMS = frozenset({Outcome.VARY, Finding.VARIED})
_READ_ELSEWHERE = frozenset({"at", "do", "by", "as", "on", "ref", "expect"})

Made = tuple[ActPlayed, str]
"""An act, and the words that name it."""


@dataclass(slots=True, kw_only=True)
class NamesGiven:
    """What may stand under `ref`: restrictions, each with its customer, and appeals, each with its restriction.

    Warnings, and the appeals against them, each with its customer: those are about no restriction. `hearers` by what is
    heard; `to_vary` by customer the restriction that came to other terms, `varied` what is proposed in its place.
    """

    restrictions: dict[str, str] = field(default_factory=dict)
    appeals: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    bare_appeals: dict[str, str] = field(default_factory=dict)
    hearers: dict[str, str] = field(default_factory=dict)
    given: dict[str, tuple[Act, bool]] = field(default_factory=dict)
    to_vary: dict[str, str] = field(default_factory=dict)
    varied: dict[str, str] = field(default_factory=dict)

    def restriction(self, node: Node, name: str, *, or_appeal: bool) -> tuple[str, str]:
        """Return the restriction and the appeal, empty where none is meant, that a name stands for."""
        if or_appeal and name in self.appeals:
            return self.appeals[name], name
        if name in self.restrictions:
            return name, ""
        known = sorted({*self.restrictions, *(self.appeals if or_appeal else ())})
        raise ScenarioFault(
            node.line, f"{name!r} is nothing that an act above made.", ", ".join(known) or "an `as:` of an act above"
        )


def read_act(
    node: Table, context: Context, names: NamesGiven
) -> tuple[Keys, Iterable[str], Callable[[Mapping[str, Any]], Made]]:
    """Return how the keys of this act are read, which must be there, and what makes the act of their values."""
    act = one_of(Act)(node.entries["do"])
    form = FORMS[act]
    keys: dict[str, Reader[Any]] = {"do": a_text, **form.keys(context), "by": an_officer(context), "as": a_text}
    if act is Act.PROPOSE:
        keys["terms"] = lambda inner: inner
    return keys, ("do", *form.required), lambda values: _act(act, node, values, context, names)


def _act(act: Act, node: Table, values: Mapping[str, Any], context: Context, names: NamesGiven) -> Made:
    about, appeal, customer = _meant(act, node, values, names)
    own = {name: value for name, value in values.items() if name not in _READ_ELSEWHERE}
    if act is Act.PROPOSE:
        terms_of(values["kind"], node, context)
        own["terms"] = plain_terms(node)
        own["varies"] = _varied(node, values, names)
    elif values.get("outcome") in _OTHER_TERMS and about in names.restrictions:
        names.to_vary[names.restrictions[about]] = about
    named = values.get("as", "")
    _give(act, node, named, values, own, names)
    hearer = names.hearers.get(about, "") if act is Act.DECIDE_APPEAL else ""
    played = ActPlayed(
        act=act,
        by=values.get("by", hearer or RECORDER),
        named=named,
        on=values.get("on", customer),
        ref=about,
        appeal=appeal,
        values=own,
    )
    return played, _words(played, values)


def _meant(act: Act, node: Table, values: Mapping[str, Any], names: NamesGiven) -> tuple[str, str, str]:
    """Return what an act is about, the appeal where one is meant, and the customer where it is about no restriction."""
    name = values.get("ref", "")
    if act is Act.APPEAL and name in names.warnings:
        return name, "", names.warnings[name]
    if act in _ABOUT_BARE_APPEALS and name in names.bare_appeals:
        return name, name, names.bare_appeals[name]
    if not name:
        alone = next(iter(names.restrictions), "") if act is Act.TICK and len(names.restrictions) == 1 else ""
        return alone if _expects_a_state(values) else "", "", ""
    return *names.restriction(node.entries["ref"], name, or_appeal=act in _ABOUT_APPEALS), ""


def _expects_a_state(values: Mapping[str, Any]) -> bool:
    return any(one.name == "state" and one.value != RECORDED for one in values.get("expect", ()))


def _varied(node: Table, values: Mapping[str, Any], names: NamesGiven) -> str:
    """Return whose place a proposal takes: the one it names, else the customer's that came to other terms, if any.

    Only what it names, where a court ordered it: a court does not change what a landlord decided.
    """
    if "varies" in values:
        return names.restriction(node.entries["varies"], values["varies"], or_appeal=False)[0]
    if values["kind"] in ORDERED_BY_A_COURT:
        return ""
    old, named = names.to_vary.get(values["on"], ""), values.get("as", "")
    return old if old and names.varied.setdefault(old, named) == named else ""


def _give(
    act: Act, node: Table, named: str, values: Mapping[str, Any], own: Mapping[str, Any], names: NamesGiven
) -> None:
    about, _, customer = _meant(act, node, values, names)
    heard = named if act is Act.APPEAL and customer else about
    if heard and "heard_by" in own:
        names.hearers[heard] = own["heard_by"]
    if not named or act not in _GIVE_NAMES:
        return
    if names.given.setdefault(named, (act, bool(customer))) != (act, bool(customer)):
        raise ScenarioFault(node.lines["as"], f"{named!r} is the name of something else.", "a name of its own")
    match act:
        case Act.PROPOSE:
            names.restrictions[named] = values["on"]
        case Act.WARN:
            names.warnings[named] = values["on"]
        case _ if customer:
            names.bare_appeals[named] = customer
        case _:
            names.appeals[named] = about


def _words(act: ActPlayed, values: Mapping[str, Any]) -> str:
    about = values.get("ref") or act.on
    what = f" {act.values['kind']}" if act.act is Act.PROPOSE else ""
    by = f", by {act.by}" if act.by != RECORDER else ""
    return f"{act.act}{what}{f' on {about}' if about else ''}{by}"
