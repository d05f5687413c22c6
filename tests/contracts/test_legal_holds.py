from __future__ import annotations

import pytest

from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.legal_holds import HoldForLaw
from contact_gateway.domain.audit_chain import BEFORE_ALL
from tests.builders import new_officer, new_person
from tests.contracts.worlds import HERE, THERE, World


def holding(world: World) -> HoldForLaw:
    world.people.add(HERE, new_person())
    world.people.add(HERE, new_officer())
    return HoldForLaw(holds=world.legal_holds, people=world.people, clock=world.clock)


def test_a_hold_stands_until_it_is_lifted_and_both_are_put_on_record(world: World) -> None:
    use = holding(world)
    made = use.place(HERE, "sam", " Claim 1 ", "lee", "h1")
    assert (made.reference, made.lifted_at) == ("Claim 1", None)
    assert use.standing(HERE) == [made]
    assert use.standing(THERE) == []
    use.lift(HERE, "h1", "lee")
    assert use.standing(HERE) == []
    said = repr(world.audit_trail.rows(HERE, BEFORE_ALL, None, 100))
    assert "staff:legal_hold:placed" in said
    assert "staff:legal_hold:lifted" in said


def test_several_holds_stand_on_one_customer_each_for_itself(world: World) -> None:
    use = holding(world)
    for hold_id in ("h1", "h2"):
        use.place(HERE, "sam", "Claim", "lee", hold_id)
    use.lift(HERE, "h1", "lee")
    assert [one.id for one in use.standing(HERE)] == ["h2"]
    with pytest.raises(NotFound):
        use.lift(HERE, "h1", "lee")


def test_a_hold_needs_a_customer_a_claim_and_an_officer(world: World) -> None:
    use = holding(world)
    for customer in ("nobody", "lee"):
        with pytest.raises(NotFound):
            use.place(HERE, customer, "Claim", "lee", "h1")
    for reference, officer, code in ((" ", "lee", "no_reference"), ("Claim", "nobody", "unknown_officer")):
        with pytest.raises(Refused) as refused:
            use.place(HERE, "sam", reference, officer, "h1")
        assert refused.value.code == code
