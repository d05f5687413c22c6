"""The scripts of deploy/, on a machine that is a folder, whose root, account and systemd are fakes."""

from __future__ import annotations

import os
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"

SETPRIV = 'while [ "${1#--}" != "$1" ]; do shift; done; exec "$@"'
# As env: setpriv gives up root's rights over files only with what it starts, so that env is the first to go without.
LOCKED_OUT = "exit 126"
# Watches for nothing; what a fake systemd has to tell of failures it tells only after this.
SLEEP = 'echo "$1" > watched'
# Fails at whatever of the release in use may not start. A unit that is watched has then been restarted, or is down.
SYSTEMCTL = """
asked="$(basename "$(readlink -f opt/current)") $*"
case "$asked" in BROKEN) broken=yes;; esac
case "$1" in
    restart) rm -f watched; echo "$asked" | sed 's/ restart / /' >> calls; [ -z "${broken:-}" ];;
    reset-failed) rm -f failed;;
    show) if [ -e failed ] || { [ -e watched ] && [ -n "${broken:-}" ]; }; then echo 3; else echo 0; fi;;
    --quiet) [ ! -e watched ] || [ -z "${broken:-}" ];;
esac
"""
COMMAND = 'echo "in $PWD, owner ${DATABASE_OWNER_URL:-unknown}, login $DATABASE_URL: $*"'
MAKE = 'mkdir -p "$2/.venv/bin" && cd "$2/.venv/bin" && echo "#!/bin/sh" > contact-gateway && chmod 755 contact-gateway'


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A folder with the places that the scripts know, and a PATH on which their tools are fakes."""

    home: Path

    @property
    def current(self) -> str:
        return (self.home / "opt" / "current").resolve().name

    @property
    def calls(self) -> list[str]:
        """What systemd was asked for, and which release was in use then."""
        return (self.home / "calls").read_text().splitlines()

    def has_command(self, name: str, lines: str) -> None:
        place = self.home / "bin" / name
        place.write_text(f"#!/bin/sh\n{lines}\n")
        place.chmod(0o755)

    def has_release(self, version: str) -> Path:
        release = self.home / "opt" / "releases" / version
        binaries = release / ".venv" / "bin"
        binaries.mkdir(parents=True)
        (binaries / "contact-gateway").write_text(f"#!/bin/sh\n{COMMAND}\n")
        (binaries / "contact-gateway").chmod(0o755)
        return release

    def runs(self, script: str, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        text = (DEPLOY / script).read_text()
        text = text.replace("/opt/contact-gateway", f"{self.home}/opt").replace("/etc/contact-gateway", f"{self.home}")
        (self.home / script).write_text(text)
        return subprocess.run(
            ["/bin/sh", str(self.home / script), *arguments],
            cwd=folder or self.home,
            env={"PATH": f"{self.home}/bin:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "bin").mkdir()
    (tmp_path / "calls").touch()
    (tmp_path / "env").write_text("DATABASE_URL='postgresql://login@db/gateway'\n")
    (tmp_path / "owner.env").write_text("DATABASE_OWNER_URL='postgresql://owner@db/gateway'\n")
    made = Machine(home=tmp_path)
    made.has_command("setpriv", SETPRIV)
    made.has_command("git", "exit 0")
    made.has_command("make", MAKE)
    made.has_command("contact-gateway", f'echo "$*" >> {tmp_path}/calls')
    made.has_command("curl", "echo ready")
    made.has_command("sleep", SLEEP)
    return made


@pytest.fixture
def renewed(machine: Machine) -> Machine:
    """A machine with v1 in use and v2 beside it."""
    (machine.home / "opt").mkdir()
    (machine.home / "opt" / "current").symlink_to(machine.has_release("v1"))
    machine.has_release("v2")
    return machine


def breaks_with(machine: Machine, broken: str) -> None:
    """Let systemd fail where a release and what is asked for it are like `broken`, a pattern of the shell."""
    machine.has_command("systemctl", SYSTEMCTL.replace("BROKEN", broken))


def test_the_command_runs_in_the_callers_folder_with_the_settings(renewed: Machine) -> None:
    folder = renewed.home / "somewhere"
    folder.mkdir()
    told = renewed.runs("contact-gateway", "policy", "import", "my-landlord.toml", folder=folder)
    assert told.stdout.startswith(f"in {folder}, owner unknown, login postgresql://login@db/gateway: policy import my-")


def test_the_command_is_started_by_the_account_and_not_by_root_on_its_behalf(renewed: Machine) -> None:
    renewed.has_command("env", LOCKED_OUT)
    told = renewed.runs("contact-gateway", "policy", "list")
    assert (told.returncode, told.stdout) == (126, "")


def test_only_what_migrates_knows_the_owners_password(renewed: Machine) -> None:
    assert "owner postgresql://owner@db/gateway" in renewed.runs("contact-gateway", "db", "upgrade").stdout
    for other in (["user", "add"], ["scheduler"], ["run"], ["simulate", "db", "upgrade"], []):
        assert "owner unknown" in renewed.runs("contact-gateway", *other).stdout


def test_a_machine_without_the_owners_password_asks_for_none(renewed: Machine) -> None:
    (renewed.home / "owner.env").unlink()
    assert "owner unknown" in renewed.runs("contact-gateway", "db", "upgrade").stdout


def test_a_release_is_ready_once_the_account_can_run_it(machine: Machine) -> None:
    told = machine.runs("new_release.sh", "https://git.example.org/it.git", "v1")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.endswith("releases/v1 is ready.\n")
    assert stat.S_IMODE((machine.home / "opt" / "releases" / "v1").stat().st_mode) == 0o755


def test_a_release_that_the_account_cannot_run_is_not_ready_and_not_left_there(machine: Machine) -> None:
    machine.has_command("env", LOCKED_OUT)
    told = machine.runs("new_release.sh", "https://git.example.org/it.git", "v1")
    assert told.returncode == 1
    assert "ready" not in told.stdout
    assert "The account contact-gateway cannot run this release" in told.stderr
    assert told.stderr.endswith("new_release.sh https://git.example.org/it.git v1\n")
    assert list((machine.home / "opt" / "releases").iterdir()) == []


def test_a_release_is_put_in_use_one_server_after_the_other(renewed: Machine) -> None:
    breaks_with(renewed, "nothing")
    told = renewed.runs("switch_release.sh", "v2")
    assert (told.returncode, renewed.current) == (0, "v2")
    assert told.stdout.endswith("v2 is in use; before it was v1.\n")
    assert renewed.calls == [
        "db upgrade",
        "v2 contact-gateway-web@a",
        "v2 contact-gateway-web@b",
        "v2 contact-gateway-events contact-gateway-scheduler",
    ]


@pytest.mark.parametrize(("broken", "restarted"), [("a", ["a"]), ("b", ["b", "a"])])
def test_a_release_that_does_not_start_is_left_for_the_one_before(
    renewed: Machine, broken: str, restarted: list[str]
) -> None:
    breaks_with(renewed, f"'v2 restart contact-gateway-web@{broken}'")
    told = renewed.runs("switch_release.sh", "v2")
    assert (told.returncode, renewed.current) == (1, "v1")
    assert "v2 could not be put in use." in told.stderr
    assert told.stderr.endswith("v1 is in use again, on the database as it is now.\n")
    went_back = [call for call in renewed.calls if call.startswith("v1")]
    assert went_back == [f"v1 contact-gateway-web@{server}" for server in restarted]
    assert not any("scheduler" in call for call in renewed.calls)


@pytest.mark.parametrize("unit", ["contact-gateway-events", "contact-gateway-scheduler"])
@pytest.mark.parametrize("seen", ["restart", "show", "--quiet is-active"])
def test_a_release_whose_events_or_scheduler_stop_at_once_is_left_too(renewed: Machine, seen: str, unit: str) -> None:
    breaks_with(renewed, f"'v2 {seen}'*{unit}*")
    told = renewed.runs("switch_release.sh", "v2")
    assert (told.returncode, renewed.current) == (1, "v1")
    assert told.stderr.endswith("v1 is in use again, on the database as it is now.\n")
    assert renewed.calls[-3:] == [
        "v1 contact-gateway-web@b",
        "v1 contact-gateway-web@a",
        "v1 contact-gateway-events contact-gateway-scheduler",
    ]


@pytest.mark.parametrize("seen", ["restart", "is-active"])
def test_a_scheduler_that_stops_with_the_release_before_too_is_said(renewed: Machine, seen: str) -> None:
    breaks_with(renewed, f"*{seen}*scheduler")
    told = renewed.runs("switch_release.sh", "v2")
    assert (told.returncode, renewed.current) == (1, "v1")
    assert told.stderr.endswith("v1 is in use again, but not everything is well with it: look at the journal.\n")


def test_what_failed_before_a_switch_is_not_held_against_the_new_release(renewed: Machine) -> None:
    breaks_with(renewed, "nothing")
    (renewed.home / "failed").touch()
    assert renewed.runs("switch_release.sh", "v2").returncode == 0
    assert (renewed.current, (renewed.home / "watched").read_text()) == ("v2", "10\n")


def test_a_release_that_starts_and_is_not_ready_is_left_too(renewed: Machine) -> None:
    breaks_with(renewed, "nothing")
    renewed.has_command("curl", 'case "$(readlink -f opt/current)" in */v2) exit 22;; esac')
    assert renewed.runs("switch_release.sh", "v2", "--no-upgrade").returncode == 1
    assert (renewed.current, renewed.calls[0]) == ("v1", "v2 contact-gateway-web@a")


def test_what_stays_down_after_going_back_is_said(renewed: Machine) -> None:
    breaks_with(renewed, "*web@a")
    told = renewed.runs("switch_release.sh", "v2")
    assert (told.returncode, renewed.current) == (1, "v1")
    assert told.stderr.endswith("v1 is in use again, but not everything is well with it: look at the journal.\n")


def test_the_first_release_has_none_to_go_back_to(renewed: Machine) -> None:
    (renewed.home / "opt" / "current").unlink()
    breaks_with(renewed, "*web@a")
    told = renewed.runs("switch_release.sh", "v2")
    assert (told.returncode, renewed.current) == (1, "v2")
    assert told.stderr.endswith("There is no release before it to go back to.\n")


def test_a_database_that_cannot_be_migrated_leaves_everything_as_it_is(renewed: Machine) -> None:
    renewed.has_command("contact-gateway", "exit 1")
    assert renewed.runs("switch_release.sh", "v2").returncode == 1
    assert (renewed.current, renewed.calls) == ("v1", [])
