"""Files in a bucket of S3, or of a store that speaks as S3 does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from contact_gateway.application.errors import NotFound, Unavailable
from contact_gateway.application.files import plain_name
from contact_gateway.application.ports_of_files import FileEntry

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

CONNECT_SECONDS = 2
READ_SECONDS = 8
TRIES = 2

_NOT_THERE = frozenset({"NoSuchKey", "404"})


def s3_client(endpoint: str | None = None, region: str | None = None, session: boto3.Session | None = None) -> S3Client:
    """Return a client that gives up in time. Nothing is connected yet.

    Who we are is said by the session, else taken from where every S3 program takes it: `AWS_ACCESS_KEY_ID` and
    `AWS_SECRET_ACCESS_KEY`, a profile, or the machine's own role.
    """
    patience = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": TRIES},
        s3={"addressing_style": "path" if endpoint else "auto"},  # few stores of one's own have a name for each bucket
    )
    known = session or boto3.Session()
    return known.client("s3", endpoint_url=endpoint, region_name=region, config=patience)


class S3Blobs:
    """The store of bytes: an object for each, named prefix, landlord, id."""

    def __init__(self, client: S3Client, bucket: str, prefix: str = "") -> None:
        """Take a client, the bucket, and where in it our objects begin."""
        self._client = client
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""

    def put(self, landlord: str, blob_id: str, content: bytes) -> None:
        """Store the bytes, or replace them."""
        name = self._name(landlord, blob_id)
        with self._told():
            self._client.put_object(Bucket=self._bucket, Key=name, Body=content)

    def get(self, landlord: str, blob_id: str, first: int | None = None) -> bytes:
        """Return the bytes, or only so many from their beginning. Raises `NotFound`."""
        name = self._name(landlord, blob_id)
        with self._told():
            if first is None:
                return self._client.get_object(Bucket=self._bucket, Key=name)["Body"].read()
            part = f"bytes=0-{first - 1}"
            return self._client.get_object(Bucket=self._bucket, Key=name, Range=part)["Body"].read()

    def delete(self, landlord: str, blob_id: str) -> None:
        """Remove the bytes."""
        name = self._name(landlord, blob_id)
        with self._told():
            self._client.delete_object(Bucket=self._bucket, Key=name)

    def entries(self, landlord: str) -> Iterator[FileEntry]:
        """Go through the landlord's objects."""
        begins = f"{self._prefix}{plain_name(landlord)}/"
        with self._told():
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=begins):
                for found in page.get("Contents", ()):
                    yield FileEntry(found["Key"].removeprefix(begins), found["LastModified"])

    def _name(self, landlord: str, blob_id: str) -> str:
        return f"{self._prefix}{plain_name(landlord)}/{plain_name(blob_id)}"

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except ClientError as fault:
            code = fault.response.get("Error", {}).get("Code", "")
            if code in _NOT_THERE:
                raise NotFound("There is no file of that id.") from None
            raise Unavailable(f"The store of files, bucket {self._bucket}, refused ({code}).") from fault
        except BotoCoreError as fault:
            raise Unavailable(
                f"The store of files, bucket {self._bucket}, did not answer ({type(fault).__name__})."
            ) from fault
