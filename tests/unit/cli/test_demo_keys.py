"""Keys that a demo makes: once, and what an older demo lacks."""

from __future__ import annotations

import stat
from pathlib import Path

import tomlkit

from cli.demo.keys import make_keys
from contact_gateway.adapters.landlord_keys import load_landlord_keys
from contact_gateway.bootstrap.keys import KEYS_FILE

LANDLORDS = ("torus", "tuntum")


def test_each_landlord_gets_its_own_keys_once(tmp_path: Path) -> None:
    make_keys(tmp_path, LANDLORDS)
    first = load_landlord_keys(tmp_path / KEYS_FILE)
    make_keys(tmp_path, LANDLORDS)
    assert load_landlord_keys(tmp_path / KEYS_FILE) == first
    assert set(first) == set(LANDLORDS)
    assert len({key for own in first.values() for key in own.encryption_keys}) == len(LANDLORDS)
    assert stat.S_IMODE((tmp_path / KEYS_FILE).stat().st_mode) == 0o600


def test_a_demo_that_is_older_than_encryption_keeps_what_it_has_and_gets_what_it_lacks(tmp_path: Path) -> None:
    make_keys(tmp_path, LANDLORDS)
    path = tmp_path / KEYS_FILE
    kept = load_landlord_keys(path)
    document = tomlkit.parse(path.read_text())
    del document["tuntum"]["encryption"]
    path.write_text(tomlkit.dumps(document))
    make_keys(tmp_path, LANDLORDS)
    again = load_landlord_keys(path)
    assert again["torus"] == kept["torus"]
    assert again["tuntum"].twilio == kept["tuntum"].twilio
    assert len(again["tuntum"].encryption_keys) == 1
    assert again["tuntum"].encryption_keys != kept["tuntum"].encryption_keys
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
