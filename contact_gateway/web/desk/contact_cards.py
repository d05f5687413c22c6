"""A contact as the agent's page shows it: what to do, in words, and never why it was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from contact_gateway.application.records import ContactCard
from contact_gateway.domain.outcome import Decision, Outcome
from contact_gateway.domain.policy import VOICEMAIL, Policy
from contact_gateway.domain.script_texts import national_number
from contact_gateway.domain.standing import Officer
from contact_gateway.domain.wording import channels_in_words, listed
from contact_gateway.web.desk.local_times import long_date, moment
from contact_gateway.web.desk.words import CHANNELS, KINDS, OUTCOMES, SUBJECTS, duration, first_capital, reason_in_words

TAGS: Mapping[Outcome, str] = {
    Outcome.CONNECT: "govuk-tag--green",
    Outcome.ROUTE: "govuk-tag--blue",
    Outcome.DECLINE: "govuk-tag--orange",
    Outcome.HOLD: "govuk-tag--yellow",
    Outcome.EMERGENCY: "govuk-tag--red",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """What the template prints, ready in words. `facts` are rows of a name and what is said."""

    contact_id: str
    event_id: int
    customer_id: str
    who: str
    sender: str
    channel: str
    received: str
    received_at: datetime
    outcome: str
    outcome_code: str
    tag: str
    lines: tuple[str, ...]
    allowances: tuple[str, ...]
    reasons: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def announcement(self) -> str:
        """What a screen reader says when the card comes in."""
        return ". ".join((f"{self.channel} from {self.who}", self.outcome, *self.lines))


def card_views(cards: Iterable[ContactCard], policy: Policy, officers: Iterable[Officer]) -> list[CardView]:
    """Put cards in words, in the order in which they come, each contact once as it stands at its last step."""
    names = _destinations(policy, officers)
    views: dict[str, CardView] = {}
    for card in cards:
        before = views.get(card.contact_id)
        if before is None or before.event_id < card.event_id:
            views[card.contact_id] = _view(card, policy, names)
    return list(views.values())


def _view(card: ContactCard, policy: Policy, names: Mapping[str, str]) -> CardView:
    decision = card.decision
    return CardView(
        contact_id=card.contact_id,
        event_id=card.event_id,
        customer_id=decision.counted_for,
        who=decision.banner.who or "Nobody we know",
        sender=national_number(card.sender) or "No number or address given",
        channel=CHANNELS[card.channel],
        received=moment(card.received_at, policy.zone),
        received_at=card.received_at,
        outcome=OUTCOMES[decision.outcome],
        outcome_code=decision.outcome,
        tag=TAGS[decision.outcome],
        lines=decision.banner.lines,
        allowances=decision.banner.allowances,
        reasons=tuple(reason_in_words(reason, refused=decision.refuses) for reason in decision.reasons),
        facts=tuple(_facts(decision, policy, names)),
    )


def _facts(decision: Decision, policy: Policy, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    if decision.to:
        yield "Goes to", names.get(decision.to, decision.to.replace("_", " ").capitalize())
    if decision.time_limit is not None:
        yield "Longest call", duration(decision.time_limit)
    if decision.refuses and decision.next_allowed:
        yield "Possible again", moment(decision.next_allowed, policy.zone)
    if decision.refuses and decision.channels_open:
        yield "Open meanwhile", first_capital(channels_in_words(frozenset(decision.channels_open)))
    if decision.marked:
        yield "Look at it soon", f"It may be about {listed([SUBJECTS[subject] for subject in decision.marked], 'or')}"
    if decision.shadow:
        kinds = listed([KINDS[kind].lower() for kind in decision.shadow])
        yield "On trial", f"{first_capital(kinds)}: counted, not carried out"
    if decision.banner.review_on:
        yield "Review", long_date(decision.banner.review_on)


def _destinations(policy: Policy, officers: Iterable[Officer]) -> Mapping[str, str]:
    teams = {name: destination.label for name, destination in policy.destinations.items()}
    return {VOICEMAIL: "Voicemail"} | {officer.id: officer.name for officer in officers} | teams
