"""A name twice in one object: readers differ in which of the two they take, so neither is taken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.web.api.json_names import RepeatedName, check_names
from tests.unit.web.api.api_app import Api, code

NAMES = st.text(max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


def repeated_in(text: str) -> str | None:
    try:
        check_names(text.encode("utf-8", "surrogatepass"))
    except RepeatedName as repeated:
        return repeated.name
    return None


@given(value=VALUES)
def test_what_says_each_name_once_is_taken(value: object) -> None:
    assert repeated_in(json.dumps(value)) is None


@given(
    name=NAMES,
    value=VALUES,
    between=st.dictionaries(NAMES, VALUES, max_size=2),
    depth=st.integers(0, 5),
    data=st.data(),
)
def test_a_name_twice_is_found_at_any_depth_and_in_any_spelling(
    name: str, value: object, between: dict[str, object], depth: int, data: st.DataObject
) -> None:
    def pair(said: str, what: object) -> str:
        return f"{json.dumps(said, ensure_ascii=data.draw(st.booleans()))}: {json.dumps(what)}"

    pairs = [pair(name, value), *(pair(other, what) for other, what in between.items()), pair(name, value)]
    text = "{" + ", ".join(pairs) + "}"
    for level in range(depth):
        text = f"[1, {text}]" if level % 2 else f'{{"in": {text}, "out": 0}}'
    assert repeated_in(text) == name


@pytest.mark.parametrize(
    "body",
    [
        '{"channel": "voice", "from": "07700 900123", "from": "07700 900124"}',
        '{"channel": "voice", "from": "07700 900123", "from": "07700 900123"}',
        '{"channel": "voice", "from": "07700 900123", "\\u0066rom": "07700 900124"}',
        '{"channel": "sms", "channel": "voice", "from": "07700 900123"}',
    ],
)
def test_the_api_refuses_a_name_twice_with_a_sentence(api: Api, body: str) -> None:
    headers = {"Authorization": f"Bearer {api.token}", "Content-Type": "application/json"}
    answer = api.client().post("/api/v1/decisions", data=body, headers=headers)
    assert code(answer) == (422, "invalid_body")
    assert answer.json is not None
    assert answer.json["detail"] == "A name stands twice in one object."
    assert [fault["what"] for fault in answer.json["errors"]] == ["Say it only once."]
