"""A letter as an e-mail and as a text message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contact_gateway.domain.letters.composing import fill
from contact_gateway.domain.letters.content import Fact, Items, LetterContent, Paragraph, Passage, Section
from contact_gateway.domain.letters.facts import House
from contact_gateway.domain.letters.words import LetterWords, Text


@dataclass(frozen=True, slots=True)
class Mail:
    """A subject that tells nobody anything, and the whole letter as text."""

    subject: str
    text: str


def as_mail(letter: LetterContent, house: House, words: LetterWords) -> Mail:
    """Return the letter as an e-mail; the file goes with it. What is enclosed stands at its end."""
    return Mail(subject=fill(words.texts[Text.MAIL_SUBJECT], _values(letter, house)), text=as_text(letter))


def as_text_message(letter: LetterContent, house: House, words: LetterWords) -> str:
    """Return the few words that say there is a letter, and nothing of what stands in it: a telephone has many eyes."""
    return fill(words.texts[Text.TEXT_MESSAGE], _values(letter, house))


def as_text(letter: LetterContent) -> str:
    """Return the whole letter as plain text, a blank line between paragraphs, as a screen reader likes it."""
    return "\n\n".join(_blocks(letter)) + "\n"


def _blocks(letter: LetterContent) -> Iterator[str]:
    reference = f"{letter.labels['reference']}: {letter.reference}" if letter.reference else ""
    yield "\n".join(filter(None, (letter.letterhead.landlord, letter.dated, reference)))
    yield letter.title.upper()
    yield letter.greeting
    yield from _passages(letter.opening)
    yield from _sections(letter.sections)
    yield "\n".join(letter.closing)
    yield "\n".join((*letter.letterhead.address, *letter.letterhead.contact))
    if letter.annex:
        yield letter.annex.title.upper()
        yield from _sections(letter.annex.sections)


def _sections(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield section.heading.upper()
        yield from _passages(section.passages)


def _passages(passages: Iterable[Passage]) -> Iterator[str]:
    for passage in passages:
        match passage:
            case Paragraph(text):
                yield text
            case Items(texts):
                yield "\n".join(f"- {text}" for text in texts)
            case Fact(label, value):
                yield f"{label}: {value}"


def _values(letter: LetterContent, house: House) -> dict[str, str]:
    return {
        "landlord": letter.letterhead.landlord,
        "date": letter.dated,
        "reference": letter.reference,
        "telephone": house.telephone,
    }
