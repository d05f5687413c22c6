"""A server that speaks as S3 does, in a process of its own."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import boto3
import httpx
import pytest

from contact_gateway.adapters.files.s3 import S3Blobs, s3_client

NOBODY = boto3.Session(aws_access_key_id="tests", aws_secret_access_key="tests", region_name="eu-west-2")
READY_SECONDS = 60
PAGE = 10
"""So many objects the server lists at once, where the real one lists a thousand."""


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """The address of a server that forgets everything in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    environ = {**os.environ, "MOTO_S3_DEFAULT_MAX_KEYS": str(PAGE)}
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    endpoint = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(endpoint, process)
        yield endpoint
    finally:
        process.kill()
        process.wait(10)


@pytest.fixture
def s3_blobs(s3_endpoint: str) -> S3Blobs:
    """A store of bytes in a bucket of its own."""
    client = s3_client(s3_endpoint, session=NOBODY)
    bucket = f"files-{secrets.token_hex(8)}"
    client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    return S3Blobs(client, bucket, "gateway")


def _wait_until_it_answers(endpoint: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(endpoint, timeout=2)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The S3 server does not answer.")
