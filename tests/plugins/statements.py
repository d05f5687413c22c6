"""No query without the landlord: the server itself reads each statement of the product and says how it finds rows.

Row-level security keeps landlords apart even where a statement forgets them. So that none relies on it, the plan of
every statement that the suite makes the product send is looked at, once: each table of landlords must be found by the
landlord that the statement names. A test in which one is not found so fails.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType

import psycopg
import pytest
import sqlalchemy
from sqlalchemy import Connection

from contact_gateway.adapters.database.every_table import metadata

ROOT = Path(__file__).parents[2]
PRODUCT = ("contact_gateway", "ivr", "scheduler", "cli")

TABLES = frozenset(metadata().tables)
DOORS: Mapping[str, str] = {
    "SELECT * FROM user_by_email(": "who signs in says an address and no landlord; the function opens that one row",
    "SELECT * FROM api_token_by_id(": "a token says whose it is only once it is found; the function opens that one row",
    "SELECT landlords.slug FROM landlords WHERE landlords.policy_version >": "jobs and doors go landlord by landlord",
    "SELECT (SELECT max(version_num) FROM alembic_version)": "readiness lists the landlords, as jobs and doors do",
}
"""How the few statements begin that may name no landlord, each with its reason."""

_TOUCHES = re.compile(rf"\b(?:{'|'.join(TABLES)}|user_by_email|api_token_by_id)\b")
_LAW = re.compile(r"(?:\w+\.)?(?:landlord_id|slug) = current_setting\('app\.landlord'::text, true\)")
_PARTITION = re.compile(r"_(?:y\d{4}m\d{2}|default)$")
_NAMED = re.compile(r"\b(?:landlord_id|slug)\b")
_CONDITIONS = ("Index Cond", "Recheck Cond", "Filter", "Join Filter", "Hash Cond", "Merge Cond")
_ONCE = "One-Time Filter"

Node = Mapping[str, object]


class StatementReader:
    """Reads each statement that `sent_by` says the product sends, and keeps what is wrong with it."""

    def __init__(self, sent_by: Callable[[], str]) -> None:
        self._sent_by = sent_by
        self.read: set[str] = set()
        self.faults: list[str] = []

    def before(self, connection: Connection, sql: str, parameters: object) -> None:
        """Look at a statement just before it is sent, in the transaction that sends it."""
        if sql in self.read or not _TOUCHES.search(sql):
            return
        place = self._sent_by()
        if not place or any(" ".join(sql.split()).startswith(door) for door in DOORS):
            return
        plan = _plan(connection, sql, parameters)
        if plan is not None:
            self.read |= set() if _finds_nothing(plan) else {sql}
            self.faults += [f"{place} finds {table} without naming the landlord: {sql}" for table in unnamed(plan, sql)]

    def take(self) -> list[str]:
        """Return the faults since the last time."""
        taken, self.faults = self.faults, []
        return taken


def unnamed(plan: Node, sql: str) -> list[str]:
    """Return the tables of landlords that the plan finds, or fills, by something else than the landlord named."""
    faults = []
    for node in _nodes(plan):
        table = _PARTITION.sub("", str(node.get("Relation Name", "")))
        if table not in TABLES:
            continue
        if node["Node Type"] == "ModifyTable":
            is_named = node["Operation"] != "Insert" or _fills(sql, table)
        else:
            is_named = bool(_NAMED.search(_LAW.sub("", _conditions(node))))
        faults += [] if is_named else [table]
    return faults


def _fills(sql: str, table: str) -> bool:
    columns = re.search(rf"INSERT INTO {table}(?: AS \w+)? \(([^)]*)\)", sql)
    return bool(columns and _NAMED.search(columns[1]))


def _conditions(node: Node) -> str:
    below = [child for child in _children(node) if child["Node Type"] in {"Bitmap Index Scan", "BitmapAnd"}]
    return " ".join([*(str(node.get(key, "")) for key in _CONDITIONS), *map(_conditions, below)])


def _children(node: Node) -> Sequence[Node]:
    children = node.get("Plans", [])
    assert isinstance(children, list)
    return children


def _finds_nothing(plan: Node) -> bool:
    """Whether these very values let the server leave a part out: the same words are read again with others."""
    return plan.get(_ONCE) == "false" or any(map(_finds_nothing, _children(plan)))


def _nodes(node: Node) -> Iterator[Node]:
    """Return the node and all below it that can come into play."""
    if node.get(_ONCE) == "false":
        return
    yield node
    for child in _children(node):
        yield from _nodes(child)


def _plan(connection: Connection, sql: str, parameters: object) -> Node | None:
    """Ask the server how it would do it; None where it does not answer, which the statement itself will find out."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    values = parameters[0] if isinstance(parameters, list) and parameters else parameters
    known = values if isinstance(values, Mapping) else None
    try:
        with driver.transaction():
            row = driver.execute(f"EXPLAIN (FORMAT JSON, COSTS OFF) {sql}".encode(), known).fetchone()
    except psycopg.Error:
        return None
    assert row is not None
    plan: Node = row[0][0]["Plan"]
    return plan


def sender() -> str:
    """Return file and line of the product that sends the statement, or nothing where a test or a library does."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - the documented way to ask who calls
    while frame and ("sqlalchemy" in frame.f_code.co_filename or frame.f_code.co_filename == __file__):
        frame = frame.f_back
    path = Path(frame.f_code.co_filename) if frame else Path()
    if frame and path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in PRODUCT:
        return f"{path.relative_to(ROOT)}:{frame.f_lineno}"
    return ""


READER = StatementReader(sender)


@sqlalchemy.event.listens_for(sqlalchemy.Engine, "before_cursor_execute")
def _before(connection: Connection, _: object, sql: str, parameters: object, *__: object) -> None:
    READER.before(connection, sql, parameters)


@pytest.fixture(autouse=True)
def _every_statement_names_the_landlord() -> Iterator[None]:
    yield
    faults = READER.take()
    assert not faults, "\n".join(faults)
