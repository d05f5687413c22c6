"""A customer's contacts beside the median customer's: a table, and a chart that shows the same to the eye.

The chart is never alone: whoever cannot see it reads the table, to which its description points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contact_gateway.domain.casework.evidence import Compared, Measured, Row, rows
from contact_gateway.domain.contact import Channel
from contact_gateway.web.desk.words import CHANNELS, duration

OWN, MEDIAN = "This customer", "Median customer"

MEASURED = {
    Measured.CONTACTS: "All contacts",
    Measured.TALK_SECONDS: "Talk time",
    Measured.DECLINED: "Declined",
    Measured.HELD: "Held",
    Measured.EMERGENCIES: "Emergencies",
    Measured.LONG_CALLS: "Long calls",
    Measured.HANDLING_MINUTES: "Minutes of handling",
    Measured.COPIED_IN: "People copied in",
    Measured.DUPLICATES: "Duplicates",
    Measured.MATTER_IN_HAND: "About a matter in hand",
    Measured.BREACHES: "Against an arrangement",
}

_WIDTH, _LABELS, _NUMBERS = 640, 150, 60
_BAR, _GAP, _HEAD = 14, 16, 36
_DEEP, _PALE = "#22505f", "#ffffff"


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A line of the table, in words."""

    name: str
    own: str
    median: str
    times: str


def evidence_rows(compared: Compared) -> tuple[EvidenceRow, ...]:
    """Put a comparison in the words of a table."""
    return tuple(
        EvidenceRow(_name(row), _figure(row, row.own), _figure(row, row.median), _times(row)) for row in rows(compared)
    )


def evidence_chart(compared: Compared, days: int) -> Markup:
    """Draw the contacts by channel: two bars each, filled for the customer and hollow for the median.

    `days` says how far back the comparison goes, and tells the charts of one page apart.
    """
    shown = [row for row in rows(compared) if row.what is Measured.CONTACTS or isinstance(row.what, Channel)]
    height = _HEAD + len(shown) * (2 * _BAR + _GAP)
    drawing = Markup("").join((_legend(), *_bars(shown)))
    return Markup(
        '<svg class="cg-chart" role="img" aria-labelledby="chart-{days}-title chart-{days}-text"'
        ' viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-size="14" fill="currentColor">'
        '<title id="chart-{days}-title">Contacts in the last {days} days</title>'
        '<desc id="chart-{days}-text">{text}</desc>{drawing}</svg>'
    ).format(days=days, width=_WIDTH, height=height, text=_in_words(shown), drawing=drawing)


def _in_words(shown: Sequence[Row]) -> str:
    told = (f"{_name(row)}: {_number(row.own)}, median {_number(row.median)}." for row in shown)
    return f"{' '.join(told)} The table beside it has the same figures."


def _legend() -> Markup:
    beside = _LABELS + 150
    return Markup("").join(
        (_bar(_LABELS, 4, _BAR, _DEEP), _text(_LABELS + 22, 16, OWN), _bar(beside, 4, _BAR, _PALE))
    ) + _text(beside + 22, 16, MEDIAN)


def _bars(shown: Sequence[Row]) -> Iterator[Markup]:
    most = max((max(row.own, row.median) for row in shown), default=0) or 1
    room = _WIDTH - _LABELS - _NUMBERS
    for number, row in enumerate(shown):
        top = _HEAD + number * (2 * _BAR + _GAP)
        yield _text(_LABELS - 12, top + _BAR + 5, _name(row), anchor="end")
        for value, y, fill in ((row.own, top, _DEEP), (row.median, top + _BAR, _PALE)):
            width = round(value / most * room, 1)
            yield _bar(_LABELS, y, width, fill)
            yield _text(_LABELS + width + 8, y + 12, _number(value))


def _bar(x: float, y: float, width: float, fill: str) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="1.5"/>').format(
        x, y + 1, width, _BAR - 2, fill, _DEEP
    )


def _text(x: float, y: float, words: str, anchor: str = "start") -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(round(x, 1), y, anchor, words)


def _name(row: Row) -> str:
    return CHANNELS[row.what] if isinstance(row.what, Channel) else MEASURED[row.what]


def _figure(row: Row, value: float) -> str:
    return duration(round(value)) if row.what is Measured.TALK_SECONDS else _number(value)


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _times(row: Row) -> str:
    return f"{row.times:,.1f}".removesuffix(".0") + " times" if row.times is not None else ""
