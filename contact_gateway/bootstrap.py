"""Builds the service from its settings: the only module that picks adapters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.adapters.clock import SystemClock
from contact_gateway.adapters.database.contact_cards import PostgresContactCards
from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.contact_lookup import PostgresContactLookup
from contact_gateway.adapters.database.counter_rows import PostgresCounterRows
from contact_gateway.adapters.database.counters import PostgresCounters
from contact_gateway.adapters.database.desk_feed import PostgresFeed
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.file_contents import DatabaseBlobs, DatabaseFileUses
from contact_gateway.adapters.database.idempotency import DatabaseKeptAnswers
from contact_gateway.adapters.database.job_runs import DatabaseJobRuns
from contact_gateway.adapters.database.outbox import DatabaseOutbox
from contact_gateway.adapters.database.people import DatabasePeople
from contact_gateway.adapters.database.person_files import DatabasePersonFiles
from contact_gateway.adapters.database.policies import DatabasePolicies
from contact_gateway.adapters.database.readiness import DatabaseReadiness
from contact_gateway.adapters.database.resealing import DatabaseSealedTexts
from contact_gateway.adapters.database.restriction_files import DatabaseRestrictionFiles
from contact_gateway.adapters.database.restrictions import DatabaseRestrictions
from contact_gateway.adapters.database.tokens import DatabaseTokens
from contact_gateway.adapters.database.users import DatabaseUsers
from contact_gateway.adapters.desk_bus import DeskBus
from contact_gateway.adapters.encryption import LandlordEncryption
from contact_gateway.adapters.files.folder import FolderBlobs
from contact_gateway.adapters.files.s3 import S3Blobs, s3_client
from contact_gateway.adapters.flood_guard import CountingFloodGuard
from contact_gateway.adapters.landlord_keys import LandlordKeys, load_landlord_keys
from contact_gateway.adapters.mail_out.mailer import SmtpMailer
from contact_gateway.adapters.mail_parsing.reader import MimeReader
from contact_gateway.adapters.phone_numbers import LibPhoneNumbers
from contact_gateway.adapters.policy_files.packs import read_pack
from contact_gateway.adapters.redis.desk_feed import RedisFeed, RedisTeller
from contact_gateway.adapters.redis.flood_guard import RedisFloodGuard, redis_counts
from contact_gateway.adapters.sendgrid_signature import SendgridSignatures
from contact_gateway.adapters.twilio.signature import TwilioAccount, TwilioSignatures
from contact_gateway.app import create_app
from contact_gateway.application.api_services import ApiServices
from contact_gateway.application.api_tokens import MakeToken, OpenToken
from contact_gateway.application.continue_contact import ContinueContact
from contact_gateway.application.end_restriction import EndRestriction
from contact_gateway.application.files import SealedFiles
from contact_gateway.application.files_place import FilesPlace, InBucket, InDatabase, InFolder
from contact_gateway.application.ids import new_id
from contact_gateway.application.ports import Clock, JobRuns, People
from contact_gateway.application.ports_of_encryption import Encryption
from contact_gateway.application.ports_of_files import Blobs
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.relay_outbox import RelayOutbox
from contact_gateway.application.remove_representative import RemoveRepresentative
from contact_gateway.application.required_keys import require_keys
from contact_gateway.application.rotate_keys import RotateKeys
from contact_gateway.application.services import Services
from contact_gateway.application.set_restriction import SetRestriction
from contact_gateway.application.sweep_files import SweepFiles
from contact_gateway.application.sweep_reviews import SweepReviews
from contact_gateway.application.sync_customers import SyncCustomers
from contact_gateway.application.try_decision import TryDecision
from contact_gateway.domain.policy import Policy
from contact_gateway.settings import Settings
from contact_gateway.web.api.routes import api_routes
from contact_gateway.web.desk.blueprint import desk_blueprint
from contact_gateway.web.health import health_routes
from contact_gateway.web.webhooks.sendgrid_mail import mail_routes
from contact_gateway.web.webhooks.twilio_door import TwilioDoor
from contact_gateway.web.webhooks.twilio_messages import message_routes
from ivr.routes import voice_routes

KEYS_FILE = "landlord_keys.toml"
"""Where a demo keeps the landlords' keys, below its data folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A built service: what may be called, and what has to be closed."""

    services: Services
    job_runs: JobRuns
    rotate_keys: RotateKeys
    database: Database


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What everything is built on. `keeps_files` is where files are kept, unless in the database itself."""

    database: Database
    encryption: Encryption
    files: SealedFiles
    keeps_files: SealedFiles | None
    clock: Clock
    smtp_url: str
    direct_url: str
    redis_url: str


def open_installation(settings: Settings, database_url: str) -> Gateway:
    """Build the use cases of an installation, whose landlords all have their encryption keys.

    Without the database nobody asks whether they do: calls are answered also while it is away. Raises
    `LandlordKeysError`, `NoKey` where a landlord in the database has none, and `Unusable`.
    """
    encryption = landlord_encryption(settings)
    gateway = open_gateway(
        database_url,
        encryption,
        files_in=settings.files,
        smtp_url=settings.smtp_url or "",
        direct_url=settings.database_direct_url or database_url,
        redis_url=settings.redis_url or "",
    )
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
    smtp_url: str = "",
    direct_url: str = "",
    redis_url: str = "",
) -> Gateway:
    """Build the use cases on a migrated database. Nothing is connected yet; `clock` is the system's unless given.

    `direct_url` leads past a pooler; with `redis_url` live pages and the flood guard are those of all web machines.
    `files_in` is where files are kept, the database unless given.
    """
    database = Database(database_url)
    blobs = _blobs(files_in or InDatabase(), database)
    files = SealedFiles(blobs, encryption)
    ground = _Ground(
        database=database,
        encryption=encryption,
        files=files,
        keeps_files=None if isinstance(blobs, DatabaseBlobs) else files,
        clock=clock or SystemClock(),
        smtp_url=smtp_url,
        direct_url=direct_url or database_url,
        redis_url=redis_url,
    )
    return Gateway(
        services=_services(ground),
        job_runs=DatabaseJobRuns(database),
        rotate_keys=RotateKeys(texts=DatabaseSealedTexts(database, encryption), files=files),
        database=database,
    )


def _services(ground: _Ground) -> Services:
    database, encryption, clock, files = ground.database, ground.encryption, ground.clock, ground.files
    policies = DatabasePolicies(database, _read_policy)
    log = PostgresContactLog(database, encryption, RedisTeller(ground.redis_url) if ground.redis_url else None)
    people, counters = DatabasePeople(database, encryption), PostgresCounters(database)
    restrictions = DatabaseRestrictions(database, clock, encryption)
    outbox = DatabaseOutbox(database, encryption, files)
    receive_contact = ReceiveContact(log=log, policies=policies, clock=clock, files=ground.keeps_files)
    record_outcome = RecordOutcome(log=log)
    return Services(
        receive_contact=receive_contact,
        record_outcome=record_outcome,
        set_restriction=SetRestriction(restrictions, people, policies, clock, new_id),
        relay_outbox=RelayOutbox(outbox=outbox, mailer=SmtpMailer(ground.smtp_url, clock)),
        sweep_reviews=SweepReviews(
            restrictions=restrictions, counters=counters, policies=policies, bank_holidays=bank_holidays, clock=clock
        ),
        sweep_files=SweepFiles(files=files, uses=DatabaseFileUses(database), clock=clock),
        api=_api_services(ground, receive_contact, record_outcome, people),
        cards=PostgresContactCards(database, _desk_bus(ground.direct_url, ground.redis_url)),
        counters=counters,
        outbox=outbox,
        people=people,
        policies=policies,
        readiness=DatabaseReadiness(database),
        restrictions=restrictions,
        users=DatabaseUsers(database),
        phone_numbers=LibPhoneNumbers(),
        clock=clock,
    )


def _api_services(
    ground: _Ground, receive_contact: ReceiveContact, record_outcome: RecordOutcome, people: People
) -> ApiServices:
    database, encryption = ground.database, ground.encryption
    policies, clock, redis_url = receive_contact.policies, receive_contact.clock, ground.redis_url
    alone = CountingFloodGuard()
    tokens, lookup = DatabaseTokens(database), PostgresContactLookup(database, encryption)
    person_files = DatabasePersonFiles(database, encryption)
    restriction_files = DatabaseRestrictionFiles(database, encryption)
    return ApiServices(
        make_token=MakeToken(tokens=tokens, policies=policies, clock=clock),
        open_token=OpenToken(tokens=tokens, clock=clock),
        try_decision=TryDecision(lookup=lookup, policies=policies),
        continue_contact=ContinueContact(lookup=lookup, receive_contact=receive_contact, record_outcome=record_outcome),
        end_restriction=EndRestriction(restrictions=restriction_files, people=people, clock=clock),
        sync_customers=SyncCustomers(people=person_files, new_id=new_id),
        remove_representative=RemoveRepresentative(
            people=person_files, restrictions=DatabaseRestrictions(database, clock, encryption)
        ),
        tokens=tokens,
        kept_answers=DatabaseKeptAnswers(database, encryption),
        flood_guard=RedisFloodGuard(CountingFloodGuard(storage=redis_counts(redis_url)), alone) if redis_url else alone,
        person_files=person_files,
        restriction_files=restriction_files,
        counter_rows=PostgresCounterRows(database),
    )


def _desk_bus(direct_url: str, redis_url: str) -> DeskBus:
    database = PostgresFeed(direct_url)
    return DeskBus(RedisFeed(redis_url), database) if redis_url else DeskBus(database)


def build_app(services: Services, settings: Settings) -> Flask:
    """Build the web application. Raises `LandlordKeysError` where the keys file cannot be used."""
    keys = landlord_keys(settings)
    door = TwilioDoor(TwilioSignatures(_twilio_accounts(keys, settings.public_base_url)))
    mail_keys = {slug: own.sendgrid.public_key for slug, own in keys.items() if own.sendgrid}
    return create_app(
        services,
        pages=[desk_blueprint(services, feeds=settings.event_streams)],
        doors=[
            health_routes(services.readiness),
            voice_routes(services, door),
            message_routes(services, door),
            mail_routes(services, SendgridSignatures(mail_keys), MimeReader()),
            api_routes(services),
        ],
        secret_key=settings.secret_key,
        secure=settings.public_base_url.startswith("https:"),
        trusted_proxies=settings.trusted_proxies,
        hosts=_host_names(settings, keys.values()),
    )


def landlord_keys(settings: Settings) -> dict[str, LandlordKeys]:
    """Read the landlords' keys; an installation without a keys file knows no provider yet."""
    path: Path = settings.landlord_keys_file or settings.data_dir / KEYS_FILE
    return load_landlord_keys(path) if settings.landlord_keys_file or path.is_file() else {}


