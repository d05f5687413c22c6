from __future__ import annotations

from contact_gateway.domain.arrangements import arrangement
from contact_gateway.domain.kinds.names import Kind
from tests.builders import restriction


def test_people_are_called_by_their_names() -> None:
    point = restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "kim", "deputies": ["lee"]})
    assert arrangement(point, {"kim": "Kim Patel", "lee": "Lee Officer"}) == (
        "Put through to Kim Patel only. If away: Lee Officer."
    )


def test_two_officers_of_the_same_name_are_told_apart_by_their_ids() -> None:
    point = restriction(Kind.SINGLE_POINT_OF_CONTACT, {"officer": "kim", "deputies": ["lee", "ann"]})
    assert arrangement(point, {"kim": "Alex Smith", "lee": "Alex Smith", "ann": "Ann Smith"}) == (
        "Put through to Alex Smith (kim) only. If away: Alex Smith (lee) then Ann Smith."
    )
