"""The format of a pack, on one screen: which tables and keys there are, and what each may hold.

`docs/policy-packs.md` explains every key; a test compares the two.
"""

from __future__ import annotations

from contact_gateway.adapters.policy_files.beside import a_code
from contact_gateway.adapters.policy_files.casework_format import AUTHORITY_RULE, CASEWORK, REVIEW
from contact_gateway.adapters.policy_files.letterhead import LETTERHEAD
from contact_gateway.adapters.policy_files.shapes import Keys, Many, Named, One, Shape
from contact_gateway.adapters.policy_files.values import (
    a_choice,
    a_day,
    a_digit,
    a_language,
    a_line,
    a_mailbox,
    a_name,
    a_number,
    a_phone,
    a_phrase,
    a_subjects_destination,
    a_text,
    a_truth,
    a_window,
    a_word,
    a_zone,
    an_address,
    an_open_sender,
)
from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.kinds.names import Form, Kind
from contact_gateway.domain.people import Adjustment, Body
from contact_gateway.domain.periods import Per
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.script_checks import LONGEST_SCRIPT
from contact_gateway.domain.scripts import Script
from contact_gateway.domain.voice import Recorded
from contact_gateway.domain.working_days import Nation

_TEXT = One(a_text())
_NAME = One(a_name)
_TRUTH = One(a_truth)
_DAYS = One(a_number(1, 3650, whole=True))
_PHRASES = Named(a_word(Subject), Many(One(a_phrase)))

PACK: Shape = Keys(
    {
        "policy": Keys({"code": One(a_code), "title": _TEXT, "notes": One(a_text(2000))}, required=("code", "title")),
        "landlord": Keys(
            {
                "name": _TEXT,
                "policy": _TEXT,
                "notes": One(a_text(2000)),
                "zone": One(a_zone),
                "nation": One(a_word(Nation)),
                "closure_days": Many(One(a_day)),
            }
        ),
        "lines": Many(
            Keys(
                {"address": One(an_address), "team": _NAME, "service": _NAME, "subject": One(a_word(Subject))},
                required=("address",),
            )
        ),
        "destinations": Named(
            a_name,
            Keys(
                {"label": _TEXT, "phone": One(a_phone), "email": One(a_mailbox), "line": One(a_line)},
                required=("label",),
            ),
        ),
        "hours": Keys({"business": Many(One(a_window), at_least=1), "out_of_hours": _NAME}),
        "menu": Named(a_digit, One(a_choice)),
        "contact": Keys(
            {
                "channels": Many(One(a_word(Channel)), at_least=1),
                "asks_reference": _TRUTH,
                "offers_somebody_else": _TRUTH,
                "reply_period": One(a_word((Per.DAY, Per.WEEK, Per.MONTH))),
            }
        ),
        "voice": Keys(
            {
                "records": One(a_word(Recorded)),
                "recording_days": _DAYS,
                "message_days": _DAYS,
                "ring_seconds": One(a_number(5, 60, whole=True)),
                "longest_message_minutes": One(a_number(1, 10, whole=True)),
                "press_to_accept": _TRUTH,
                "leaves_message": _TRUTH,
                "asks_to_stop": _TRUTH,
                "warns_before": Many(One(a_word(Kind))),
            }
        ),
        "languages": Keys({"on": Many(One(a_language))}),
        "spoken": Named(a_language, Named(a_choice, Many(One(a_phrase), at_least=1))),
        "forms": Named(a_word(Form), Many(One(a_word(Channel)), at_least=1)),
        "kinds": Named(a_word(Kind), Keys({"grade": _NAME})),
        "authority": Keys(
            {
                "grades": Many(_NAME, at_least=1),
                "roles": Many(_NAME),
                "least_grade": _NAME,
                "discloses": _NAME,
                "kinds_open_for_managers": _TRUTH,
                "rules": Many(AUTHORITY_RULE),
                "tenancy_action": _NAME,
            }
        ),
        "review": REVIEW,
        "grounds": Keys({"allowed": Many(One(a_word(Grounds)), at_least=1)}),
        "subjects": Named(a_word(Subject), One(a_subjects_destination)),
        "words": Keys({"strong": _PHRASES, "weak": _PHRASES}),
        "open_senders": Named(an_open_sender, One(a_word(Body))),
        "adjustments": Named(a_word(Adjustment), One(a_number(1, 10, whole=False))),
        "scripts": Named(a_language, Named(a_word(Script), One(a_text(LONGEST_SCRIPT)))),
        **CASEWORK,
        **LETTERHEAD,
    }
)

REQUIRED = (
    ("landlord", "name"),
    ("destinations", "queue"),
    ("destinations", "voicemail"),
    ("destinations", "emergency_line"),
    ("destinations", "repairs_desk"),
    ("contact", "channels"),
    ("authority", "grades"),
)
"""What every pack says for itself; for everything else there is a default."""
