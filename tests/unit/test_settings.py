from __future__ import annotations

import stat
from pathlib import Path

import pytest

from contact_gateway.settings import Settings, SettingsError, demo_secret_key

SECRET = "a secret of more than thirty-two characters"


def settings(**keys: str) -> Settings:
    return Settings.from_environ({"SECRET_KEY": SECRET, **keys})


def faults(**keys: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        settings(**keys)
    return caught.value.faults


def test_a_secret_alone_is_enough_to_run_on_the_embedded_database() -> None:
    said = settings()
    assert said.database_url is None
    assert said.database_owner_url is None
    assert said.data_dir.is_absolute()
    assert (said.host, said.port, said.public_base_url) == ("127.0.0.1", 8080, "http://127.0.0.1:8080")
    assert (said.landlord_keys_file, said.smtp_url, said.redis_url) == (None, None, None)
    assert said.demo is False
    assert said.log_level == "info"


def test_the_public_address_follows_the_port_and_loses_its_last_slash() -> None:
    assert settings(PORT="9000").public_base_url == "http://127.0.0.1:9000"
    assert settings(PUBLIC_BASE_URL="https://contact.example.org/").public_base_url == "https://contact.example.org"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_postgresql_url_names_the_driver_we_ship(scheme: str) -> None:
    said = settings(DATABASE_URL=f"{scheme}://app:word@db.example.org/gateway")
    assert said.database_url == "postgresql+psycopg://app:word@db.example.org/gateway"
    assert said.database_owner_url == said.database_url


def test_a_database_may_be_reached_through_a_socket() -> None:
    url = "postgresql+psycopg://app@/gateway?host=/run/postgresql"
    assert settings(DATABASE_URL=url).database_url == url


def test_the_owner_of_the_tables_may_have_a_url_of_its_own() -> None:
    said = settings(DATABASE_URL="postgresql://app@db/gateway", DATABASE_OWNER_URL="postgresql://owner@db/gateway")
    assert said.database_owner_url == "postgresql+psycopg://owner@db/gateway"


@pytest.mark.parametrize("key", ["DATABASE_OWNER_URL", "DATABASE_DIRECT_URL"])
def test_another_way_to_a_database_that_is_not_named_is_a_fault(key: str) -> None:
    assert faults(**{key: "postgresql://owner@db/gateway"}) == (
        f"{key} is set without DATABASE_URL; set both, or neither to embed a database.",
    )


def test_without_a_pooler_there_is_one_way_to_the_database() -> None:
    said = settings(DATABASE_URL="postgresql://app@db/gateway")
    assert said.database_direct_url == said.database_url == "postgresql+psycopg://app@db/gateway"


def test_past_a_pooler_leads_the_direct_url_which_also_migrates_and_through_it_nothing_is_prepared() -> None:
    said = settings(
        DATABASE_URL="postgresql://app@pooler:6432/gateway", DATABASE_DIRECT_URL="postgresql://app@db/gateway"
    )
    assert said.database_url == "postgresql+psycopg://app@pooler:6432/gateway?prepared=no"
    assert said.database_direct_url == said.database_owner_url == "postgresql+psycopg://app@db/gateway"


def test_a_pooler_that_knows_prepared_statements_can_be_said_to() -> None:
    url = "postgresql+psycopg://app@pooler/gateway?connect_timeout=2&prepared=yes"
    said = settings(DATABASE_URL=url, DATABASE_DIRECT_URL="postgresql://app@db/gateway")
    assert said.database_url == url


@pytest.mark.parametrize(
    "url", ["mysql://app@db/gateway", "db/gateway", "postgresql://", "postgresql:///", "postgresql://db:port/gateway"]
)
def test_a_database_url_that_cannot_be_used_is_named_but_never_repeated(url: str) -> None:
    (fault,) = faults(DATABASE_URL=url)
    assert fault.startswith("DATABASE_URL is not a URL that can be used")
    assert url not in fault


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "\uff18\uff10\uff18\uff10", "80 80"])
def test_a_port_that_is_none_is_a_fault(port: str) -> None:
    assert faults(PORT=port) == (f"PORT is {port!r}; write a port number from 1 to 65535.",)


@pytest.mark.parametrize("number", ["10", "-1", "one", "\u0661"])
def test_a_number_of_proxies_that_nobody_has_is_a_fault(number: str) -> None:
    assert faults(TRUSTED_PROXIES=number) == (f"TRUSTED_PROXIES is {number!r}; write a number from 0 to 9.",)


def test_no_proxy_is_trusted_unless_said() -> None:
    assert (settings().trusted_proxies, settings(TRUSTED_PROXIES="2").trusted_proxies) == (0, 2)


@pytest.mark.parametrize("port", [1, 65535])
def test_the_first_and_the_last_port_are_ports(port: int) -> None:
    assert settings(PORT=str(port)).port == port


def test_a_missing_secret_stops_the_start() -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY is missing"):
        Settings.from_environ({})


@pytest.mark.parametrize("length", [1, 31])
def test_a_short_secret_stops_the_start_and_is_not_repeated(length: int) -> None:
    (fault,) = faults(SECRET_KEY="x" * length)
    assert fault == f"SECRET_KEY has {length} characters; it needs 32 or more, chosen at random."


def test_all_faults_are_told_at_once() -> None:
    told = faults(
        PORT="x", LOG_LEVEL="loud", DEMO="perhaps", SECRET_KEY="short", REDIS_URL="http://cache", SMTP_URL="mail"
    )
    assert [fault.split()[0] for fault in told] == ["DEMO", "PORT", "SMTP_URL", "REDIS_URL", "LOG_LEVEL", "SECRET_KEY"]


def test_an_empty_key_counts_as_absent() -> None:
    assert settings(DATABASE_URL=" ", PORT="", LOG_LEVEL="").database_url is None


def test_a_keys_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(LANDLORD_KEYS_FILE=str(tmp_path / "keys.toml"))
    assert fault == f"LANDLORD_KEYS_FILE names {tmp_path / 'keys.toml'}, where no file is."


@pytest.mark.parametrize(("text", "demo"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("off", False)])
def test_a_switch_is_understood_in_plain_words(text: str, demo: bool) -> None:
    assert settings(DEMO=text).demo is demo


def test_a_demo_makes_its_secret_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    data_dir = tmp_path / "new" / "data"
    first = Settings.from_environ({"DEMO": "1", "DATA_DIR": str(data_dir)})
    second = Settings.from_environ({"DEMO": "1", "DATA_DIR": str(data_dir)})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert [path.name for path in data_dir.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((data_dir / "secret_key").stat().st_mode) == 0o600


def test_a_demo_that_cannot_keep_its_secret_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="set DATA_DIR to a folder that you may write"):
        demo_secret_key(tmp_path / "file" / "data")


def test_no_password_and_no_secret_is_ever_printed() -> None:
    said = settings(
        DATABASE_URL="postgresql://app:hidden@db/gateway",
        REDIS_URL="redis://:hidden@cache",
        SMTP_URL="smtp://u:hidden@mail",
    )
    assert "hidden" not in repr(said)
    assert SECRET not in repr(said)
