"""Plays the events of a scenario through the use cases, one after the other, each to its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from cli.scenario_runner.acting import Caseworker
from cli.scenario_runner.clock import ScenarioClock
from cli.scenario_runner.expectations import OF_A_CONTACT, OF_COUNTERS, Difference, differences
from cli.scenario_runner.expectations_of_acts import OF_AN_ACT, Acted
from cli.scenario_runner.model import ActPlayed, Call, ContactPlayed, CountersRead, Event, Scenario
from cli.scenario_runner.stage import set_stage
from contact_gateway.application.records import ContactKey
from contact_gateway.application.services import Services
from contact_gateway.domain.contact import Channel, Contact, Step
from contact_gateway.domain.counting import Counts, Happening
from contact_gateway.domain.counting import Event as Told
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.periods import period_of, start_of_day
from contact_gateway.domain.policy import VOICEMAIL
from contact_gateway.domain.scripts import Script

_ASKS = frozenset({Script.ASK_REFERENCE, Script.ASK_REFERENCE_AGAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """An event that was played: what came of it, and which expectations do not hold."""

    event: Event
    result: Decision | Counts | Acted
    differences: tuple[Difference, ...]


def play(scenario: Scenario, services: Services, clock: ScenarioClock) -> Iterator[Played]:
    """Set the stage and play every event; the clock is the one that the services were built with."""
    set_stage(scenario, services)
    player = _Player(scenario=scenario, services=services)
    for event in scenario.events:
        clock.stand_at(event.at)
        yield player.play(event)


@dataclass(slots=True, kw_only=True)
class _Player:
    scenario: Scenario
    services: Services
    steps_taken: set[tuple[str, Step, str, str, int]] = field(default_factory=set)

    def play(self, event: Event) -> Played:
        expected = event.expected
        match event.deed:
            case ContactPlayed() as contact:
                decision = self._contact(contact)
                return _played(event, decision, differences(expected, OF_A_CONTACT, decision))
            case CountersRead() as asked:
                counts = self._counters(asked, event.at)
                return _played(event, counts, differences(expected, OF_COUNTERS, counts))
            case ActPlayed() as act:
                acted = Caseworker(scenario=self.scenario, services=self.services).play(act, event.at)
                return _played(event, acted, differences(expected, OF_AN_ACT, acted))

    def _contact(self, played: ContactPlayed) -> Decision:
        """Play a contact to its end; a step taken before is a retry, and tells nothing new after it."""
        before = len(self.steps_taken)
        decision = self._steps(played)
        if len(self.steps_taken) > before:
            for told in _told_later(played, decision):
                key = ContactKey(played.arrives.provider, played.arrives.provider_id)
                self.services.record_outcome(self.scenario.landlord, key, told)
        return decision

    def _steps(self, played: ContactPlayed) -> Decision:
        """Play each step that a caller comes to: references when asked, a choice of the menu, whoever does not answer.

        Each step says only what is keyed in then, as a call does: what was keyed before is the contact's memory.
        """
        references = enumerate(played.keyed, start=1)
        decision = self._keyed_in(played, references, self._receive(played.arrives))
        if played.pressed:
            pressed = self._receive(replace(played.arrives, step=Step.KEY, pressed=played.pressed))
            decision = self._keyed_in(played, references, pressed)
        for turn in range(1, len(played.unanswered_by) + 1):
            if decision.to not in played.unanswered_by:
                break
            decision = self._receive(replace(played.arrives, step=Step.UNANSWERED, turn=turn))
        return decision

    def _keyed_in(self, played: ContactPlayed, references: Iterator[tuple[int, str]], decision: Decision) -> Decision:
        while _ASKS & set(decision.scripts):
            turn, reference = next(references, (0, ""))
            if not reference:
                break
            decision = self._receive(replace(played.arrives, step=Step.REFERENCE, reference=reference, turn=turn))
        return decision

    def _receive(self, contact: Contact) -> Decision:
        self.steps_taken.add((contact.provider_id, contact.step, contact.pressed, contact.reference, contact.turn))
        return self.services.receive_contact(self.scenario.landlord, contact).decision

    def _counters(self, asked: CountersRead, at: datetime) -> Counts:
        zone = self.scenario.policy.zone
        period = period_of(start_of_day(asked.on, zone) if asked.on else at, asked.by, zone)
        return self.services.counters.of_customer(
            self.scenario.landlord, asked.of, period.start, period.end, asked.channel
        )


def talked(played: ContactPlayed, decision: Decision) -> int:
    """Return the seconds of talk: what the file says, less what comes after the call has ended by itself."""
    said = played.call.talk_seconds or 0
    return min(said, decision.time_limit or said)


def _played(event: Event, result: Decision | Counts | Acted, found: list[Difference]) -> Played:
    return Played(event=event, result=result, differences=tuple(found))


def _told_later(played: ContactPlayed, decision: Decision) -> Iterator[Told]:
    """Give what a provider tells of a call that was put through; of other contact, only talk that the file names."""
    call, began = played.call, played.arrives.received_at
    put_through = decision.outcome in {Outcome.CONNECT, Outcome.ROUTE, Outcome.EMERGENCY}
    spoken = played.arrives.channel is Channel.VOICE or call != Call()
    if not put_through or not spoken:
        return
    if call.unanswered:
        yield Told(happening=Happening.UNANSWERED, at=began)
        return
    left_a_message = decision.to == VOICEMAIL and call.talk_seconds is None
    yield Told(happening=Happening.VOICEMAIL if left_a_message else Happening.ANSWERED, at=began)
    talk = talked(played, decision)
    yield Told(happening=Happening.ENDED, at=began + timedelta(seconds=talk), talk_seconds=talk)
