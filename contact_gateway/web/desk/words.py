"""What the pages call things: plain words for the codes that the domain uses."""

from __future__ import annotations

from collections.abc import Mapping

from contact_gateway.domain.contact import Channel, Subject
from contact_gateway.domain.kinds.names import Kind
from contact_gateway.domain.outcome import Code, Outcome, Reason
from contact_gateway.domain.periods import Per
from contact_gateway.domain.restrictions import Grounds
from contact_gateway.domain.working_days import Delivery

CHANNELS: Mapping[Channel, str] = {
    Channel.VOICE: "Call",
    Channel.SMS: "Text message",
    Channel.WHATSAPP: "WhatsApp",
    Channel.EMAIL: "E-mail",
    Channel.LETTER: "Letter",
    Channel.WEB_FORM: "Web form",
    Channel.SOCIAL: "Social media",
    Channel.IN_PERSON: "Visit",
}

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.CONNECT: "Connected",
    Outcome.ROUTE: "Routed",
    Outcome.DECLINE: "Declined",
    Outcome.HOLD: "Held",
    Outcome.EMERGENCY: "Emergency",
}

KINDS: Mapping[Kind, str] = {
    Kind.SINGLE_POINT_OF_CONTACT: "Single point of contact",
    Kind.PERMITTED_TIMES: "Permitted times",
    Kind.CONTACT_CAP: "Contact limit",
    Kind.TIME_CAP: "Time limit",
    Kind.CHANNEL_BAN: "Closed ways of contact",
    Kind.ONLY_CHANNELS: "Only some ways of contact",
    Kind.SINGLE_FORM: "One form of contact",
    Kind.VOICEMAIL_ONLY: "Voicemail only",
    Kind.BY_APPOINTMENT: "Visits by appointment",
    Kind.REPRESENTATIVE_ONLY: "Representative only",
    Kind.NO_FURTHER_CONSIDERATION: "Issue closed",
    Kind.ISSUE_CAP: "Limit on new issues",
    Kind.CONSOLIDATED_REPLY: "Messages answered together",
    Kind.PERSONAL_CONTACT_BAN: "No personal contact",
    Kind.PREMISES_BAN: "Premises closed",
    Kind.NO_CONTACT: "No contact",
    Kind.ESSENTIAL_REPAIRS_ONLY: "Essential repairs only",
    Kind.SERVICE_LIMIT: "Limited services",
    Kind.HANDLING_BUDGET: "Handling time",
    Kind.ACCOMPANIED_ONLY: "Never alone",
    Kind.RESPONSE_TIMES_VARIED: "Other response times",
    Kind.WARNING_FLAG: "Warning",
    Kind.BEHAVIOUR_AGREEMENT: "Behaviour agreement",
    Kind.COURT_ORDER: "Court order",
    Kind.SOCIAL_MEDIA_ACTION: "Social media",
    Kind.OTHER: "Note",
}

SUBJECTS: Mapping[Subject, str] = {
    Subject.EMERGENCY: "emergency",
    Subject.HAZARD: "health or safety hazard",
    Subject.SAFEGUARDING: "safeguarding",
    Subject.DOMESTIC_ABUSE: "domestic abuse",
    Subject.HATE_CRIME: "hate crime",
    Subject.THREAT_TO_SELF: "threat to self",
    Subject.PAYMENT: "payment",
    Subject.COMPLAINT: "making a complaint",
    Subject.OMBUDSMAN: "the Ombudsman",
    Subject.APPEAL: "appeal or review",
    Subject.ADJUSTMENT: "asking for an adjustment",
    Subject.INFORMATION_REQUEST: "information request",
    Subject.LEGAL: "legal notice",
    Subject.REQUESTED_BY_LANDLORD: "contact that we asked for",
}

CODES: Mapping[Code, str] = {
    Code.WITHHELD: "Number withheld",
    Code.SHARED_NUMBER: "Several people use this number or address",
    Code.UNKNOWN: "Nobody we know",
    Code.UNAUTHENTICATED: "Sender not proven",
    Code.SOMEBODY_ELSE: "Says they are somebody else",
    Code.REPRESENTATIVE: "Acts for a customer",
    Code.OUTAGE: "A way of contact is out of service",
    Code.ADJUSTMENT: "Reasonable adjustment",
    Code.BUSY: "Too many contacts at once",
    Code.OPEN_SENDER: "Always open to this sender",
}

REFUSED_BECAUSE: Mapping[Kind, str] = {
    Kind.PERMITTED_TIMES: "Outside the permitted times",
    Kind.CONTACT_CAP: "Contact limit used up",
    Kind.TIME_CAP: "Time limit used up",
    Kind.CHANNEL_BAN: "This way of contact is closed",
    Kind.ONLY_CHANNELS: "Another way of contact was decided",
    Kind.SINGLE_FORM: "Another form of contact was decided",
    Kind.ISSUE_CAP: "Limit on new issues used up",
}
"""What a kind is called as the reason of a refusal, where that says more than the kind's name."""

GROUNDS: Mapping[Grounds, str] = {
    Grounds.VIOLENCE: "Violence",
    Grounds.THREAT: "Threats",
    Grounds.ABUSE: "Abuse",
    Grounds.HARASSMENT: "Harassment",
    Grounds.DISCRIMINATION: "Discrimination",
    Grounds.ALLEGATIONS: "Unfounded allegations",
    Grounds.DEFAMATION: "Defamation",
    Grounds.UNREASONABLE_DEMANDS: "Unreasonable demands",
    Grounds.UNREASONABLE_PERSISTENCE: "Unreasonable persistence",
    Grounds.EXCESSIVE_CONTACT: "Excessive contact",
    Grounds.REFUSAL_TO_COOPERATE: "Refusal to cooperate",
    Grounds.KNOWN_RISK: "Known risk",
}

DELIVERIES: Mapping[Delivery, str] = {
    Delivery.HAND: "By hand",
    Delivery.POST: "By post",
    Delivery.EMAIL: "By e-mail",
}

PERIODS: Mapping[Per, str] = {Per.HOUR: "hour", Per.DAY: "day", Per.WEEK: "week", Per.MONTH: "month"}

_ALWAYS_OPEN = "always_open:"


def reason_in_words(reason: Reason, *, refused: bool) -> str:
    """Say a reason, with the clause of the policy where it has one."""
    words = _reason(reason.code, refused=refused)
    return words if reason.clause in {"", "default"} else f"{words} ({reason.clause})"


def first_capital(sentence: str) -> str:
    """Begin with a capital letter and leave the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def duration(seconds: int) -> str:
    """Say a length of time: `6 min 10 s`, `1 h 5 min`; nothing is `none`."""
    hours, rest = divmod(max(seconds, 0), 3600)
    minutes, left = divmod(rest, 60)
    parts = [(hours, "h"), (minutes, "min"), (0 if hours else left, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "none"


def _reason(code: str, *, refused: bool) -> str:
    if code in set(Code):
        return CODES[Code(code)]
    subject = code.removeprefix(_ALWAYS_OPEN)
    if subject in set(Subject):
        return f"Always open: {SUBJECTS[Subject(subject)]}"
    if code in set(Kind):
        kind = Kind(code)
        return REFUSED_BECAUSE.get(kind, KINDS[kind]) if refused else KINDS[kind]
    return code.replace("_", " ").capitalize()
