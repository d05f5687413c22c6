from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contact_gateway.domain.casework.evidence import Compared, Figures, Measured, rows, span_of
from contact_gateway.domain.contact import Channel
from contact_gateway.domain.counting import Counts
from tests.builders import LONDON, MONDAY
from tests.fakes.figures import figures_of

CALLS = Counts(attempts=6, accepted=4, declined=2, talk_seconds=900)
NOBODY = figures_of({}, 0)


def compared(own: Figures, median: Figures = NOBODY) -> Compared:
    return Compared(start=MONDAY, end=MONDAY, own=own, median=median, customers=3)


def test_the_table_has_all_contacts_first_and_the_channels_that_somebody_uses() -> None:
    own, median = figures_of({Channel.VOICE: CALLS}, 0), figures_of({Channel.EMAIL: Counts(attempts=1)}, 0)
    found = [row.what for row in rows(compared(own, median))]
    assert found == [
        *(Measured.CONTACTS, Channel.VOICE, Channel.EMAIL),
        *(Measured.TALK_SECONDS, Measured.DECLINED, Measured.HELD, Measured.EMERGENCIES, Measured.BREACHES),
    ]


@pytest.mark.clause("DER-5.2")
def test_what_people_count_is_told_where_somebody_does_so() -> None:
    own = figures_of(
        {
            Channel.EMAIL: Counts(
                attempts=3, duplicates=2, copied_in=9, handling_minutes=40, matter_in_hand=1, long_calls=5
            )
        },
        0,
    )
    told = {row.what: row.own for row in rows(compared(own))}
    wanted = (Measured.HANDLING_MINUTES, Measured.COPIED_IN, Measured.DUPLICATES, Measured.MATTER_IN_HAND)
    assert [told[what] for what in wanted] == [40, 9, 2, 1]
    assert told[Measured.LONG_CALLS] == 5


def test_how_many_times_the_median_is_said_where_there_is_one() -> None:
    own, median = figures_of({Channel.VOICE: CALLS}, 0), figures_of({Channel.VOICE: Counts(attempts=4)}, 0)
    assert rows(compared(own, median))[0].times == 1.5
    assert rows(compared(own))[0].times is None


def test_a_span_begins_with_a_day_of_the_landlords_clock() -> None:
    summer = datetime(2026, 7, 1, 12, tzinfo=UTC)
    span = span_of(30, summer, LONDON)
    assert (span.start, span.end) == (datetime(2026, 5, 31, 23, tzinfo=UTC), summer)
