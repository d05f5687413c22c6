"""The policy that goes with a letter: the landlord's own text, or else what the gateway carries out of it.

The second is put together from the landlord's pack, in plain words and with the number of the version: it says which
steps there are, what can be decided, when that is looked at again and how to appeal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.letters.composing import compose, fill
from contact_gateway.domain.letters.content import Annex, Items, LetterContent, Paragraph, Passage, Section
from contact_gateway.domain.letters.facts import House
from contact_gateway.domain.letters.words import Heading, LetterWords, Text
from contact_gateway.domain.policy import Policy

_HEADING = "# "


def policy_annex(house: House, words: LetterWords, values: Mapping[str, str], policy: Policy, *, easy: bool) -> Annex:
    """Return the policy to be enclosed, of this very version."""
    title = fill(words.texts[Text.ANNEX_TITLE], values)
    if house.policy.text.strip():
        return Annex(title=title, sections=tuple(_own(house.policy.text, title)))
    return Annex(title=title, sections=tuple(_carried_out(words, values, policy, easy=easy)))


def enclosed_alone(letter: LetterContent) -> LetterContent:
    """Return what a letter encloses, by itself: the same pages, to nobody in particular. Without any, the letter."""
    annex = letter.annex
    if annex is None:
        return letter
    alone = replace(letter, title=annex.title, sections=annex.sections, addressee=(), reference="", annex=None)
    return replace(alone, greeting="", opening=(), closing=(), enclosures=())


def _own(text: str, title: str) -> Iterable[Section]:
    """Return the landlord's own text: `# ` begins a heading, every other line is a paragraph."""
    heading, passages = title, list[Passage]()
    for line in filter(None, map(str.strip, text.splitlines())):
        if not line.startswith(_HEADING):
            passages.append(Paragraph(line))
            continue
        if passages:
            yield Section(name="policy", heading=heading, passages=tuple(passages))
        heading, passages = line.removeprefix(_HEADING), []
    if passages:
        yield Section(name="policy", heading=heading, passages=tuple(passages))


def _carried_out(words: LetterWords, values: Mapping[str, str], policy: Policy, *, easy: bool) -> Iterable[Section]:
    for heading in (Heading.ANNEX_STEPS, Heading.ANNEX_KINDS, Heading.ANNEX_REVIEW, Heading.ANNEX_APPEAL):
        passages = compose(words.text(_text_of(heading, policy), easy=easy), values, easy=easy)
        if heading is Heading.ANNEX_KINDS:
            passages = (*passages, Items(tuple(_kinds(words, policy))))
        if heading is Heading.ANNEX_STEPS:
            passages = (*compose(words.text(Text.ANNEX_OPENING, easy=easy), values, easy=easy), *passages)
        yield Section(name=str(heading), heading=words.headings[heading], passages=passages)


def _text_of(heading: Heading, policy: Policy) -> Text:
    hears_none = heading is Heading.ANNEX_APPEAL and not any(rule.tiers for rule in policy.casework.appeals)
    return Text.APPEAL_NONE if hears_none else Text(heading.value)


def _kinds(words: LetterWords, policy: Policy) -> Iterable[str]:
    for kind in Kind:
        rule = policy.kinds.get(kind)
        if rule is not None:
            yield words.short_kinds[kind]
