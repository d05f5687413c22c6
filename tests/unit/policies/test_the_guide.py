"""The guide explains every key there is, so that nobody has to read code to write a pack."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_gateway.adapters.policy_files.casework_checks import OF_THE_CASE
from contact_gateway.adapters.policy_files.format import PACK
from contact_gateway.adapters.policy_files.shapes import Keys, Many, Named, Shape
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.people import Body
from contact_gateway.domain.procedure.words import (
    Hearing,
    Kept,
    LetterType,
    Measure,
    Occasion,
    Part,
    Question,
    Step,
    Unreviewed,
)
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.working_days import Delivery

GUIDE = (Path(__file__).parents[3] / "docs" / "policy-packs.md").read_text(encoding="utf-8")


def _keys(shape: Shape) -> Iterator[str]:
    match shape:
        case Keys():
            for name, inner in shape.known.items():
                yield name
                yield from _keys(inner)
        case Many() | Named():
            yield from _keys(shape.each)
        case _:
            return


@pytest.mark.parametrize("key", sorted(set(_keys(PACK))))
def test_every_key_of_the_format_is_explained(key: str) -> None:
    assert re.search(rf"[`\[.]{key}[`\].]", GUIDE)


WORDS_OF_CASEWORK = [*Step, *Question, *LetterType, *Part, *Occasion, *Measure, *Kept, *Hearing, *Unreviewed, *Delivery]


@pytest.mark.parametrize("word", [*Script, *Subject, *Channel, *Body, *Grounds, *OF_THE_CASE, *WORDS_OF_CASEWORK])
def test_every_word_that_a_pack_may_use_is_listed(word: str) -> None:
    assert f"`{word}`" in GUIDE
