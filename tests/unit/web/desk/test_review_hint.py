"""What the form says of the day on which a limit is looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from contact_gateway.domain.procedure.rules import CaseworkRules, ReviewRules
from contact_gateway.web.desk.limit_choices import Choices
from tests.builders import policy


def hint(rules: ReviewRules) -> str:
    return Choices.of(policy(casework=CaseworkRules(reviews=rules)), ()).review_hint


def test_where_reviews_are_held_at_meetings_the_form_says_when_they_are() -> None:
    meetings = ReviewRules(clause="MOO-5", meeting_dates=(date(2026, 9, 9), date(2026, 6, 10)))
    assert "where one falls in that time: Wednesday 10 June 2026, Wednesday 9 September 2026." in hint(meetings)
    assert "meeting" not in hint(replace(meetings, meeting_dates=()))
