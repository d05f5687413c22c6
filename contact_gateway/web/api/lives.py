"""A restriction after it was signed: told, reviewed, suspended, appealed against."""

from __future__ import annotations

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.web.api.case_operations import act_of_restriction, on_restriction
from contact_gateway.web.api.operations import Call, Reply
from contact_gateway.web.api.shapes.lives import (
    NewAppeal,
    NewComment,
    NewFinding,
    NewHearer,
    NewLetter,
    NewReview,
    NewSuspension,
)

_APPEAL = "/appeals/<id:appeal_id>"


def issue_letter(call: Call) -> Reply:
    """Make a letter, prove what it says, and put on record that it leaves."""
    said, issue = call.body_as(NewLetter), call.services.casework.issue_letter
    return on_restriction(
        call, issue, said.officer, said.sent_by, said.letter, frozenset(said.omit), also_by_text=said.also_by_text
    )


def review(call: Call) -> Reply:
    """Record what a review came to."""
    said, does = call.body_as(NewReview), call.services.casework.review
    return on_restriction(call, does, said.officer, said.outcome, said.reason, said.next_review)


def comment(call: Call) -> Reply:
    """Record what the customer says about a restriction that will be reviewed."""
    said, does = call.body_as(NewComment), call.services.casework.items.comment
    return on_restriction(call, does, said.officer, said.text, said.channel, said.contact_id or "")


def suspend(call: Call) -> Reply:
    """Let a restriction rest."""
    return _suspended(call, again=False)


def resume(call: Call) -> Reply:
    """Take a restriction up again."""
    return _suspended(call, again=True)


def appeal(call: Call) -> Reply:
    """Receive an appeal; where it is refused it is received all the same, and its clock runs."""
    said, does = call.body_as(NewAppeal), call.services.casework.appeal
    return on_restriction(call, does, said.officer, appeal_of(said, call))


def name_hearer(call: Call) -> Reply:
    """Name who hears an appeal."""
    said, does = call.body_as(NewHearer), call.services.casework.name_hearer
    return on_restriction(call, does, said.officer, said.hearer, call.ids["appeal_id"])


def decide(call: Call) -> Reply:
    """Record what the hearer found."""
    said, does = call.body_as(NewFinding), call.services.casework.decide_appeal
    return on_restriction(call, does, said.officer, said.finding, said.reason, call.ids["appeal_id"])


def appeal_of(said: NewAppeal, call: Call) -> AppealRequest:
    """Return what the customer sent; received now where nobody says when."""
    return AppealRequest(
        received_at=said.received_at or call.services.clock.now(),
        words=said.text,
        new_facts=said.new_facts,
        hearer=said.hearer or "",
    )


def _suspended(call: Call, *, again: bool) -> Reply:
    said, does = call.body_as(NewSuspension), call.services.casework.suspend
    return on_restriction(call, does, said.officer, said.reason, again=again)


OPERATIONS = (
    act_of_restriction(
        "/letters",
        "issueLetter",
        "Make a letter, prove what it says, and issue it",
        issue_letter,
        NewLetter,
        (
            *("already_over", "already_told", "not_authorised", "letter_incomplete", "letter_missing"),
            *("letter_unprintable", "no_address", "impossible_terms", "review_out_of_range", "not_in_force"),
            "appeal_open",
        ),
    ),
    act_of_restriction(
        "/reviews",
        "recordReview",
        "Record what a review came to",
        review,
        NewReview,
        ("not_in_force", "not_reviewable", "not_authorised", "same_person", "reason_required", "review_out_of_range"),
    ),
    act_of_restriction(
        "/comments",
        "recordComment",
        "Record what the customer says before a review, by whatever channel",
        comment,
        NewComment,
        ("reason_required", "already_over"),
    ),
    act_of_restriction(
        "/suspensions",
        "suspendRestriction",
        "Let a restriction rest",
        suspend,
        NewSuspension,
        ("reason_required", "not_reviewable", "not_in_force"),
    ),
    act_of_restriction(
        "/resumptions",
        "resumeRestriction",
        "Take a restriction up again",
        resume,
        NewSuspension,
        ("reason_required", "not_suspended", "not_authorised"),
    ),
    act_of_restriction(
        "/appeals",
        "receiveAppeal",
        "Receive an appeal; one that is refused is received all the same",
        appeal,
        NewAppeal,
        (
            *("nothing_to_appeal", "impossible_terms", "appeal_open", "not_appealable", "appeal_out_of_time"),
            *("hearer_involved", "hearer_not_senior"),
        ),
    ),
    act_of_restriction(
        f"{_APPEAL}/hearer",
        "nameHearer",
        "Name who hears an appeal",
        name_hearer,
        NewHearer,
        ("no_open_appeal", "not_appealable", "hearer_involved", "hearer_not_senior"),
    ),
    act_of_restriction(
        f"{_APPEAL}/decision",
        "decideAppeal",
        "Record what the hearer of an appeal found, and why",
        decide,
        NewFinding,
        (
            *("no_open_appeal", "not_authorised", "not_appealable", "hearer_involved", "hearer_not_senior"),
            *("impossible_terms", "reason_required"),
        ),
    ),
)
