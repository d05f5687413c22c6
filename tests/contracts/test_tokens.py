from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from contact_gateway.application.api_tokens import LONGEST_LIFE, MakeToken, OpenToken
from contact_gateway.application.errors import NotFound, Refused
from contact_gateway.application.records_of_api import ApiScope
from tests.builders import MONDAY
from tests.contracts.worlds import HERE, THERE, World

SCOPES = frozenset({ApiScope.DECISIONS_READ, ApiScope.CONTACTS_WRITE})
NEXT_YEAR = MONDAY + timedelta(days=365)


def made(world: World, name: str = "telephony", landlord: str = HERE) -> str:
    make = MakeToken(tokens=world.tokens, policies=world.policies, clock=world.clock)
    return make(landlord, name, SCOPES, NEXT_YEAR)


def opener(world: World) -> OpenToken:
    return OpenToken(tokens=world.tokens, clock=world.clock)


def test_a_token_opens_its_landlord_with_its_scopes(world: World) -> None:
    token = opener(world)(made(world))
    assert token is not None
    assert (token.landlord, token.name, token.scopes) == (HERE, "telephony", SCOPES)


def test_two_tokens_never_share_an_id_or_a_secret(world: World) -> None:
    parts = [made(world, name).split("_", 2) for name in ("one", "two")]
    assert {part[0] for part in parts} == {"cg"}
    assert len({part[1] for part in parts}) == len({part[2] for part in parts}) == 2
    assert all(len(part[2]) >= 43 for part in parts)


def test_the_secret_is_kept_nowhere(world: World) -> None:
    sent = made(world)
    (held,) = world.tokens.of_landlord(HERE)
    assert sent.split("_", 2)[2] not in repr(held) + held.secret_hash
    assert held.secret_hash not in repr(held)


def test_any_letter_more_less_or_other_opens_nothing(world: World) -> None:
    sent = made(world)
    opens = opener(world)
    prefix, token_id, hidden = sent.split("_", 2)
    wrong = [sent[:-1], f"{sent}x", sent.upper(), f"xx_{token_id}_{hidden}", f"{prefix}_{'0' * 16}_{hidden}"]
    assert [opens(guess) for guess in [*wrong, "", "_", "cg__", f"cg_{token_id}_", "cg_%_x", "cg_\0_x"]] == [None] * 11
    assert opens(sent) is not None


def test_an_expired_token_opens_nothing_from_that_instant_on(world: World) -> None:
    sent = made(world)
    world.clock.stand_at(NEXT_YEAR - timedelta(seconds=1))
    assert opener(world)(sent) is not None
    world.clock.stand_at(NEXT_YEAR)
    assert opener(world)(sent) is None


def test_a_revoked_token_opens_nothing_at_once_and_stays_on_the_list(world: World) -> None:
    sent = made(world)
    (held,) = world.tokens.of_landlord(HERE)
    world.tokens.revoke(HERE, held.id, MONDAY)
    world.tokens.revoke(HERE, held.id, MONDAY + timedelta(days=1))
    assert opener(world)(sent) is None
    assert [one.revoked_at for one in world.tokens.of_landlord(HERE)] == [MONDAY]


def test_a_name_is_one_token_s_in_use_and_free_again_once_that_is_revoked(world: World) -> None:
    made(world)
    with pytest.raises(Refused) as refused:
        made(world)
    assert refused.value.code == "token_name_taken"
    assert made(world, landlord=THERE)
    world.tokens.revoke(HERE, world.tokens.of_landlord(HERE)[0].id, MONDAY)
    assert opener(world)(made(world)) is not None


def test_the_day_of_the_last_use_is_recorded(world: World) -> None:
    sent = made(world)
    assert world.tokens.of_landlord(HERE)[0].last_used_on is None
    opener(world)(sent)
    assert world.tokens.of_landlord(HERE)[0].last_used_on == MONDAY.date()
    world.clock.advance(timedelta(days=2))
    opener(world)(sent)
    assert world.tokens.of_landlord(HERE)[0].last_used_on == MONDAY.date() + timedelta(days=2)


def test_a_token_of_another_landlord_can_neither_be_revoked_nor_marked_as_used(world: World) -> None:
    made(world)
    (held,) = world.tokens.of_landlord(HERE)
    with pytest.raises(NotFound):
        world.tokens.revoke(THERE, held.id, MONDAY)
    world.tokens.used(THERE, held.id, MONDAY.date())
    assert world.tokens.of_landlord(HERE) == [held]
    assert world.tokens.of_landlord(THERE) == []


def test_tokens_are_listed_the_newest_first(world: World) -> None:
    for number, name in enumerate(("first", "second")):
        world.clock.stand_at(MONDAY + timedelta(minutes=number))
        made(world, name)
    assert [one.name for one in world.tokens.of_landlord(HERE)] == ["second", "first"]


@pytest.mark.parametrize(
    ("scopes", "expires_at", "code"),
    [
        (SCOPES, MONDAY, "impossible_expiry"),
        (SCOPES, MONDAY + LONGEST_LIFE + timedelta(seconds=1), "impossible_expiry"),
        (frozenset[ApiScope](), NEXT_YEAR, "no_scope"),
    ],
)
def test_a_token_without_scope_or_without_a_near_end_is_not_made(
    world: World, scopes: frozenset[ApiScope], expires_at: datetime, code: str
) -> None:
    make = MakeToken(tokens=world.tokens, policies=world.policies, clock=world.clock)
    with pytest.raises(Refused) as refused:
        make(HERE, "telephony", scopes, expires_at)
    assert refused.value.code == code
    assert world.tokens.of_landlord(HERE) == []


def test_a_landlord_nobody_knows_gets_no_token(world: World) -> None:
    with pytest.raises(NotFound):
        made(world, landlord="nowhere")
    assert world.tokens.of_landlord("nowhere") == []
