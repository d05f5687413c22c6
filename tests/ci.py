"""Where the tests run: at a desk, or in CI."""

from __future__ import annotations

from collections.abc import Mapping


def runs_in_ci(environ: Mapping[str, str]) -> bool:
    """Say whether CI is set, as every CI service sets it."""
    return environ.get("CI", "").lower() not in {"", "0", "false", "no"}
