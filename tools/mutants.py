"""Small faults, put into the code of a running process one at a time.

A mutant is one change in one function: a comparison flipped, a boundary moved by one, a condition turned round, a
result or a call taken away, a named argument left out. It is compiled in memory and put into the function that is
already imported, so that nothing is written and nothing imported anew.
"""

from __future__ import annotations

import ast
import copy
import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
_PRODUCT = ("contact_gateway", "ivr", "scheduler", "cli")
_KEPT = type(cache(len))

_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_Def = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: in which file and function, at which of the function's places, and what it does."""

    path: Path
    function: str
    place: int
    line: int
    what: str

    def __str__(self) -> str:
        """Return where it is and what it does, as editors and people read it."""
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.function}: {self.what}"


def mutants_of(path: Path) -> list[Mutant]:
    """Return every mutant of a file, in the order of its lines."""
    found = []
    for name, function in _functions(ast.parse(path.read_text(encoding="utf-8"))):
        found += [
            Mutant(path=path, function=name, place=number, line=node.lineno, what=what)
            for number, (node, what) in enumerate(_places(function))
        ]
    return found


def put_in(mutant: Mutant) -> None:
    """Change the imported function. Raises ValueError where it cannot be found, or takes no such code."""
    live = _live(_module_name(mutant.path), mutant.function)
    live.__code__ = _code(mutant)
    forget()


def forget() -> None:
    """Let the product forget what it has kept of what it worked out, so that changed code works it out anew."""
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] in _PRODUCT]
    for one in [one for module in modules for one in vars(module).values()]:
        if type(one) is _KEPT:  # to ask anything else what it can do would break on what only a request has
            one.cache_clear()


def _code(mutant: Mutant) -> CodeType:
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    function = next(node for name, node in _functions(tree) if name == mutant.function)
    _Change(mutant.place).visit(function)
    module = compile(ast.fix_missing_locations(tree), str(mutant.path), "exec", dont_inherit=True)
    return next(code for code in _codes(module) if code.co_qualname == mutant.function)


def _live(module: str, function: str) -> FunctionType:
    found: object = sys.modules[module]
    for name in function.split("."):
        found = inspect.getattr_static(found, name)
        if isinstance(found, property):
            found = found.fget
        elif isinstance(found, staticmethod | classmethod):
            found = found.__func__
    return cast("FunctionType", inspect.unwrap(cast("FunctionType", found)))


def _module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _functions(tree: ast.Module) -> Iterator[tuple[str, _Def]]:
    for node in tree.body:
        if isinstance(node, _Def):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{inner.name}", inner) for inner in node.body if isinstance(inner, _Def))


def _places(function: _Def) -> list[tuple[ast.expr | ast.stmt, str]]:
    """Return where a function can be changed, and how, in the order in which `_Change` comes by."""
    seen = _Change(None)
    seen.visit(copy.deepcopy(function))
    return seen.places


class _Change(ast.NodeTransformer):
    """Walks a function, counts the places where it can be changed, and changes the one that is asked for."""

    def __init__(self, wanted: int | None) -> None:
        self.places: list[tuple[ast.expr | ast.stmt, str]] = []
        self._wanted = wanted

    def _here(self, node: ast.expr | ast.stmt, what: str) -> bool:
        self.places.append((node, what))
        return len(self.places) - 1 == self._wanted

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        for number, operator in enumerate(node.ops):
            flipped = _FLIPPED[type(operator)]
            if self._here(node, f"{type(operator).__name__} became {flipped.__name__}"):
                node.ops[number] = flipped()
        return cast("ast.expr", self.generic_visit(node))

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        if self._here(node, f"{type(node.op).__name__} became {other.__name__}"):
            node.op = other()
        return cast("ast.expr", self.generic_visit(node))

    def visit_If(self, node: ast.If) -> ast.stmt:
        node.test = self._turned(node.test)
        return cast("ast.stmt", self.generic_visit(node))

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        node.test = self._turned(node.test)
        return cast("ast.expr", self.generic_visit(node))

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        node.ifs = [self._turned(test) for test in node.ifs]
        return cast("ast.comprehension", self.generic_visit(node))

    def visit_Return(self, node: ast.Return) -> ast.stmt:
        is_none = isinstance(node.value, ast.Constant) and node.value.value is None
        if node.value is not None and not is_none and self._here(node, "the result was taken away"):
            node.value = ast.Constant(None)
        return cast("ast.stmt", self.generic_visit(node))

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        if isinstance(node.value, ast.Call | ast.YieldFrom) and self._here(node, "the call was taken away"):
            gone = (
                ast.YieldFrom(ast.Tuple([], ast.Load())) if isinstance(node.value, ast.YieldFrom) else ast.Constant(0)
            )
            return ast.copy_location(ast.Expr(gone), node)
        return cast("ast.stmt", self.generic_visit(node))

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        if self._here(node, "nothing is raised"):
            return ast.copy_location(ast.Pass(), node)
        return cast("ast.stmt", self.generic_visit(node))

    def visit_Call(self, node: ast.Call) -> ast.expr:
        named = [keyword for keyword in node.keywords if keyword.arg]
        gone = [keyword for keyword in named if self._here(keyword.value, f"{keyword.arg} was left out of the call")]
        node.keywords = [keyword for keyword in node.keywords if keyword not in gone]
        return cast("ast.expr", self.generic_visit(node))

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        counts = isinstance(node.value, int) and not isinstance(node.value, bool)
        number = cast("int", node.value) if counts else 0
        if counts and self._here(node, f"{number} became {number + 1}"):
            return ast.copy_location(ast.Constant(number + 1), node)
        return node

    def _turned(self, test: ast.expr) -> ast.expr:
        if self._here(test, "the condition was turned round"):
            return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)
        return test
