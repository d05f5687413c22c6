"""What no restriction may block (DESIGN section 7). Fixed here; a policy may add phrases, never take one away.

Words may open, never close: a strong phrase opens the contact at once, a weak one only marks a held message for a
person. A key pressed, a mailbox addressed or a tag set by a person says it for certain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from contact_gateway.domain.contact import Contact, Key, Subject
from contact_gateway.domain.policy import Policy

STRONG: Mapping[Subject, tuple[str, ...]] = {
    Subject.EMERGENCY: (
        "gas leak", "leaking gas", "smell gas", "smell of gas", "smelling gas", "gas smell", "carbon monoxide",
        "co alarm", "is on fire", "house fire", "kitchen fire", "burst pipe", "pipe has burst", "pipe burst",
        "ceiling has collapsed", "ceiling collapsed", "ceiling is coming down", "live wires", "exposed wires",
        "electric shock", "sparking", "stuck in the lift", "trapped in the lift", "risk to life", "life threatening",
        "not breathing", "call an ambulance", "sewage is coming", "flooding my", "flooding the", "is flooding",
    ),
    Subject.HAZARD: (
        "black mould", "damp and mould", "mould and damp", "asbestos", "legionella", "fire door", "fire alarm is not",
        "fire safety", "unsafe wiring", "no smoke alarm", "rats in", "health and safety hazard", "awaab s law",
    ),
    Subject.SAFEGUARDING: (
        "safeguarding", "child at risk", "children at risk", "adult at risk", "child is being hurt", "elder abuse",
    ),
    Subject.DOMESTIC_ABUSE: (
        "domestic abuse", "domestic violence", "partner hits me", "husband hits me", "wife hits me", "partner hit me",
        "husband hit me", "fleeing violence", "coercive control", "forced marriage",
    ),
    Subject.HATE_CRIME: ("hate crime", "hate incident", "racist attack", "racially abused", "homophobic attack"),
    Subject.THREAT_TO_SELF: (
        "kill myself", "killing myself", "end my life", "ending my life", "take my own life", "suicide", "suicidal",
        "self harm", "harm myself", "want to die", "hurt somebody", "hurt someone", "kill somebody", "kill someone",
    ),
    Subject.PAYMENT: ("pay my rent", "pay the rent", "make a payment", "payment for my rent", "pay my arrears"),
    Subject.COMPLAINT: (
        "make a complaint", "making a complaint", "formal complaint", "official complaint", "stage 1 complaint",
        "stage one complaint", "stage 2 complaint", "stage two complaint", "wish to complain", "want to complain",
        "raise a complaint", "log a complaint", "register a complaint",
    ),
    Subject.OMBUDSMAN: ("ombudsman",),
    Subject.APPEAL: (
        "appeal against", "appeal the", "appeal this", "appeal your", "i appeal", "want to appeal", "wish to appeal",
        "request an appeal", "review of the restriction", "review the restriction", "review this restriction",
        "review my restriction", "review of my restriction", "review of your decision", "review your decision",
    ),
    Subject.ADJUSTMENT: ("reasonable adjustment", "reasonable adjustments"),
    Subject.INFORMATION_REQUEST: (
        "subject access", "freedom of information", "information request", "data protection request",
        "right of access", "right to erasure", "right to rectification", "environmental information",
    ),
    Subject.LEGAL: (
        "letter before action", "letter before claim", "letter of claim", "pre action protocol",
        "notice of proceedings", "court claim", "claim form", "notice to quit", "legal notice",
        "court order", "court hearing",
    ),
}  # fmt: skip

WEAK: Mapping[Subject, tuple[str, ...]] = {
    Subject.EMERGENCY: (
        "emergency", "urgent", "gas", "flood", "flooding", "fire", "smoke", "leak", "leaking", "danger", "dangerous",
        "no heating", "no hot water", "no water", "no electricity", "no power", "ambulance", "999",
    ),
    Subject.HAZARD: ("hazard", "unsafe", "damp", "mould", "mold", "rats", "mice", "wiring", "trip", "loose"),
    Subject.SAFEGUARDING: ("neglect", "neglected", "vulnerable", "at risk", "social services", "social worker"),
    Subject.DOMESTIC_ABUSE: ("abuse", "abusive partner", "refuge", "scared of him", "scared of her", "violence"),
    Subject.HATE_CRIME: ("racist", "homophobic", "transphobic", "slur", "hate"),
    Subject.THREAT_TO_SELF: ("can t go on", "cannot go on", "hopeless", "no point", "desperate", "harm", "overdose"),
    Subject.PAYMENT: ("rent", "arrears", "payment", "direct debit", "pay"),
    Subject.COMPLAINT: ("complain", "complaint", "complaints", "complaining"),
    Subject.APPEAL: ("appeal", "unfair", "review"),
    Subject.ADJUSTMENT: ("adjustment", "disability", "disabled", "large print", "interpreter", "braille", "deaf"),
    Subject.INFORMATION_REQUEST: ("gdpr", "my data", "my records", "sar", "foi", "dsar"),
    Subject.LEGAL: ("solicitor", "court", "legal action", "disrepair claim", "injunction"),
}  # fmt: skip

_LONG_ENOUGH = 5
"""Words. A shorter piece of a script may be anybody's own words."""

