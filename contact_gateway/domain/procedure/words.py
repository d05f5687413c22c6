"""The words of casework: rungs, questions, letters and what they hold, occasions."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """What can come before a restriction: the rungs of the ladder."""

    INCIDENT = "incident"
    ATTEMPT = "attempt"
    CAUSES = "causes"
    ARRANGEMENT = "arrangement"
    MEDIATION = "mediation"
    WARNING = "warning"
    MONITORING = "monitoring"


class Question(StrEnum):
    """What must be answered before a restriction is proposed."""

    EVIDENCE = "evidence"
    IMPACT = "impact"
    SEVERITY = "severity"
    FREQUENCY = "frequency"
    ADJUSTMENTS = "adjustments_considered"
    VULNERABILITY = "vulnerability"


class LetterType(StrEnum):
    """The letters that a case can ask for."""

    WARNING = "warning"
    DECISION = "decision"
    VARIATION = "variation"
    INTERIM = "interim"
    REVIEW_COMING = "review_coming"
    REVIEW_OUTCOME = "review_outcome"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_OUTCOME = "appeal_outcome"
    END = "end"


class Part(StrEnum):
    """What a letter must hold (CLAUSES section 7)."""

    WHAT_HAPPENED = "what_happened"
    MUST_CHANGE = "must_change"
    IF_CONTINUES = "if_continues"
    RESTRICTIONS = "restrictions"
    STAYS_OPEN = "stays_open"
    DATES = "dates"
    APPEAL = "appeal"
    OMBUDSMAN = "ombudsman"
    POLICY_COPY = "policy_copy"
    ADJUSTMENTS = "adjustments"
    SUPPORT = "support"
    RESPONSE_TIMES = "response_times"
    TENANCY = "tenancy"
    DATA_PROTECTION = "data_protection"


class Occasion(StrEnum):
    """What happens in a case that somebody has to hear of, or that gives somebody something to do."""

    INCIDENT = "incident"
    THREAT = "threat"
    DEFAMATION = "defamation"
    STAFF_ENDED = "staff_ended"
    AUTHORISED = "authorised"
    LETTER_ISSUED = "letter_issued"
    BREACH = "breach"
    REVIEWED = "reviewed"
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal_decided"
    SUSPENDED = "suspended"
    ENDED = "ended"
    WARNED = "warned"
    PROPOSED = "proposed"
    COMPLAINT_ABOUT_STAFF = "complaint_about_staff"
    ADJUSTMENT = "adjustment"


class Hearing(StrEnum):
    """What becomes of a restriction while it is appealed against."""

    STAYS = "stays"
    SUSPENDED = "suspended"


class Unreviewed(StrEnum):
    """What happens to a restriction that nobody reviewed: it stays and alarms, is suspended, or lapses."""

    STAYS = "stays"
    SUSPENDED = "suspended"
    LAPSES = "lapses"


class Kept(StrEnum):
    """What is kept for so long: a case after its last restriction, the rest after it came; `audit` by whole seals."""

    CASES = "cases"
    CONTACTS = "contacts"
    MESSAGES = "messages"
    DISCLOSURES = "disclosures"
    AUDIT = "audit"


class Measure(StrEnum):
    """What a report holds."""

    RESTRICTIONS = "restrictions"
    REVIEWS = "reviews"
    APPEALS = "appeals"
    BREACHES = "breaches"
    INCIDENTS = "incidents"
    CONSISTENCY = "consistency"
    CHARACTERISTICS = "characteristics"
    DATA_QUALITY = "data_quality"
