"""Every sort of act comes back from its row as it was done, and half an act never does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.adapters.database.act_rows import ACTS, data_of, name_of, read_act
from contact_gateway.application.errors import Unusable
from contact_gateway.domain.casework.acts import Act, CaseAct, RestrictionAct
from contact_gateway.domain.casework.acts_beside import ActBeside
from contact_gateway.domain.casework.acts_on_bare_decisions import ActOnBareDecision
from contact_gateway.domain.casework.acts_on_items import ActOnItem
from contact_gateway.domain.casework.acts_on_record import ActOnRecord
from contact_gateway.domain.restrictions import Restriction
from tests.properties.strategies import INSTANTS, restrictions

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
BY_HINT: Mapping[object, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(0, 9),
    date: st.dates(),
    datetime: INSTANTS,
    dict[str, str]: st.dictionaries(TEXTS, TEXTS, max_size=3),
    tuple[str, ...]: st.lists(TEXTS, max_size=3).map(tuple),
    Restriction: restrictions(),
}


def of_hint(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 a type or what stands for one
    if hint in BY_HINT:
        return BY_HINT[hint]
    parts = get_args(hint)
    if type(None) in parts:
        (only,) = (part for part in parts if part is not type(None))
        return st.none() | of_hint(only)
    if getattr(hint, "__origin__", None) is frozenset:
        return st.frozensets(of_hint(parts[0]), max_size=3)
    return st.sampled_from(hint)


def acts_of(kind: type[Act]) -> st.SearchStrategy[Act]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: of_hint(hints[field.name]) for field in fields(kind)})


ANY_ACT = st.one_of(*map(acts_of, ACTS.values()))


def row_of(act: Act) -> dict[str, Any]:
    """An act as the database gives it back: what JSON made of it."""
    row = {"id": act.id, "act": name_of(act), "by": act.by, "at": act.at.isoformat(), "data": data_of(act)}
    plain: dict[str, Any] = json.loads(json.dumps(row))
    return plain


@given(ANY_ACT)
def test_an_act_comes_back_as_it_was_done(act: Act) -> None:
    assert read_act(row_of(act), act.words) == act


@given(ANY_ACT)
def test_nothing_that_was_told_in_words_lies_in_the_open(act: Act) -> None:
    told = {words for words in act.words.values() if len(words) > 8}
    members = {str(getattr(act, field.name)) for field in fields(act) if field.name != "words"}
    assert "words" not in data_of(act)
    assert not any(json.dumps(words) in json.dumps(data_of(act)) for words in told - members)


@given(ANY_ACT, TEXTS)
def test_a_member_that_is_not_known_is_refused(act: Act, name: str) -> None:
    row = row_of(act)
    row["data"][f"strange {name}"] = 1
    with pytest.raises(Unusable):
        read_act(row, {})


@given(acts_of(ACTS["proposed"]))
def test_an_unknown_member_of_a_proposed_restriction_is_refused(act: Act) -> None:
    row = row_of(act)
    row["data"]["restriction"]["strange"] = 1
    with pytest.raises(Unusable):
        read_act(row, {})


@given(ANY_ACT)
def test_an_act_of_a_sort_that_is_not_known_is_refused(act: Act) -> None:
    with pytest.raises(Unusable):
        read_act({**row_of(act), "act": "forgotten"}, {})


@given(acts_of(ACTS["letter_issued"]))
def test_an_act_that_lacks_a_member_is_refused(act: Act) -> None:
    row = row_of(act)
    del row["data"]["letter"]
    with pytest.raises(Unusable):
        read_act(row, {})


@given(ANY_ACT)
def test_what_stands_at_its_default_is_written_all_the_same(act: Act) -> None:
    kept = {field.name for field in fields(act)} - {"id", "by", "at", "words"}
    assert set(data_of(act)) == kept


def test_every_sort_of_act_has_a_name_of_its_own() -> None:
    kinds = {*get_args(RestrictionAct), *get_args(CaseAct), *get_args(ActBeside), *get_args(ActOnRecord)}
    kinds |= {*get_args(ActOnItem), *get_args(ActOnBareDecision)}
    assert kinds == set(ACTS.values())
    assert len(ACTS) == len(set(ACTS.values()))
