"""A letter as plain data and back, to be kept beside the file and given to whoever sets it in type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from contact_gateway.domain.letters.content import (
    Annex,
    Fact,
    Format,
    Items,
    LetterContent,
    Letterhead,
    Paragraph,
    Passage,
    Section,
)
from contact_gateway.domain.people import Paper
from contact_gateway.domain.procedure.words import LetterType

FORM = 1
"""Raised when what is kept changes its shape; letters that are kept go on being read."""


def to_plain(letter: LetterContent) -> dict[str, Any]:
    """Return the letter as JSON can hold it: dates as text, tuples as lists."""
    return {
        "form": FORM,
        "type": str(letter.type),
        "language": letter.language,
        "format": {**asdict(letter.format), "paper": str(letter.format.paper)},
        "letterhead": {
            "landlord": letter.letterhead.landlord,
            "colour": letter.letterhead.colour,
            "address": list(letter.letterhead.address),
            "contact": list(letter.letterhead.contact),
        },
        "addressee": list(letter.addressee),
        "written_on": letter.written_on.isoformat(),
        "dated": letter.dated,
        "reference": letter.reference,
        "title": letter.title,
        "greeting": letter.greeting,
        "opening": [_passage(one) for one in letter.opening],
        "sections": [_section(one) for one in letter.sections],
        "closing": list(letter.closing),
        "enclosures": list(letter.enclosures),
        "annex": _annex(letter.annex) if letter.annex else None,
        "labels": dict(letter.labels),
    }


def from_plain(data: Mapping[str, Any]) -> LetterContent:
    """Return the letter that `to_plain` gave this for. Raises KeyError or ValueError where it did not."""
    if data["form"] != FORM:
        raise ValueError(f"A letter of form {data['form']!r} is not known; known is {FORM}.")
    head = data["letterhead"]
    return LetterContent(
        type=LetterType(data["type"]),
        language=data["language"],
        format=Format(**{**data["format"], "paper": Paper(data["format"]["paper"])}),
        letterhead=Letterhead(**{**head, "address": tuple(head["address"]), "contact": tuple(head["contact"])}),
        addressee=tuple(data["addressee"]),
        written_on=date.fromisoformat(data["written_on"]),
        dated=data["dated"],
        reference=data["reference"],
        title=data["title"],
        greeting=data["greeting"],
        opening=_passages_of(data["opening"]),
        sections=_sections_of(data["sections"]),
        closing=tuple(data["closing"]),
        enclosures=tuple(data["enclosures"]),
        annex=Annex(title=data["annex"]["title"], sections=_sections_of(data["annex"]["sections"]))
        if data["annex"]
        else None,
        labels=dict(data["labels"]),
    )


def _annex(annex: Annex) -> dict[str, Any]:
    return {"title": annex.title, "sections": [_section(one) for one in annex.sections]}


def _section(section: Section) -> dict[str, Any]:
    return {
        "name": section.name,
        "heading": section.heading,
        "passages": [_passage(one) for one in section.passages],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    match passage:
        case Paragraph(text):
            return {"text": text}
        case Items(texts):
            return {"items": list(texts)}
        case Fact(label, value):
            return {"label": label, "value": value}


def _sections_of(data: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    return tuple(
        Section(name=one["name"], heading=one["heading"], passages=_passages_of(one["passages"])) for one in data
    )


def _passages_of(data: Iterable[Mapping[str, Any]]) -> tuple[Passage, ...]:
    return tuple(_passage_of(one) for one in data)


def _passage_of(data: Mapping[str, Any]) -> Passage:
    if "text" in data:
        return Paragraph(data["text"])
    return Items(tuple(data["items"])) if "items" in data else Fact(data["label"], data["value"])
