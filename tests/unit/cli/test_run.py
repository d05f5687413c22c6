from __future__ import annotations

import socket

import click
import pytest

from cli.run import refuse_a_busy_port


def test_a_port_that_somebody_listens_on_is_refused_in_a_sentence() -> None:
    with socket.socket() as busy:
        busy.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as the web server listens
        busy.bind(("127.0.0.1", 0))
        busy.listen(1)
        port = busy.getsockname()[1]
        with pytest.raises(click.ClickException, match=f"port {port} .*; stop what does, or set PORT to another"):
            refuse_a_busy_port("127.0.0.1", port)


def test_a_free_port_is_fine_and_stays_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    refuse_a_busy_port("127.0.0.1", port)
    refuse_a_busy_port("127.0.0.1", port)
