"""What is left over goes, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from contact_gateway.application.files import SealedFiles
from contact_gateway.application.records import Document
from contact_gateway.application.sweep_files import SweepFiles
from tests.fakes.blobs import MemoryBlobs, MemoryFileUses
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import ENCRYPTION

HERE, THERE = "here", "there"
MAIL = Document(name="mail.eml", content_type="message/rfc822", content=b"mail")


def test_a_file_that_nothing_names_goes_when_it_is_a_day_old() -> None:
    clock, uses = FakeClock(), MemoryFileUses()
    files = SealedFiles(MemoryBlobs(clock), ENCRYPTION)
    sweep = SweepFiles(files=files, uses=uses, clock=clock)
    named, left_over = files.put(HERE, MAIL), files.put(HERE, MAIL)
    uses.named[HERE].add(named)
    clock.advance(timedelta(days=1))
    assert sweep(HERE) == 0
    clock.advance(timedelta(seconds=1))
    young = files.put(HERE, MAIL)
    assert sweep(HERE) == 1
    assert {entry.id for entry in files.entries(HERE)} == {named, young}
    assert left_over not in {named, young}
    assert sweep(HERE) == 0


def test_what_one_landlord_names_keeps_no_file_of_another() -> None:
    clock, uses = FakeClock(), MemoryFileUses()
    files = SealedFiles(MemoryBlobs(clock), ENCRYPTION)
    sweep = SweepFiles(files=files, uses=uses, clock=clock)
    file_id = files.put(HERE, MAIL)
    uses.named[THERE].add(file_id)
    clock.advance(timedelta(days=2))
    assert sweep(THERE) == 0
    assert sweep(HERE) == 1


def test_more_than_one_page_is_swept() -> None:
    clock = FakeClock()
    files = SealedFiles(MemoryBlobs(clock), ENCRYPTION)
    for _ in range(1203):
        files.put(HERE, MAIL)
    clock.advance(timedelta(days=2))
    assert SweepFiles(files=files, uses=MemoryFileUses(), clock=clock)(HERE) == 1203
    assert list(files.entries(HERE)) == []
