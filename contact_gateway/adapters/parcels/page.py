"""The page that tells a person in words what is held on them, without any program but a browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from contact_gateway.application.records_of_subject_access import Parcel
from contact_gateway.domain.subject_access import BLACKED_OUT, Row

TITLES: Mapping[str, str] = {
    "person": "Who you are to us",
    "representatives": "Who acts for you",
    "household": "Who lives with you",
    "contact_points": "How we reach you",
    "addresses": "Your address",
    "restrictions": "Limits on contact",
    "case": "What was done in your case",
    "reviews_due": "Reviews that came up",
    "allowances": "What was used of your allowances",
    "incidents": "Incidents",
    "breaches": "Contacts made against an arrangement",
    "complaints_about_staff": "Your complaints about staff",
    "asked_to_make_contact": "When we asked you to get in touch",
    "contacts": "Your contacts with us",
    "decisions": "What was decided about each contact, and what you wrote",
    "what_happened_then": "What happened after each contact was decided",
    "contacts_that_staff_ended": "Contacts that staff ended",
    "documents": "Messages and files you sent",
    "recordings": "Recordings",
    "calls": "Calls we placed to connect you",
    "announcements": "Announcements played in your calls",
    "messages_to_send": "Messages we sent, or have to send",
    "counters": "How often you were in touch",
    "tasks": "What staff had to do",
    "legal_holds": "Why something of yours must be kept",
    "exports": "Earlier copies of what we hold",
    "audit": "Who looked, and who changed what",
}
"""What each kind is called for the person it is about."""

_DRAFT = "Draft. Nobody has looked through it: it holds words about other people. Do not pass on."
_STYLE = """
body { font: 1.1rem/1.5 sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #0b0c0c }
table { border-collapse: collapse; margin: 0 0 1.5rem; width: 100% }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid #b1b4b6; padding: .3rem .6rem .3rem 0 }
th { width: 13rem; font-weight: 600 } td { white-space: pre-wrap; overflow-wrap: anywhere }
.draft { border: 4px solid #d4351c; padding: .5rem 1rem; font-weight: 700 }
"""


def index_page(parcel: Parcel, names: Mapping[str, str]) -> str:
    """Return the page; `names` are where the files lie in the ZIP, by id."""
    return "\n".join(_lines(parcel, names)) + "\n"


def _lines(parcel: Parcel, names: Mapping[str, str]) -> Iterator[str]:
    title = f"What we hold about {escape(parcel.held.name or parcel.held.person_id)}"
    yield f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>'
    yield f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>"
    if parcel.is_draft:
        yield f'<p class="draft">{_DRAFT}</p>'
    yield f"<p>Put together on {parcel.made_at.day} {parcel.made_at:%B %Y}.</p>"
    yield f"<p>{BLACKED_OUT} stands for words about other people, which we may not give you.</p>"
    yield "<p>You can ask us to explain or to put right anything you find here, and you can complain to the"
    yield "Information Commissioner&rsquo;s Office.</p>"
    for kind, rows in parcel.held.kinds.items():
        if rows:
            yield f"<h2>{escape(TITLES.get(kind, kind))}</h2>"
            for number, row in enumerate(rows, 1):
                yield from _row(kind, number, row, names)
    yield from _files(parcel, names)
    yield "</main>\n</body>\n</html>"


def _row(kind: str, number: int, row: Row, names: Mapping[str, str]) -> Iterator[str]:
    yield f'<table id="{escape(kind)}-{number}"><caption hidden>{escape(kind)}/{number}</caption>'
    for name, value in row.items():
        if value not in (None, "", [], {}):
            said = _linked(str(value), names) if name == "file_id" else escape(_in_words(value))
            yield f'<tr><th scope="row">{escape(name.replace("_", " "))}</th><td>{said}</td></tr>'
    yield "</table>"


def _files(parcel: Parcel, names: Mapping[str, str]) -> Iterator[str]:
    if names or parcel.withheld or parcel.missing:
        yield "<h2>Files</h2>\n<ul>"
        yield from (f"<li>{_linked(id_, names)}</li>" for id_ in names)
        yield from (
            f"<li>{escape(id_)}: not given, because it is about other people too.</li>" for id_ in parcel.withheld
        )
        yield from (f"<li>{escape(id_)}: no longer kept.</li>" for id_ in parcel.missing)
        yield "</ul>"


def _linked(id_: str, names: Mapping[str, str]) -> str:
    return f'<a href="{escape(names[id_])}">{escape(names[id_])}</a>' if id_ in names else escape(id_)


def _in_words(value: object, indent: str = "") -> str:
    match value:
        case Mapping():
            lines = [f"{indent}{name.replace('_', ' ')}: {_below(member, indent)}" for name, member in value.items()]
            return "\n".join(lines)
        case list() | tuple():
            return "\n".join(f"{indent}{_in_words(member, indent).strip()}" for member in value)
    return str(value)


def _below(value: object, indent: str) -> str:
    nested = isinstance(value, Mapping | list | tuple) and bool(value)
    return f"\n{_in_words(value, f'{indent}  ')}" if nested else str(value)
