"""What every test may ask for."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

from tests.ci import runs_in_ci

pytest_plugins = [
    "pytester",
    "tests.plugins.no_skips",
    "tests.plugins.database",
    "tests.plugins.garbage",
    "tests.plugins.s3",
    "tests.plugins.statements",
]

settings.register_profile("default", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,  # two busy cores say nothing about the speed of one example
    derandomize=True,  # a red run is red again on the next try
    max_examples=100,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(  # by `make fuzz`
    "fuzz", deadline=None, max_examples=3_000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(  # by `make mutants`: the first example that tells is enough, and none is kept
    "mutants", deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("ci" if runs_in_ci(os.environ) else "default")
