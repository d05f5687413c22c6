"""The brake on guessing passwords, by its laws."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from contact_gateway.web.desk.sign_in_brake import SignInBrake
from tests.fakes.clock import FakeClock


def test_three_tries_are_free_and_then_each_wait_doubles_up_to_five_minutes() -> None:
    clock = FakeClock()
    brake = SignInBrake(clock)
    waits = []
    for _ in range(14):
        wait = brake.ask("sam@example.org", "192.0.2.1")
        waits.append(wait)
        if wait:
            clock.advance(timedelta(seconds=wait))
            assert brake.ask("sam@example.org", "192.0.2.1") == 0
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_a_success_and_half_an_hour_of_quiet_forget() -> None:
    clock = FakeClock()
    brake = SignInBrake(clock)
    for _ in range(3):
        brake.ask("sam@example.org", "192.0.2.1")
    brake.succeeded(" SAM@example.org ", "192.0.2.1")
    assert [brake.ask("sam@example.org", "192.0.2.1") for _ in range(3)] == [0, 0, 0]
    clock.advance(timedelta(minutes=30))
    assert [brake.ask("sam@example.org", "192.0.2.1") for _ in range(3)] == [0, 0, 0]


@given(st.lists(st.sampled_from(["192.0.2.1", "192.0.2.2"]), max_size=40))
def test_nobody_waits_for_what_another_address_did(attackers: list[str]) -> None:
    brake = SignInBrake(FakeClock())
    for address in attackers:
        brake.ask("sam@example.org", address)
    assert brake.ask("sam@example.org", "198.51.100.1") == 0


def test_only_the_latest_pairs_are_remembered() -> None:
    brake = SignInBrake(FakeClock(), most=3)
    for _ in range(3):
        brake.ask("first@example.org", "192.0.2.1")
    assert brake.ask("first@example.org", "192.0.2.1") > 0
    for number in range(3):
        brake.ask(f"{number}@example.org", "192.0.2.1")
    assert brake.ask("first@example.org", "192.0.2.1") == 0
