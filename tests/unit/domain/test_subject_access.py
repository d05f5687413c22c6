"""What is given out says nothing of others, and who redacts is told who they are."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.domain.subject_access import (
    BLACKED_OUT,
    Held,
    NotThere,
    Redaction,
    SomebodyElse,
    blacked_out,
    third_parties,
)

HELD = Held(
    person_id="sam",
    name="Sam Example",
    kinds={
        "contact_points": ({"kind": "phone", "value": "+447700900123"},),
        "incidents": (
            {"note": "Kim Neighbour said that Sam\nExample shouted. Ring Kim on 01632 960 111.", "officer": "lee"},
            {"note": "Nothing.", "told": {"by": ["kim  neighbour", "nora@example.org"], "times": 3}},
        ),
    },
)
KIM = SomebodyElse(id="kim-1", name="Kim Neighbour", role="customer", points=("+447700900456",))
LEE = SomebodyElse(id="lee", name="Lee Officer", role="officer")


def test_a_passage_is_blacked_out_wherever_it_stands_whatever_its_letters() -> None:
    given_out = blacked_out(HELD, [Redaction(passage="Kim Neighbour")])
    said = json.dumps(given_out.kinds)
    assert "neighbour" not in said.casefold()
    first, second = given_out.kinds["incidents"]
    assert str(first["note"]).startswith(f"{BLACKED_OUT} said that Sam")
    assert second["told"] == {"by": [BLACKED_OUT, "nora@example.org"], "times": 3}


def test_a_passage_can_be_blacked_out_in_one_row_alone() -> None:
    given_out = blacked_out(HELD, [Redaction(passage="Kim Neighbour", row="incidents/2")])
    first, second = given_out.kinds["incidents"]
    assert "Kim Neighbour" in str(first)
    assert "kim" not in str(second)


def test_a_longer_passage_goes_before_one_that_is_part_of_it() -> None:
    given_out = blacked_out(HELD, [Redaction(passage="Kim"), Redaction(passage="Kim Neighbour said")])
    assert str(given_out.kinds["incidents"][0]["note"]).startswith(f"{BLACKED_OUT} that Sam")


@pytest.mark.parametrize(
    "redaction",
    [
        Redaction(passage="Kym Neighbour"),
        Redaction(passage="Kim", row="incidents/3"),
        Redaction(passage="Nothing", row="incidents/1"),
        Redaction(passage="eighbou"),
    ],
)
def test_a_passage_that_stands_nowhere_is_no_passage(redaction: Redaction) -> None:
    with pytest.raises(NotThere) as fault:
        blacked_out(HELD, [redaction])
    assert redaction.passage in str(fault.value)


WORDS = st.text(alphabet="abcé #.-", min_size=1, max_size=12).filter(lambda said: bool(said.strip()))


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_whatever_was_blacked_out_stands_nowhere_any_more(notes: list[str], data: st.DataObject) -> None:
    passage = data.draw(st.sampled_from(notes)).strip()
    held = Held(person_id="sam", name="Sam", kinds={"notes": tuple({"note": note} for note in notes)})
    given_out = blacked_out(held, [Redaction(passage=passage)])
    left = [f" {row['note']} " for row in given_out.kinds["notes"]]
    assert not any(f" {passage} " in note for note in left)


def test_everybody_else_who_is_named_is_told_to_whoever_redacts() -> None:
    found = {party.said: (party.name, party.role, party.rows) for party in third_parties(HELD, [KIM, LEE])}
    assert found == {
        ("Kim Neighbour",): ("Kim Neighbour", "customer", ("incidents/1", "incidents/2")),
        ("lee",): ("Lee Officer", "officer", ("incidents/1",)),
        ("01632 960 111",): ("", "", ("incidents/1",)),
        ("nora@example.org",): ("", "", ("incidents/2",)),
    }


def test_ids_days_and_what_is_the_landlords_own_are_nobody_else() -> None:
    rows = (
        {"id": "01a1fedc-0973-5336-9990-127203021189", "dialled": "+442079460100", "provider_id": "<1@mx.example.org>"},
        {"binds": ["[2026-03-01 00:00:00+00:00,2027-03-01 00:00:00+00:00)"], "note": "On 2026-03-02 10:15."},
        {"sealed": {"from": "service@landlord.example.org", "text": "Write to service@landlord.example.org"}},
        {"note": "On 2026-03-02 01632 960 111 rang +442079460100."},
    )
    found = third_parties(Held(person_id="sam", name="Sam Example", kinds={"rows": rows}), ())
    assert [(party.said, party.rows) for party in found] == [(("01632 960 111",), ("rows/4",))]


def test_nobody_is_told_of_who_is_not_named() -> None:
    nobody = SomebodyElse(id="zoe", name="Zoe", role="customer", points=("zoe@example.org",))
    assert all(party.name != "Zoe" for party in third_parties(HELD, [nobody]))
