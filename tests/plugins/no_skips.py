"""In CI a test that is skipped, or expected to fail, fails the run: nobody reads the reasons of skips at night."""

from __future__ import annotations

import os

import pytest

from tests.ci import runs_in_ci

UNWANTED = ("skipped", "xfailed", "xpassed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--skips-fail",
        action="store_true",
        default=runs_in_ci(os.environ),
        help="a skipped test, or one that is expected to fail, fails the run (as it does where CI is set)",
    )


def unwanted_reports(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not config.getoption("--skips-fail"):
        return 0
    return sum(len(reporter.stats.get(outcome, ())) for outcome in UNWANTED)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if exitstatus == pytest.ExitCode.OK and unwanted_reports(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    count = unwanted_reports(config)
    if count:
        terminalreporter.write_line(f"{count} skipped or expected to fail: in CI that fails the run.", red=True)
