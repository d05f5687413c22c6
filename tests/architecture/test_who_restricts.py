"""Only people restrict: nothing on the way of a contact can make, prolong or change a restriction.

The one method that writes a restriction or an act is `OpenCase.add`; the statements of the way of a contact are read in
tests/integration/database/test_who_writes_restrictions.py.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.architecture import guards
from tests.architecture.tree import PRODUCT, ROOT, modules

CASEWORK = ("contact_gateway.application.casework", "contact_gateway.application.ports_of_casework")
ADDS = Path("contact_gateway/application/casework/filing.py")
"""The one module of the product that adds to a case."""

TABLES = r"\b(RESTRICTIONS|CASE_ACTS)\b"
SQL = re.compile(
    r"\b(insert into|update|delete from|merge into|copy|truncate( table)?) (only )?"
    r"(\"?\w+\"?\.)?\"?(restrictions|case_acts)\b",
    re.IGNORECASE,
)

ON_THE_WAY = (
    *("receive_contact", "continue_contact", "try_decision", "record_outcome", "read_call", "place_leg", "leg_changed"),
    *("room_changed", "take_message", "build_calls", "call_services", "sweep_calls", "sweep_reviews", "give_notices"),
)
"""Use cases that a contact, a provider's report or a job calls, with nobody deciding."""

NOBODY_DECIDES = ("scheduler", "ivr", "contact_gateway/web/webhooks")
"""Where nobody decides: jobs, calls, messages."""

MACHINERY = ("jobs", "main", "runs", "sweep_kept_answers")
"""What of the scheduler is no job, or calls no use case."""

JOBS_DO = {
    **dict.fromkeys(("relay_outbox", "give_notices", "give_up_legs", "give_reports", "fetch_recordings", "seal_audit")),
    **dict.fromkeys(("sweep_calls", "sweep_files", "sweep_reviews", "sweep_warnings", "prepare_months", "retain")),
    "remind": "casework.remind",
    "tell_breaches": "casework.tell_breaches",
}
"""The use case of each job, by its module, where it has another name."""

WRITERS = {
    "open_case.py": {"insert_new(RESTRICTIONS)", "insert(CASE_ACTS)"},
    "erased_acts.py": {"\nINSERT INTO case_acts ("},
    "erased_terms.py": {"update(RESTRICTIONS)"},
}
"""What writes restrictions or acts, by the module of the database's adapter.

Erasure, which an officer asks for, files acts anew that say less than before, and takes words out of the terms of
restrictions that are over; by neither does anything bind anybody.
"""


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def imported(path: Path) -> set[str]:
    return {module for _, module in guards.imports(guards.parsed(path.read_text()))}


@cache
def of_the_product() -> Mapping[str, Path]:
    return {module_of(path): path for path in modules(*PRODUCT)}


def reach(start: str) -> set[str]:
    """Every module of the product that this one imports, directly or through others."""
    paths = of_the_product()
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
    """Lines that make what an open case is given, whatever the case is called there."""
    calls = (node for node in guards.within(guards.parsed(text)) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if ast.unparse(call.func).rpartition(".")[2] == "Deed"]


def reached(text: str) -> set[str]:
    """What of casework is reached through the use cases that a door or a job is given, and what restricts beside it."""
    chains = {ast.unparse(node) for node in guards.within(guards.parsed(text)) if isinstance(node, ast.Attribute)}
    return {
        found[0] for chain in chains if (found := re.findall(r"\bcasework\.\w+|\b(?:set|end)_restriction\b", chain))
    }


def named(text: str, name: str) -> bool:
    """Whether something of this name is used, and not only defined."""
    return any(isinstance(node, ast.Attribute) and node.attr == name for node in guards.within(guards.parsed(text)))


def writes(text: str) -> set[str]:
    """What writes to the tables of restrictions and acts, however the statement is made."""
    nodes = guards.within(guards.parsed(text))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    made = {ast.unparse(call) for call in calls if _writes(call) and re.search(TABLES, ast.unparse(call))}
    sql = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return made | {one for one in sql if SQL.search(" ".join(one.split()))}


def _writes(call: ast.Call) -> bool:
    """Whether this is the making of a statement: `insert(TABLE)`, or `TABLE.insert()`."""
    name = ast.unparse(call.func).rpartition(".")[2]
    return name in {"insert", "insert_new", "update", "delete", "put"} and (bool(call.args) or "." in ast.unparse(call))


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


@pytest.mark.parametrize("job", sorted(JOBS_DO))
def test_no_job_files_anything_in_a_case(job: str) -> None:
    start = f"contact_gateway.application.{JOBS_DO[job] or job}"
    assert (ROOT / start.replace(".", "/")).with_suffix(".py").exists()
    assert reach(start) & {module_of(ROOT / ADDS)} == set()


def test_every_job_is_looked_at() -> None:
    own = {path.stem for path in modules("scheduler")} - {"__init__", *MACHINERY}
    assert set(JOBS_DO) == own


def test_what_no_person_sets_going_reaches_the_reminders_of_casework_and_nothing_else() -> None:
    found = {path.relative_to(ROOT).as_posix(): reached(path.read_text()) for path in modules(*NOBODY_DECIDES)}
    assert {path: what for path, what in found.items() if what - {"casework.jobs"}} == {}
    assert found["scheduler/remind.py"] == {"casework.jobs"}


def test_a_case_is_opened_without_an_officer_by_its_reminders_and_for_what_was_decided_elsewhere() -> None:
    found = {path.name for path in modules(*PRODUCT) if named(path.read_text(), "as_it_stands")}
    assert found == {"remind.py", "tell_breaches.py", "take_over.py"}


def test_one_module_writes_restrictions_and_acts_and_no_other() -> None:
    found = {path.name: writes(path.read_text()) for path in modules(*PRODUCT)}
    assert {name: made for name, made in found.items() if made} == WRITERS


@pytest.mark.parametrize(
    "text",
    [
        "insert(RESTRICTIONS).values(x)",
        "update(RESTRICTIONS)",
        "delete(CASE_ACTS)",
        "S = 'UPDATE  restrictions SET binds = 1'",
        "S = 'WITH a AS (INSERT INTO case_acts VALUES (1)) SELECT 1'",
        "RESTRICTIONS.update().values(binds=later)",
        "tables.CASE_ACTS.insert()",
        "S = 'update only public.restrictions set binds = null'",
        "S = f'UPDATE restrictions SET {column} = 1'",
        "S = 'COPY \"restrictions\" FROM STDIN'",
    ],
)
def test_whatever_writes_is_found(text: str) -> None:
    assert writes(text)
    assert not writes("select(RESTRICTIONS)")
    assert not writes("S = 'SELECT updated FROM restrictions'")


def test_whoever_adds_is_found() -> None:
    assert adders("def f(case):\n    case.open_case.add(Deed(filed=act))") == [2]
    assert adders("def f(files):\n    with files.open(a, b) as it:\n        it.add(records.Deed(filed=act))") == [3]
    assert adders("def f(case):\n    case.tasks.add(task)") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("services.casework.suspend(a, b, c, d, again=True)", {"casework.suspend"}),
        ("naming(self.services.casework.lift, x)", {"casework.lift"}),
        ("services.set_restriction(a, b)", {"set_restriction"}),
        ("services.casework.jobs.remind(a)", {"casework.jobs"}),
        ("services.people.officers(a)", set()),
    ],
)
def test_whatever_reaches_casework_is_found(text: str, found: set[str]) -> None:
    assert reached(text) == found
