"""Builds the service from its settings. The modules of this folder are the only ones that pick adapters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from contact_gateway.adapters.clock import SystemClock
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.file_contents import DatabaseBlobs
from contact_gateway.adapters.database.job_runs import DatabaseJobRuns
from contact_gateway.adapters.database.resealing import DatabaseSealedTexts
from contact_gateway.adapters.policy_copies import SealedPolicyCopies
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.files_place import FilesPlace, InDatabase
from contact_gateway.application.ports import Clock, JobRuns
from contact_gateway.application.ports_of_copies import PolicyCopies
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.required_keys import require_keys
from contact_gateway.application.rotate_keys import RotateKeys
from contact_gateway.application.services import Services
from contact_gateway.bootstrap.ground import Ground, Outside, blobs_in, read_policy
from contact_gateway.bootstrap.keys import landlord_encryption, landlord_keys, twilio_rest_accounts
from contact_gateway.bootstrap.services import build_services
from contact_gateway.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A built service: what may be called, and what has to be closed."""

    services: Services
    policy_copies: PolicyCopies
    job_runs: JobRuns
    rotate_keys: RotateKeys
    database: Database


def open_installation(settings: Settings, database_url: str) -> Gateway:
    """Build the use cases of an installation, whose landlords all have their encryption keys.

    Without the database nobody asks whether they do: calls are answered also while it is away. Raises
    `LandlordKeysError`, `NoKey` where a landlord in the database has none, and `Unusable`.
    """
    encryption = landlord_encryption(settings)
    outside = Outside(
        smtp_url=settings.smtp_url or "",
        public_url=settings.public_base_url,
        direct_url=settings.database_direct_url or database_url,
        redis_url=settings.redis_url or "",
        twilio=twilio_rest_accounts(landlord_keys(settings), settings.public_base_url),
    )
    copies_in = settings.data_dir / "policy_copies"
    gateway = open_gateway(database_url, encryption, files_in=settings.files, outside=outside, copies_in=copies_in)
    try:
        require_keys(gateway.services.readiness, encryption.landlords())
    except BaseException:
        gateway.database.close()
        raise
    return gateway


def open_gateway(
    database_url: str,
    encryption: Encryption,
    *,
    files_in: FilesPlace | None = None,
    clock: Clock | None = None,
    outside: Outside | None = None,
    copies_in: Path | None = None,
) -> Gateway:
    """Build the use cases on a migrated database. Nothing is connected yet; `clock` is the system's unless given.

    `files_in` is where files are kept, the database unless given; `outside` is what else is there; `copies_in` is the
    folder of this machine that keeps copies of the policies, none unless given.
    """
    outside = outside or Outside()
    outside = replace(outside, direct_url=outside.direct_url or database_url)
    database = Database(database_url)
    blobs = blobs_in(files_in or InDatabase(), database)
    files = SealedFiles(blobs, encryption)
    policy_copies = SealedPolicyCopies(encryption, read_policy, copies_in)
    ground = Ground(
        database=database,
        encryption=encryption,
        files=files,
        keeps_files=None if isinstance(blobs, DatabaseBlobs) else files,
        policy_copies=policy_copies,
        clock=clock or SystemClock(),
        outside=outside,
    )
    return Gateway(
        services=build_services(ground),
        policy_copies=policy_copies,
        job_runs=DatabaseJobRuns(database),
        rotate_keys=RotateKeys(texts=DatabaseSealedTexts(database, encryption), files=files),
        database=database,
    )
