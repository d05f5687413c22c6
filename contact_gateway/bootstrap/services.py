"""The use cases that every door shares."""

from __future__ import annotations

from contact_gateway.adapters.bank_holidays import bank_holidays
from contact_gateway.adapters.database.contact_cards import PostgresContactCards
from contact_gateway.adapters.database.contact_log import PostgresContactLog
from contact_gateway.adapters.database.counters import PostgresCounters
from contact_gateway.adapters.database.desk_feed import PostgresFeed
from contact_gateway.adapters.database.file_contents import DatabaseFileUses
from contact_gateway.adapters.database.log_months import DatabaseLogMonths
from contact_gateway.adapters.database.outbox import DatabaseOutbox
from contact_gateway.adapters.database.people import DatabasePeople
from contact_gateway.adapters.database.readiness import DatabaseReadiness
from contact_gateway.adapters.database.restrictions import DatabaseRestrictions
from contact_gateway.adapters.database.users import DatabaseUsers
from contact_gateway.adapters.desk_bus import DeskBus
from contact_gateway.adapters.mail_out.mailer import SmtpMailer
from contact_gateway.adapters.phone_numbers import LibPhoneNumbers
from contact_gateway.adapters.redis.desk_feed import RedisFeed, RedisTeller
from contact_gateway.adapters.twilio.texts import TwilioTexts
from contact_gateway.application.ids import new_id
from contact_gateway.application.ports import Clock
from contact_gateway.application.prepare_months import PrepareMonths
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.relay_outbox import RelayOutbox
from contact_gateway.application.send_by_channel import SendByChannel
from contact_gateway.application.services import Services
from contact_gateway.application.set_restriction import SetRestriction
from contact_gateway.application.sweep_files import SweepFiles
from contact_gateway.application.sweep_reviews import SweepReviews
from contact_gateway.bootstrap.api import build_api_services
from contact_gateway.bootstrap.calls import build_call_services
from contact_gateway.bootstrap.casework import build_casework_services
from contact_gateway.bootstrap.governance import build_governance_services
from contact_gateway.bootstrap.ground import Ground, Outside, policies_of
from contact_gateway.bootstrap.scripts import build_script_services
from contact_gateway.domain.contact import Channel


def build_services(ground: Ground) -> Services:
    """Build everything that the doors may call."""
    database, encryption, clock, files = ground.database, ground.encryption, ground.clock, ground.files
    outside = ground.outside
    policies = policies_of(ground)
    log = PostgresContactLog(database, encryption, RedisTeller(outside.redis_url) if outside.redis_url else None)
    people, counters = DatabasePeople(database, encryption), PostgresCounters(database)
    restrictions = DatabaseRestrictions(database, clock, encryption)
    outbox = DatabaseOutbox(database, encryption, files)
    casework = build_casework_services(ground, policies)
    receive_contact = ReceiveContact(log=log, policies=policies, clock=clock, files=ground.keeps_files)
    record_outcome = RecordOutcome(log=log)
    return Services(
        receive_contact=receive_contact,
        record_outcome=record_outcome,
        set_restriction=SetRestriction(restrictions, people, policies, clock, new_id, casework.take_over),
        relay_outbox=RelayOutbox(outbox=outbox, mailer=_sender(outside, clock)),
        sweep_reviews=SweepReviews(
            restrictions=restrictions, counters=counters, policies=policies, bank_holidays=bank_holidays, clock=clock
        ),
        sweep_files=SweepFiles(files=files, uses=DatabaseFileUses(database), clock=clock),
        prepare_months=PrepareMonths(months=DatabaseLogMonths(database), clock=clock),
        api=build_api_services(ground, receive_contact, record_outcome, casework),
        calls=build_call_services(ground, receive_contact, record_outcome, people),
        scripts=build_script_services(ground, policies),
        casework=casework,
        governance=build_governance_services(ground, people, policies),
        cards=PostgresContactCards(database, _desk_bus(outside.direct_url, outside.redis_url)),
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


def _sender(outside: Outside, clock: Clock) -> SendByChannel:
    return SendByChannel({Channel.EMAIL: SmtpMailer(outside.smtp_url, clock), Channel.SMS: TwilioTexts(outside.twilio)})


def _desk_bus(direct_url: str, redis_url: str) -> DeskBus:
    database = PostgresFeed(direct_url)
    return DeskBus(RedisFeed(redis_url), database) if redis_url else DeskBus(database)
