"""The path to production that docs/deploy.md describes leads through what is really there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path

import click
import granian.cli
import pytest
from honcho.environ import parse, parse_procfile

from cli.main import main
from contact_gateway.app import LARGEST_FORM
from contact_gateway.settings import Settings, SettingsError
from contact_gateway.web.webhooks.sendgrid_mail import MOST_BYTES

HOUSE = Path(__file__).parents[2]
DEPLOY = HOUSE / "deploy"
GUIDE = (HOUSE / "docs" / "deploy.md").read_text()
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
NGINX = (DEPLOY / "nginx" / "contact-gateway.conf").read_text()
ENV = (DEPLOY / "env.example").read_text()

INSTALLED = "/opt/contact-gateway/current/"
HONCHOS = {"EVENTS_PORT"}
"""Read by the Procfile alone."""

THE_SYSTEMS = {"RES_OPTIONS"}
"""Read by the system's own library, which looks names up."""


class Asked(Mapping[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.keys_asked: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.keys_asked.add(key)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def settings_keys() -> set[str]:
    environ = Asked()
    with pytest.raises(SettingsError):
        Settings.from_environ(environ)
    return environ.keys_asked


def documented(page: str) -> set[str]:
    rows = re.findall(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", page, flags=re.MULTILINE)
    return {key for row in rows for key in re.findall(r"[A-Z_]+", row)}


def commands_of(unit: Path) -> list[str]:
    return re.findall(r"^Exec\w+=(.+)$", unit.read_text(), flags=re.MULTILINE)


def bytes_of(size: str) -> int:
    return int(size.removesuffix("m")) * 1024 * 1024


def test_the_guide_explains_every_setting_and_no_other() -> None:
    assert len(settings_keys()) > 10
    assert documented(GUIDE) == settings_keys() | HONCHOS | THE_SYSTEMS


def test_the_front_page_names_no_setting_that_is_not_there() -> None:
    named = documented((HOUSE / "README.md").read_text())
    assert named
    assert named <= settings_keys()


def test_the_example_of_the_settings_reads_the_same_for_systemd_honcho_and_the_shell() -> None:
    by_honcho = parse(ENV)
    lines = [line for line in ENV.splitlines() if line and not line.startswith("#")]
    by_shell = dict(token.split("=", 1) for line in lines for token in shlex.split(line))
    by_systemd = {key: value.strip("'") for key, _, value in (line.partition("=") for line in lines)}
    assert by_honcho == by_shell == by_systemd
    assert set(by_honcho) <= settings_keys() | THE_SYSTEMS
    # A look-up of Twilio's name is in no time-out of ours; a caller waits as long as it takes.
    assert by_honcho["RES_OPTIONS"] == "timeout:1 attempts:2"


def test_the_example_of_the_settings_is_accepted_once_it_is_filled_in(tmp_path: Path) -> None:
    keys_file = tmp_path / "landlord_keys.toml"
    keys_file.touch()
    said = Settings.from_environ({**parse(ENV), "SECRET_KEY": "s" * 32, "LANDLORD_KEYS_FILE": str(keys_file)})
    assert said.database_url
    assert said.public_base_url == "https://contact.example.org"
    assert said.trusted_proxies == NGINX.count("X-Forwarded-For $remote_addr")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_a_command_of_ours_with_options_that_it_has(unit: Path) -> None:
    *tried, start = [command for command in commands_of(unit) if command.startswith(INSTALLED)]
    program, *arguments = shlex.split(start.removeprefix(f"{INSTALLED}.venv/bin/"))
    assert program in {script.name for script in entry_points(group="console_scripts")}
    if program == "granian":
        assert granian.cli.cli.make_context(program, arguments).params["app"] == "wsgi:app"
        assert tried == [f'{INSTALLED}.venv/bin/python -c "import wsgi"']
    else:
        assert main.commands[arguments[0]].make_context(program, arguments[1:]).args == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_says_nothing_twice(unit: Path) -> None:
    said = [line for line in unit.read_text().splitlines() if line and not line.startswith("#")]
    assert sorted(said) == sorted(set(said))


def test_the_procfile_and_the_units_start_the_same_processes() -> None:
    lines = parse_procfile((HOUSE / "Procfile").read_text()).processes
    assert {unit.stem.removeprefix("contact-gateway-").rstrip("@") for unit in UNITS} == set(lines)


def test_whatever_else_a_unit_calls_is_a_whole_path_to_a_tool_that_debian_always_has() -> None:
    tools = {command.split()[0] for unit in UNITS for command in commands_of(unit)}
    assert {tool for tool in tools if not tool.startswith(INSTALLED)} == {
        "/usr/bin/curl",
        "/usr/bin/mv",
        "/usr/bin/rm",
        "/usr/bin/sleep",
    }


def test_the_services_do_not_know_the_owners_password() -> None:
    read = {line for unit in UNITS for line in unit.read_text().splitlines() if line.startswith("EnvironmentFile")}
    assert read == {"EnvironmentFile=/etc/contact-gateway/env"}
    assert "DATABASE_OWNER_URL" not in parse(ENV)


def test_the_proxy_knows_the_sockets_that_the_units_open() -> None:
    opened = {
        path.replace("%i", server)
        for unit in UNITS
        for path in re.findall(r"/run/\S+/open\.sock", unit.read_text())
        for server in "ab"
    }
    assert set(re.findall(r"server unix:(\S+)", NGINX)) == opened


def test_the_proxy_lets_in_as_much_as_the_doors_take() -> None:
    usual, mail = re.findall(r"client_max_body_size (\w+);", NGINX)
    assert bytes_of(usual) >= LARGEST_FORM
    assert bytes_of(mail) == MOST_BYTES


def test_the_guide_calls_commands_and_names_files_that_are_there() -> None:
    called = set(re.findall(r"^contact-gateway ((?:[a-z]+ ?){1,2})", GUIDE, flags=re.MULTILINE))
    assert {"db upgrade", "policy import "} <= called
    for words in called:
        command: click.Command | None = main
        for word in words.split():
            command = command.commands.get(word) if isinstance(command, click.Group) else command
            assert command is not None, words
    named = set(re.findall(r"/(deploy/[\w./-]+)", GUIDE))
    assert len(named) >= 6
    assert {name for name in named if not (HOUSE / name).exists() and "*" not in name} == set()
