"""Where an installation keeps its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlsplit

_ALLOWED = (
    "cannot be understood; write database:, folder:/a/folder, or "
    "s3://bucket/prefix?endpoint=https://store.example.org&region=eu-west-2 (prefix, endpoint and region where they "
    "are needed; no password)."
)


@dataclass(frozen=True, slots=True)
class InDatabase:
    """Files are kept in the database."""


@dataclass(frozen=True, slots=True)
class InFolder:
    """Files are kept in a folder that is there."""

    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class InBucket:
    """Files are kept in a bucket of S3, or of a store at an endpoint of its own that speaks as S3 does."""

    bucket: str
    prefix: str = ""
    endpoint: str | None = None
    region: str | None = None


FilesPlace = InDatabase | InFolder | InBucket


def read_files_place(text: str) -> FilesPlace:
    """Read a place as settings write it. Raises `ValueError` with the end of a sentence that never repeats the text."""
    try:
        parts = urlsplit(text)
        bucket = _bucket(parts) if parts.scheme == "s3" else None
    except ValueError:
        raise ValueError(_ALLOWED) from None
    if text == "database:":
        return InDatabase()
    if bucket:
        return bucket
    if parts.scheme != "folder" or not parts.path or parts.netloc:
        raise ValueError(_ALLOWED)
    try:
        folder = Path(parts.path).expanduser().absolute()
        there = folder.is_dir()
    except (OSError, RuntimeError) as fault:
        raise ValueError(f"names a folder that cannot be looked at ({_reason(fault)}).") from fault
    if not there:
        raise ValueError(f"names {folder}, where no folder is.")
    return InFolder(folder)


def _reason(fault: Exception) -> str:
    return (fault.strerror if isinstance(fault, OSError) else str(fault)) or type(fault).__name__


def _bucket(parts: SplitResult) -> InBucket | None:
    """Return the bucket that is named; None where anything is wrong or too much."""
    said = dict(parse_qsl(parts.query, keep_blank_values=True))
    endpoint, region = said.pop("endpoint", None), said.pop("region", None)
    if said or not parts.netloc or "@" in parts.netloc or region == "" or not _is_endpoint(endpoint):
        return None
    return InBucket(bucket=parts.netloc, prefix=parts.path.strip("/"), endpoint=endpoint, region=region)


def _is_endpoint(url: str | None) -> bool:
    if url is None:
        return True
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
