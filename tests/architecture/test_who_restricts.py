"""Only people restrict: nothing on the way of a contact can make, prolong or change a restriction.

The one method that writes a restriction or an act is `OpenCase.add`; the statements of the way of a contact are read in
tests/integration/database/test_who_writes_restrictions.py.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture import guards
from tests.architecture.tree import PRODUCT, ROOT, modules

CASEWORK = ("contact_gateway.application.casework", "contact_gateway.application.ports_of_casework")
ADDS = Path("contact_gateway/application/casework/filing.py")
"""The one module of the product that adds to a case."""

ON_THE_WAY = (
    *("receive_contact", "continue_contact", "try_decision", "record_outcome", "read_call", "place_leg", "leg_changed"),
    *("room_changed", "take_message", "build_calls", "call_services", "sweep_calls", "sweep_reviews", "give_notices"),
)
"""Use cases that a contact, a provider's report or a job calls, with nobody deciding."""

WRITERS = {
    "open_case.py": {"insert_new(RESTRICTIONS)", "insert(CASE_ACTS)"},
}
"""What writes restrictions or acts, by the module of the database's adapter."""


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imported(path: Path) -> set[str]:
    return {module for _, module in guards.imports(guards.parsed(path.read_text()))}


def reach(start: str) -> set[str]:
    """Every module of the product that this one imports, directly or through others."""
    paths = {module_of(path): path for path in modules(*PRODUCT)}
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in found or name not in paths:
            continue
        found.add(name)
        waiting += [one for one in imported(paths[name]) if one in paths]
        waiting += [one.rpartition(".")[0] for one in imported(paths[name])]
    return found


def adders(text: str) -> list[int]:
    """Lines that add to an open case."""
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if ast.unparse(call.func).endswith("open_case.add")]


def writes(text: str) -> set[str]:
    """What writes to the tables of restrictions and acts, however the statement is made."""
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    named = {ast.unparse(call) for call in calls if isinstance(call.func, ast.Name) and call.args}
    made = {one for one in named if one.split("(")[0] in {"insert", "insert_new", "update", "delete", "put"}}
    tables = {one for one in made if "RESTRICTIONS" in one or "CASE_ACTS" in one}
    sql = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    words = ("INSERT INTO", "UPDATE", "DELETE FROM")
    said = {
        one
        for one in sql
        if isinstance(one, str)
        and any(f"{word} {table}" in " ".join(one.split()) for word in words for table in ("restrictions", "case_acts"))
    }
    return tables | said


@pytest.mark.parametrize("use_case", ON_THE_WAY)
def test_nothing_on_the_way_of_a_contact_reaches_casework(use_case: str) -> None:
    start = f"contact_gateway.application.{use_case}"
    assert (ROOT / start.replace(".", "/")).with_suffix(".py").exists()
    assert {one for one in reach(start) if one.startswith(CASEWORK)} == set()


def test_casework_is_reached_where_it_is_meant_to_be() -> None:
    assert any(one.startswith(CASEWORK) for one in reach("contact_gateway.application.set_restriction"))


def test_the_domain_decides_without_casework_that_makes_restrictions() -> None:
    makes = {f"contact_gateway.domain.casework.{name}" for name in ("binding", "life", "proposing", "history", "acts")}
    assert reach("contact_gateway.domain.decision") & makes == set()


def test_one_module_adds_to_cases_and_no_other() -> None:
    found = {path.relative_to(ROOT) for path in modules(*PRODUCT) if adders(path.read_text())}
    assert found == {ADDS}


def test_one_module_writes_restrictions_and_acts_and_no_other() -> None:
    found = {path.name: writes(path.read_text()) for path in modules("contact_gateway/adapters/database")}
    assert {name: made for name, made in found.items() if made} == WRITERS


@pytest.mark.parametrize(
    "text",
    [
        "insert(RESTRICTIONS).values(x)",
        "update(RESTRICTIONS)",
        "delete(CASE_ACTS)",
        "S = 'UPDATE  restrictions SET binds = 1'",
        "S = 'WITH a AS (INSERT INTO case_acts VALUES (1)) SELECT 1'",
    ],
)
def test_whatever_writes_is_found(text: str) -> None:
    assert writes(text)
    assert not writes("select(RESTRICTIONS)")


def test_whoever_adds_is_found() -> None:
    assert adders("def f(case):\n    case.open_case.add(deed)") == [2]
    assert adders("def f(case):\n    case.tasks.add(task)") == []
