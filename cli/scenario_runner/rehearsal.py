"""One file from its path to what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from cli.scenario_runner.clock import ScenarioClock
from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.model import Scenario
from cli.scenario_runner.playing import Played, play
from cli.scenario_runner.reading import read_scenario
from cli.scenario_runner.stage import beginning
from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.adapters.clock import SystemClock
from contact_gateway.adapters.encryption import PassingEncryption
from contact_gateway.adapters.phone_numbers import LibPhoneNumbers
from contact_gateway.adapters.policy_files.packs import read_pack
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from contact_gateway.bootstrap.gateway import open_gateway
from contact_gateway.domain.policy import Policy

_FIRST_VERSION = 1


def read_file(path: Path) -> Scenario:
    """Return the scenario of a file. Raises `ScenarioFault`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ScenarioFault(1, f"This is not a text file: {fault.reason}.", "YAML 1.2 in UTF-8") from fault
    return read_scenario(text, path.parent, shipped_packs(), _read_pack, LibPhoneNumbers())


def rehearse(scenario: Scenario, database_url: str) -> Iterator[Played]:
    """Play a scenario on an empty, migrated database, event by event. Raises `Unavailable` without the database."""
    clock = ScenarioClock(beginning(scenario, otherwise=SystemClock().now()))
    gateway = open_gateway(database_url, PassingEncryption(), clock=clock)
    with closing(gateway.database):
        yield from play(scenario, gateway.services, clock)


def _read_pack(text: str, landlord: str, file_name: str, main: str) -> Policy:
    return read_pack(
        text,
        landlord=landlord,
        version=_FIRST_VERSION,
        bank_holidays=bank_holidays,
        file_name=file_name,
        main=main,
    )
