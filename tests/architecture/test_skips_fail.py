from __future__ import annotations

import pytest

from tests.ci import runs_in_ci

PLUGIN = ("-p", "tests.plugins.no_skips", "-p", "no:cacheprovider")
PASSES = "def test_passes(): assert True\n"
SKIPPED = "import pytest\ndef test_skips(): pytest.skip('no server here')\n"
EXPECTED_TO_FAIL = "import pytest\n@pytest.mark.xfail\ndef test_fails(): assert False\n"
MODULE_SKIPPED = "import pytest\npytest.skip('not on this machine', allow_module_level=True)\n"


@pytest.mark.parametrize("skipping", [SKIPPED, EXPECTED_TO_FAIL, MODULE_SKIPPED])
def test_a_skipped_test_fails_the_run_in_ci(pytester: pytest.Pytester, skipping: str) -> None:
    pytester.makepyfile(test_one=PASSES, test_two=skipping)
    run = pytester.runpytest_inprocess(*PLUGIN, "--skips-fail")
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines(["1 skipped or expected to fail: in CI that fails the run."])


def test_a_skipped_test_fails_the_run_on_several_processes_too(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_one=PASSES, test_two=SKIPPED)
    run = pytester.runpytest_inprocess(*PLUGIN, "--skips-fail", "-n", "2")
    assert run.ret == pytest.ExitCode.TESTS_FAILED


def test_a_run_without_a_skip_passes_in_ci(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_one=PASSES)
    assert pytester.runpytest_inprocess(*PLUGIN, "--skips-fail").ret == pytest.ExitCode.OK


@pytest.mark.parametrize(("value", "in_ci"), [("true", True), ("1", True), ("", False), ("false", False), ("0", False)])
def test_ci_is_where_ci_is_set(value: str, in_ci: bool) -> None:
    assert runs_in_ci({"CI": value}) is in_ci
    assert not runs_in_ci({})
