"""A mail server in a process of its own: it keeps what it is handed in a folder and can be told to refuse.

Run as `python smtp_server.py PORT FOLDER`. The envelope is kept beside each mail. A recipient whose name is a number is
answered with that code. While the folder holds a file `slow`, a mail is kept and its sender waits for the answer.
"""

from __future__ import annotations

import asyncio
import json
import sys
import uuid
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Keeper:
    """Keeps mail in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_RCPT(  # noqa: N802 the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        name = address.partition("@")[0]
        if name.isdigit():
            return f"{name} As you like"
        envelope.rcpt_tos.append(address)
        return "250 Yes"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 the server's name for it
        name = uuid.uuid4().hex
        told = {"from": envelope.mail_from, "to": envelope.rcpt_tos}
        (self._folder / f"{name}.eml").write_bytes(envelope.original_content or b"")
        (self._folder / f"{name}.part").write_text(json.dumps(told))
        (self._folder / f"{name}.part").rename(self._folder / f"{name}.json")
        while (self._folder / "slow").exists():  # noqa: ASYNC110 a test removes it from another process
            await asyncio.sleep(0.05)
        return "250 Kept"


def main(port: int, folder: Path) -> None:
    controller = Controller(Keeper(folder), hostname="127.0.0.1", port=port, data_size_limit=50 * 1024 * 1024)
    controller.start()
    (folder / "ready").touch()
    asyncio.run(asyncio.Event().wait())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
