"""Work that nobody waits for may take its time, and everybody else is answered soon or not at all."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.patience import PATIENCE_SECONDS, patient
from contact_gateway.application.errors import Unavailable
from tests.integration.database.world import LANDLORD

SLEEP = text("SELECT pg_sleep(:seconds)")
TOO_LONG = {"seconds": PATIENCE_SECONDS + 0.5}


def test_a_patient_block_waits_longer_and_the_next_one_no_more(database: Database) -> None:
    with database.transaction(LANDLORD) as connection:
        with patient(connection, 10):
            connection.execute(SLEEP, TOO_LONG)
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    with pytest.raises(Unavailable), database.transaction(LANDLORD) as connection:
        connection.execute(SLEEP, TOO_LONG)


def test_a_patient_block_does_not_wait_for_ever(database: Database) -> None:
    with pytest.raises(Unavailable), database.transaction(LANDLORD) as connection, patient(connection, 1):
        connection.execute(SLEEP, TOO_LONG)
