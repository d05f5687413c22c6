"""Faults are put into running code one at a time, and a pack can fall silent about one clause."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contact_gateway.adapters.policy_files.packs import parse_pack
from contact_gateway.domain.casework import duties
from contact_gateway.domain.casework.signatories import at_least
from contact_gateway.domain.procedure import spans
from tests.unit.policies.reading import HARBOUR
from tools.children import in_a_child
from tools.mutants import ROOT, Mutant, mutants_of, put_in
from tools.silent_packs import without

SIGNATORIES = ROOT / "contact_gateway" / "domain" / "casework" / "signatories.py"
LADDER = ("officer", "manager", "director")


def mutants_in(function: str) -> list[Mutant]:
    return [mutant for mutant in mutants_of(SIGNATORIES) if mutant.function == function]


def test_every_place_where_a_function_decides_something_can_be_changed() -> None:
    said = {mutant.what for mutant in mutants_in("at_least")}
    assert "the result was taken away" in said
    assert any("became" in what for what in said)
    assert all(str(mutant).startswith("contact_gateway/domain/casework/") for mutant in mutants_of(SIGNATORIES))


def test_a_fault_changes_what_the_imported_function_does_and_only_in_the_child() -> None:
    as_it_is = grades()
    changed = [mutant for mutant in mutants_in("at_least") if in_a_child(differs(mutant, as_it_is), otherwise=True)]
    assert changed == mutants_in("at_least")
    assert grades() == as_it_is


def grades() -> list[object]:
    return [at_least(one, other, LADDER) for one in (*LADDER, "") for other in (*LADDER, "")]


def differs(mutant: Mutant, as_it_is: list[object]) -> Callable[[], bool]:
    def work() -> bool:
        put_in(mutant)
        return grades() != as_it_is

    return work


def goes_in(mutant: Mutant) -> Callable[[], bool]:
    def work() -> bool:
        put_in(mutant)
        return True

    return work


@pytest.mark.parametrize("module", [duties, spans])
def test_every_fault_of_a_module_can_be_put_in(module: object) -> None:
    path = ROOT / str(getattr(module, "__name__", "")).replace(".", "/")
    mutants = mutants_of(path.with_suffix(".py"))
    assert mutants
    assert all(in_a_child(goes_in(mutant), otherwise=False) for mutant in mutants)


def test_a_pack_that_is_silent_about_a_clause_says_all_else() -> None:
    said = parse_pack(HARBOUR).stated
    left = without(said, "HAR-7")
    assert said.values.keys() == left.values.keys()
    assert "usual" not in str(left.values["review"])
    assert "HAR-5a" in left.clauses.values()


def test_work_that_dies_is_told_from_work_that_answers() -> None:
    def dies() -> bool:
        raise SystemExit

    assert in_a_child(dies, otherwise=True)
    assert not in_a_child(dies, otherwise=False)
    assert in_a_child(lambda: True, otherwise=False)
