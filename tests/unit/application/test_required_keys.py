"""No landlord without a key, unless nobody can say which there are."""

from __future__ import annotations

import pytest

from contact_gateway.application.errors import NoKey, Unavailable, Unusable
from contact_gateway.application.required_keys import require_key, require_keys
from tests.builders import MONDAY
from tests.fakes.memory import Memory
from tests.fakes.policies import MemoryPolicies
from tests.fakes.readiness import MemoryReadiness


class PoliciesAway(MemoryPolicies):
    def landlords(self) -> list[str]:
        raise Unavailable("The database does not answer.")


def test_each_landlord_without_a_key_is_named_and_told_where_to_put_one() -> None:
    policies = MemoryPolicies(Memory())
    for landlord in ("harbour", "tuntum", "torus"):
        policies.import_pack(landlord, landlord, MONDAY)
    with pytest.raises(NoKey) as refused:
        require_keys(policies, {"harbour"})
    assert "There is no encryption key for torus, tuntum;" in str(refused.value)
    assert "[torus.encryption]" in str(refused.value)
    assert "contact-gateway keys new" in str(refused.value)


def test_keys_of_landlords_that_are_not_there_yet_are_no_fault() -> None:
    require_key(["harbour"], {"harbour", "later"})
    with pytest.raises(NoKey):
        require_key(["later_still"], {"harbour", "later"})


def test_a_database_that_no_waiting_mends_stops_the_start() -> None:
    readiness = MemoryReadiness(Memory())
    readiness.fault = Unusable("The database lacks a migration.")
    with pytest.raises(Unusable, match="lacks a migration"):
        require_keys(readiness, set())


def test_without_the_database_a_start_is_not_stopped() -> None:
    away = PoliciesAway(Memory())
    require_keys(away, set())
    with pytest.raises(Unavailable):
        away.landlords()
