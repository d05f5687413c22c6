"""An account whose numbers are connected by the command, at a server that stands in for Twilio."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import main
from contact_gateway.bootstrap.keys import KEYS_FILE
from ivr.phone_simulator.documents import read_document
from tests.fakes.encryption import keys_table
from tests.fakes.scripted_server import Answer, Scripted, says, scripted

Run = Callable[..., Result]
ACCOUNT = "AC" + "0123456789abcdef" * 2
MAIN, REPAIRS = f"PN{'a' * 32}", f"PN{'b' * 32}"
BELOW = "https://contact.example.org/webhooks/tuntum/twilio"
CONNECTED = {
    "voice_url": f"{BELOW}/voice/incoming#rc=1&rp=ct,rt,5xx&ct=2000&rt=6000",
    "voice_fallback_url": f"{BELOW}/voice/fallback#rc=1&rp=ct,rt,5xx&ct=2000&rt=6000",
    "status_callback": f"{BELOW}/voice/status#rc=5&rp=ct,rt,5xx",
    "sms_url": f"{BELOW}/sms/incoming#rc=1&rp=ct,rt,5xx&ct=2000&rt=6000",
}


@pytest.fixture
def server() -> Iterator[Scripted]:
    with scripted() as server:
        yield server


@pytest.fixture
def run(database_url: str, direct_url: str, tmp_path: Path, server: Scripted) -> Run:
    environ = {
        "DATABASE_URL": database_url,
        "DATABASE_DIRECT_URL": direct_url,
        "DATA_DIR": str(tmp_path),
        "PUBLIC_BASE_URL": "https://contact.example.org",
    }

    def run(*arguments: str, **more: str) -> Result:
        return CliRunner().invoke(main, arguments, env={**environ, **more})

    keys(tmp_path, f'api_url = "{server.url}"')
    assert run("policy", "import", "tuntum").exit_code == 0
    return run


def keys(folder: Path, more: str = "") -> None:
    account = f'[tuntum.twilio]\naccount_sid = "{ACCOUNT}"\nauth_tokens = ["token"]\n{more}\n'
    (folder / KEYS_FILE).write_text(account + keys_table("tuntum"))


def numbers(*kept: dict[str, str]) -> Answer:
    owned = zip((MAIN, REPAIRS), ("+441632960200", "+441632960201"), kept, strict=False)
    listed = [{"sid": sid, "phone_number": number, **addresses} for sid, number, addresses in owned]
    return says(incoming_phone_numbers=listed, next_page_uri=None)


def test_a_new_account_is_connected_and_a_second_time_nothing_is_left_to_do(run: Run, server: Scripted) -> None:
    server.will(numbers({}, CONNECTED), says(sid=MAIN), numbers(CONNECTED, CONNECTED))
    done = run("twilio", "connect", "tuntum")
    assert done.exit_code == 0, done.output
    assert "+441632960200 is now connected:" in done.output
    assert f"{BELOW}/voice/incoming#rc=1&rp=ct,rt,5xx&ct=2000&rt=6000" in done.output
    assert "+441632960201 is connected." in done.output
    assert [one.method for one in server.asked] == ["GET", "POST", "GET"]
    again = run("twilio", "connect", "tuntum")
    assert again.exit_code == 0
    assert again.output == "+441632960200 is connected.\n+441632960201 is connected.\n"
    assert [one.method for one in server.asked[3:]] == ["GET"]


def test_a_dry_run_only_looks(run: Run, server: Scripted) -> None:
    server.will(numbers({"voice_url": "https://demo.example.net/welcome"}, CONNECTED))
    looked = run("twilio", "connect", "tuntum", "--dry-run")
    assert looked.exit_code == 0
    assert "+441632960200 would be connected:" in looked.output
    assert "was https://demo.example.net/welcome" in looked.output
    assert [one.method for one in server.asked] == ["GET"]


def test_a_number_that_the_account_lacks_or_an_application_answers_is_missing(run: Run, server: Scripted) -> None:
    server.will(numbers({**CONNECTED, "voice_application_sid": f"AP{'c' * 32}"}))
    done = run("twilio", "connect", "tuntum")
    assert done.exit_code == 1
    assert f"+441632960200: application AP{'c' * 32} has its calls" in done.output
    assert "+441632960201: The account has no such number." in done.output


def test_the_fallback_may_be_a_document_that_lies_elsewhere(run: Run, server: Scripted) -> None:
    server.will(numbers(CONNECTED, CONNECTED))
    looked = run("twilio", "connect", "tuntum", "--dry-run", "--fallback", "https://handler.example.net/safe")
    assert looked.output.count("  call fallback  https://handler.example.net/safe\n") == 2


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (says(401, code=20003), "Twilio does not know these keys"),
        (says(503), "Twilio is too busy now."),
        (says(404, code=20404), "Twilio refused this (status 404, code 20404)."),
    ],
)
def test_what_cannot_be_done_says_why(run: Run, server: Scripted, answer: Answer, why: str) -> None:
    server.will(answer)
    done = run("twilio", "connect", "tuntum")
    assert (done.exit_code, why in done.output) == (2, True), done.output


def test_what_was_done_is_told_where_twilio_refuses_the_next_number(run: Run, server: Scripted) -> None:
    server.will(numbers({}, {}), says(sid=MAIN), says(400, code=21450), numbers(CONNECTED, {}))
    done = run("twilio", "connect", "tuntum")
    assert done.exit_code == 1, done.output
    assert "+441632960200 is now connected:" in done.output
    assert "+441632960201 was to be connected:" in done.output
    assert "+441632960201: Twilio refused this (status 400, code 21450)." in done.output


@pytest.mark.parametrize("fallback", ["javascript:x", "handler.example.net/safe", "https:///safe"])
def test_a_fallback_is_an_address_also_at_what_stands_in_for_twilio(run: Run, server: Scripted, fallback: str) -> None:
    refused = run("twilio", "connect", "tuntum", "--dry-run", "--fallback", fallback)
    assert (refused.exit_code, f"{fallback} is no address of http or https." in refused.output) == (2, True)
    assert server.asked == []


def test_a_landlord_without_keys_or_without_a_policy_is_told_so(run: Run, tmp_path: Path, server: Scripted) -> None:
    unknown = run("twilio", "connect", "torus")
    assert (unknown.exit_code, "There is no [torus.twilio] in" in unknown.output) == (2, True)
    sid = f'[torus.twilio]\naccount_sid = "{ACCOUNT}"\nauth_tokens = ["t"]\napi_url = "{server.url}"\n'
    with (tmp_path / KEYS_FILE).open("a") as file:
        file.write(sid + keys_table("torus"))
    without = run("twilio", "connect", "torus")
    assert (without.exit_code, "torus has no policy in force" in without.output) == (2, True), without.output
    assert server.asked == []


@pytest.mark.parametrize(
    ("base_url", "why"),
    [
        ("http://contact.example.org", "is not https"),
        ("https://contact_gateway.example.org", "underscore"),
        ("https://localhost", "this network alone"),
    ],
)
def test_twilio_itself_is_never_told_an_address_that_it_cannot_use(
    run: Run, tmp_path: Path, base_url: str, why: str
) -> None:
    keys(tmp_path)
    refused = run("twilio", "connect", "tuntum", PUBLIC_BASE_URL=base_url)
    assert (refused.exit_code, why in refused.output) == (2, True), refused.output


def test_the_safe_document_is_printed_as_it_is_to_be_kept_elsewhere(run: Run) -> None:
    printed = run("twilio", "safe-document", "tuntum")
    assert printed.exit_code == 0, printed.output
    assert [type(verb).__name__ for verb in read_document(printed.output)][-1] == "Hangup"
    assert "0 1 6 3 2 9 6 0 2 1 9" in printed.output
    emergency = run("twilio", "safe-document", "tuntum", "--emergency")
    assert emergency.output.index("+441632960219") < emergency.output.index("+441632960210")


def test_the_safe_document_leads_any_key_to_the_emergency_document(run: Run) -> None:
    at = "https://handler.example.net/emergency"
    assert f'action="{at}"' in run("twilio", "safe-document", "tuntum", "--emergency-at", at).output
    refused = run("twilio", "safe-document", "tuntum", "--emergency-at", "http://handler.example.net/emergency")
    assert (refused.exit_code, "is not https" in refused.output) == (2, True)


def test_one_safe_document_is_printed_at_a_time(run: Run) -> None:
    both = run("twilio", "safe-document", "tuntum", "--emergency", "--emergency-at", "https://handler.example.net/e")
    assert (both.exit_code, "say one of the two" in both.output) == (2, True)


def test_a_landlord_without_a_policy_has_no_safe_document(run: Run) -> None:
    assert run("twilio", "safe-document", "torus").exit_code == 1
