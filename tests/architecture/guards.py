"""The house rules that no linter knows: each reads one module's text and says what is wrong with it, a line a fault."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
SHORTEST_SENTENCE = 3  # words after "test"

Function = ast.FunctionDef | ast.AsyncFunctionDef

NAIVE_CALLS = {
    ("datetime", "now"),
    ("datetime", "fromtimestamp"),
    ("datetime", "utcnow"),
    ("datetime", "utcfromtimestamp"),
    ("datetime", "today"),
    ("date", "today"),
    ("date", "fromtimestamp"),
}
PATCHES = {"monkeypatch", "mocker", "mock", "unittest.mock", "pytest_mock"}
EXCUSES = re.compile(
    r"#\s*type:\s*ignore|#\s*noqa(?!:)|#\s*pragma:\s*no cover|#\s*(TODO|FIXME|XXX|HACK)\b"
    r"|\bpytest\.(skip|xfail|importorskip)\(|\bpytest\.mark\.(skip|skipif|xfail)\b|\bunittest\.skip"
)
OUTSIDE_WORLD = {
    *("asyncio", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil"),
    *("smtplib", "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib"),
}
OUTSIDE_CALLS = {"open", "print", "input"}
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)


@cache
def parsed(text: str) -> ast.Module:
    """The module's tree; every guard walks the same one."""
    return ast.parse(text)


@cache
def within(tree: ast.AST) -> tuple[ast.AST, ...]:
    """The tree itself and everything in it; every guard walks it once."""
    return tuple(ast.walk(tree))


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method, at any depth."""
    yield from (node for node in within(tree) if isinstance(node, Function))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module that is imported, with its line."""
    for node in within(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "."


def hidden_imports(text: str) -> list[str]:
    """Imports inside functions: a cycle that the import contracts would otherwise see."""
    found = {
        (line, function.name, module) for function in functions(parsed(text)) for line, module in imports(function)
    }
    return [f"{line}: {name} imports {module}; import it at the top" for line, name, module in sorted(found)]


def long_parts(text: str) -> list[str]:
    """A file or a function that no longer fits on a screen or two."""
    lines = len(text.splitlines())
    faults = [f"{lines} lines; {LONGEST_FILE} are allowed"] if lines > LONGEST_FILE else []
    for function in functions(parsed(text)):
        size = (function.end_lineno or function.lineno) - function.lineno + 1
        if size > LONGEST_FUNCTION:
            faults.append(f"{function.lineno}: {function.name} has {size} lines; {LONGEST_FUNCTION} are allowed")
    return faults


def naive_times(text: str) -> list[str]:
    """Calls that give a time without a zone, or read the machine's own."""
    calls = (node for node in within(parsed(text)) if isinstance(node, ast.Call))
    return [
        f"{call.lineno}: {ast.unparse(call)} knows no zone; take an aware time"
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and (ast.unparse(call.func.value).split(".")[-1], call.func.attr) in NAIVE_CALLS
        and not _names_a_zone(call)
    ]


def _names_a_zone(call: ast.Call) -> bool:
    kind, name = ast.unparse(call.func).split(".")[-2:]
    zone_at = {"now": 0, "fromtimestamp": 1}.get(name)
    if kind == "date" or zone_at is None:
        return False
    return len(call.args) > zone_at or any(keyword.arg == "tz" for keyword in call.keywords)


def patches(text: str) -> list[str]:
    """Code under test that is changed from outside, where it should be given a fake through its port."""
    tree = parsed(text)
    named = [(node.lineno, node.arg) for node in within(tree) if isinstance(node, ast.arg)]
    named += [(node.lineno, node.id) for node in within(tree) if isinstance(node, ast.Name)]
    named += [(line, module) for line, module in imports(tree)]
    return [f"{line}: {name}; give the code a fake through its port" for line, name in named if name in PATCHES]


def silent_tests(text: str) -> list[str]:
    """Tests that assert nothing, and so cannot fail."""
    tests = (function for function in functions(parsed(text)) if function.name.startswith("test_"))
    return [f"{test.lineno}: {test.name} asserts nothing" for test in tests if not _asserts(test)]


def _asserts(test: Function) -> bool:
    for node in within(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call) and re.search(r"raises|warns|assert|expect|refuse", ast.unparse(node.func)):
            return True
    return False


def short_names(text: str) -> list[str]:
    """Tests whose name is a word or two and no sentence."""
    tests = (function for function in functions(parsed(text)) if function.name.startswith("test_"))
    return [
        f"{test.lineno}: {test.name} is not a sentence" for test in tests if test.name.count("_") < SHORTEST_SENTENCE
    ]


def excuses(text: str) -> list[str]:
    """Marks that silence a tool, skip a test or put work off."""
    lines = enumerate(text.splitlines(), 1)
    return [f"{number}: {line.strip()}" for number, line in lines if EXCUSES.search(line)]


def worldly_domain(text: str, standard_library: frozenset[str]) -> list[str]:
    """What the domain may not know: other people's code, files, networks, clocks, chance and shared state."""
    tree = parsed(text)
    faults = [
        f"{line}: imports {module}"
        for line, module in imports(tree)
        if not module.startswith("contact_gateway.domain")
        and (module.split(".")[0] not in standard_library or module.split(".")[0] in OUTSIDE_WORLD)
    ]
    for node in within(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OUTSIDE_CALLS:
            faults.append(f"{node.lineno}: calls {node.func.id}")
        if isinstance(node, ast.Global | ast.Nonlocal):
            faults.append(f"{node.lineno}: {ast.unparse(node)}")
        if isinstance(node, ast.Attribute) and re.search(r"\b(datetime|date)\.(now|utcnow|today)$", ast.unparse(node)):
            faults.append(f"{node.lineno}: reads the clock by {ast.unparse(node)}; a rule is given the time")
    return faults + _shared_state(tree)


def _shared_state(tree: ast.Module) -> list[str]:
    values = (node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign))
    return [
        f"{node.lineno}: {ast.unparse(node)[:60]} can be changed by anybody; call it a Mapping, or make it a tuple"
        for node in values
        if isinstance(node.value, MUTABLE) and not _is_read_only(node)
    ]


def _is_read_only(node: ast.Assign | ast.AnnAssign) -> bool:
    """Whether the declared type, which mypy holds everybody to, has no method that changes the value."""
    declared = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""
    return declared.removeprefix("Final[").startswith(("Mapping[", "Sequence["))