_KEYS: Mapping[str, Subject] = {Key.EMERGENCY: Subject.EMERGENCY, Key.REVIEW: Subject.APPEAL}


def said(contact: Contact, policy: Policy) -> tuple[Subject, ...]:
    """Return the subjects that the contact names for certain: by key, tag, addressed line, or a complaint about staff.

    In the order of `Subject`, the most pressing first.
    """
    line = policy.line(contact.dialled)
    named = {line.subject, _KEYS.get(contact.pressed)} | contact.tags
    if contact.pressed in set(Subject):
        named.add(Subject(contact.pressed))
    if contact.about_staff:
        named.add(Subject.COMPLAINT)
    return _in_order(named)


def written(contact: Contact, policy: Policy) -> tuple[Subject, ...]:
    """Return the subjects that a strong phrase in the message opens."""
    return _found(contact, policy, STRONG, policy.strong_words)


def hinted(contact: Contact, policy: Policy) -> tuple[Subject, ...]:
    """Return the subjects that only a weak word hints at; a person of the case looks at them in time."""
    strong = written(contact, policy)
    return tuple(s for s in _found(contact, policy, WEAK, policy.weak_words) if s not in strong)


def _found(
    contact: Contact,
    policy: Policy,
    fixed: Mapping[Subject, tuple[str, ...]],
    added: Mapping[Subject, tuple[str, ...]],
) -> tuple[Subject, ...]:
    if not contact.is_writing:
        return ()
    text = _without_our_own_words(_plain(f"{contact.subject} \n {contact.text}"), policy)
    return _in_order({s for s in Subject if any(_phrase(p) in text for p in (*fixed.get(s, ()), *added.get(s, ())))})


def _without_our_own_words(text: str, policy: Policy) -> str:
    """Leave out what the landlord itself said: an answer quotes the message that told how to appeal."""
    for scripts in policy.scripts.values():
        for script in scripts.values():
            for said_by_us in _long_pieces(script):
                text = text.replace(said_by_us, " ")
    return text


@lru_cache(maxsize=1024)
def _long_pieces(script: str) -> tuple[str, ...]:
    pieces = (_phrase(piece) for piece in re.split(r"\{\w+\}", script))
    return tuple(piece for piece in pieces if piece.count(" ") > _LONG_ENOUGH)


@lru_cache(maxsize=4096)
def _phrase(text: str) -> str:
    """Return plain words of a policy, the same for every message; what people write is kept nowhere."""
    return _plain(text)


def _plain(text: str) -> str:
    words = re.findall(r"[^\W_]+", text.casefold())
    return f" {' '.join(words)} "


def _in_order(subjects: set[Subject | None]) -> tuple[Subject, ...]:
    return tuple(subject for subject in Subject if subject in subjects)
