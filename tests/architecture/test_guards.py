"""Each guard, on a module that breaks its rule and on one that keeps it."""

from __future__ import annotations

import sys

import pytest

from tests.architecture import guards

STANDARD_LIBRARY = frozenset(sys.stdlib_module_names)


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    import os",
        "def f():\n    if x:\n        from a import b",
        "class A:\n  async def f(self):\n    import os",
    ],
)
def test_an_import_inside_a_function_is_found(text: str) -> None:
    assert len(guards.hidden_imports(text)) == 1


def test_an_import_at_the_top_is_fine() -> None:
    assert guards.hidden_imports("import os\nfrom a import b\ndef f(): return os") == []


@pytest.mark.parametrize(("extra", "faults"), [(0, 0), (1, 1)])
def test_a_file_may_have_three_hundred_lines_and_no_more(extra: int, faults: int) -> None:
    assert len(guards.long_parts("x = 1\n" * (300 + extra))) == faults


@pytest.mark.parametrize(("body", "faults"), [(39, 0), (40, 1)])
def test_a_function_may_have_forty_lines_and_no_more(body: int, faults: int) -> None:
    assert len(guards.long_parts("def f():\n" + "    x = 1\n" * body)) == faults


@pytest.mark.parametrize(
    "call",
    [
        "datetime.now()",
        "datetime.datetime.now()",
        "datetime.utcnow()",
        "datetime.utcfromtimestamp(0)",
        "datetime.fromtimestamp(0)",
        "datetime.today()",
        "date.today()",
        "datetime.date.today()",
        "date.fromtimestamp(0)",
    ],
)
def test_a_time_without_a_zone_is_found(call: str) -> None:
    assert len(guards.naive_times(f"x = {call}")) == 1


@pytest.mark.parametrize(
    "call", ["datetime.now(UTC)", "datetime.now(tz=UTC)", "datetime.fromtimestamp(0, UTC)", "clock.now()", "today()"]
)
def test_an_aware_time_is_fine(call: str) -> None:
    assert guards.naive_times(f"x = {call}") == []


@pytest.mark.parametrize(
    "text",
    [
        "def test_it(monkeypatch): ...",
        "def test_it(mocker): mocker.patch('x')",
        "from unittest.mock import Mock",
        "import unittest.mock",
        "from unittest import mock\nmock.patch('x')",
    ],
)
def test_a_patch_is_found(text: str) -> None:
    assert guards.patches(text)


def test_an_http_patch_is_no_patch() -> None:
    assert guards.patches("client.patch('/api/v1/restrictions/1')") == []


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # type: ignore",
        "x = 1  # type: ignore[assignment]",
        "x = 1  # noqa",
        "if x:  # pragma: no cover",
        "# TODO: later",
        "# FIXME",
        "pytest.skip('no server')",
        "pytest.importorskip('redis')",
        "@pytest.mark.skipif(True)",
        "@pytest.mark.xfail",
        "@unittest.skip('x')",
    ],
)
def test_an_excuse_is_found(line: str) -> None:
    assert len(guards.excuses(f"a = 1\n{line}\n")) == 1


@pytest.mark.parametrize("line", ["x = 1  # noqa: S608 only names of ours", "# what is left to do is said in the plan"])
def test_a_reason_with_a_code_is_no_excuse(line: str) -> None:
    assert guards.excuses(line) == []


def test_a_test_that_asserts_nothing_is_found() -> None:
    assert len(guards.silent_tests("def test_a_call_is_answered():\n    answer(call)")) == 1


@pytest.mark.parametrize(
    "body", ["assert x", "with pytest.raises(E): f()", "assert_same(a, b)", "expect(page).to_have_url()"]
)
def test_a_test_that_asserts_is_fine(body: str) -> None:
    assert guards.silent_tests(f"def test_a_call_is_answered():\n    {body}") == []


@pytest.mark.parametrize(("name", "faults"), [("test_call", 1), ("test_call_ok", 1), ("test_calls_are_answered", 0)])
def test_a_name_that_is_no_sentence_is_found(name: str, faults: int) -> None:
    assert len(guards.short_names(f"def {name}(): ...")) == faults


@pytest.mark.parametrize(
    "text",
    [
        "import flask",
        "from contact_gateway.application import ports",
        "import os",
        "from pathlib import Path",
        "import time",
        "import random",
        "x = open('file')",
        "print('x')",
        "def f():\n    global x\n    x = 1",
        "CACHE = {}",
        "SEEN: list[str] = []",
        "from datetime import datetime, UTC\nx = datetime.now(UTC)",
        "from datetime import date\nx = date.today()",
    ],
)
def test_a_domain_that_knows_the_world_is_found(text: str) -> None:
    assert guards.worldly_domain(text, STANDARD_LIBRARY)


@pytest.mark.parametrize(
    "text",
    [
        "from dataclasses import dataclass\nfrom zoneinfo import ZoneInfo",
        "from contact_gateway.domain.contact import Contact",
        "from collections.abc import Mapping\nORDER = ('a', 'b')",
        "TABLE = MappingProxyType({'a': 1})",
        "TABLE: Mapping[str, int] = {'a': 1}",
        "def f(x):\n    found = []\n    return found",
    ],
)
def test_a_domain_that_knows_only_itself_is_fine(text: str) -> None:
    assert guards.worldly_domain(text, STANDARD_LIBRARY) == []
