"""Each way in which a database cannot be used has a sentence of its own, which gives no secret away."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator

import psycopg
import pytest
import sqlalchemy
from sqlalchemy import Connection, exc, text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.trouble import Trouble, trouble_of
from contact_gateway.application.errors import Unavailable, Unusable
from tests.integration.database.world import LANDLORD

SECRET = "hunter2-hunter2"


def refused(url: str | sqlalchemy.URL) -> Unavailable:
    database = Database(sqlalchemy.make_url(url).render_as_string(hide_password=False))
    try:
        with pytest.raises(Unavailable) as raised, database.transaction(LANDLORD):
            pass
    finally:
        database.close()
    assert SECRET not in f"{raised.value!r}{raised.value.__cause__!r}"
    return raised.value


@pytest.fixture
def closed_port() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # held but not listened on
        yield int(held.getsockname()[1])


@pytest.fixture
def owner(direct_url: str) -> Iterator[Connection]:
    engine = sqlalchemy.create_engine(direct_url, isolation_level="AUTOCOMMIT", poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        yield connection


def test_an_unknown_database_is_told(direct_url: str) -> None:
    url = sqlalchemy.make_url(direct_url).set(database="nothing_of_that_name")
    assert refused(url).kind == "no_such_database"


def test_a_user_whom_the_server_does_not_let_in_is_told(direct_url: str) -> None:
    url = sqlalchemy.make_url(direct_url).set(username="nobody_of_that_name", password=SECRET)
    fault = refused(url)
    assert fault.kind == "sign_in"
    assert "refuses the user or the password" in str(fault)


def test_a_port_on_which_nobody_listens_is_told(closed_port: int) -> None:
    assert refused(f"postgresql://app:{SECRET}@127.0.0.1:{closed_port}/gateway").kind == "nobody_listens"
    assert refused(f"postgresql://app:{SECRET}@/gateway?host=/nowhere").kind == "nobody_listens"


@pytest.mark.parametrize("host", ["db.invalid", "word@127.0.0.1"])
def test_a_name_that_nobody_knows_is_told_with_what_a_password_needs(host: str) -> None:
    fault = refused(f"postgresql://app:{SECRET}@{host}:1/gateway")
    assert fault.kind == "unknown_name"
    assert "%40" in str(fault)


def test_settings_of_encryption_that_do_not_fit_are_told(closed_port: int) -> None:
    assert refused(f"postgresql://app:{SECRET}@127.0.0.1:{closed_port}/gateway?sslmode=bad").kind == "encryption"


@pytest.mark.parametrize("query", ["nonsense=1", "connect_timeout=soon"])
def test_an_option_that_does_not_exist_is_told_as_what_no_waiting_mends(query: str) -> None:
    fault = refused(f"postgresql://app:{SECRET}@127.0.0.1:1/gateway?{query}")
    assert (type(fault), fault.kind) == (Unusable, "options")


def test_a_login_that_may_not_become_the_apps_role_is_told_as_what_no_waiting_mends(
    owner: Connection, direct_url: str
) -> None:
    name = f"stranger_{secrets.token_hex(4)}"
    owner.execute(text(f"CREATE ROLE {name} LOGIN PASSWORD '{SECRET}'"))
    try:
        fault = refused(sqlalchemy.make_url(direct_url).set(username=name, password=SECRET))
    finally:
        owner.execute(text(f"DROP ROLE {name}"))
    assert (type(fault), fault.kind) == (Unusable, "role")
    assert "GRANT contact_gateway_app" in str(fault)


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ('FATAL:  password authentication failed for user "app"', Trouble.SIGN_IN),
        ('FATAL:  no pg_hba.conf entry for host "192.0.2.1", user "a", database "b", no encryption', Trouble.SIGN_IN),
        ('FATAL:  permission denied for database "gateway"', Trouble.SIGN_IN),
        ("FATAL:  no such user", Trouble.SIGN_IN),
        ('FATAL:  database "ssl" does not exist', Trouble.NO_SUCH_DATABASE),
        ("FATAL:  sorry, too many clients already", Trouble.FULL),
        ("FATAL:  the database system is starting up", Trouble.NOT_UP),
        ("failed: server does not support SSL, but SSL was required", Trouble.ENCRYPTION),
        ("failed: SSL error: certificate verify failed", Trouble.ENCRYPTION),
        ("consuming input failed: SSL connection has been closed unexpectedly", Trouble.LOST),
        ("connection is bad: No route to host", Trouble.NO_WAY_THERE),
        ("connection timeout expired", Trouble.SLOW),
        ("FATAL:  das sagt sonst niemand", Trouble.REFUSED),
    ],
)
def test_what_servers_say_while_connecting_is_understood(said: str, trouble: Trouble) -> None:
    assert trouble_of(exc.OperationalError("", {}, psycopg.OperationalError(said))) is trouble


def test_a_full_disk_is_not_told_as_slowness() -> None:
    assert trouble_of(exc.OperationalError("", {}, psycopg.errors.DiskFull("x"))) is Trouble.REFUSED


def test_a_statement_of_ours_that_is_wrong_is_no_trouble_of_the_database() -> None:
    ours = psycopg.ProgrammingError("the query has 2 placeholders but 1 parameters were passed")
    assert trouble_of(exc.ProgrammingError("", {}, ours)) is None
    assert trouble_of(exc.ProgrammingError("", {}, psycopg.errors.UndefinedTable("x"))) is None
