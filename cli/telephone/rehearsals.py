"""Calls of a demo that go by a clock of their own: played faster than time, or as if it were another day."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from threading import Lock
from types import TracebackType
from typing import Self

import psycopg
from sqlalchemy import select

from cli.demo.population import settle
from cli.scenario_runner.databases import Server, open_server
from cli.simulate.transcripts.house import ACCOUNT, connect, open_house
from cli.telephone.parties import lines_of, number_of
from cli.telephone.staff import DemoStaff
from contact_gateway.adapters.database.engine import Database
from contact_gateway.adapters.database.tables_of_people import POLICIES
from contact_gateway.bootstrap.gateway import open_gateway
from contact_gateway.bootstrap.ground import Outside
from contact_gateway.bootstrap.keys import landlord_encryption, landlord_keys, twilio_rest_accounts
from contact_gateway.settings import Settings
from ivr.phone_simulator.calls import Person
from ivr.phone_simulator.jobs import SECONDS_BETWEEN_NOTICES, every
from ivr.phone_simulator.people import ByHand
from ivr.phone_simulator.real_time import passing
from ivr.phone_simulator.telephone.parties import CannotBePlayed, Landlord, Place
from ivr.phone_simulator.telephone.playing import Beside
from ivr.phone_simulator.timeline import Timeline


def by_the_clock_of_a_call(settings: Settings, database_url: str) -> Beside:
    """Return what says the notices of a call that is played faster than time, and ends it when its time is over."""

    @contextmanager
    def beside(landlord: str, timeline: Timeline) -> Iterator[None]:
        accounts = twilio_rest_accounts(landlord_keys(settings), settings.public_base_url)
        encryption, outside = landlord_encryption(settings), Outside(twilio=accounts)
        gateway = open_gateway(database_url, encryption, clock=timeline, outside=outside)
        with closing(gateway.database):
            every(timeline, SECONDS_BETWEEN_NOTICES, lambda: gateway.services.calls.give_notices(landlord))
            yield

    return beside


class Rehearsals:
    """One landlord at a time, copied onto a database of its own whose time is another; the next takes its place."""

    def __init__(self, database_url: str) -> None:
        """Take the demo's database, on whose server the copies live for a while."""
        self._url = database_url
        self._turn = Lock()
        self._server: Server | None = None
        self._held, self._here = ExitStack(), ExitStack()

    def __enter__(self) -> Self:
        """Begin with none."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing behind."""
        self._here.close()
        self._held.close()

    def at(self, landlord: Landlord, start: datetime) -> Place:
        """Open a copy of a landlord at an instant: its pack of today, the demo's people, and nothing that happened.

        Raises `CannotBePlayed` where no database can be made for it.
        """
        with self._turn:
            self._here.close()
            try:
                return self._open(landlord, start)
            except psycopg.Error as fault:
                raise CannotBePlayed("No database could be made to play this on.") from fault

    def _open(self, landlord: Landlord, start: datetime) -> Place:
        if self._server is None:
            self._server = self._held.enter_context(open_server(self._url))
        enter = self._here.enter_context
        people: defaultdict[str, Person] = defaultdict(ByHand)
        house = enter(open_house(enter(self._server.fresh_database()), landlord.slug, start, people))
        services = house.services
        services.policies.import_pack(landlord.slug, self._pack(landlord.slug), start)
        settle(services, landlord.slug)
        policy = services.policies.current(landlord.slug)
        for number in [number for line in policy.lines if (number := number_of(services, line.address))]:
            connect(house, number)
        enter(_from(start, house.exchange.timeline))
        copied = Landlord(
            slug=landlord.slug,
            name=policy.name,
            account=ACCOUNT,
            number=landlord.number,
            lines=lines_of(services, policy),
            zone=landlord.zone,
        )
        return Place(house.exchange, [copied], DemoStaff(services))

    def _pack(self, landlord: str) -> str:
        """Return the text of the pack in force."""
        with closing(Database(self._url)) as database, database.transaction(landlord) as connection:
            own = select(POLICIES.c.source).where(POLICIES.c.landlord_id == landlord)
            source: str = connection.execute(own.order_by(POLICIES.c.version.desc()).limit(1)).scalar_one()
            return source


def _from(start: datetime, timeline: Timeline) -> AbstractContextManager[None]:
    """Let time pass on a timeline from an instant on."""
    begun = time.monotonic()
    return passing(timeline, lambda: start + timedelta(seconds=time.monotonic() - begun))
