"""What one start takes no other gets, also before anything listens."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from cli.claims import claimed, claimed_folder
from tests.processes import free_port


def test_a_port_is_taken_before_anybody_listens_there_and_given_back() -> None:
    port = free_port()
    with claimed("127.0.0.1", port):
        with pytest.raises(click.ClickException, match=f"port {port}; stop it, or set PORT to another"):
            claimed("127.0.0.1", port).__enter__()
        with claimed("127.0.0.1", free_port()):
            pass
    with claimed("127.0.0.1", port):
        pass


def test_a_folder_is_one_demos_alone(tmp_path: Path) -> None:
    with claimed_folder(tmp_path), pytest.raises(click.ClickException, match="set DATA_DIR to another"):
        claimed_folder(tmp_path / "x" / "..").__enter__()
    with claimed_folder(tmp_path):
        pass
