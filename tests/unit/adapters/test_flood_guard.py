from __future__ import annotations

from contact_gateway.adapters.flood_guard import CountingFloodGuard


def test_a_client_within_the_limit_goes_on_and_one_beyond_it_waits_at_most_a_minute() -> None:
    guard = CountingFloodGuard(3)
    paces = [guard.count("here", "telephony") for _ in range(5)]
    assert [pace.allowed for pace in paces] == [True, True, True, False, False]
    assert all(1 <= pace.retry_in_seconds <= 60 for pace in paces[3:])
    assert all(pace.retry_in_seconds == 0 for pace in paces[:3])


def test_clients_and_landlords_are_counted_apart() -> None:
    guard = CountingFloodGuard(1)
    who = [("here", "telephony"), ("here", "crm"), ("there", "telephony")]
    assert all(guard.count(*one).allowed for one in who)
    assert not any(guard.count(*one).allowed for one in who)
