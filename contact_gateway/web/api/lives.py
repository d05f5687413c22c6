"""A restriction after it was signed: told, reviewed, suspended, appealed against."""

from __future__ import annotations

from contact_gateway.application.casework.appeal import AppealRequest
from contact_gateway.application.casework.naming import naming
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
    said, issue = call.body_as(NewLetter), naming(call.services.casework.issue_letter, call.made_id)
    return on_restriction(
        call,
        lambda restriction_id: issue(
            call.landlord,
            restriction_id,
            said.officer,
            said.sent_by,
            said.letter,
            frozenset(said.omit),
            also_by_text=said.also_by_text,
        ),
    )


def review(call: Call) -> Reply:
    """Record what a review came to."""
    said, does = call.body_as(NewReview), naming(call.services.casework.review, call.made_id)
    return on_restriction(
        call,
        lambda restriction_id: does(
            call.landlord, restriction_id, said.officer, said.outcome, said.reason, said.next_review
        ),
    )


def comment(call: Call) -> Reply:
    """Record what the customer says about a restriction that will be reviewed."""
    said, does = call.body_as(NewComment), naming(call.services.casework.items.comment, call.made_id)
    return on_restriction(
        call,
        lambda restriction_id: does(
            call.landlord, restriction_id, said.officer, said.text, said.channel, said.contact_id or ""
        ),
    )


def suspend(call: Call) -> Reply:
    """Let a restriction rest."""
    return _suspended(call, again=False)


def resume(call: Call) -> Reply:
    """Take a restriction up again."""
    return _suspended(call, again=True)


def appeal(call: Call) -> Reply:
    """Receive an appeal; where it is refused it is received all the same, and its clock runs."""
    said, does = call.body_as(NewAppeal), naming(call.services.casework.appeal, call.made_id)
    request = AppealRequest(
        received_at=said.received_at or call.services.clock.now(),
        words=said.text,
        new_facts=said.new_facts,
        hearer=said.hearer or "",
    )
    return on_restriction(call, lambda restriction_id: does(call.landlord, restriction_id, said.officer, request))


def name_hearer(call: Call) -> Reply:
    """Name who hears an appeal."""
    said, does = call.body_as(NewHearer), naming(call.services.casework.name_hearer, call.made_id)
    appeal_id = call.ids["appeal_id"]
    return on_restriction(
        call, lambda restriction_id: does(call.landlord, restriction_id, said.officer, said.hearer, appeal_id)
    )


def decide(call: Call) -> Reply:
    """Record what the hearer found."""
    said, does = call.body_as(NewFinding), naming(call.services.casework.decide_appeal, call.made_id)
    appeal_id = call.ids["appeal_id"]
    return on_restriction(
        call,
        lambda restriction_id: does(call.landlord, restriction_id, said.officer, said.finding, said.reason, appeal_id),
    )


def _suspended(call: Call, *, again: bool) -> Reply:
    said, does = call.body_as(NewSuspension), naming(call.services.casework.suspend, call.made_id)
    return on_restriction(
        call, lambda restriction_id: does(call.landlord, restriction_id, said.officer, said.reason, again=again)
    )


OPERATIONS = (
    act_of_restriction(
        "/letters",
        "issueLetter",
        "Make a letter, prove what it says, and issue it",
        issue_letter,
        NewLetter,
        (
            *("already_over", "already_told", "not_authorised", "letter_incomplete", "letter_missing"),
            *("letter_unprintable", "no_address", "review_out_of_range", "not_in_force", "appeal_open"),
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
        ("reason_required", "not_in_force"),
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
