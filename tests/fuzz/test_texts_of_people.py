"""Files that people write by hand: whatever is in them, they are told in a sentence and never see our insides."""

from __future__ import annotations

import base64
from pathlib import Path

from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.policy import policy
from cli.scenario import Exit, play_file
from cli.scenario_runner.databases import Server
from cli.scenario_runner.faults import ScenarioFault
from cli.scenario_runner.rehearsal import read_file
from contact_gateway.adapters.landlord_keys import LandlordKeysError, load_landlord_keys
from contact_gateway.adapters.policy_files.shipped import shipped_packs
from tests.fakes.encryption import key_of, keys_table
from tests.fakes.sendgrid import public_text
from tests.fuzz.damage import damaged

ROOT = Path(__file__).parents[2]
PACKS = tuple(shipped_packs().values())
SCENARIOS = tuple(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "scenarios").glob("*.yaml")))
KEYS = f"""\
[tuntum]
public_base_url = "https://contact.example.org"
{keys_table("tuntum")}
[tuntum.twilio]
account_sid = "AC{"0" * 32}"
auth_tokens = ["first-token", "second-token"]
[tuntum.twilio.shared_keys]
"key-1" = "third-secret"
[tuntum.sendgrid]
public_key = "{public_text(generate_private_key(SECP256R1()))}"
"""
SECRETS = ("first-token", "second-token", "third-secret", base64.b64encode(key_of("tuntum")).decode())
PLAYED = max(settings.default.max_examples // 10, 5) if settings.default else 5
"""A rehearsal takes a database of its own, and so a tenth of the examples."""


def test_the_keys_that_are_damaged_below_were_sound(draft: Path) -> None:
    file = draft.with_suffix(".keys")
    file.write_text(KEYS, encoding="utf-8")
    assert list(load_landlord_keys(file)) == ["tuntum"]


def fault_of(file: Path) -> ScenarioFault | None:
    try:
        read_file(file)
    except ScenarioFault as fault:
        return fault
    return None


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(policy, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@given(text=damaged(PACKS) | st.text(max_size=60))
def test_a_policy_is_fine_or_faulty_and_never_a_traceback(draft: Path, text: str) -> None:
    file = draft.with_suffix(".toml")
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    checked = run("check", str(file))
    assert checked.exit_code in {0, 1, 2}
    assert checked.output.strip()
    assert (run("show", str(file)).exit_code == 0) == (checked.exit_code == 0)


@given(raw=st.binary(max_size=80))
def test_a_policy_of_any_bytes_is_never_a_traceback(draft: Path, raw: bytes) -> None:
    file = draft.with_suffix(".toml")
    file.write_bytes(raw)
    assert run("check", str(file)).exit_code in {1, 2}


@given(text=damaged(SCENARIOS) | st.text(max_size=60))
def test_a_scenario_is_read_or_its_fault_has_a_line(draft: Path, text: str) -> None:
    file = draft.with_suffix(".yaml")
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    fault = fault_of(file)
    assert fault is None or (1 <= fault.line <= len(text.splitlines()) + 2 and str(fault))


@settings(max_examples=PLAYED)
@given(text=damaged(SCENARIOS, most=2))
def test_a_scenario_is_played_to_its_end_or_refused(draft: Path, server: Server, text: str) -> None:
    file = draft.with_suffix(".yaml")
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    _, end = play_file(file, server, as_json=True)
    assert end in {Exit.AS_EXPECTED, Exit.DIFFERS, Exit.FAULTY_FILE}


@given(text=damaged([KEYS]) | st.text(max_size=60))
def test_the_keys_of_landlords_are_read_or_refused_without_repeating_one(draft: Path, text: str) -> None:
    file = draft.with_suffix(".keys")
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        said = repr(load_landlord_keys(file))
    except LandlordKeysError as error:
        said = str(error)
    assert [secret for secret in SECRETS if secret in said] == []
