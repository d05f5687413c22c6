"""What every use case is built on: the database, the keys, the files, the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.file_contents import DatabaseBlobs
from contact_gateway.adapters.database.policies import DatabasePolicies
from contact_gateway.adapters.files.folder import FolderBlobs
from contact_gateway.adapters.files.s3 import S3Blobs, s3_client
from contact_gateway.adapters.policy_files.packs import read_pack
from contact_gateway.adapters.policy_files.release import joined
from contact_gateway.adapters.twilio.account import RestAccount
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.files_place import FilesPlace, InBucket, InDatabase, InFolder
from contact_gateway.application.ports import Clock
from contact_gateway.application.ports_of_copies import PolicyCopies
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.ports_of_files import Blobs
from contact_gateway.domain.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What is reached beside the database; whatever is not named is not there.

    `public_url` is where staff find the desk. `direct_url` leads past the database's pooler. With `redis_url` live
    pages and the flood guard are those of all web machines. `twilio` are the accounts whose calls we may change, by
    the landlord's slug: without one a landlord's calls are answered and connected, and nothing can be played into
    them.
    """

    smtp_url: str = ""
    public_url: str = ""
    direct_url: str = ""
    redis_url: str = ""
    twilio: Mapping[str, RestAccount] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What everything is built on. `keeps_files` is where files are kept, unless in the database itself."""

    database: Database
    encryption: Encryption
    files: SealedFiles
    keeps_files: SealedFiles | None
    policy_copies: PolicyCopies
    clock: Clock
    outside: Outside


def blobs_in(place: FilesPlace, database: Database) -> Blobs:
    """Return where the bytes of files lie."""
    match place:
        case InDatabase():
            return DatabaseBlobs(database)
        case InFolder():
            return FolderBlobs(place.path)
        case InBucket():
            return S3Blobs(s3_client(place.endpoint, place.region), place.bucket, place.prefix)


def policies_of(ground: Ground) -> DatabasePolicies:
    """Return the landlords' packs, as they are in force."""
    return DatabasePolicies(ground.database, read_policy, copies=ground.policy_copies, complete=joined)


def read_policy(landlord: str, version: int, source: str, main: str) -> Policy:
    """Return the policy that a landlord's pack holds, beside its main one where it is none. Raises `PackFaults`."""
    return read_pack(source, landlord=landlord, version=version, bank_holidays=bank_holidays, main=main)
