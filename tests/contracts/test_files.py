"""Files on every store: in memory, in rows, in a folder, in a bucket of a server that speaks as S3 does."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.file_contents import DatabaseBlobs
from contact_gateway.adapters.encryption import LandlordEncryption
from contact_gateway.adapters.files.folder import FolderBlobs
from contact_gateway.application.errors import NoKey, NotFound, Unreadable
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.ids import new_id
from contact_gateway.application.ports_of_files import Blobs
from contact_gateway.application.records import Document
from tests.contracts.worlds import HERE, THERE
from tests.fakes.blobs import MemoryBlobs
from tests.fakes.clock import FakeClock
from tests.fakes.encryption import ENCRYPTION, key_of

MAIL = Document(name="mail “1”.eml", content_type="message/rfc822", content=b"From: sam\r\n\r\n\x00\xff\n")
ELSEWHERE = ("../escape", "/etc/passwd", "a/b", "..", "", "A" * 36, "\0", "%2e%2e", "C:\\file", "here/../there")


@pytest.fixture(params=["memory", "rows", "folder", "bucket"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Blobs]:
    match request.param:
        case "memory":
            yield MemoryBlobs(FakeClock())
        case "folder":
            yield FolderBlobs(tmp_path)
        case "bucket":
            yield request.getfixturevalue("s3_blobs")
        case _:
            database = Database(request.getfixturevalue("database_url"), pool_size=2)
            yield DatabaseBlobs(database)
            database.close()


@pytest.fixture
def files(blobs: Blobs) -> SealedFiles:
    return SealedFiles(blobs, ENCRYPTION)


def ids(blobs: Blobs, landlord: str) -> set[str]:
    return {entry.id for entry in blobs.entries(landlord)}


@pytest.mark.parametrize(
    "content", [b"", b"x", b"\n\n{}", bytes(range(256)) * 40_000], ids=["empty", "x", "lines", "10 MB"]
)
def test_a_document_comes_back_as_it_was_put(files: SealedFiles, content: bytes) -> None:
    document = Document(name=MAIL.name, content_type=MAIL.content_type, content=content)
    assert files.get(HERE, files.put(HERE, document)) == document


def test_the_store_sees_nothing_of_a_document(files: SealedFiles, blobs: Blobs) -> None:
    stored = blobs.get(HERE, files.put(HERE, MAIL))
    assert not any(plain in stored for plain in (b"From: sam", b"mail", b"rfc822"))


def test_two_documents_that_are_alike_are_two_files(files: SealedFiles) -> None:
    first, second = files.put(HERE, MAIL), files.put(HERE, MAIL)
    files.delete(HERE, first)
    assert files.get(HERE, second) == MAIL


def test_another_landlord_finds_nothing_and_removes_nothing(files: SealedFiles) -> None:
    file_id = files.put(HERE, MAIL)
    with pytest.raises(NotFound):
        files.get(THERE, file_id)
    with pytest.raises(NotFound):
        files.is_behind(THERE, file_id)
    with pytest.raises(NotFound):
        files.reseal(THERE, file_id)
    files.delete(THERE, file_id)
    assert list(files.entries(THERE)) == []
    assert files.get(HERE, file_id) == MAIL


def test_a_landlord_whose_name_begins_anothers_is_another(files: SealedFiles) -> None:
    longer = files.put("here_too", MAIL)
    files.put("here", MAIL)
    assert longer not in {entry.id for entry in files.entries("here")}
    with pytest.raises(NotFound):
        files.get("here", longer)


def test_a_file_that_was_put_in_anothers_place_does_not_open(files: SealedFiles, blobs: Blobs) -> None:
    mine, other = files.put(HERE, MAIL), files.put(HERE, MAIL)
    blobs.put(HERE, mine, blobs.get(HERE, other))
    with pytest.raises(Unreadable):
        files.get(HERE, mine)


def test_a_damaged_file_is_an_error_and_never_another_document(files: SealedFiles, blobs: Blobs) -> None:
    file_id = files.put(HERE, MAIL)
    stored = bytearray(blobs.get(HERE, file_id))
    stored[-1] ^= 1
    blobs.put(HERE, file_id, bytes(stored))
    with pytest.raises(Unreadable):
        files.get(HERE, file_id)


def test_what_was_removed_is_gone_and_removing_it_again_is_harmless(files: SealedFiles) -> None:
    file_id = files.put(HERE, MAIL)
    files.delete(HERE, file_id)
    files.delete(HERE, file_id)
    files.delete(HERE, new_id())
    assert list(files.entries(HERE)) == []
    with pytest.raises(NotFound):
        files.get(HERE, file_id)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_no_id_of_ours_is_not_found_and_reaches_no_store(files: SealedFiles, name: str) -> None:
    files.put(HERE, MAIL)
    with pytest.raises(NotFound):
        files.get(HERE, name)
    files.delete(HERE, name)
    assert len(list(files.entries(HERE))) == 1


def test_everything_that_is_kept_is_listed_with_its_time(files: SealedFiles) -> None:
    put = {files.put(HERE, MAIL) for _ in range(5)}
    entries = list(files.entries(HERE))
    assert {entry.id for entry in entries} == put
    assert all(entry.stored_at.utcoffset() is not None for entry in entries)


def test_bytes_are_replaced_whole_and_may_be_read_in_part(blobs: Blobs) -> None:
    blob_id = new_id()
    blobs.put(HERE, blob_id, b"a first and longer one")
    blobs.put(HERE, blob_id, b"the second")
    assert blobs.get(HERE, blob_id) == b"the second"
    assert blobs.get(HERE, blob_id, 3) == b"the"
    assert blobs.get(HERE, blob_id, 300) == b"the second"
    assert ids(blobs, HERE) == {blob_id}


def test_what_is_not_there_is_not_found(blobs: Blobs) -> None:
    with pytest.raises(NotFound):
        blobs.get(HERE, new_id())
    with pytest.raises(NotFound):
        blobs.get(HERE, new_id(), 9)


def test_many_at_once_keep_all_that_they_put(files: SealedFiles) -> None:
    documents = [Document(name=f"{number}", content_type="", content=bytes([number]) * 999) for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        put = list(pool.map(lambda document: files.put(HERE, document), documents))
    assert [files.get(HERE, file_id) for file_id in put] == documents


def test_a_file_is_brought_under_the_newest_key_and_read_before_and_after(blobs: Blobs) -> None:
    old, new = key_of("old"), key_of("new")
    before = SealedFiles(blobs, LandlordEncryption({HERE: [old]}))
    during = SealedFiles(blobs, LandlordEncryption({HERE: [new, old]}))
    after = SealedFiles(blobs, LandlordEncryption({HERE: [new]}))
    file_id = before.put(HERE, MAIL)
    assert (before.is_behind(HERE, file_id), during.is_behind(HERE, file_id)) == (False, True)
    with pytest.raises(NoKey):
        after.get(HERE, file_id)
    assert during.get(HERE, file_id) == MAIL
    during.reseal(HERE, file_id)
    assert not during.is_behind(HERE, file_id)
    assert after.get(HERE, file_id) == MAIL
    assert ids(blobs, HERE) == {file_id}
