"""YAML 1.2 as texts, lists and tables that know their lines. Every scalar stays the text that was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO

from ruamel.yaml import YAML, MappingNode, ScalarNode, SequenceNode
from ruamel.yaml import Node as YamlNode
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError

from cli.scenario_runner.faults import ScenarioFault


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One value as it was written; `on`, `1.10` and `10:00` are texts. `is_null` for `null`, `~` and nothing at all."""

    text: str
    line: int
    is_null: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A mapping from texts; `lines` tells on which line each key stands."""

    entries: Mapping[str, Node]
    lines: Mapping[str, int]
    line: int


Node = Scalar | Items | Table


_NULL = "tag:yaml.org,2002:null"


def parse(text: str) -> Node:
    """Return the one document of a YAML text. Raises `ScenarioFault`."""
    try:
        document = YAML(typ="rt", pure=True).compose(StringIO(text))
    except (YAMLError, YAMLStreamError) as fault:
        raise _unreadable(fault) from fault
    if document is None:
        raise ScenarioFault(1, "The file is empty.", "a mapping that starts with scenario: and landlord:")
    return _node(document, frozenset())


def _unreadable(fault: YAMLError | YAMLStreamError) -> ScenarioFault:
    mark = fault.problem_mark if isinstance(fault, MarkedYAMLError) else None
    problem = fault.problem if isinstance(fault, MarkedYAMLError) else str(fault).splitlines()[0]
    return ScenarioFault(mark.line + 1 if mark else 1, f"This is not YAML: {problem}.", "YAML 1.2, one document a file")


def _node(node: YamlNode, around: frozenset[int]) -> Node:
    line = node.start_mark.line + 1
    if id(node) in around:
        raise ScenarioFault(line, "This holds itself, by an alias of what it stands in.", "aliases of what came before")
    inner = around | {id(node)}
    match node:
        case ScalarNode():
            return Scalar(
                text=node.value, line=line, is_null=node.style is None and node.tag == "tag:yaml.org,2002:null"
            )
        case SequenceNode():
            return Items(items=tuple(_node(item, inner) for item in node.value), line=line)
        case MappingNode():
            return _table(node, line, inner)
        case _:
            raise ScenarioFault(line, "This is neither a text nor a list nor a mapping.", "texts, lists and mappings")


def _table(node: MappingNode, line: int, around: frozenset[int]) -> Table:
    entries: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        key_line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            raise ScenarioFault(key_line, "A key is a word, not a list or a mapping.", "key: value")
        if key.value in entries:
            raise ScenarioFault(key_line, f"The key {key.value!r} stands here twice.", "each key once")
        entries[key.value] = _node(value, around)
        lines[key.value] = key_line
    return Table(entries=entries, lines=lines, line=line)
