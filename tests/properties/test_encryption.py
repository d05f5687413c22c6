"""What is sealed opens in its own place with its own key, and nowhere else, and never as something else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contact_gateway.adapters.encryption import LandlordEncryption, key_name, new_key
from contact_gateway.application.errors import NoKey, Unreadable
from tests.fakes.encryption import key_of

HERE, THERE = "here", "there"
OLD, NEW = key_of("old"), key_of("new")
PLAIN = st.binary(max_size=300)
PLACES = st.lists(st.text(max_size=12), min_size=1, max_size=4).map(tuple)


def sealing(*keys: bytes, landlord: str = HERE) -> LandlordEncryption:
    return LandlordEncryption({landlord: keys})


BOTH = LandlordEncryption({HERE: [NEW], THERE: [key_of(THERE)]})


@given(PLAIN, PLACES)
def test_what_is_sealed_opens_again_in_its_place(plain: bytes, place: tuple[str, ...]) -> None:
    assert BOTH.open(HERE, place, BOTH.seal(HERE, place, plain)) == plain


@given(PLAIN, PLACES, PLACES)
def test_what_was_moved_to_another_place_does_not_open(
    plain: bytes, place: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assume(place != other)
    with pytest.raises(Unreadable):
        BOTH.open(HERE, other, BOTH.seal(HERE, place, plain))


@given(st.lists(st.text(alphabet='",[] \\', max_size=5), min_size=2, max_size=3))
def test_parts_of_a_place_never_run_together(parts: Sequence[str]) -> None:
    together = ("".join(parts),)
    with pytest.raises(Unreadable):
        BOTH.open(HERE, together, BOTH.seal(HERE, tuple(parts), b"x"))


@given(PLAIN, PLACES)
def test_another_landlord_cannot_read_it(plain: bytes, place: tuple[str, ...]) -> None:
    with pytest.raises(NoKey):
        BOTH.open(THERE, place, BOTH.seal(HERE, place, plain))


@given(PLAIN, PLACES)
def test_another_landlord_cannot_read_it_even_with_the_same_key(plain: bytes, place: tuple[str, ...]) -> None:
    careless = LandlordEncryption({HERE: [NEW], THERE: [NEW]})
    with pytest.raises(Unreadable):
        careless.open(THERE, place, careless.seal(HERE, place, plain))


@given(PLAIN, PLACES, st.data())
def test_one_flipped_bit_is_an_error_and_never_another_value(
    plain: bytes, place: tuple[str, ...], data: st.DataObject
) -> None:
    sealed = bytearray(BOTH.seal(HERE, place, plain))
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << at % 8
    with pytest.raises((Unreadable, NoKey)):
        BOTH.open(HERE, place, bytes(sealed))


@given(PLAIN, PLACES, st.data())
def test_a_value_cut_short_is_an_error(plain: bytes, place: tuple[str, ...], data: st.DataObject) -> None:
    sealed = BOTH.seal(HERE, place, plain)
    with pytest.raises((Unreadable, NoKey)):
        BOTH.open(HERE, place, sealed[: data.draw(st.integers(0, len(sealed) - 1))])


@given(st.binary(max_size=80), PLACES)
def test_what_was_never_sealed_does_not_open(anything: bytes, place: tuple[str, ...]) -> None:
    with pytest.raises((Unreadable, NoKey)):
        BOTH.open(HERE, place, anything)


@given(st.binary(min_size=8, max_size=80), PLACES)
def test_the_plain_value_does_not_stand_in_the_sealed_one(plain: bytes, place: tuple[str, ...]) -> None:
    assert plain not in BOTH.seal(HERE, place, plain)


@given(PLAIN, PLACES)
def test_the_same_value_sealed_twice_looks_different(plain: bytes, place: tuple[str, ...]) -> None:
    assert BOTH.seal(HERE, place, plain) != BOTH.seal(HERE, place, plain)


@given(PLAIN, PLACES)
def test_an_older_key_still_opens_and_the_newest_seals(plain: bytes, place: tuple[str, ...]) -> None:
    before, during = sealing(OLD), sealing(NEW, OLD)
    sealed = before.seal(HERE, place, plain)
    assert during.open(HERE, place, sealed) == plain
    assert not sealed.startswith(during.mark(HERE))
    again = during.seal(HERE, place, plain)
    assert again.startswith(during.mark(HERE))
    with pytest.raises(NoKey):
        before.open(HERE, place, again)


def test_a_key_that_was_taken_out_too_early_is_named() -> None:
    sealed = sealing(OLD).seal(HERE, ("people", "1"), b"x")
    with pytest.raises(NoKey, match=f"people was sealed with the key {key_name(OLD)}.*put it back"):
        sealing(NEW).open(HERE, ("people", "1"), sealed)


def test_a_landlord_without_a_key_is_named() -> None:
    with pytest.raises(NoKey, match="no encryption key for nowhere"):
        BOTH.seal("nowhere", ("people",), b"x")
    with pytest.raises(NoKey, match="no encryption key for nowhere"):
        BOTH.mark("nowhere")
    assert LandlordEncryption({"keyless": []}).landlords() == frozenset()


def test_the_name_of_a_key_tells_keys_apart_and_holds_none_of_it() -> None:
    keys = [new_key() for _ in range(50)]
    names = [key_name(key) for key in keys]
    assert len(set(names)) == len(keys)
    assert all(len(key) == 32 for key in keys)
    assert not any(key.hex().startswith(name) for key, name in zip(keys, names, strict=True))
