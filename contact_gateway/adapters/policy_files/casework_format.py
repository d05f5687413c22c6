"""The tables of a pack about casework: how a restriction is made, told, reviewed, appealed against and kept.

`docs/policy-packs.md` explains every key; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.adapters.policy_files.shapes import Keys, Many, Named, One, Shape
from contact_gateway.adapters.policy_files.values import (
    a_clock,
    a_day,
    a_must,
    a_name,
    a_number,
    a_part,
    a_span,
    a_text,
    a_truth,
    a_word,
)
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.procedure.words import (
    Hearing,
    Kept,
    LetterType,
    Measure,
    Occasion,
    Part,
    Question,
    Step,
    Unreviewed,
)
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.working_days import Delivery

_TEXT = One(a_text())
_NAME = One(a_name)
_NAMES = Many(One(a_name), at_least=1)
_TRUTH = One(a_truth)
_SPAN = One(a_span)
_KINDS = Many(One(a_word(Kind)), at_least=1)
_GROUNDS = Many(One(a_word(Grounds)), at_least=1)

AUTHORITY_RULE: Shape = Keys(
    {
        "kinds": _KINDS,
        "grade": _NAME,
        "together": Many(One(a_name), at_least=2),
        "panel": Keys({"roles": _NAMES, "quorum": One(a_number(1, 20, whole=True))}, required=("roles", "quorum")),
        "consults": _TRUTH,
        "asks": _NAMES,
        "informs": _TRUTH,
        "exceptional": _TRUTH,
    }
)

_TIER: Shape = Keys({"answer_within": _SPAN, "grade": _NAME, "role": _NAME, "senior": _TRUTH})

REVIEW: Shape = Keys(
    {
        "shortest": _SPAN,
        "usual": _SPAN,
        "longest": _SPAN,
        "exceptional": _SPAN,
        "exceptional_grade": _NAME,
        "reason_beyond_usual": _TRUTH,
        "from_start": _TRUTH,
        "meeting_dates": Many(One(a_day), at_least=1),
        "unreviewed": One(a_word(Unreviewed)),
        "hard_stop": _SPAN,
        "reviewer_grade": _NAME,
        "decider_may_review": _TRUTH,
        "levels": One(a_number(1, 2, whole=True)),
        "reminders": Many(One(a_number(1, 365, whole=True))),
        "usual_by_grounds": Named(a_word(Grounds), _SPAN),
    }
)

CASEWORK: Mapping[str, Shape] = {
    "stages": Many(
        Keys(
            {
                "name": _NAME,
                "label": _TEXT,
                "step": One(a_word(Step)),
                "length": _SPAN,
                "letter": One(a_word(LetterType)),
                "kinds": _KINDS,
                "follows": _NAME,
                "with_reason": _TRUTH,
                "relapse_within": _SPAN,
            },
            required=("name", "label"),
        )
    ),
    "before": Many(
        Keys(
            {
                "any_of": Many(One(a_word(Step)), at_least=1),
                "kinds": _KINDS,
                "grounds": _GROUNDS,
                "skipped_by": _GROUNDS,
                "with_reason": _TRUTH,
                "when_immediate": _TRUTH,
            },
            required=("any_of",),
        )
    ),
    "questions": Named(a_word(Question), One(a_must)),
    "interim": Keys({"allowed": _TRUTH, "lasts": _SPAN, "grade": _NAME, "letter_within": _SPAN}),
    "appeals": Many(
        Keys(
            {
                "kinds": _KINDS,
                "tiers": Many(_TIER),
                "window": _SPAN,
                "from_start": _TRUTH,
                "asked_within": _SPAN,
                "once": _TRUTH,
                "meanwhile": One(a_word(Hearing)),
                "address": _NAME,
                "about": Many(_TEXT),
                "form": _TEXT,
            }
        )
    ),
    "letters": Named(
        a_word(LetterType),
        Keys({"parts": Named(a_word(Part), One(a_part)), "sent_by": Many(One(a_word(Delivery)), at_least=1)}),
    ),
    "notices": Many(Keys({"on": One(a_word(Occasion)), "to": _NAMES}, required=("on", "to"))),
    "duties": Many(
        Keys(
            {
                "on": One(a_word(Occasion)),
                "task": _NAME,
                "to": _NAME,
                "within": _SPAN,
                "grounds": _GROUNDS,
                "kinds": _KINDS,
            },
            required=("on", "task", "to", "within"),
        )
    ),
    "reports": Many(
        Keys(
            {"name": _NAME, "every": _SPAN, "to": _NAMES, "holds": Many(One(a_word(Measure)), at_least=1)},
            required=("name", "every", "to", "holds"),
        )
    ),
    "housing_system": Keys({"notes_to": _NAME}, required=("notes_to",)),
    "policy_review": Keys({"due": One(a_day), "every": _SPAN, "to": _NAMES}, required=("due", "to")),
    "ombudsmen": Many(Keys({"name": _TEXT, "words": One(a_text(500)), "contact": _TEXT}, required=("name", "words"))),
    "scope": Keys({"out_of_scope": Many(_NAME)}),
    "retention": Named(a_word(Kept), _SPAN),
    "working_days": Keys({"without_closure_days": _TRUTH, "post_until": One(a_clock), "from_sending": _TRUTH}),
}
