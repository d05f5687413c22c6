"""What an act still says of somebody who was erased: its ids, dates and codes that count, and no word or reference.

Acts are never changed. They are forgotten, as only a function of their owner can, and filed anew in their places with
less in them; the trail says how many.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from contact_gateway.adapters.database.codec import JsonObject, as_json
from contact_gateway.adapters.database.erased_terms import without_words
from contact_gateway.adapters.database.forgetting import FORGET_ACTS
from contact_gateway.adapters.database.statement import statement
from contact_gateway.adapters.database.tables_of_casework import CASE_ACTS

PROPOSED = "proposed"
"""Its restriction stays, without what somebody wrote in its terms and its scope."""

EMPTIED: Mapping[str, Mapping[str, object]] = {
    "incident": {
        **dict.fromkeys(("actor", "complaint", "asb_case"), ""),
        **dict.fromkeys(("sorts", "tools"), ()),
    },
    "causes": {"referral": ""},
    "mediated": {"result": ""},
    PROPOSED: {},
    "consulted": {"with_whom": ()},
    "adjustment_agreed": {"adjustment": None, "language": "", "paper": None},
    "court_order_made": {"reference": ""},
    "not_given": {"difficulty": None},
}
"""What is emptied, and what it then says: references of other files, who else did it, health, how somebody behaved.

It says that nothing is known, and never something else than what was: what has no such word stays.
"""

STAYS: Mapping[str, frozenset[str]] = {
    "incident": frozenset({"grounds", "against", "hate_motivated", "contact_id", "off_duty", "done_by"}),
    "attempt": frozenset({"channel", "reached"}),
    "causes": frozenset(),
    "agreed": frozenset({"until", "stage"}),
    "mediated": frozenset(),
    "warned": frozenset({"form", "contact_id", "stage", "letter_id", "sent_by", "received_on", "change_by"}),
    "monitored": frozenset({"stage", "until"}),
    PROPOSED: frozenset(
        {
            *("restriction", "grounds", "answers", "informing_officer", "immediate"),
            *("policy_version", "varies", "stage", "review_follows", "taken_over_at"),
        }
    ),
    "consulted": frozenset({"replied", "informing_officer"}),
    "authorised": frozenset({"complete"}),
    "letter_issued": frozenset({"letter", "letter_id", "sent_by", "received_on", "review_on", "about"}),
    "letter_handled": frozenset({"letter_id", "done", "on", "received_on"}),
    "reviewed": frozenset({"outcome", "next_review", "complete"}),
    "commented": frozenset({"channel", "contact_id"}),
    "appealed": frozenset({"appeal_id", "received_on", "due_on", "tier", "late", "new_facts", "heard_before"}),
    "hearer_named": frozenset({"appeal_id", "hearer"}),
    "appeal_decided": frozenset({"appeal_id", "finding"}),
    "suspended": frozenset({"again"}),
    "lifted": frozenset({"ends_at"}),
    "replaced": frozenset({"successor", "takes_over_at"}),
    "adjustment_agreed": frozenset({"review_on", "until"}),
    "complained": frozenset({"about"}),
    "asked_for_contact": frozenset({"channel", "until"}),
    "disclosed": frozenset({"to", "basis", "agreed_by"}),
    "tenancy_action_taken": frozenset({"agreed_by"}),
    "court_order_made": frozenset({"made_on", "ends_on", "power_of_arrest"}),
    "authority_shown": frozenset({"representative", "review_on", "until"}),
    "item_decided": frozenset({"contact_id", "decision"}),
    "not_given": frozenset({"asked_for", "contact_id"}),
    "acknowledged": frozenset({"restriction"}),
    "bare_appealed": frozenset({"about", "received_on", "due_on", "tier", "late", "new_facts", "heard_before"}),
    "bare_appeal_decided": frozenset({"appeal_id", "finding"}),
}
"""What stays, by id: it is counted, or says what held when, or who decided it."""

_COLUMNS = ", ".join(column.name for column in CASE_ACTS.c)
_WITH_LESS = statement("""
SELECT array_agg(a.id) AS ids, jsonb_agg(to_jsonb(a) || jsonb_build_object(
    'words', NULL, 'data', a.data || (CAST(:less AS jsonb) -> a.act))) AS acts
FROM case_acts a
WHERE a.landlord_id = :landlord AND a.customer_id = :customer AND CAST(:less AS jsonb) ? a.act
""")
_FILE_ANEW = statement(f"""
INSERT INTO case_acts ({_COLUMNS}) OVERRIDING SYSTEM VALUE
SELECT {_COLUMNS} FROM jsonb_populate_recordset(NULL::case_acts, CAST(:acts AS jsonb))
WHERE landlord_id = :landlord
""")  # noqa: S608 - names of columns, nothing that anybody gave


def empty_acts(connection: Connection, landlord: str, customer_id: str) -> None:
    """Let the acts of a customer's case keep what stays of them. Their words are blanked with those of all acts."""
    asked = {"landlord": landlord, "customer": customer_id, "less": as_json(EMPTIED)}
    found = connection.execute(_WITH_LESS, asked).one()
    if found.ids:
        acts = [_without_words(act) if act["act"] == PROPOSED else act for act in found.acts]
        connection.execute(FORGET_ACTS, {"ids": found.ids})
        connection.execute(_FILE_ANEW, {"landlord": landlord, "acts": as_json(acts)})


def _without_words(act: JsonObject) -> JsonObject:
    restriction = act["data"]["restriction"]
    return {**act, "data": {**act["data"], "restriction": {**restriction, **without_words(restriction)}}}
