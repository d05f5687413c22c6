"""What happens in a case before, and beside, restrictions: incidents, attempts, causes, agreements, warnings."""

from __future__ import annotations

from contact_gateway.application.casework.record_incident import IncidentReport
from contact_gateway.application.casework.warn import WarningGiven
from contact_gateway.web.api.case_operations import act_of_customer, on_customer
from contact_gateway.web.api.operations import Call, Reply
from contact_gateway.web.api.shapes.cases import (
    NewAgreement,
    NewAttempt,
    NewCaseWarning,
    NewCauses,
    NewIncident,
    NewMediation,
    NewMonitoring,
)
from contact_gateway.web.api.telling import for_the_letter


def incident(call: Call) -> Reply:
    """Record that something happened."""
    said, record = call.body_as(NewIncident), call.services.casework.record_incident
    report = IncidentReport(
        grounds=said.grounds,
        what_happened=said.what_happened,
        against=said.against,
        hate_motivated=said.hate_motivated,
        actor=said.actor,
        contact_id=said.contact_id or "",
        off_duty=said.off_duty,
        done_by=said.done_by,
        sorts=frozenset(said.sorts),
        tools=frozenset(said.tools),
        complaint=said.complaint,
        asb_case=said.asb_case,
    )
    return on_customer(call, record, said.officer, report)


def attempt(call: Call) -> Reply:
    """Record that somebody tried to reach the customer."""
    said, record = call.body_as(NewAttempt), call.services.casework.record_attempt
    return on_customer(call, record, said.officer, said.channel, reached=said.reached, result=said.result)


def causes(call: Call) -> Reply:
    """Record that causes were looked for."""
    said, record = call.body_as(NewCauses), call.services.casework.record_causes
    return on_customer(call, record, said.officer, said.referral, said.found)


def agreement(call: Call) -> Reply:
    """Record what was agreed."""
    said, agree = call.body_as(NewAgreement), call.services.casework.agree
    return on_customer(call, agree, said.officer, said.text, said.until, said.stage)


def mediation(call: Call) -> Reply:
    """Record that mediation was offered."""
    said, mediate = call.body_as(NewMediation), call.services.casework.mediate
    return on_customer(call, mediate, said.officer, said.result, said.account)


def warning(call: Call) -> Reply:
    """Record a warning, where it says what the policy asks of one."""
    said, warn = call.body_as(NewCaseWarning), call.services.casework.warn
    given = WarningGiven(
        form=said.form,
        why=said.why,
        told=for_the_letter(said),
        sent_by=said.sent_by,
        also_by_text=said.also_by_text,
        contact_id=said.contact_id or "",
        stage=said.stage,
        change_by=said.change_by,
        policy=said.policy,
    )
    return on_customer(call, warn, said.officer, given)


def monitoring(call: Call) -> Reply:
    """Begin a stage that is told and dated and restricts nothing."""
    said, monitor = call.body_as(NewMonitoring), call.services.casework.monitor
    return on_customer(call, monitor, said.officer, said.stage, said.until, said.policy)


OPERATIONS = (
    act_of_customer("/incidents", "recordIncident", "Record that something happened", incident, NewIncident),
    act_of_customer("/attempts", "recordAttempt", "Record an attempt to reach the customer", attempt, NewAttempt),
    act_of_customer("/causes", "recordCauses", "Record that causes were looked for", causes, NewCauses),
    act_of_customer("/agreements", "recordAgreement", "Record what was agreed", agreement, NewAgreement),
    act_of_customer("/mediations", "recordMediation", "Record that mediation was offered", mediation, NewMediation),
    act_of_customer(
        "/warnings",
        "recordWarning",
        "Record a warning: why, what must change, what comes next",
        warning,
        NewCaseWarning,
        (
            *("unknown_policy", "unknown_stage", "impossible_terms"),
            *("letter_incomplete", "letter_missing", "letter_unprintable", "no_address"),
        ),
    ),
    act_of_customer(
        "/monitoring",
        "beginMonitoring",
        "Begin a stage that is told and dated and restricts nothing",
        monitoring,
        NewMonitoring,
        ("unknown_policy", "unknown_stage", "impossible_terms", "letter_missing"),
    ),
)
