from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from contact_gateway.adapters.landlord_keys import LandlordKeysError, SendgridKeys, TwilioKeys, load_landlord_keys
from tests.fakes.encryption import key_of, keys_table

KEY = base64.b64encode(key_of("tuntum")).decode()
ACCOUNT = "AC" + "0123456789abcdef" * 2
API_KEY = "SK" + "0123456789abcdef" * 2
TWILIO = f"[tuntum.twilio]\naccount_sid = '{ACCOUNT}'\nauth_tokens = ['t']\n"


def published(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    encoded = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(encoded).decode()


CURVE_KEY = published(ec.generate_private_key(ec.SECP256R1()))


def keys_file(folder: Path, text: str) -> Path:
    path = folder / "keys.toml"
    path.write_text(text)
    return path


def all_faults(folder: Path, text: str) -> tuple[str, ...]:
    path = keys_file(folder, text)
    with pytest.raises(LandlordKeysError) as caught:
        load_landlord_keys(path)
    return tuple(fault.removeprefix(f"{path}: ") for fault in caught.value.faults)


def faults(folder: Path, text: str) -> tuple[str, ...]:
    """What is wrong beside a missing table of encryption keys."""
    return tuple(fault for fault in all_faults(folder, text) if ".encryption] is missing" not in fault)


def test_each_landlord_gets_its_own_keys(tmp_path: Path) -> None:
    path = keys_file(
        tmp_path,
        f"""
        [tuntum]
        public_base_url = "https://contact.example.org/tuntum/"
        [tuntum.twilio]
        account_sid = "{ACCOUNT}"
        auth_tokens = ["current", "next"]
        [derby_homes.sendgrid]
        public_key = "{CURVE_KEY}"
        """
        + keys_table("tuntum")
        + keys_table("derby_homes"),
    )
    keys = load_landlord_keys(path)
    assert keys["tuntum"].twilio == TwilioKeys(account_sid=ACCOUNT, auth_tokens=("current", "next"))
    assert keys["tuntum"].public_base_url == "https://contact.example.org/tuntum"
    assert keys["tuntum"].sendgrid is None
    assert keys["tuntum"].encryption_keys == (key_of("tuntum"),)
    assert keys["derby_homes"].sendgrid == SendgridKeys(public_key=CURVE_KEY)
    assert keys["derby_homes"].twilio is None
    assert keys["derby_homes"].public_base_url is None


def test_an_empty_file_gives_nobody_a_key(tmp_path: Path) -> None:
    assert load_landlord_keys(keys_file(tmp_path, "")) == {}


@pytest.mark.parametrize("api_url", ["http://127.0.0.1:4010/", "http://localhost:1", "https://twilio.example.org"])
def test_calls_may_be_placed_with_an_api_key_and_at_a_stand_in(tmp_path: Path, api_url: str) -> None:
    text = f"{TWILIO}api_key = '{API_KEY}'\napi_secret = 'hidden'\napi_url = '{api_url}'\n" + keys_table("tuntum")
    twilio = load_landlord_keys(keys_file(tmp_path, text))["tuntum"].twilio
    assert twilio is not None
    assert (twilio.api_key, twilio.api_secret, twilio.api_url) == (API_KEY, "hidden", api_url.rstrip("/"))
    assert "hidden" not in repr(twilio)


def test_no_key_is_ever_printed(tmp_path: Path) -> None:
    twilio = f'[tuntum.twilio]\naccount_sid = "{ACCOUNT}"\nauth_tokens = ["hidden"]\n'
    shared = '[tuntum.twilio.shared_keys]\nSK1 = "hidden"\n'
    sendgrid = f'[tuntum.sendgrid]\npublic_key = "{CURVE_KEY}"\n'
    shown = repr(load_landlord_keys(keys_file(tmp_path, twilio + shared + sendgrid + keys_table("tuntum"))))
    assert "hidden" not in shown
    assert repr(key_of("tuntum")) not in shown
    assert CURVE_KEY not in shown


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("tuntum = 1", "[tuntum] is not a table of keys."),
        ("[tuntum]\ntwilio = 1", "[tuntum.twilio] is not a table of keys."),
        (
            "[tuntum]\ntwillio = {}",
            "[tuntum] twillio is not known; allowed are public_base_url, encryption, twilio and sendgrid.",
        ),
        (f'[tuntum.twilio]\naccount_sid = "{ACCOUNT}"', "[tuntum.twilio] auth_tokens is a list of one or more texts"),
        (f'[tuntum.twilio]\naccount_sid = "{ACCOUNT}"\nauth_tokens = []', "[tuntum.twilio] auth_tokens is a list"),
        (f'[tuntum.twilio]\naccount_sid = "{ACCOUNT}"\nauth_tokens = "t"', "[tuntum.twilio] auth_tokens is a list"),
        (
            f'[tuntum.twilio]\naccount_sid = "{ACCOUNT}"\nauth_tokens = ["t", " "]',
            "[tuntum.twilio] auth_tokens is a list",
        ),
        ('[tuntum.twilio]\nauth_tokens = ["t"]', "[tuntum.twilio] lacks account_sid."),
        (f"{TWILIO}api_key = 'SK1'\napi_secret = 's'", "[tuntum.twilio] api_key is SK and 32 digits"),
        (f"{TWILIO}api_key = '{API_KEY}'", "[tuntum.twilio] has one of api_key and api_secret; give both"),
        (f"{TWILIO}api_secret = 's'", "[tuntum.twilio] has one of api_key and api_secret; give both"),
        (f"{TWILIO}api_url = 'http://api.example.org'", "[tuntum.twilio] api_url is https:// and a host, or http://"),
        (f"{TWILIO}api_url = 'http://127.0.0.1.example.org'", "[tuntum.twilio] api_url is https:// and a host"),
        (f"{TWILIO}api_url = 'https://user@api.example.org'", "[tuntum.twilio] api_url is https:// and a host"),
        (f"{TWILIO}api_url = 'https://api.example.org/2010'", "[tuntum.twilio] api_url is https:// and a host"),
        (f"{TWILIO}api_url = 'file:///etc/passwd'", "[tuntum.twilio] api_url is https:// and a host"),
        ('[tuntum.twilio]\naccount_sid = "AC12"\nauth_tokens = ["t"]', "[tuntum.twilio] account_sid is AC and 32"),
        ('[tuntum.twilio]\naccount_sid = 12\nauth_tokens = ["t"]', "[tuntum.twilio] account_sid is not a text."),
        (
            f'[tuntum.twilio]\naccount_sid = "{ACCOUNT}"\nauth_tokens = ["t"]\nshared_keys = "t"',
            "[tuntum.twilio.shared_keys] is a table of texts by their names.",
        ),
        (
            f'[tuntum.twilio]\naccount_sid = "{ACCOUNT}"\nauth_tokens = ["t"]\nshared_keys = {{ SK1 = 7 }}',
            "[tuntum.twilio.shared_keys] is a table of texts by their names.",
        ),
        ("[tuntum.encryption]", "[tuntum.encryption] keys is a list of one or more texts"),
        (f'[tuntum.encryption]\nkeys = ["{KEY}", "c2hvcnQ="]', "[tuntum.encryption] key 2 is not 32 random bytes"),
        ('[tuntum.encryption]\nkeys = ["not base64!"]', "[tuntum.encryption] key 1 is not 32 random bytes"),
        (f'[tuntum.encryption]\nkeys = ["{KEY}", "{KEY}"]', "[tuntum.encryption] keys holds the same key twice."),
        (f'[tuntum.encryption]\nkeys = ["{KEY}"]\nsalt = "s"', "[tuntum.encryption] salt is not known"),
        (
            f'[tuntum.encryption]\nkeys = ["{KEY}"]\n[torus.encryption]\nkeys = ["{KEY}"]',
            "[torus.encryption] holds a key of tuntum; each landlord has its own.",
        ),
        ("[tuntum.sendgrid]", "[tuntum.sendgrid] lacks public_key."),
        ('[tuntum.sendgrid]\npublic_key = "not base64!"', "[tuntum.sendgrid] public_key is not the key"),
        ('[tuntum.sendgrid]\npublic_key = "MFkw"', "[tuntum.sendgrid] public_key is not the key"),
        ('[tuntum]\npublic_base_url = "contact.example.org"', "[tuntum] public_base_url is not an address"),
        ('[tuntum]\npublic_base_url = "https://example.org/?a=1"', "[tuntum] public_base_url is not an address"),
        ("[Tuntum-Homes]", "[Tuntum-Homes] is not a landlord's short name"),
        ("[tuntum", "is not TOML: "),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    (told,) = faults(tmp_path, text)
    assert told.startswith(fault)


def test_a_key_of_another_kind_is_not_a_signing_key(tmp_path: Path) -> None:
    other = published(rsa.generate_private_key(public_exponent=65537, key_size=2048))
    (told,) = faults(tmp_path, f'[tuntum.sendgrid]\npublic_key = "{other}"')
    assert told.startswith("[tuntum.sendgrid] public_key is not the key")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "[tuntum.twilio]\n[magna.sendgrid]\n[torus]\nsms = 1")) == 4


def test_a_landlord_without_an_encryption_key_is_told_how_to_get_one(tmp_path: Path) -> None:
    (told,) = all_faults(tmp_path, '[tuntum]\npublic_base_url = "https://contact.example.org"')
    assert told.startswith("[tuntum.encryption] is missing")
    assert "contact-gateway keys new" in told


def test_twilio_may_sign_with_shared_keys_by_their_ids(tmp_path: Path) -> None:
    twilio = f'[tuntum.twilio]\naccount_sid = "{ACCOUNT}"\nauth_tokens = ["t"]\n'
    shared = '[tuntum.twilio.shared_keys]\nSK1 = "first"\nSK2 = "second"\n'
    keys = load_landlord_keys(keys_file(tmp_path, twilio + shared + keys_table("tuntum")))["tuntum"].twilio
    assert keys is not None
    assert keys.shared_keys == {"SK1": "first", "SK2": "second"}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(LandlordKeysError, match="cannot be read"):
        load_landlord_keys(tmp_path)
