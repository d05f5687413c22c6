"""`python -m cli.free_port SETTING HOST PORT`: what a line of the Procfile asks before its server starts."""

from __future__ import annotations

import socket

import click


def refuse_a_busy_port(host: str, port: int, setting: str = "PORT") -> None:
    """Raise `click.ClickException` where somebody listens already; two web servers would share what arrives.

    `setting` is the environment variable that the sentence tells to change.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            instead = f"stop what does, or set {setting} to another"
            raise click.ClickException(
                f"Nothing can listen on {host} port {port} ({error.strerror}); {instead}."
            ) from error


@click.command()
@click.argument("setting")
@click.argument("host")
@click.argument("port", type=click.IntRange(1, 65535))
def free_port(setting: str, host: str, port: int) -> None:
    """Exit 0 where a server may listen, else 1 with a sentence; SETTING is where the port was said."""
    refuse_a_busy_port(host, port, setting)


if __name__ == "__main__":
    free_port()
