"""A landlord's gateway that really listens, on a real database, with the clock standing on a Monday morning."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from contact_gateway.app import create_app
from contact_gateway.application.api_services import ApiServices
from contact_gateway.application.api_tokens import MakeToken, OpenToken
from contact_gateway.application.check_officer import CheckOfficer
from contact_gateway.application.continue_contact import ContinueContact
from contact_gateway.application.end_restriction import EndRestriction
from contact_gateway.application.receive_contact import ReceiveContact
from contact_gateway.application.record_outcome import RecordOutcome
from contact_gateway.application.records import DecidedBy
from contact_gateway.application.records_of_api import ApiScope
from contact_gateway.application.remove_representative import RemoveRepresentative
from contact_gateway.application.services import Services
from contact_gateway.application.sync_customers import SyncCustomers
from contact_gateway.application.try_decision import TryDecision
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.restrictions import Grounds, Restriction
from contact_gateway.web.api.routes import api_routes
from contact_gateway.web.desk.blueprint import desk_blueprint
from tests.builders import MONDAY, new_officer, new_person, restriction
from tests.contracts.worlds import HERE, World
from tests.fakes.api_services import FakeFloodGuard
from tests.fakes.memory import Memory
from tests.integration.doors.gateway import listening
from tests.unit.web.desk.desk_app import memory_services

RECIPES = Path(__file__).parents[3] / "docs" / "integrate"
SAM = "+447700900123"
STRANGER = "+447700900555"
LINE = "+441632960200"
QUEUE_NUMBER = "+441632960100"
EMERGENCY_NUMBER = "+441632960102"
SAFE_NUMBER = "+441632960199"
AWAY = "http://127.0.0.1:1"
"""Where nobody listens."""

DECLINED = "Calls from this number can be taken again on Monday 9 March from 9 am."


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A gateway: where it listens, and a token that may hand in contacts and nothing else."""

    url: str
    token: str
    world: World

    def limit_sam_to_one_call(self) -> None:
        self.decide(restriction(Kind.CONTACT_CAP, {"limit": 1, "per": "week"}, channels=[Channel.VOICE]))

    def decide(self, decided_on: Restriction) -> None:
        decided = DecidedBy(officer="lee", grounds=Grounds.HARASSMENT, decided_at=MONDAY, policy_version=1)
        self.world.casework.take_over(HERE, decided_on, decided)

    def counted(self) -> Counts:
        day = timedelta(days=1)
        return self.world.counters.of_customer(HERE, "sam", MONDAY - day, MONDAY + day)

    def settings(self, *, away: bool = False) -> dict[str, str]:
        """The environment that recipes are given; `away` is one whose gateway does not answer."""
        return {
            "GATEWAY_URL": AWAY if away else self.url,
            "GATEWAY_TOKEN": self.token,
            "SAFE_NUMBER": SAFE_NUMBER,
            "EMERGENCY_NUMBER": EMERGENCY_NUMBER,
        }


@contextmanager
def house_on(world: World) -> Iterator[House]:
    """Open the gateway of the first landlord of a world, with Sam, whose number is known, and Lee, an officer."""
    services = services_on(world)
    world.people.add(HERE, new_person())
    world.people.add(HERE, new_officer())
    scopes = frozenset({ApiScope.CONTACTS_WRITE})
    token = services.api.make_token(HERE, "telephony", scopes, MONDAY + timedelta(days=90))
    pages, doors = [desk_blueprint(services)], [api_routes(services)]
    app = create_app(services, pages=pages, doors=doors, secret_key="k" * 32, secure=False)
    with listening(app) as url:
        yield House(url=url, token=token, world=world)


def services_on(world: World) -> Services:
    """Return the real use cases on the ports of a world."""
    receive_contact = ReceiveContact(log=world.log, policies=world.policies, clock=world.clock)
    record_outcome = RecordOutcome(log=world.log)
    ids = (f"customer-{number}" for number in count(1))
    return replace(
        memory_services(Memory(world.clock)),
        receive_contact=receive_contact,
        record_outcome=record_outcome,
        cards=world.cards,
        counters=world.counters,
        people=world.people,
        policies=world.policies,
        restrictions=world.restrictions,
        users=world.users,
        api=ApiServices(
            make_token=MakeToken(tokens=world.tokens, policies=world.policies, clock=world.clock),
            open_token=OpenToken(tokens=world.tokens, clock=world.clock),
            try_decision=TryDecision(lookup=world.contact_lookup, policies=world.policies),
            continue_contact=ContinueContact(
                lookup=world.contact_lookup, receive_contact=receive_contact, record_outcome=record_outcome
            ),
            end_restriction=EndRestriction(restrictions=world.restriction_files, lift=world.casework.lift),
            sync_customers=SyncCustomers(people=world.person_files, new_id=lambda: next(ids)),
            check_officer=CheckOfficer(policies=world.policies),
            remove_representative=RemoveRepresentative(people=world.person_files, restrictions=world.restrictions),
            tokens=world.tokens,
            kept_answers=world.kept_answers,
            flood_guard=FakeFloodGuard(),
            person_files=world.person_files,
            restriction_files=world.restriction_files,
            counter_rows=world.counter_rows,
        ),
    )


def ran(command: Sequence[str | Path], *, told: str, environ: Mapping[str, str]) -> str:
    """Run a recipe in a process of its own, and return what it printed."""
    done = subprocess.run(
        [str(part) for part in command],
        input=told,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1", **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
