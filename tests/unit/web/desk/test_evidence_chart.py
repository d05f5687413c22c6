from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from contact_gateway.domain.casework.evidence import Compared, Figures
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from contact_gateway.web.desk.evidence_chart import evidence_chart, evidence_rows
from tests.builders import MONDAY
from tests.fakes.figures import figures_of

NOBODY = figures_of({}, 0)
OWN = figures_of({Channel.VOICE: Counts(attempts=40, talk_seconds=370), Channel.EMAIL: Counts(attempts=1200)}, 5)
USUAL = figures_of({Channel.VOICE: Counts(attempts=2, talk_seconds=100), Channel.SMS: Counts(attempts=1)}, 0)


def compared(own: Figures = OWN, median: Figures = USUAL) -> Compared:
    return Compared(start=MONDAY, end=MONDAY, own=own, median=median, customers=9)


def drawn(of: Compared) -> ET.Element:
    return ET.fromstring(str(evidence_chart(of, 90)))  # noqa: S314 - our own drawing


def widths(of: Compared) -> list[float]:
    return [float(bar.get("width", "")) for bar in drawn(of).findall("rect")][2:]


def test_whoever_cannot_see_the_chart_is_told_what_it_shows() -> None:
    chart = drawn(compared())
    named = {element.get("id"): element.text or "" for element in chart if element.get("id")}
    title, text = (named[one] for one in (chart.get("aria-labelledby") or "").split())
    assert chart.get("role") == "img"
    assert title == "Contacts in the last 90 days"
    assert "Call: 40, median 2. Text message: 0, median 1. E-mail: 1,200, median 0." in text


def test_charts_of_one_page_have_names_of_their_own() -> None:
    ids = [str(evidence_chart(compared(), days)).split('id="')[1].split('"')[0] for days in (30, 90, 365)]
    assert len(set(ids)) == 3


def test_each_bar_is_as_long_as_its_number() -> None:
    all_own, all_median, call, call_median, *_ = widths(compared())
    assert all_own / call == pytest.approx(1240 / 40, rel=0.05)
    assert all_median < call_median * 2
    assert call / call_median == pytest.approx(20, rel=0.05)


def test_a_customer_without_contact_has_a_chart_without_length() -> None:
    assert set(widths(compared(NOBODY, NOBODY))) == {0.0}


def test_the_page_needs_no_style_of_its_own_for_the_chart() -> None:
    chart = str(evidence_chart(compared(), 90))
    assert "style=" not in chart
    assert "<script" not in chart


def test_the_table_says_the_same_and_more() -> None:
    rows = {row.name: (row.own, row.median, row.times) for row in evidence_rows(compared())}
    assert rows["Call"] == ("40", "2", "20 times")
    assert rows["E-mail"] == ("1,200", "0", "")
    assert rows["Talk time"] == ("6 min 10 s", "1 min 40 s", "3.7 times")
    assert rows["Against an arrangement"] == ("5", "0", "")


def test_half_a_contact_is_said_as_it_is() -> None:
    half = Figures(by_channel={Channel.VOICE: 2.5}, totals={})
    rows = {row.name: row.median for row in evidence_rows(compared(median=half))}
    assert rows["Call"] == "2.5"
