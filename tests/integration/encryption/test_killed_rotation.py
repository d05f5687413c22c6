"""A rotation in a process of its own, killed without warning."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.integration.encryption.house import LANDLORD, NEW, OLD, WHOLE, gateway_with, read, seed

HOUSE = Path(__file__).parents[3]
STEPS = 3

PROGRAM = """
import sys
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.resealing import DatabaseSealedTexts
from contact_gateway.adapters.encryption import LandlordEncryption
from tests.integration.encryption.house import LANDLORD, NEW, OLD

texts = DatabaseSealedTexts(Database(sys.argv[1]), LandlordEncryption({LANDLORD: [NEW, OLD]}), batch=1)
for batch in texts.reseal(LANDLORD):
    print(batch.kind, flush=True)
    sys.stdin.readline()
"""


def test_a_rotation_that_is_killed_leaves_every_value_whole_and_goes_on(database_url: str) -> None:
    with gateway_with(database_url, OLD) as gateway:
        seed(gateway, OLD)
    with gateway_with(database_url, NEW, OLD) as gateway:
        total = sum(gateway.rotate_keys.behind(LANDLORD).values())
        command = [sys.executable, "-c", PROGRAM, database_url]
        with subprocess.Popen(command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin
            assert process.stdout
            for _ in range(STEPS):
                assert process.stdout.readline()
                process.stdin.write(b"\n")
                process.stdin.flush()
            process.kill()
        left = sum(gateway.rotate_keys.behind(LANDLORD).values())
        assert total - STEPS - 1 <= left <= total - STEPS
        assert read(gateway, NEW, OLD) == WHOLE
        assert sum(batch.resealed for batch in gateway.rotate_keys(LANDLORD)) == left
    with gateway_with(database_url, NEW) as gateway:
        assert read(gateway, NEW) == WHOLE
