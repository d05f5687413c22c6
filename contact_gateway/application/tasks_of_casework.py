"""What casework gives people to do, by name, for whoever ticks tasks off and reaches no casework."""

from __future__ import annotations

from contact_gateway.domain.casework.falling_due import Alarm

ISSUE_LETTER = "issue_letter"
"""The task where the customer is owed a letter; issuing it is doing it."""

DECIDE_APPEAL = "decide_appeal"
DECIDE_WHETHER_TO_HEAR = "decide_whether_to_hear"
NAME_HEARER = "name_hearer"
READ_MORE_OF_APPEAL = "read_more_of_appeal"
OF_A_HEARING = (NAME_HEARER, DECIDE_WHETHER_TO_HEAR, DECIDE_APPEAL, READ_MORE_OF_APPEAL)
"""What is left to do until an appeal is decided; naming another hearer does it too, for whoever had it before."""

AUTHORISE_INTERIM = "authorise_interim"
PROPOSE_VARIATION = "propose_variation"
REVIEW_AGAIN = "review_at_second_level"
OF_A_REVIEW = (
    PROPOSE_VARIATION,
    REVIEW_AGAIN,
    Alarm.PREPARE_REVIEW,
    Alarm.REVIEW_DUE,
    Alarm.REVIEW_OVERDUE,
    Alarm.SUSPENDED_UNREVIEWED,
    Alarm.SECOND_REVIEW_OVERDUE,
)
"""What is done once a review is finished, the variation that an earlier one came to among it."""

OF_WHAT_HOLDS = (AUTHORISE_INTERIM, *OF_A_REVIEW)
"""What nobody can do any more once a restriction has ended."""

TELL = "tell"
"""The task where the policy wants somebody told whom no mail reaches."""
