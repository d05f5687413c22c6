"""`contact-gateway simulate email` against a gateway that listens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from cli.demo.keys import MAIL_KEY_FILE
from cli.simulate.group import simulate
from contact_gateway.adapters.clock import SystemClock
from tests.fakes.sendgrid import LANDLORD, MAILBOX, SAM, Sendgrid
from tests.integration.doors.gateway import listening

Simulate = Callable[..., Result]
WRITE = ("email", "--landlord", LANDLORD, "--from", SAM, "--to", MAILBOX, "--subject", "Café", "--text", "Any £ news?")


@pytest.fixture
def sendgrid() -> Sendgrid:
    built = Sendgrid()
    built.clock.stand_at(SystemClock().now())
    return built


@pytest.fixture
def run(tmp_path: Path, sendgrid: Sendgrid) -> Simulate:
    """Run the command with the private half of the landlord's key, where the demo keeps it."""
    pem = sendgrid.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / MAIL_KEY_FILE).write_bytes(pem)

    def command(*arguments: str) -> Result:
        return CliRunner().invoke(simulate, arguments, env={"DATA_DIR": str(tmp_path)})

    return command


@pytest.mark.parametrize("form", [(), ("--raw",)])
def test_a_mail_is_taken_in_both_forms(sendgrid: Sendgrid, run: Simulate, form: tuple[str, ...]) -> None:
    with listening(sendgrid.app) as url:
        said = run(*WRITE, "--url", url, *form)
    assert said.exit_code == 0, said.output
    [step] = sendgrid.stored
    assert (str(step.contact.sender), step.contact.dialled) == (SAM, MAILBOX)
    assert (step.contact.subject, step.contact.text.strip()) == ("Café", "Any £ news?")
    assert step.contact.authenticated
    assert not step.contact.auto_submitted


def test_a_spoofed_mail_is_not_proven(sendgrid: Sendgrid, run: Simulate) -> None:
    with listening(sendgrid.app) as url:
        assert run(*WRITE, "--url", url, "--spoofed").exit_code == 0
    [step] = sendgrid.stored
    assert not step.contact.authenticated


def test_two_mails_are_two_contacts(sendgrid: Sendgrid, run: Simulate) -> None:
    with listening(sendgrid.app) as url:
        codes = [run(*WRITE, "--url", url).exit_code for _ in range(2)]
    assert codes == [0, 0]
    assert len(sendgrid.stored) == 2


def test_a_key_of_somebody_else_is_told(sendgrid: Sendgrid, run: Simulate, tmp_path: Path) -> None:
    strange = generate_private_key(SECP256R1())
    (tmp_path / "strange.pem").write_bytes(strange.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with listening(sendgrid.app) as url:
        said = run(*WRITE, "--url", url, "--key", str(tmp_path / "strange.pem"))
    assert said.exit_code == 1
    assert "answered with 403" in said.output


def test_a_gateway_that_does_not_listen_is_told(run: Simulate) -> None:
    said = run(*WRITE, "--url", "http://127.0.0.1:9")
    assert said.exit_code == 1
    assert "did not answer" in said.output


def test_a_missing_key_is_told(tmp_path: Path) -> None:
    said = CliRunner().invoke(simulate, WRITE, env={"DATA_DIR": str(tmp_path / "empty")})
    assert said.exit_code == 2
    assert "holds no private key to sign with" in said.output


def test_a_landlord_without_a_pack_needs_an_address(run: Simulate) -> None:
    said = run("email", "--landlord", "nobody", "--from", SAM, "--text", "Hello")
    assert said.exit_code == 2
    assert "say with --to" in said.output
