"""Every port behind which files and sealed values lie, called by one landlord with the ids of another."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.application.records import Document
from tests.contracts.worlds import HERE
from tests.integration.intruder import Call

OURS = Document(name="ours.txt", content_type="text/plain", content=b"ours")

FILE_PORTS: Mapping[str, Call] = {
    "Files.put": lambda it: it.world.files.put(HERE, OURS),
    "Files.get": lambda it: it.world.files.get(HERE, it.file_id),
    "Files.delete": lambda it: it.world.files.delete(HERE, it.file_id),
    "Files.entries": lambda it: list(it.world.files.entries(HERE)),
    "Files.is_behind": lambda it: it.world.files.is_behind(HERE, it.file_id),
    "Files.reseal": lambda it: it.world.files.reseal(HERE, it.file_id),
    "Blobs.put": lambda it: it.world.blobs.put(HERE, it.file_id, b"ours"),
    "Blobs.get": lambda it: it.world.blobs.get(HERE, it.file_id),
    "Blobs.delete": lambda it: it.world.blobs.delete(HERE, it.file_id),
    "Blobs.entries": lambda it: list(it.world.blobs.entries(HERE)),
    "FileUses.used": lambda it: it.world.file_uses.used(HERE, [it.file_id]),
    "SealedTexts.behind": lambda it: it.world.sealed_texts.behind(HERE),
    "SealedTexts.reseal": lambda it: list(it.world.sealed_texts.reseal(HERE)),
}
