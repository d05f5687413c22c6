"""Nobody is restricted by one person alone, or without having been told, by whatever way a restriction comes to bind.

What binds is computed from acts: who proposed it, who signed it, how it was told, and what let it go on. So these are
the ways: whatever makes such an act. What each of them asks for is tried in tests/unit/application.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import PRODUCT, ROOT, modules

CASEWORK = "contact_gateway/application/casework"
MAKERS = {
    "Proposed": {f"{CASEWORK}/proposal_at_hand.py", f"{CASEWORK}/take_over.py"},
    "Authorised": {f"{CASEWORK}/authorise.py", f"{CASEWORK}/take_over.py"},
    "LetterIssued": {f"{CASEWORK}/issue_letter.py", f"{CASEWORK}/issue_bare_letter.py", f"{CASEWORK}/take_over.py"},
    "Reviewed": {f"{CASEWORK}/review.py"},
    "Suspended": {f"{CASEWORK}/suspend.py"},
}
"""What makes the acts by which something comes to bind, or goes on to; a letter about an item restricts nobody."""

WANTS_ANOTHER = "_same_person"
"""The rule that whoever signs is not who proposed it."""

RULES = {f"{CASEWORK}/authorise.py": "refusal_to_authorise", f"{CASEWORK}/take_over.py": "refusal_to_take_over"}
"""What each way to a signature asks, by the module that makes it."""

TAKES_OVER = {
    "contact_gateway/application/set_restriction.py": {True},
    "cli/scenario_runner/stage.py": {False},
}
"""Who takes over what was decided before, and whether it says how that came about: a rehearsal, on a database of its
own, begins with what stands."""

DOORS = {"contact_gateway/web/api/restrictions.py", "contact_gateway/web/desk/limits.py"}
"""Where a person or a system takes over what was decided before."""

FOR_SHOW = {"cli/demo/population.py", "cli/simulate/transcripts/command.py"}
"""What makes landlords of its own to be looked at, and says how that came about as anybody has to."""


def calls(text: str, name: str) -> list[ast.Call]:
    """The calls of something of this name, whatever it is reached through."""
    found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return [call for call in found if ast.unparse(call.func).rpartition(".")[2] == name]


def callers(name: str) -> dict[str, list[ast.Call]]:
    """The calls of something of this name, by the module of the product that makes them."""
    found = {path.relative_to(ROOT).as_posix(): calls(path.read_text(), name) for path in modules(*PRODUCT)}
    return {path: made for path, made in found.items() if made}


def says_how(call: ast.Call) -> bool:
    """Whether a taking over says how it came about, its fourth argument."""
    return len(call.args) > 3 or any(one.arg == "how" for one in call.keywords)


def body_of(text: str, function: str) -> str:
    """The text of a function."""
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    return next(ast.unparse(one) for one in functions if one.name == function)


@pytest.mark.parametrize("act", sorted(MAKERS))
def test_what_brings_a_restriction_into_force_or_lets_it_go_on_is_made_where_it_is_asked_for(act: str) -> None:
    assert callers(act).keys() == MAKERS[act]


def test_whatever_makes_a_signature_asks_that_somebody_else_proposed_it() -> None:
    assert RULES.keys() == MAKERS["Authorised"]
    rules = (ROOT / "contact_gateway/domain/casework/authority.py").read_text()
    for way, rule in RULES.items():
        assert calls((ROOT / way).read_text(), rule), way
        assert calls(body_of(rules, rule), WANTS_ANOTHER), rule


def test_only_a_rehearsal_takes_over_without_saying_how_it_came_about() -> None:
    found = {path: {says_how(call) for call in made} for path, made in callers("take_over").items()}
    assert found == TAKES_OVER


def test_what_is_taken_over_is_checked_before_it_is_filed() -> None:
    text = (ROOT / "contact_gateway/application/set_restriction.py").read_text()
    assert calls(text, "refuse_what_cannot_be_taken_over")
    assert calls(text, "deemed_receipt")


def test_two_doors_take_over_what_was_decided_before_and_no_job_does() -> None:
    assert callers("set_restriction").keys() == DOORS | FOR_SHOW


def test_a_way_around_is_found() -> None:
    assert calls("def f(case):\n    file_about(case, acts.Authorised(id='1', by=officer))", "Authorised")
    assert not calls("x = isinstance(act, Authorised)", "Authorised")
    assert not says_how(calls("services.casework.take_over(landlord, restriction, decided)", "take_over")[0])
    assert says_how(calls("self.take_over(landlord, restriction, decided, how)", "take_over")[0])
    alone = "def refusal_to_take_over(kind, decided_by):\n    return _not_authorised(kind, decided_by)"
    assert not calls(body_of(alone, "refusal_to_take_over"), WANTS_ANOTHER)


def test_every_way_that_is_named_is_there() -> None:
    named = {*DOORS, *FOR_SHOW, *TAKES_OVER, *RULES, *(path for paths in MAKERS.values() for path in paths)}
    assert [path for path in sorted(named) if not Path(ROOT / path).exists()] == []