def landlord_encryption(settings: Settings) -> LandlordEncryption:
    """Return what seals, with the landlords' own keys. Raises `LandlordKeysError`."""
    return LandlordEncryption({slug: own.encryption_keys for slug, own in landlord_keys(settings).items()})


def _blobs(place: FilesPlace, database: Database) -> Blobs:
    match place:
        case InDatabase():
            return DatabaseBlobs(database)
        case InFolder():
            return FolderBlobs(place.path)
        case InBucket():
            return S3Blobs(s3_client(place.endpoint, place.region), place.bucket, place.prefix)


def _host_names(settings: Settings, keys: Iterable[LandlordKeys]) -> frozenset[str]:
    """Return the names under which the world reaches this installation."""
    addresses = (settings.public_base_url, *(own.public_base_url for own in keys))
    return frozenset(name for address in addresses if address and (name := urlsplit(address).hostname))


def _twilio_accounts(keys: dict[str, LandlordKeys], base_url: str) -> dict[str, TwilioAccount]:
    return {
        slug: TwilioAccount(
            account_sid=own.twilio.account_sid,
            base_url=own.public_base_url or base_url,
            auth_tokens=own.twilio.auth_tokens,
            shared_keys=own.twilio.shared_keys,
        )
        for slug, own in keys.items()
        if own.twilio
    }


def _read_policy(landlord: str, version: int, source: str) -> Policy:
    return read_pack(source, landlord=landlord, version=version, bank_holidays=bank_holidays)
