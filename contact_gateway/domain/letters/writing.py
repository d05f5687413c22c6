"""Writes a letter: from the facts of a case and the words of a language to the letter, whole. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contact_gateway.domain.letters.annex import policy_annex
from contact_gateway.domain.letters.composing import compose, fill
from contact_gateway.domain.letters.content import LetterContent, Passage, Section
from contact_gateway.domain.letters.facts import House, LetterFacts
from contact_gateway.domain.letters.layout import sections_of, texts_of
from contact_gateway.domain.letters.needed import dates_in
from contact_gateway.domain.letters.opening import opening_of, title_of
from contact_gateway.domain.letters.restriction_words import Speaker
from contact_gateway.domain.letters.values import values_of
from contact_gateway.domain.letters.words import Heading, Label, LetterWords, Text
from contact_gateway.domain.policy import Policy
from contact_gateway.domain.procedure.words import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a letter is to hold: the parts that the policy requires of its type, and those to leave out.

    Parts that the policy does not require are there too where there is something to say; what is left out on purpose
    is missed by the check before the letter is issued.
    """

    required: frozenset[Part] = frozenset()
    omit: frozenset[Part] = frozenset()


def write_letter(facts: LetterFacts, house: House, speaker: Speaker, policy: Policy, order: Order) -> LetterContent:
    """Return the letter. A part for which the facts say nothing is not in it: the check before issuing names it.

    Args:
        facts: of the case; dates as the clocks computed them.
        house: what the landlord prints on every letter.
        speaker: the words of the language that it is written in, and the names of people and places.
        policy: the version that the decision was made under.
        order: which parts are required and which left out.
    """
    values, easy, words = values_of(facts, house, speaker), facts.format.easy_read, speaker.words
    encloses = Part.POLICY_COPY in order.required - order.omit
    title = title_of(facts)
    annex = policy_annex(house, words, values, policy, easy=easy) if encloses else None
    return LetterContent(
        type=facts.type,
        language=words.code,
        format=facts.format,
        letterhead=house.letterhead,
        addressee=_lines(facts.to.name, facts.to.address),
        written_on=facts.written_on,
        dated=words.calendar.written(facts.written_on),
        reference=facts.reference,
        title=words.labels[title] if title else words.titles[facts.type],
        greeting=fill(words.texts[Text.GREETING], values),
        opening=tuple(_composed(opening_of(facts), words, values, easy=easy)),
        sections=tuple(_sections(facts, speaker, values, order)),
        closing=_lines(words.texts[Text.CLOSING], (words.phrase(house.signed_by), house.letterhead.landlord)),
        enclosures=(fill(words.texts[Text.ENCLOSES_POLICY], values),) if annex else (),
        annex=annex,
        labels={str(one): words.labels[one] for one in (Label.REFERENCE, Label.PAGE, Label.ENCLOSED)},
    )


def _sections(facts: LetterFacts, speaker: Speaker, values: Mapping[str, str], order: Order) -> Iterable[Section]:
    left_out = {str(part) for part in order.omit}
    if not values["ombudsmen"]:
        left_out.add(Heading.OMBUDSMAN)  # without the address nobody can go there
    for name in sections_of(facts, order.required):
        passages = tuple(_passages(name, facts, speaker, values))
        if passages and name not in left_out:
            dates = dates_in(texts_of(name, facts), values)
            yield Section(name=name, heading=_heading(name, facts, speaker), passages=passages, dates=dates)


def _heading(name: Heading, facts: LetterFacts, speaker: Speaker) -> str:
    if name is Heading.RESTRICTIONS and facts.is_an_order:
        return speaker.words.labels[Label.ORDER_HEADING]
    return speaker.words.headings[name]


def _passages(name: Heading, facts: LetterFacts, speaker: Speaker, values: Mapping[str, str]) -> Iterable[Passage]:
    easy = facts.format.easy_read
    yield from _composed(texts_of(name, facts), speaker.words, values, easy=easy)
    if name is Heading.RESTRICTIONS and facts.restriction:
        yield from speaker.restriction(facts.restriction, easy=easy)


def _composed(texts: Iterable[Text], words: LetterWords, values: Mapping[str, str], *, easy: bool) -> Iterable[Passage]:
    for text in texts:
        yield from compose(words.text(text, easy=easy), values, easy=easy)


def _lines(first: str, others: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in (first, *others) if one.strip())
