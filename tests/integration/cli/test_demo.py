"""What a demo brings, what it leaves alone, and a call of another day."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cli.demo.brought import Brought
from cli.demo.population import demo_pack, people, settle
from cli.telephone.parties import callers
from cli.telephone.rehearsals import Rehearsals
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.services import Services
from contact_gateway.bootstrap.gateway import open_gateway
from contact_gateway.domain.casework.acts import Finding
from ivr.phone_simulator.lives import call_in
from ivr.phone_simulator.people import ByHand
from ivr.phone_simulator.telephone.parties import Landlord
from tests.fakes.encryption import ENCRYPTION

LONDON = ZoneInfo("Europe/London")
MONDAY_AT_TEN = datetime(2027, 3, 1, 10, 0, tzinfo=LONDON)
CERYS = "+447700900131"
SECONDS = 20


@pytest.fixture
def services(direct_url: str) -> Iterator[Services]:
    gateway = open_gateway(direct_url, ENCRYPTION)
    with closing(gateway.database):
        yield gateway.services


def test_a_restart_leaves_the_policy_that_somebody_imported(services: Services, tmp_path: Path) -> None:
    Brought(tmp_path).bring(services, "tuntum", "# of an older demo\n" + demo_pack("tuntum"))
    Brought(tmp_path).bring(services, "tuntum", demo_pack("tuntum"))
    assert services.policies.current("tuntum").version == 2
    services.policies.import_pack("tuntum", "# of a manager\n" + demo_pack("tuntum"), services.clock.now())
    Brought(tmp_path).bring(services, "tuntum", demo_pack("tuntum"))
    assert services.policies.current("tuntum").version == 3
    assert not Brought(tmp_path).stands(services, "tuntum")


def test_people_who_are_there_already_stay_as_they_are(services: Services) -> None:
    services.policies.import_pack("torus", demo_pack("torus"), services.clock.now())
    settle(services, "torus")
    known = services.people.find_customers("torus")
    settle(services, "torus")
    assert services.people.find_customers("torus") == known
    assert {one.id for one in known} == {"sam", "jo", "ali", "pat", "robin", "cerys", "max"}


@pytest.mark.parametrize("landlord", shipped_packs())
def test_what_was_decided_in_the_demo_can_be_appealed_against_and_heard(services: Services, landlord: str) -> None:
    services.policies.import_pack(landlord, demo_pack(landlord), services.clock.now())
    settle(services, landlord)
    made = services.restrictions.of_customer(landlord, "jo")[0].id
    request = AppealRequest(received_at=services.clock.now(), hearer="ash")
    received = services.casework.appeal(landlord, made, "lee", request)
    assert received.mark == "under_appeal"
    decide = services.casework.decide_appeal
    assert decide(landlord, made, "ash", Finding.REMOVED, "It was too much.").state == "ended"


def test_an_older_demo_is_given_the_officers_it_lacks(services: Services) -> None:
    services.policies.import_pack("torus", demo_pack("torus"), services.clock.now())
    (sam,) = [one for one in people() if one.id == "sam"]
    services.people.add("torus", sam)
    settle(services, "torus")
    assert {one.id for one in services.people.officers("torus")} == {"lee", "kim", "ash", "bo"}


def test_only_one_landlord_of_the_demo_speaks_the_welsh_that_nobody_checked() -> None:
    assert [slug for slug, pack in shipped_packs().items() if demo_pack(slug) != pack] == ["torus"]


def test_everybody_of_the_page_calls_from_another_number() -> None:
    shown = {one.number: one.name for one in callers()}
    assert len(shown) == len(callers())
    for name in (
        "Pat Example or Robin Example, on one telephone",
        "Cerys Example, in Welsh",
        "Max Example, at risk",
        "Ali Example, through the text relay",
    ):
        assert name in shown.values()


def test_a_landlord_is_called_as_if_it_were_another_day(services: Services, direct_url: str) -> None:
    services.policies.import_pack("torus", demo_pack("torus"), services.clock.now())
    landlord = Landlord(slug="torus", name="Torus", account="AC1", number="+441632960100", zone=LONDON)
    with Rehearsals(direct_url) as rehearsals:
        for _ in range(2):
            place = rehearsals.at(landlord, MONDAY_AT_TEN)
            with place.exchange.timeline.turn():
                call = call_in(place.exchange, CERYS, landlord.number, ByHand())
            assert call.made_at.date() == MONDAY_AT_TEN.date()
            until = time.monotonic() + SECONDS
            while time.monotonic() < until and len(place.exchange.happened) < 2:
                time.sleep(0.1)
            assert "pwyswch 1" in place.exchange.happened[1].text
    assert not services.people.find_customers("torus")
