"""Every example of the guide to the API, sent as it stands there to what `make run` sets up, and answered so."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cli.demo.population import demo_pack, settle
from contact_gateway.bootstrap.gateway import open_gateway
from contact_gateway.bootstrap.keys import KEYS_FILE
from contact_gateway.bootstrap.web import build_app
from contact_gateway.settings import Settings
from tests.fakes.encryption import ENCRYPTION, keys_table

HOUSE = Path(__file__).parents[2]
GUIDE = (HOUSE / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```http\n(.*?)```", GUIDE, re.DOTALL)
MAKE_A_TOKEN, FIRST_AS_COMMAND = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
DAYS = re.findall(r"`\{(\w+)\}`\s+is `\$\(day (-?\d+)\)`", GUIDE)
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A fresh demo, and what its reader knows before the first example."""

    client: FlaskClient
    known: dict[str, str]


@pytest.fixture
def demo(database_url: str, direct_url: str, tmp_path: Path) -> Iterator[Demo]:
    (tmp_path / KEYS_FILE).write_text(keys_table("tuntum"))
    environ = {
        "DATABASE_URL": database_url,
        "DATABASE_DIRECT_URL": direct_url,
        "DATA_DIR": str(tmp_path),
        "DEMO": "1",
        "SECRET_KEY": "k" * 32,
    }
    gateway = open_gateway(database_url, ENCRYPTION)
    with closing(gateway.database):
        services = gateway.services
        services.policies.import_pack("tuntum", demo_pack("tuntum"), services.clock.now())
        settle(services, "tuntum")
        app = build_app(gateway.services, Settings.from_environ(environ))
        yield Demo(client=app.test_client(), known=told_by_the_shell(environ))


def told_by_the_shell(environ: dict[str, str]) -> dict[str, str]:
    """The token and the days, as the commands of the guide make them."""
    named = "".join(f'echo {name}="$(day {days})"\n' for name, days in DAYS)
    ran = subprocess.run(
        ["/bin/sh", "-c", f'set -e\n{MAKE_A_TOKEN}echo token="$token"\n{named}'],
        cwd=HOUSE,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return dict(line.split("=", 1) for line in ran.stdout.splitlines())


def parts(block: str) -> tuple[str, dict[str, str], str]:
    """The first line, the headers and the body."""
    head, _, body = block.partition("\n\n")
    first, *lines = head.strip().splitlines()
    return first, dict(line.split(": ", 1) for line in lines), body.strip()


def sent(demo: Demo, block: str) -> TestResponse:
    for name, value in demo.known.items():
        block = block.replace(f"{{{name}}}", value)
    first, headers, body = parts(block)
    assert not PLACEHOLDER.search(f"{first}{headers}"), "Nothing has told this yet."
    method, path = first.split()
    return demo.client.open(path, method=method, headers=headers, data=body.encode())


def differences(expected: object, given: object, known: dict[str, str], where: str = "") -> Iterator[str]:
    """What the answer does not say of what the guide says; `{name}` stands for a value, the same wherever it stands."""
    match expected:
        case dict() if isinstance(given, dict):
            for name, value in expected.items():
                yield from differences(value, given.get(name, "nothing"), known, f"{where}/{name}")
        case list() if isinstance(given, list) and len(given) == len(expected):
            for number, value in enumerate(expected):
                yield from differences(value, given[number], known, f"{where}/{number}")
        case str() if named := PLACEHOLDER.search(expected):
            value = str(given)[named.start() : len(str(given)) - (len(expected) - named.end())]
            if known.setdefault(named[1], value) != value:
                yield f"{where}: {given} is another {named[1]}"
        case _ if expected != given:
            yield f"{where}: {given!r} instead of {expected!r}"


def test_every_example_is_answered_on_a_fresh_demo_as_the_guide_says(demo: Demo) -> None:
    assert demo.known.keys() == {"token", "yesterday", "in_two_days", "in_six_months"}
    examples = list(zip(BLOCKS[::2], BLOCKS[1::2], strict=True))
    assert len(examples) >= 12
    for request, response in examples:
        answer = sent(demo, request)
        status, headers, body = parts(response)
        assert answer.status_code == int(status.split()[0]), f"{request}\n{answer.text}"
        said = {"headers": headers, "body": json.loads(body) if body else None}
        given = {"headers": dict(answer.headers), "body": answer.get_json() if body else None}
        assert list(differences(said, given, demo.known)) == [], request


def test_the_first_example_as_a_command_is_the_first_example() -> None:
    first, headers, body = parts(BLOCKS[0])
    words = shlex.split(FIRST_AS_COMMAND.replace("\\\n", ""))
    assert f"POST {words[2].removeprefix('http://127.0.0.1:8080')}" == first
    assert words[4:7:2] == [f"{name}: {value}".replace("{token}", "$token") for name, value in headers.items()]
    assert words[-2:] == ["-d", body]


@pytest.mark.parametrize(
    ("expected", "given"),
    [({"a": 1}, {"a": 2}), ({"a": 1}, {}), ([1], [1, 2]), ("{x}", "2"), ({"a": None}, {"a": "b"})],
)
def test_an_answer_that_says_something_else_is_noticed(expected: object, given: object) -> None:
    assert list(differences(expected, given, {"x": "1"}))
