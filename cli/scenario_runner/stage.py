"""Sets the stage: the landlord's policy, the people, the outages and what is already in force."""

from __future__ import annotations

from datetime import datetime

from cli.scenario_runner.act_reading import RECORDER
from cli.scenario_runner.model import ActPlayed, Scenario
from contact_gateway.application.records import DecidedBy, NewPerson
from contact_gateway.application.services import Services
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.standing import Role


def beginning(scenario: Scenario, otherwise: datetime) -> datetime:
    """Return the first instant that the file names, `otherwise` where it names none."""
    named = [*(event.at for event in scenario.events), *(one.starts_at for one in scenario.restrictions)]
    return min(named, default=otherwise)


def set_stage(scenario: Scenario, services: Services) -> None:
    """Store everything that a scenario starts from, as it stands; nothing is proposed, authorised or checked."""
    landlord, now = scenario.landlord, services.clock.now()
    version = services.policies.import_pack(landlord, scenario.pack, now)
    for pack in scenario.beside:
        services.policies.import_pack(landlord, pack, now)
    for person in scenario.people:
        services.people.add(landlord, person)
    if any(isinstance(event.deed, ActPlayed) and event.deed.by == RECORDER for event in scenario.events):
        services.people.add(landlord, NewPerson(id=RECORDER, role=Role.OFFICER, name=""))
    for outage in scenario.outages:
        services.people.add_outage(landlord, outage.channel, outage.start, outage.until)
    for restriction in scenario.restrictions:
        decided = DecidedBy(officer=RECORDER, grounds=Grounds.EXCESSIVE_CONTACT, decided_at=now, policy_version=version)
        services.casework.take_over(landlord, restriction, decided)
