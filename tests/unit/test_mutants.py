"""Faults are put into running code one at a time, a pack can fall silent about one clause, and tests tell or do not."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest
from werkzeug.local import LocalProxy

from contact_gateway.adapters.policy_files.packs import parse_pack
from contact_gateway.domain.casework import duties
from contact_gateway.domain.casework.signatories import at_least
from contact_gateway.domain.procedure import spans
from contact_gateway.web import hosts
from tests.unit.policies.reading import HARBOUR
from tools.children import in_a_child, side_by_side
from tools.mutants import ROOT, Mutant, mutants_of, put_in
from tools.mutation import Mutation
from tools.silent_packs import packs_that_name, without

SIGNATORIES = ROOT / "contact_gateway" / "domain" / "casework" / "signatories.py"
RECORDING = "contact_gateway/application/casework/record_incident.py"
LADDER = ("officer", "manager", "director")
TESTS_OF_CLAUSES = """
    import pytest
    from contact_gateway.domain.casework.signatories import at_least

    def a_director_is_a_manager():
        return at_least("director", "manager", ("manager", "director"))

    @pytest.mark.clause("{asserts}")
    def test_asserts():
        assert a_director_is_a_manager()

    @pytest.mark.clause("{crashes}")
    def test_crashes():
        {{True: None}}[a_director_is_a_manager()]

    @pytest.mark.clause("{ignores}")
    def test_ignores():
        assert a_director_is_a_manager() is not NotImplemented

    def test_names_no_clause():
        assert a_director_is_a_manager()
"""


def mutants_in(function: str) -> list[Mutant]:
    return [mutant for mutant in mutants_of(SIGNATORIES) if mutant.function == function]


def test_every_place_where_a_function_decides_something_can_be_changed() -> None:
    said = {mutant.what for mutant in mutants_in("at_least")}
    assert "the result was taken away" in said
    assert any("became" in what for what in said)
    assert any("was left out of the call" in mutant.what for mutant in mutants_of(ROOT / RECORDING))
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


def test_a_fault_can_be_put_in_beside_what_is_there_only_during_a_request() -> None:
    assert any(type(one) is LocalProxy for one in vars(hosts).values())
    assert in_a_child(goes_in(mutants_in("at_least")[0]), otherwise=False)


def test_a_pack_that_is_silent_about_a_clause_says_all_else() -> None:
    said = parse_pack(HARBOUR).stated
    left = without(said, "HAR-7")
    assert said.values.keys() == left.values.keys()
    assert "usual" not in str(left.values["review"])
    assert "HAR-5a" in left.clauses.values()


def test_a_pack_that_was_read_before_it_fell_silent_is_read_anew() -> None:
    def reads_it_anew() -> bool:
        before = parse_pack(HARBOUR)
        is_kept = parse_pack(HARBOUR) is before
        put_in(mutants_of(SIGNATORIES)[0])
        return is_kept and parse_pack(HARBOUR) is not before

    assert in_a_child(reads_it_anew, otherwise=False)


def test_work_that_dies_is_told_from_work_that_answers() -> None:
    def dies() -> bool:
        raise SystemExit

    assert in_a_child(dies, otherwise=True)
    assert not in_a_child(dies, otherwise=False)
    assert in_a_child(lambda: True, otherwise=False)


def test_tasks_are_shared_out_and_each_comes_back_with_what_came_of_it() -> None:
    words = {"one": 3, "three": 5, "eleven": 6}
    assert dict(side_by_side(lambda word: words[word], words)) == words


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """Tests of six clauses, three of them slower ones."""
    pytester.makeini("[pytest]\nmarkers = clause(id): a clause")
    for folder, prefix in (("unit", "Q"), ("journeys", "S")):
        names = {name: f"{prefix}-{name}" for name in ("asserts", "crashes", "ignores")}
        path = pytester.path / "tests" / folder
        path.mkdir(parents=True)
        (path / f"test_{folder}.py").write_text(dedent(TESTS_OF_CLAUSES.format(**names)), encoding="utf-8")
    return pytester


def test_a_clause_is_proven_by_a_test_that_asserts_and_by_none_that_crashes_or_looks_away(
    suite: pytest.Pytester,
) -> None:
    mutation = Mutation()
    suite.inline_run(plugins=[mutation])
    assert mutation.proofs.keys() == {"Q-asserts", "S-asserts"}
    assert all(" at_least: " in proof for proof in mutation.proofs.values())
    assert len(mutation.clauses) == 6
    assert not mutation.red


def test_only_the_clauses_that_are_asked_for_are_looked_at(suite: pytest.Pytester) -> None:
    mutation = Mutation(wanted=["S-asserts", "Q-ignores"])
    suite.inline_run(plugins=[mutation])
    assert mutation.clauses.keys() == {"S-asserts", "Q-ignores"}
    assert mutation.proofs.keys() == {"S-asserts"}


def test_a_clause_whose_test_fails_as_it_is_has_no_proof(suite: pytest.Pytester) -> None:
    test = suite.path / "tests" / "unit" / "test_unit.py"
    test.write_text(test.read_text(encoding="utf-8").replace("assert a_", "assert not a_"), encoding="utf-8")
    mutation = Mutation(wanted=["Q-asserts"])
    suite.inline_run(plugins=[mutation])
    assert mutation.red == ["tests/unit/test_unit.py::test_asserts"]
    assert not mutation.proofs


def test_a_fault_that_only_makes_a_test_crash_is_found_but_proves_nothing(suite: pytest.Pytester) -> None:
    mutation = Mutation(wanted=["Q-crashes"], chosen=[SIGNATORIES])
    suite.inline_run(plugins=[mutation])
    assert not mutation.proofs
    assert "the result was taken away" not in {one.what for one in mutation.survivors if one.function == "at_least"}


def test_a_clause_is_looked_for_in_the_packs_that_name_it() -> None:
    assert packs_that_name("TUN-8.4") == ["tuntum"]
    assert packs_that_name("HAR-7") == []
