"""What only a bucket has: a server that refuses, or is not there."""

from __future__ import annotations

import time

import pytest

from contact_gateway.adapters.files.s3 import S3Blobs, s3_client
from contact_gateway.application.errors import NotFound, Unavailable
from contact_gateway.application.ids import new_id
from tests.plugins.s3 import NOBODY, PAGE

HERE = "here"
HALF_A_MINUTE = 30


def test_a_bucket_that_is_not_there_is_away_and_not_empty(s3_endpoint: str) -> None:
    blobs = S3Blobs(s3_client(s3_endpoint, session=NOBODY), "no-such-bucket")
    for use in (
        lambda: blobs.get(HERE, new_id()),
        lambda: blobs.put(HERE, new_id(), b"x"),
        lambda: list(blobs.entries(HERE)),
    ):
        with pytest.raises(Unavailable, match=r"no-such-bucket, refused \(NoSuchBucket\)"):
            use()


def test_a_server_that_does_not_answer_is_given_up_in_time() -> None:
    blobs = S3Blobs(s3_client("http://127.0.0.1:9", "eu-west-2", NOBODY), "files")
    began = time.monotonic()
    with pytest.raises(Unavailable, match="bucket files, did not answer"):
        blobs.put(HERE, new_id(), b"x")
    assert time.monotonic() - began < HALF_A_MINUTE


@pytest.mark.parametrize("name", ["../there", "", "a/b", "UPPER"])
def test_no_name_leads_to_another_landlords_objects(s3_blobs: S3Blobs, name: str) -> None:
    for landlord, blob_id in ((HERE, name), (name, new_id())):
        with pytest.raises(NotFound):
            s3_blobs.put(landlord, blob_id, b"x")
        with pytest.raises(NotFound):
            s3_blobs.get(landlord, blob_id)


def test_more_objects_than_one_page_are_all_listed(s3_endpoint: str, s3_blobs: S3Blobs) -> None:
    put = {new_id() for _ in range(2 * PAGE + 1)}
    for blob_id in put:
        s3_blobs.put(HERE, blob_id, b"x")
    assert {entry.id for entry in s3_blobs.entries(HERE)} == put
