"""Letters to write in tests: a decision at Octavia, and what it takes to write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from contact_gateway.adapters.policy_files.language_files import shipped_languages
from contact_gateway.adapters.policy_files.letter_files import shipped_letter_words
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.kinds.terms import read_terms
from contact_gateway.domain.letters.content import LetterContent, Letterhead
from contact_gateway.domain.letters.facts import (
    OVER,
    Addressee,
    AppealedAgainst,
    AppealPath,
    Dates,
    DecidedBy,
    House,
    LetterFacts,
    PolicyShown,
    Result,
    Told,
)
from contact_gateway.domain.letters.restriction_words import Speaker
from contact_gateway.domain.letters.words import Label
from contact_gateway.domain.letters.writing import Order, write_letter
from contact_gateway.domain.procedure.spans import Span, Unit
from contact_gateway.domain.procedure.words import LetterType, Part
from contact_gateway.domain.restrictions import Grounds, Restriction, Scope
from tests.builders import policy

HOUSE = House(
    letterhead=Letterhead(
        landlord="Octavia Housing",
        colour="#00594c",
        address=("PO Box 12", "Exampleton", "EX1 2AB"),
        contact=("Telephone 01632 960300", "hello@octavia.example.org"),
    ),
    policy=PolicyShown(name="Unacceptable Behaviour Policy", version=3),
    telephone="01632 960300",
    email="hello@octavia.example.org",
    emergency_number="01632 960309",
    signed_by="Sue Example, Service Manager",
    ombudsmen=("The Housing Ombudsman Service looks into complaints about landlords. It is free and independent.",),
    ombudsmen_named=("Housing Ombudsman Service",),
)
DATES = Dates(
    starts=date(2026, 4, 22),
    review=date(2026, 10, 20),
    appeal_best_by=date(2026, 5, 21),
    comment_by=date(2026, 10, 6),
    appeal_received=date(2026, 5, 1),
    answer_by=date(2026, 5, 18),
    lapses=date(2026, 4, 24),
)
ENDED = date(2026, 8, 3)
TOLD = Told(
    what_happened="In March you sent us 140 e-mails about one repair.",
    impact="Two of our officers needed a day a week to read them.",
    must_change="Please send us one e-mail a week about this repair.",
    if_continues="We may limit contact in other ways too.",
    reason="You told us that it is easier for you now.",
)
APPEAL = AppealPath(
    desk="The complaints team",
    email="appeals@octavia.example.org",
    telephone="01632 960313",
    hearer="an Assistant Director",
    answer_within=Span(10, Unit.WORKING_DAYS),
)
POLICY = policy()
EVERY_PART = frozenset(Part)
RESULTS = {
    LetterType.REVIEW_OUTCOME: Result.CONTINUE,
    LetterType.APPEAL_OUTCOME: Result.UPHELD,
    LetterType.END: Result.ENDED,
}


def restricted(
    kind: Kind = Kind.CHANNEL_BAN, over: tuple[Channel, ...] = (Channel.EMAIL,), **terms: object
) -> Restriction:
    """Build a restriction that starts on 22 April 2026."""
    return Restriction(
        id="r1",
        customer_id="pat",
        terms=read_terms(kind, terms),
        scope=Scope(channels=frozenset(over)),
        starts_at=datetime(2026, 4, 21, 23, tzinfo=UTC),
        review_on=date(2026, 10, 20),
    )


def facts(letter: LetterType = LetterType.DECISION, **said: object) -> LetterFacts:
    """Build the facts of a letter that is posted on 20 April 2026."""
    usual: dict[str, object] = {
        "type": letter,
        "to": Addressee(name="Pat Example", address=("1 Example Street", "Exampleton", "EX1 1AA"), reference="T-1042"),
        "written_on": date(2026, 4, 20),
        "reference": "T-1042/r1",
        "told": TOLD,
        "dates": replace(DATES, ended=ENDED) if said.get("result", RESULTS.get(letter)) in OVER else DATES,
        "restriction": restricted(),
        "grounds": Grounds.EXCESSIVE_CONTACT,
        "open_ways": (Channel.VOICE, Channel.SMS, Channel.LETTER, Channel.WEB_FORM),
        "appeal": APPEAL,
        "appealed": AppealedAgainst(what=Label.ABOUT_DECISION, decided_on=date(2026, 4, 20)),
        "result": RESULTS.get(letter),
        "decided_by": DecidedBy(names=("Duty Manager",)),
    }
    build: Callable[..., LetterFacts] = LetterFacts
    return build(**{**usual, **said})


def speaker(language: str = "en") -> Speaker:
    """Build a speaker of a language."""
    return Speaker(
        words=shipped_letter_words()[language],
        language=shipped_languages()[language],
        forms=POLICY.forms,
        names={"sue": "Sue Example"},
    )


def letter(
    of: LetterFacts | None = None, order: Order | None = None, house: House = HOUSE, language: str = "en"
) -> LetterContent:
    """Write a letter; as far as nothing else is said, with every part there is."""
    of = of or facts()
    of = replace(of, to=replace(of.to, language=language))
    return write_letter(of, house, speaker(language), POLICY, order or Order(required=EVERY_PART))
